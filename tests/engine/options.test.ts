// Options and Outputs of a program, and where they arrive.

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GoldenImage } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import { expect } from "chai";
import { resourcesOf, useWorkspace } from "./workspace";

const web: GoldenImageArgs = {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "step", shell: ["true"] }],
};

describe("a golden image in a TypeScript program", () => {
  const workspace = useWorkspace();

  it("previews with unknown inputs, and passes them to the right children", async () => {
    const stack = await workspace.stackOf(async () => {
      const key = new aws.kms.Key("key");
      const subnet = new aws.ec2.Subnet("subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
      const group = new aws.ec2.SecurityGroup("group", { vpcId: "vpc-1" });
      new GoldenImage("unknowns", {
        ...web,
        storage: { kmsKeyArn: key.arn },
        build: { subnetId: subnet.id, securityGroupIds: [group.id] },
      });
    });
    const preview = await stack.preview();
    expect(preview.changeSummary.create).to.be.greaterThan(10);
    await stack.up();
    const resources = await resourcesOf(stack);
    const recipe = resources.get("unknowns-recipe")?.inputs as {
      blockDeviceMappings: { ebs: { kmsKeyId: string } }[];
    };
    expect(recipe.blockDeviceMappings[0]?.ebs.kmsKeyId).to.match(/^arn:aws:kms:/);
    const infrastructure = resources.get("unknowns-infrastructure")?.inputs;
    expect(infrastructure?.subnetId).to.match(/^subnet-/);
    expect(infrastructure?.securityGroupIds).to.have.length(1);
    await stack.destroy();
  });

  it("passes protect to its children, except those that each change replaces", async () => {
    const program = (line: string) => async () => {
      new GoldenImage("guarded", { ...web, customize: [{ name: "step", shell: [line] }] }, { protect: true });
    };
    const stack = await workspace.stackOf(program("true"));
    await stack.up();
    let resources = await resourcesOf(stack);
    expect(resources.get("guarded-pipeline")?.protect).to.equal(true);
    expect(resources.get("guarded-recipe")?.protect ?? false).to.equal(false);
    stack.workspace.program = program("false # another line");
    await stack.up();
    resources = await resourcesOf(stack);
    expect(resources.get("guarded-recipe")?.inputs.version).to.equal("1.0.1");
    stack.workspace.program = async () => {
      new GoldenImage("guarded", { ...web, customize: [{ name: "step", shell: ["false # another line"] }] });
    };
    await stack.up();
    await stack.destroy();
  });

  it("supports providers, dependsOn, deletedWith, customTimeouts, aliases and transforms", async () => {
    const stack = await workspace.stackOf(async () => {
      const provider = new aws.Provider("elsewhere", {
        region: "us-east-1",
        endpoints: JSON.parse(workspace.sandbox.config["aws:endpoints"] ?? "[]") as {
          imagebuilder: string;
        }[],
      });
      const topic = new aws.sns.Topic("topic");
      new GoldenImage("options", web, {
        providers: [provider],
        dependsOn: [topic],
        deletedWith: topic,
        customTimeouts: { create: "7m", delete: "9m" },
        aliases: [{ name: "former" }],
        transforms: [
          ({ type, props, opts }) =>
            type === "aws:iam/role:Role" ? { props: { ...props, path: "/golden/" }, opts } : undefined,
        ],
      });
    });
    await stack.up();
    const resources = await resourcesOf(stack);
    const topic = resources.get("topic");
    expect(resources.get("options-pipeline")?.provider).to.include("elsewhere");
    expect(resources.get("options-recipe")?.inputs.parentImage).to.include("us-east-1");
    expect(resources.get("options-role")?.inputs.path).to.equal("/golden/");
    expect(resources.get("options")?.deletedWith ?? resources.get("options-role")?.deletedWith).to.equal(
      topic?.urn,
    );
    expect(resources.get("options")?.customTimeouts).to.deep.include({ create: 420 });
    // The children wait, and go first, by way of the component that they belong to.
    expect(resources.get("options")?.dependencies).to.include(topic?.urn);
    await stack.destroy();
  });

  it("can be renamed with an alias, without a replacement", async () => {
    const program = (name: string, options: pulumi.ComponentResourceOptions) => async () => {
      new GoldenImage(name, { ...web, name: "renamed" }, options);
    };
    const stack = await workspace.stackOf(program("former", {}));
    await stack.up();
    const before = await resourcesOf(stack);
    stack.workspace.program = program("latter", { aliases: [{ name: "former" }] });
    const { summary } = await stack.up();
    expect(summary.resourceChanges).not.to.have.any.keys("create", "delete", "replace");
    const after = await resourcesOf(stack);
    for (const part of ["pipeline", "recipe", "role", "component-step", "recipe-version"]) {
      expect(after.get(`latter-${part}`)?.id).to.equal(before.get(`former-${part}`)?.id);
    }
    await stack.destroy();
  });

  it("leaves nothing after destroy except what is retained on purpose", async () => {
    const stack = await workspace.stackOf(async () => {
      new GoldenImage("without-trace", web);
    });
    await stack.up();
    await stack.destroy();
    expect(JSON.stringify(workspace.sandbox.imageBuilder.state())).not.to.include("without-trace");
  });

  it("keeps a secret a secret", async () => {
    const stack = await workspace.stackOf(async () => {
      new GoldenImage("hushed", {
        ...web,
        customize: [{ name: "step", shell: [pulumi.secret("echo planted-secret")] }],
      });
    });
    await stack.up();
    const state = workspace.storedState(stack);
    expect(state).to.include("hushed-recipe").and.not.to.include("planted-secret");
    await stack.destroy();
  });
});
