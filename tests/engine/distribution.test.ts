// Distributions on the real engine: what was asked for, and what the sandbox says has arrived.

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GoldenImage, ImageBuild, ImageDistribution } from "@goldenimage/pulumi";
import type { ImageDistributionArgs } from "@goldenimage/pulumi";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import distribution from "../../examples/distribution/typescript/index";
import distributionTarget from "../../examples/distribution-target/typescript/index";
import type { PlaceArrivals } from "../../sandbox/image-builder";
import { resourcesOf, useWorkspace } from "./workspace";

const builder = "123456789012";
const receivers = ["111111111111", "222222222222"] as const;
const regions = ["eu-west-1", "eu-central-1", "us-east-1"] as const;
const organizationArns = ["arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"];
const keyIn = (region: string) => `arn:aws:kms:${region}:${builder}:key/00000000-0000-0000-0000-000000000000`;

describe("a distribution", () => {
  const workspace = useWorkspace();

  it("delivers exactly what the inputs ask for", async () => {
    const stack = await workspace.stackOf(distribution);
    await stack.preview();
    const { outputs } = await stack.up();
    const sourceImageArn = String(outputs.imageArn?.value);
    const arrived = workspace.sandbox.imageBuilder.arrivals(sourceImageArn);
    const bucket = (outputs.buckets?.value as Record<string, string>)["eu-west-1"];
    const templates = outputs.launchTemplates?.value as Record<string, string>;
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
        // A launch template that is made is the builder's.
        const launchTemplateId = templates[region];
        const version = { launchTemplateId, version: 2, isDefault: true, imageId, sourceImageArn };
        expect(here.launchTemplateVersions).to.deep.equal(account === builder ? [version] : []);
      }
    }
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    // What Image Builder has written into the launch templates stays there.
    await stack.refresh();
    expect((await stack.up()).summary.resourceChanges).to.have.all.keys("same");
    await workspace.empty(String(bucket));
    await stack.destroy();
  });

  it("updates only what changed: an added region, a removed region, but not the order of accounts", async () => {
    const program = (args: Partial<ImageDistributionArgs>) => async () => {
      new ImageDistribution("changing", {
        regions: { "eu-west-1": {}, "us-east-1": {} },
        copyTo: [...receivers],
        share: { accounts: [...receivers] },
        export: { format: "raw" },
        launchTemplates: [{}],
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
    // The component has its inputs in another order; nothing that is made of them has. The stack, the ownership and the usage are the same, too.
    expect(reordered.summary.resourceChanges).to.deep.equal({ update: 1, same: before.size + 3 });
    expect(await idsOf(stack)).to.deep.equal(before);

    stack.workspace.program = program({
      regions: { "eu-west-1": {}, "us-east-1": {}, "eu-central-1": {} },
    });
    const added = await stack.up();
    // The component, its ownership, the configuration, and what the export's role may do; the new region's bucket and
    // launch template.
    expect(added.summary.resourceChanges).to.include({ update: 4, create: 7 });
    const more = await idsOf(stack);
    for (const [name, id] of before) expect(more.get(name), name).to.equal(id);

    stack.workspace.program = program({});
    const removed = await stack.up();
    expect(removed.summary.resourceChanges).to.include({ update: 4, delete: 7 });
    expect(await idsOf(stack)).to.deep.equal(before);
    await stack.destroy();
  });

  it("accepts outputs of other resources, unknown in preview", async () => {
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

  it("pushes a container image to the given repositories, and creates the others", async () => {
    const given = { "us-west-2": { container: { repositoryName: "golden/web", tags: ["stable"] } } };
    const program = (builds: number, elsewhere: object) => async () => {
      // In the build's region the repository is the golden image's own.
      const image = new GoldenImage("boxes", {
        source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
        region: "eu-west-1",
        container: { tags: ["latest", "{{ imagebuilder:buildDate }}"] },
        tests: { builtIn: false },
        distribution: { regions: { "eu-west-1": {}, ...given, ...elsewhere }, container: {} },
      });
      const repository = new aws.ecr.Repository("given", { name: "golden/web", region: "us-west-2" });
      const build = new ImageBuild(
        "build",
        { pipelineArn: image.pipelineArn, triggers: [builds] },
        { dependsOn: repository },
      );
      return { imageArn: build.imageArn, urls: image.repositoryUrls, url: image.repositoryUrl };
    };
    const stack = await workspace.stackOf(program(1, { "us-east-1": {} }));
    await stack.preview();
    const { outputs } = await stack.up();
    const before = await idsOf(stack);
    const registryIn = (region: string) => `${builder}.dkr.ecr.${region}.amazonaws.com`;
    expect(outputs.url?.value).to.equal(`${registryIn("eu-west-1")}/boxes`);
    expect(outputs.urls?.value).to.deep.equal({ "us-east-1": `${registryIn("us-east-1")}/boxes` });

    /** Where the image has arrived, with which tags but for the date. */
    const arrived = (imageArn: unknown) => {
      const places = workspace.sandbox.imageBuilder.arrivals(String(imageArn))[builder] ?? {};
      return Object.entries(places).map(([region, { containers, amis }]) => {
        expect(amis).to.deep.equal([]);
        return [region, containers.flatMap(({ imageUris }) => imageUris.filter((uri) => !/:20/.test(uri)))];
      });
    };
    const uris = (version: string) => [
      [
        "eu-west-1",
        [`${registryIn("eu-west-1")}/boxes:latest`, `${registryIn("eu-west-1")}/boxes:${version}`],
      ],
      [
        "us-east-1",
        [`${registryIn("us-east-1")}/boxes:latest`, `${registryIn("us-east-1")}/boxes:${version}`],
      ],
      [
        "us-west-2",
        [`${registryIn("us-west-2")}/golden/web:stable`, `${registryIn("us-west-2")}/golden/web:${version}`],
      ],
    ];
    expect(arrived(outputs.imageArn?.value)).to.have.deep.members(uris("1.0.0-1"));

    // Another build moves the tags that may move, a region less takes its repository alone, once nothing is in it.
    stack.workspace.program = program(2, {});
    await workspace.empty("boxes", "us-east-1");
    const { outputs: later, summary } = await stack.up();
    expect(arrived(later.imageArn?.value)).to.have.deep.members(uris("1.0.0-2").toSpliced(1, 1));
    expect(summary.resourceChanges).to.include({ delete: 2 });
    const gone = [
      "boxes-distribution-repository-us-east-1",
      "boxes-distribution-repository-us-east-1-lifecycle",
    ];
    const after = await idsOf(stack);
    expect([...before.keys()].filter((name) => !after.has(name))).to.have.members(gone);
    for (const [name, id] of after) expect(before.get(name), name).to.equal(id);
    await workspace.empty("boxes");
    await workspace.empty("golden/web");
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
