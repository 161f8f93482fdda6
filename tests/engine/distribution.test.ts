// Distributions on the real engine: what was asked for, and what the sandbox says has arrived.

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ImageDistribution } from "@goldenimage/pulumi";
import type { ImageDistributionArgs } from "@goldenimage/pulumi";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import distribution from "../../examples/distribution/typescript/index";
import distributionTarget from "../../examples/distribution-target/typescript/index";
import type { PlaceArrivals } from "../sandbox/image-builder";
import { Workspace, resourcesOf } from "./workspace";

const builder = "123456789012";
const receivers = ["111111111111", "222222222222"] as const;
const regions = ["eu-west-1", "eu-central-1", "us-east-1"] as const;
const organizationArns = ["arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"];
const keyIn = (region: string) => `arn:aws:kms:${region}:${builder}:key/00000000-0000-0000-0000-000000000000`;

describe("a distribution", function () {
  this.timeout(180_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await Workspace.open();
  });

  after(() => workspace.close());

  it("delivers what was asked for, item by item, and nothing else", async () => {
    const stack = await workspace.stackOf(distribution);
    await stack.preview();
    const { outputs } = await stack.up();
    const sourceImageArn = String(outputs.imageArn?.value);
    const arrived = workspace.sandbox.imageBuilder.arrivals(sourceImageArn);
    const bucket = (outputs.buckets?.value as Record<string, string>)["eu-west-1"];
    const roleName = (await resourcesOf(stack)).get("everywhere-export-role")?.inputs.name;

    expect(arrived).to.have.all.keys(builder, ...receivers);
    for (const account of [builder, ...receivers]) {
      expect(arrived[account]).to.have.all.keys(...regions);
      for (const region of regions) {
        const here = arrived[account]?.[region] as PlaceArrivals;
        const imageId = here.amis[0]?.imageId;
        const builtHere = account === builder && region === "eu-west-1";
        expect(here.amis, `${account} ${region}`).to.have.length(1);
        expect(here.amis[0]).to.deep.include({
          account,
          region,
          description: "Distributed by everywhere",
          launchPermission: { organizationArns },
          // Where it was built, the image is as its own volumes are.
          encrypted: !builtHere,
        });
        expect(here.amis[0]?.kmsKeyId).to.equal(builtHere ? undefined : keyIn(region));
        expect(here.amis[0]?.tags).to.include({ team: "web" });
        expect(here.parameters).to.deep.equal([
          { name: "/imagebuilder/golden/web", value: imageId, dataType: "aws:ec2:image", sourceImageArn },
        ]);
        const diskImage = {
          uri: `s3://${bucket}/golden/${imageId?.replace("ami-", "export-ami-")}.vmdk`,
          diskImageFormat: "VMDK",
          roleName,
          imageId,
          sourceImageArn,
        };
        expect(here.exports).to.deep.equal(builtHere ? [diskImage] : []);
        expect(here.containers).to.deep.equal([]);
        expect(here.launchTemplateVersions).to.deep.equal([]);
      }
    }
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    await stack.destroy();
  });

  it("changes what changed: a region more, a region less, accounts in another order", async () => {
    const program = (args: Partial<ImageDistributionArgs>) => async () => {
      new ImageDistribution("changing", {
        regions: { "eu-west-1": {}, "us-east-1": {} },
        copyTo: [...receivers],
        share: { accounts: [...receivers] },
        export: { format: "raw" },
        ...args,
      });
    };
    const stack = await workspace.stackOf(program({}));
    await stack.up();
    const before = await idsOf(stack);

    stack.workspace.program = program({
      regions: { "us-east-1": {}, "eu-west-1": {} },
      copyTo: [...receivers].reverse(),
      share: { accounts: [...receivers].reverse() },
    });
    const reordered = await stack.up();
    // The component has its inputs in another order; nothing that is made of them has. The stack is the same, too.
    expect(reordered.summary.resourceChanges).to.deep.equal({ update: 1, same: before.size + 1 });
    expect(await idsOf(stack)).to.deep.equal(before);

    stack.workspace.program = program({
      regions: { "eu-west-1": {}, "us-east-1": {}, "eu-central-1": {} },
    });
    const added = await stack.up();
    // The component, the configuration, and what the export's role may do; the new region's bucket.
    expect(added.summary.resourceChanges).to.include({ update: 3, create: 6 });
    const more = await idsOf(stack);
    for (const [name, id] of before) expect(more.get(name), name).to.equal(id);

    stack.workspace.program = program({});
    const removed = await stack.up();
    expect(removed.summary.resourceChanges).to.include({ update: 3, delete: 6 });
    expect(await idsOf(stack)).to.deep.equal(before);
    await stack.destroy();
  });

  it("takes what other resources put out, unknown in preview", async () => {
    const stack = await workspace.stackOf(async () => {
      const places = ["eu-west-1", "us-east-1"].map((region) => {
        const key = new aws.kms.Key(region, { region });
        const bucket = new aws.s3.Bucket(`${region}-bucket`, { region });
        const settings = {
          kmsKeyArn: key.arn,
          export: { format: "vhd", bucket: bucket.bucket } as const,
          publish: { parameterName: pulumi.interpolate`/imagebuilder/${key.keyId}` },
        };
        return [region, settings] as const;
      });
      const made = new ImageDistribution("made", {
        regions: Object.fromEntries(places),
        copyTo: places
          .map(([, { kmsKeyArn }]) => kmsKeyArn.apply((arn) => arn.split(":")[4] ?? ""))
          .slice(0, 1),
        amiDescription: places[0]?.[1].kmsKeyArn,
      });
      return { buckets: made.exportBucketNames, parameters: made.ssmParameterNames };
    });
    await stack.preview();
    const { outputs } = await stack.up();
    const resources = await resourcesOf(stack);
    const bucketIn = (region: string) =>
      [...resources.values()].find(
        ({ type, inputs }) => type === "aws:s3/bucket:Bucket" && inputs.region === region,
      )?.inputs.bucket;
    expect(outputs.buckets?.value).to.deep.equal({
      "eu-west-1": bucketIn("eu-west-1"),
      "us-east-1": bucketIn("us-east-1"),
    });
    const distributions = resources.get("made-configuration")?.inputs.distributions as {
      region: string;
      amiDistributionConfiguration: { kmsKeyId: string; targetAccountIds: string[] };
      ssmParameterConfigurations: { amiAccountId: string }[];
    }[];
    for (const { region, amiDistributionConfiguration: ami, ssmParameterConfigurations } of distributions) {
      expect(ami.kmsKeyId.split(":")[3]).to.equal(region);
      expect(ami.targetAccountIds).to.deep.equal([builder]);
      expect(ssmParameterConfigurations.map(({ amiAccountId }) => amiAccountId)).to.deep.equal([builder]);
    }
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    await stack.destroy();
  });

  it("sends a container image to the repositories that are named", async () => {
    const stack = await workspace.stackOf(async () => {
      new ImageDistribution("containers", {
        regions: { "eu-west-1": {}, "us-east-1": { container: { repositoryName: "other" } } },
        container: { repositoryName: "golden/web", tags: ["latest"], description: "Web" },
      });
    });
    await stack.up();
    const { outputs } = (await resourcesOf(stack)).get("containers-configuration") ?? {};
    expect(outputs?.distributions).to.have.length(2);
    await stack.destroy();
  });

  it("prepares a receiving account", async () => {
    const stack = await workspace.stackOf(distributionTarget);
    // The sandbox takes an access key of twelve digits for the account.
    await stack.setConfig("aws:accessKey", { value: receivers[0] });
    await stack.preview();
    const { outputs } = await stack.up();
    expect(outputs.roleArn?.value).to.equal(
      `arn:aws:iam::${receivers[0]}:role/EC2ImageBuilderDistributionCrossAccountRole`,
    );
    const [statement] = JSON.parse(String(outputs.keyPolicyStatements?.value)) as { Principal: unknown }[];
    expect(statement?.Principal).to.deep.equal({ AWS: outputs.roleArn?.value });
    expect(JSON.parse(String(outputs.stackSetTemplate?.value)).Resources).to.have.all.keys(
      "DistributionRole",
      "LifecycleRole",
    );
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    await stack.destroy();
  });
});

/** The IDs of all AWS resources by name. */
async function idsOf(stack: Stack): Promise<Map<string, string | undefined>> {
  const resources = [...(await resourcesOf(stack))].filter(([, { type }]) => type.startsWith("aws:"));
  return new Map(resources.map(([name, { id }]) => [name, id]));
}
