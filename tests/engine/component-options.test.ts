// Resource options that only newer SDKs have, on a component: hooks, and what replaces it.

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GoldenImage } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import { expect } from "chai";
import { useCliStack } from "./cli-stack";
import { failureOf, resourcesOf, useWorkspace } from "./workspace";

const image = (line: string): GoldenImageArgs => ({
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "step", shell: [line] }],
});

describe("resource hooks on a golden image", () => {
  const workspace = useWorkspace();
  const fired: string[] = [];

  const program = (line: string) => async () => {
    const hook = (name: string) =>
      new pulumi.ResourceHook(name, ({ name: of, type }) => void fired.push(`${name} ${type} ${of}`));
    new GoldenImage("hooked", image(line), {
      hooks: {
        beforeCreate: [hook("before-create")],
        afterCreate: [hook("after-create")],
        beforeUpdate: [hook("before-update")],
        afterUpdate: [hook("after-update")],
        beforeDelete: [hook("before-delete")],
        afterDelete: [hook("after-delete")],
      },
    });
  };

  const firedBy = async (run: () => Promise<unknown>): Promise<string[]> => {
    fired.length = 0;
    await run();
    return fired.map((line) => line.replace(" goldenimage:index:GoldenImage hooked", ""));
  };

  it("fire around its creation, its update and its deletion", async () => {
    const stack = await workspace.stackOf(program("true"));
    expect(await firedBy(() => stack.preview())).to.deep.equal([]);
    expect(await firedBy(() => stack.up())).to.deep.equal(["before-create", "after-create"]);
    expect(await firedBy(() => stack.up())).to.deep.equal([]);
    stack.workspace.program = program("false");
    expect(await firedBy(() => stack.up())).to.deep.equal(["before-update", "after-update"]);
    const destroy = () => stack.destroy({ runProgram: true });
    expect(await firedBy(destroy)).to.deep.equal(["before-delete", "after-delete"]);
  });

  it("stop the creation where they fail, before anything is there", async () => {
    const stack = await workspace.stackOf(async () => {
      const hook = new pulumi.ResourceHook("refuse", () => {
        throw new Error("not on a Friday");
      });
      new GoldenImage("stopped", image("true"), { hooks: { beforeCreate: [hook] } });
    });
    expect(await failureOf(stack.up())).to.include("not on a Friday");
    expect(JSON.stringify(workspace.sandbox.imageBuilder.state())).not.to.include("stopped");
    await stack.destroy();
  });
});

describe("what replaces a golden image", () => {
  const workspace = useWorkspace();

  it("replaces the component in the state, and none of its resources", async () => {
    const program = (trigger: string, name: string) => async () => {
      const topic = new aws.sns.Topic("topic", { name });
      const triggered: pulumi.ComponentResourceOptions = { replacementTrigger: trigger };
      new GoldenImage("triggered", image("true"), triggered);
      new GoldenImage("following", image("true"), { replaceWith: [topic] });
    };
    const stack = await workspace.stackOf(program("one", "first"));
    await stack.up();
    const before = await resourcesOf(stack);
    stack.workspace.program = program("two", "second");
    const { summary } = await stack.up();
    const { replace, same: _unchanged, ...others } = summary.resourceChanges ?? {};
    expect({ replace, others }).to.deep.equal({ replace: 3, others: {} });
    const after = await resourcesOf(stack);
    for (const name of ["triggered-pipeline", "following-pipeline", "following-role"]) {
      expect(after.get(name)?.id).to.equal(before.get(name)?.id);
    }
    await stack.up({ expectNoChanges: true });
    await stack.destroy();
  });
});

const program = (options: string) => `
name: options
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
    options: ${options}
outputs:
  role: \${web.roleArn}
`;

describe("options of a golden image in a YAML program", () => {
  const stack = useCliStack(program("{ additionalSecretOutputs: [roleArn] }"));

  it("make outputs secret, and are warned of where they have no effect", async () => {
    expect(await stack.run("up", "--yes", "--skip-preview")).to.match(/role *: \[secret\]/);
    stack.write(program("{ deleteBeforeReplace: true }"));
    expect(await stack.run("preview")).to.include(
      "web: the option deleteBeforeReplace has no effect on a component",
    );
  });
});
