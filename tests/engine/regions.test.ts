// Rules about regions, wherever the region comes from: it is written, or the provider's, or known only in the update.

import { expect } from "chai";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import { useCliStack } from "./cli-stack";

interface Resource {
  type: string;
  properties: object;
  options?: object;
}

const elsewhere = "us-east-1:123456789012";
const keyIn = (region: string, partition = "aws"): string =>
  `arn:${partition}:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** All that can be wrong with a golden image of eu-west-1 because of its region. */
const image: GoldenImageArgs = {
  name: "elsewhere",
  source: { imageArn: `arn:aws:imagebuilder:${elsewhere}:image/base/x.x.x` },
  customize: [{ componentArn: `arn:aws:imagebuilder:${elsewhere}:component/a/1.0.0` }],
  storage: { kmsKeyArn: keyIn("us-east-1") },
  documentBucket: { kmsKeyArn: keyIn("us-east-1") },
  executionRoleArn: "arn:aws-cn:iam::123456789012:role/images",
  build: {
    placement: {
      availabilityZone: "us-east-1a",
      hostResourceGroupArn: `arn:aws:resource-groups:${elsewhere}:group/hosts`,
    },
    logs: { bucketName: "logs", kmsKeyArn: keyIn("us-east-1") },
  },
  schedule: { afterPipelineArn: `arn:aws:imagebuilder:${elsewhere}:image-pipeline/base` },
  notify: { topicArn: `arn:aws:sns:${elsewhere}:images` },
  workflows: [
    { type: "BUILD", arn: "arn:aws:imagebuilder:us-east-1:aws:workflow/build/build-image/x.x.x" },
    { type: "TEST", arn: "arn:aws:imagebuilder:us-east-1:aws:workflow/test/test-image/x.x.x" },
  ],
  distribution: {
    share: { accounts: ["111122223333"] },
    regions: { "eu-west-1": {}, "us-west-2": {}, "cn-north-1": {} },
  },
};
/** What has nothing to do with the region, and is told together with the rest. */
const besides: GoldenImageArgs = { ...image, version: "one" };

const another = "must be in 'eu-west-1', the region where it is used";
const mistakes = [
  `source.imageArn: ${another}`,
  `customize[0].componentArn: ${another}`,
  `storage.kmsKeyArn: ${another}`,
  `documentBucket.kmsKeyArn: ${another}`,
  "executionRoleArn: must be of the partition of the region",
  "build.placement.availabilityZone: must be a zone of the region",
  `build.placement.hostResourceGroupArn: ${another}`,
  `build.logs.kmsKeyArn: ${another}`,
  `schedule.afterPipelineArn: ${another}`,
  `notify.topicArn: ${another}`,
  `workflows[0].arn: ${another}`,
  `workflows[1].arn: ${another}`,
  "distribution.share: needs a key of your own in us-west-2",
  "distribution.share: needs a key of your own in cn-north-1",
  'distribution.regions["cn-north-1"]: must be a region of the partition',
];
const ofVersion = "version: must be major.minor or major.minor.patch";

/** The same for what else knows of a region. */
const others: [other: Resource, ...lines: string[]][] = [
  [
    {
      type: "goldenimage:ImageDistribution",
      properties: {
        regions: { "eu-west-1": {}, "cn-north-1": {} },
        share: { organizations: ["arn:aws-cn:organizations::111122223333:organization/o-a1b2c3d4e5"] },
      },
    },
    'regions["cn-north-1"]: must be a region of the partition',
    "share.organizations[0]: must be of the partition",
  ],
  [
    {
      type: "goldenimage:DistributionTarget",
      properties: {
        sourceAccountIds: ["111122223333"],
        regions: ["us-gov-west-1"],
        kmsKeyArns: [keyIn("cn-north-1", "aws-cn")],
      },
    },
    "regions[0]: must be a region of the partition",
    "kmsKeyArns[0]: must be of the partition",
  ],
  [
    {
      type: "goldenimage:ImageImportRole",
      properties: { bucketName: "disks", kmsKeyArns: [keyIn("cn-north-1", "aws-cn")] },
    },
    "kmsKeyArns[0]: must be of the partition",
  ],
  [
    {
      type: "goldenimage:ImageImport",
      properties: {
        platform: "Linux",
        disks: [{ s3Uri: "s3://disks/web.vmdk", format: "vmdk" }],
        kmsKeyArn: keyIn("us-east-1"),
      },
    },
    `kmsKeyArn: ${another}`,
  ],
  [
    {
      type: "goldenimage:ImageBuild",
      properties: {
        pipelineArn: `arn:aws:imagebuilder:${elsewhere}:image-pipeline/base`,
        region: "eu-west-1",
      },
    },
    `pipelineArn: ${another}`,
  ],
];

const goldenImage = (properties: GoldenImageArgs, there = false): Resource => ({
  type: "goldenimage:GoldenImage",
  properties,
  ...(there && { options: { providers: ["${there}"] } }),
});

const topic: Resource = { type: "aws:sns:Topic", properties: {} };
const regionOfTopic = { "fn::select": [3, { "fn::split": [":", "${topic.arn}"] }] };

describe("a stack in another region than what it uses", () => {
  const stack = useCliStack("name: regions\nruntime: yaml\n");

  const write = (resources: Record<string, Resource>): void =>
    // JSON is YAML.
    stack.write(JSON.stringify({ name: "regions", runtime: "yaml", resources }));

  const provider = (region: unknown): Resource => ({
    type: "pulumi:providers:aws",
    properties: {
      region,
      endpoints: JSON.parse(stack.sandbox.config["aws:endpoints"] ?? "[]") as object,
    },
  });

  const config = (name: string, value: string) =>
    stack.pulumi("config", "set", "--plaintext", name, value).ended;

  /** Runs with other values of the configuration, or without them. */
  async function configured<T>(
    values: Record<string, string | undefined>,
    run: () => Promise<T>,
  ): Promise<T> {
    for (const [name, value] of Object.entries(values)) {
      await (value === undefined ? stack.pulumi("config", "rm", name).ended : config(name, value));
    }
    try {
      return await run();
    } finally {
      for (const name of Object.keys(values)) await config(name, stack.sandbox.config[name] ?? "");
    }
  }

  /** The command fails with just these lines, each once. */
  async function refuses(lines: readonly string[], ...command: string[]): Promise<string> {
    const { code, output } = await stack.pulumi(...command).ended;
    expect(code, output).not.to.equal(0);
    const told = output.match(/(?<=^ +- )\S+: .+$/gm) ?? [];
    for (const line of lines) {
      expect(
        told.filter((one) => one.startsWith(line)),
        output,
      ).to.have.length(1);
    }
    expect(told, output).to.have.length(lines.length);
    return output;
  }

  it("is refused with all mistakes if the program states the region", async () => {
    write({ image: goldenImage({ ...besides, region: "eu-west-1" }) });
    await refuses([...mistakes, ofVersion], "preview");
  });

  it("is refused with all mistakes if the stack's configuration states the region", async () => {
    write({ image: goldenImage(besides) });
    await refuses([...mistakes, ofVersion], "preview");
  });

  it("is refused with all mistakes if an explicit provider states the region", async () => {
    write({ there: provider("eu-west-1"), image: goldenImage(besides, true) });
    await configured({ "aws:region": "us-east-1" }, () => refuses([...mistakes, ofVersion], "preview"));
  });

  // The provider has a region of its own, whose partition shows some mistakes at once.
  const { distribution: _, executionRoleArn: __, ...undistributed } = image;
  const known = mistakes.filter((line) => !/^(?:distribution|executionRoleArn)/.test(line));
  const laterPlaces: Record<string, () => Record<string, Resource>> = {
    "that is written": () => ({
      topic,
      image: goldenImage({ ...undistributed, region: regionOfTopic as never }),
    }),
    "of a provider": () => ({
      topic,
      there: provider(regionOfTopic),
      image: goldenImage(undistributed, true),
    }),
  };
  for (const [which, resources] of Object.entries(laterPlaces)) {
    it(`is refused in the update, before anything is created, if a region ${which} is known only then`, async () => {
      write(resources());
      const preview = await stack.pulumi("preview").ended;
      expect(preview.code, preview.output).to.equal(0);
      await refuses(known, "up", "--yes", "--skip-preview");
      const made = stack.resources().map(({ type }) => type);
      expect(made.filter((type) => /^(aws|goldenimage):/.test(type))).to.deep.equal(["aws:sns/topic:Topic"]);
      await stack.pulumi("destroy", "--yes", "--skip-preview").ended;
    });
  }

  it("is refused in preview for what the key of its volumes or the provider's partition shows", async () => {
    write({ topic, image: goldenImage({ ...image, region: regionOfTopic as never }) });
    await refuses(
      [
        ...["eu-west-1", "us-west-2", "cn-north-1"].map(
          (region) => `distribution.share: needs a key of your own in ${region}`,
        ),
        'distribution.regions["cn-north-1"]: must be a region of the partition',
        "executionRoleArn: must be of the partition of the region",
      ],
      "preview",
    );
  });

  for (const [other, ...lines] of others) {
    it(`is refused with the mistakes of its ${other.type}`, async () => {
      write({ other });
      await refuses(lines, "preview");
    });
  }

  it("gets one error, with what to do, if no region is configured", async () => {
    write({ image: goldenImage({ source: { os: "debian-12" }, version: "one" }) });
    const output = await configured({ "aws:region": undefined }, () =>
      refuses(["region: the 'aws' provider doesn't tell its region", ofVersion], "preview"),
    );
    expect(output).to.include("pulumi config set aws:region");
  });

  it("gets the same error for an import, whose region is that of its own provider", async () => {
    const properties = { platform: "Linux", disks: [{ s3Uri: "s3://disks/web.vmdk", format: "vmdk" }] };
    write({ other: { type: "goldenimage:ImageImport", properties } });
    await configured({ "goldenimage:region": undefined }, () =>
      refuses(["region: is required, since the provider has none"], "preview"),
    );
  });
});
