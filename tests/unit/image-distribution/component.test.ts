import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ImageDistribution, goldenImageChildren } from "../components";
import type { ImageDistributionArgs } from "../../../provider/src/image-distribution/regions";
import { foundBy, registrations, valueOf } from "../mocks";

const licence = (digit: string): string =>
  `arn:aws:license-manager:eu-west-1:123456789012:license-configuration:lic-${digit.repeat(32)}`;

/** The distributions of a component with these inputs. */
async function distributions(preview: boolean, args: ImageDistributionArgs): Promise<unknown> {
  const all = await registrations(preview, () => new ImageDistribution("d", args));
  return all.get("d-configuration")?.inputs.distributions;
}

/** What each input becomes in the one region of a distribution. */
const inputs: [string, Omit<ImageDistributionArgs, "regions">, Record<string, unknown>][] = [
  [
    "names, describes, tags and encrypts AMIs",
    {
      amiName: "web {{ imagebuilder:buildDate }}",
      amiDescription: "The web server",
      amiTags: { team: "web" },
      kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/images",
    },
    {
      amiDistributionConfiguration: {
        name: "web {{ imagebuilder:buildDate }}",
        description: "The web server",
        amiTags: { team: "web" },
        kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:alias/images",
      },
    },
  ],
  [
    "shares in an order of its own",
    {
      share: {
        accounts: ["222222222222", "111111111111"],
        organizations: ["arn:o2", "arn:o1"],
        organizationalUnits: ["arn:u2", "arn:u1"],
      },
    },
    {
      amiDistributionConfiguration: {
        description: "Distributed by d",
        launchPermission: {
          userIds: ["111111111111", "222222222222"],
          organizationArns: ["arn:o1", "arn:o2"],
          organizationalUnitArns: ["arn:u1", "arn:u2"],
        },
      },
    },
  ],
  [
    "shares with everybody",
    { share: { public: true } },
    {
      amiDistributionConfiguration: {
        description: "Distributed by d",
        launchPermission: { userGroups: ["all"] },
      },
    },
  ],
  [
    "copies, and publishes in each account that has a copy",
    { copyTo: ["222222222222", "111111111111"], publish: { parameterName: "/imagebuilder/web" } },
    {
      amiDistributionConfiguration: {
        description: "Distributed by d",
        targetAccountIds: ["111111111111", "222222222222"],
      },
      ssmParameterConfigurations: ["111111111111", "222222222222"].map((amiAccountId) => ({
        parameterName: "/imagebuilder/web",
        dataType: "aws:ec2:image",
        amiAccountId,
      })),
    },
  ],
  [
    "publishes in some of the accounts",
    {
      copyTo: ["222222222222", "111111111111"],
      publish: { parameterName: "/imagebuilder/web", accountIds: ["222222222222"] },
    },
    {
      amiDistributionConfiguration: {
        description: "Distributed by d",
        targetAccountIds: ["111111111111", "222222222222"],
      },
      ssmParameterConfigurations: [
        { parameterName: "/imagebuilder/web", dataType: "aws:ec2:image", amiAccountId: "222222222222" },
      ],
    },
  ],
  [
    "sets launch templates",
    {
      launchTemplates: [
        { launchTemplateId: "lt-b", setDefaultVersion: false },
        { launchTemplateId: "lt-a" },
        { launchTemplateId: "lt-c", accountId: "111111111111" },
      ],
    },
    {
      amiDistributionConfiguration: { description: "Distributed by d" },
      launchTemplateConfigurations: [
        { launchTemplateId: "lt-a", default: true },
        { launchTemplateId: "lt-b", default: false },
        { launchTemplateId: "lt-c", accountId: "111111111111", default: true },
      ],
    },
  ],
  [
    "prepares fast launches",
    {
      fastLaunch: [
        { accountId: "222222222222", enabled: false },
        {
          accountId: "111111111111",
          launchTemplateName: "fast",
          launchTemplateVersion: "$Default",
          maxParallelLaunches: 6,
          snapshotCount: 10,
        },
      ],
    },
    {
      amiDistributionConfiguration: { description: "Distributed by d" },
      fastLaunchConfigurations: [
        {
          accountId: "111111111111",
          enabled: true,
          launchTemplate: { launchTemplateName: "fast", launchTemplateVersion: "$Default" },
          maxParallelLaunches: 6,
          snapshotConfiguration: { targetResourceCount: 10 },
        },
        { accountId: "222222222222", enabled: false },
      ],
    },
  ],
  [
    "attaches licences",
    { licenseConfigurationArns: [licence("b"), licence("a")] },
    {
      amiDistributionConfiguration: { description: "Distributed by d" },
      licenseConfigurationArns: [licence("a"), licence("b")],
    },
  ],
  [
    "exports into a bucket that is there, by a role that is there",
    { export: { format: "raw", bucket: "mine", prefix: "web/", roleName: "vmimport" } },
    {
      amiDistributionConfiguration: { description: "Distributed by d" },
      s3ExportConfiguration: {
        diskImageFormat: "RAW",
        s3Bucket: "mine",
        s3Prefix: "web/",
        roleName: "vmimport",
      },
    },
  ],
  [
    "sends containers to a repository",
    {
      container: {
        repositoryName: "golden/web",
        tags: ["latest", "{{ imagebuilder:buildDate }}"],
        description: "Web",
      },
    },
    {
      containerDistributionConfiguration: {
        targetRepository: { service: "ECR", repositoryName: "golden/web" },
        containerTags: ["latest", "{{ imagebuilder:buildDate }}"],
        description: "Web",
      },
    },
  ],
];

describe("ImageDistribution", () => {
  for (const preview of [true, false]) {
    const when = preview ? "in preview" : "in update";

    for (const [what, args, expected] of inputs) {
      it(`${what} ${when}`, async () => {
        const atTop = await distributions(preview, { regions: { "eu-west-1": {} }, ...args });
        expect(atTop).to.deep.equal([{ region: "eu-west-1", ...expected }]);
        // An override is worth what the same setting at the top is.
        expect(await distributions(preview, { regions: { "eu-west-1": args } })).to.deep.equal(atTop);
      });
    }

    it(`prefers a region's settings to those at the top ${when}`, async () => {
      let distribution: ImageDistribution | undefined;
      const all = await registrations(preview, () => {
        distribution = new ImageDistribution("everywhere", {
          regions: { "us-east-1": { share: { organizations: ["arn:o"] } }, "eu-west-1": {} },
          share: { accounts: ["123456789012"] },
          publish: { parameterName: "/imagebuilder/base" },
        });
      });
      const description = "Distributed by everywhere";
      const ssmParameterConfigurations = [{ parameterName: "/imagebuilder/base", dataType: "aws:ec2:image" }];
      expect(all.get("everywhere-configuration")?.inputs.distributions).to.deep.equal([
        {
          region: "eu-west-1",
          amiDistributionConfiguration: { description, launchPermission: { userIds: ["123456789012"] } },
          ssmParameterConfigurations,
        },
        {
          region: "us-east-1",
          amiDistributionConfiguration: { description, launchPermission: { organizationArns: ["arn:o"] } },
          ssmParameterConfigurations,
        },
      ]);
      if (!distribution) throw new Error("no distribution was made");
      expect(await valueOf(distribution.regionNames)).to.deep.equal(["eu-west-1", "us-east-1"]);
      expect(await valueOf(distribution.ssmParameterNames)).to.deep.equal({
        "eu-west-1": "/imagebuilder/base",
        "us-east-1": "/imagebuilder/base",
      });
      expect(await valueOf(distribution.exportBucketNames)).to.deep.equal({});
    });

    it(`accepts outputs, and sorts them ${when}`, async () => {
      const accounts = pulumi.output(["222222222222", "111111111111"]) as never; // As an unknown list arrives.
      const found = await distributions(preview, {
        regions: { "eu-west-1": {} },
        share: { accounts, public: pulumi.output(false) },
        copyTo: [pulumi.output("222222222222"), "111111111111"],
        publish: { parameterName: pulumi.output("/imagebuilder/web") },
        launchTemplates: ["lt-b", "lt-a"].map((id) => ({ launchTemplateId: pulumi.output(id) })),
      });
      const sorted = ["111111111111", "222222222222"];
      expect(found).to.deep.equal([
        {
          region: "eu-west-1",
          amiDistributionConfiguration: {
            description: "Distributed by d",
            targetAccountIds: sorted,
            launchPermission: { userIds: sorted },
          },
          ssmParameterConfigurations: sorted.map((amiAccountId) => ({
            parameterName: "/imagebuilder/web",
            dataType: "aws:ec2:image",
            amiAccountId,
          })),
          launchTemplateConfigurations: [
            { launchTemplateId: "lt-a", default: true },
            { launchTemplateId: "lt-b", default: true },
          ],
        },
      ]);
    });
  }

  it("creates a bucket for each region that exports, and one role for all", async () => {
    let distribution: ImageDistribution | undefined;
    const all = await registrations(false, () => {
      distribution = new ImageDistribution("d", {
        regions: {
          "us-east-1": { export: { format: "vhd", bucket: "mine", prefix: "web/" } },
          "eu-west-1": {},
        },
        export: { format: "vmdk" },
        tags: { team: "web" },
      });
    });
    expect([...all.keys()].filter((name) => name.startsWith("d-")).sort()).to.deep.equal([
      "d-configuration",
      "d-export-eu-west-1",
      "d-export-eu-west-1-encryption",
      "d-export-eu-west-1-ownership",
      "d-export-eu-west-1-policy",
      "d-export-eu-west-1-private",
      "d-export-eu-west-1-versioning",
      "d-export-role",
      "d-export-role-policy",
      "d-ownership",
      "d-usage",
    ]);
    for (const name of [...all.keys()].filter((each) => each.startsWith("d-export-eu-west-1"))) {
      expect(all.get(name)?.inputs.region, name).to.equal("eu-west-1");
    }
    const inputsOf = (name: string) => all.get(`d-export-${name}`)?.inputs ?? {};
    expect(inputsOf("eu-west-1")).to.deep.equal({
      tags: { team: "web", ...foundBy("export-eu-west-1") },
      region: "eu-west-1",
    });
    expect(inputsOf("eu-west-1-versioning").versioningConfiguration).to.deep.equal({ status: "Enabled" });
    expect(inputsOf("eu-west-1-ownership").rule).to.deep.equal({ objectOwnership: "BucketOwnerEnforced" });
    expect(inputsOf("eu-west-1-private")).to.include({
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    expect(String(inputsOf("eu-west-1-policy").policy)).to.include("aws:SecureTransport");

    const trust = JSON.parse(String(inputsOf("role").assumeRolePolicy)) as { Statement: unknown[] };
    expect(trust.Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "vmie.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "sts:ExternalId": "vmimport", "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:vmie:*:123456789012:*" },
        },
      },
    ]);
    const policy = JSON.parse(String(inputsOf("role-policy").policy)) as {
      Statement: { Sid: string; Resource: unknown; Action: string[] }[];
    };
    const statement = (sid: string) => policy.Statement.find(({ Sid }) => Sid === sid);
    expect(statement("FindBucket")?.Resource).to.deep.equal([
      "arn:of:d-export-eu-west-1",
      "arn:aws:s3:::mine",
    ]);
    expect(statement("WriteDiskImages")?.Resource).to.deep.equal([
      "arn:of:d-export-eu-west-1/*",
      "arn:aws:s3:::mine/web/*",
    ]);
    expect(policy.Statement.flatMap(({ Action }) => Action).join()).not.to.include("*");

    if (!distribution) throw new Error("no distribution was made");
    expect(await valueOf(distribution.exportRoleArn)).to.equal("arn:of:d-export-role");
    expect(await valueOf(distribution.exportBucketNames)).to.include({ "us-east-1": "mine" });
  });

  it("creates a repository in each region without a given one", async () => {
    const key = "arn:aws:kms:us-east-1:123456789012:key/1";
    let distribution: ImageDistribution | undefined;
    const all = await registrations(false, () => {
      distribution = new ImageDistribution("d", {
        regions: {
          "eu-west-1": {},
          "us-east-1": { container: { repositoryKmsKeyArn: key, untaggedDays: 3 } },
          "us-west-2": { container: { repositoryName: "golden/web" } },
        },
        container: { tags: ["{{ imagebuilder:buildDate }}", "newest", "v-{{ imagebuilder:buildVersion }}"] },
        name: "web",
        tags: { team: "web" },
      });
    });
    expect([...all.keys()].filter((name) => name.startsWith("d-")).sort()).to.deep.equal([
      "d-configuration",
      "d-ownership",
      "d-repository-eu-west-1",
      "d-repository-eu-west-1-lifecycle",
      "d-repository-us-east-1",
      "d-repository-us-east-1-lifecycle",
      "d-usage",
    ]);
    expect(all.get("d-repository-eu-west-1")?.inputs).to.deep.equal({
      name: "web",
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      // What names no build date moves to each new image.
      imageTagMutabilityExclusionFilters: ["newest", "v-*"].map((filter) => ({
        filter,
        filterType: "WILDCARD",
      })),
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "AES256" }],
      tags: {
        team: "web",
        LifecycleExecutionAccess: "EC2 Image Builder",
        ...foundBy("repository-eu-west-1"),
      },
      region: "eu-west-1",
    });
    expect(all.get("d-repository-us-east-1")?.inputs).to.deep.include({
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key }],
      region: "us-east-1",
    });
    const cleaning = all.get("d-repository-us-east-1-lifecycle")?.inputs ?? {};
    expect(cleaning).to.include({ repository: "web", region: "us-east-1" });
    expect(String(cleaning.policy)).to.include('"countNumber":3');
    const repositories = all.get("d-configuration")?.inputs.distributions as {
      containerDistributionConfiguration: { targetRepository: { repositoryName: string } };
    }[];
    expect(
      repositories.map((each) => each.containerDistributionConfiguration.targetRepository.repositoryName),
    ).to.deep.equal(["web", "web", "golden/web"]);
    if (!distribution) throw new Error("no distribution was made");
    expect(await valueOf(distribution.repositoryUrls)).to.have.all.keys("eu-west-1", "us-east-1");
  });

  it("makes all tags immutable if none has to move", async () => {
    const all = await registrations(false, () => {
      new ImageDistribution("d", {
        regions: { "eu-west-1": {} },
        container: { tags: ["{{ imagebuilder:buildDate }}"] },
      });
    });
    const { inputs } = all.get("d-repository-eu-west-1") ?? {};
    expect(inputs).to.include({ imageTagMutability: "IMMUTABLE" });
    expect(inputs?.imageTagMutabilityExclusionFilters).to.equal(undefined);
  });

  it("creates a launch template in each region, beside those that are given", async () => {
    let distribution: ImageDistribution | undefined;
    const all = await registrations(false, () => {
      distribution = new ImageDistribution("d", {
        regions: {
          "eu-west-1": {
            launchTemplates: [
              { launchTemplateId: pulumi.output("lt-b") },
              { setDefaultVersion: false },
              { launchTemplateId: pulumi.output("lt-a") },
            ],
          },
          "us-east-1": {},
          "us-west-2": { launchTemplates: [{ launchTemplateId: "lt-c" }] },
        },
        launchTemplates: [{}],
        tags: { team: "web" },
      });
    });
    const templates = [...all.values()].filter(({ type }) => type.startsWith("aws:ec2/"));
    expect(templates.map(({ name, inputs }) => [name, inputs])).to.have.deep.members(
      ["eu-west-1", "us-east-1"].map((region) => [
        `d-launch-template-${region}`,
        {
          metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
          tags: {
            team: "web",
            CreatedBy: "EC2 Image Builder",
            ...foundBy(`launch-template-${region}`),
          },
          region,
        },
      ]),
    );
    const settings = all.get("d-configuration")?.inputs.distributions as {
      launchTemplateConfigurations: object[];
    }[];
    expect(settings.map((each) => each.launchTemplateConfigurations)).to.deep.equal([
      [
        { launchTemplateId: "d-launch-template-eu-west-1-id", default: false },
        { launchTemplateId: "lt-a", default: true },
        { launchTemplateId: "lt-b", default: true },
      ],
      [{ launchTemplateId: "d-launch-template-us-east-1-id", default: true }],
      [{ launchTemplateId: "lt-c", default: true }],
    ]);
    if (!distribution) throw new Error("no distribution was made");
    expect(await valueOf(distribution.launchTemplateIds)).to.deep.equal({
      "eu-west-1": "d-launch-template-eu-west-1-id",
      "us-east-1": "d-launch-template-us-east-1-id",
    });
  });

  it("gives the children of another component a prefix", () => {
    const children = goldenImageChildren("web", {
      source: { os: "amazon-linux-2023" },
      distribution: { regions: { "eu-west-1": {} }, export: { format: "raw" } },
    });
    const keys = children.map(({ key }) => key).filter((key) => key.startsWith("distribution-"));
    expect(keys).to.include.members(["distribution-export-eu-west-1", "distribution-export-role"]);
    const configuration = children.find(({ key }) => key === "distribution-configuration");
    expect(configuration?.after).to.include.members(keys.slice(0, -1));
  });
});
