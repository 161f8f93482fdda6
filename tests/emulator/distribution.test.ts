import type { Distribution } from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { account, build, ended, record, region, start, type Parts, useEmulator } from "./fixtures";

const other = "999900001111";
const key = (where: string) => `arn:aws:kms:${where}:${account}:key/00000000-0000-0000-0000-000000000000`;
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const template = "lt-0123456789abcdef0";

describe("The Image Builder emulator's distribution", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  const distribute = (distribution: Partial<Distribution>, parts: Parts = {}) =>
    build(client, { ...parts, distributions: [{ region, ...distribution }] });
  const here = (who = account, where = region) => sandbox.arrivals()[who]?.[where];

  const encryptedBy = (kmsKeyId?: string) => ({
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true, kmsKeyId } }],
  });
  const windows = {
    parentImage: `arn:aws:imagebuilder:${region}:aws:image/windows-server-2025-english-full-base-x86/x.x.x`,
  };

  it("leaves nothing before the first build", () => {
    expect(sandbox.arrivals()).to.deep.equal({});
  });

  it("lists what arrived in each account and region, for one build or all", async () => {
    const licenseConfigurationArns = [
      `arn:aws:license-manager:${region}:${account}:license-configuration:lic-${"0".repeat(32)}`,
    ];
    const launchPermission = {
      userIds: ["222233334444"],
      organizationArns: ["arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"],
      organizationalUnitArns: ["arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cd34ef56"],
    };
    const { image } = await build(client, {
      recipe: { amiTags: { team: "web" } },
      pipeline: { executionRole: "publisher" },
      distributions: [
        {
          region,
          amiDistributionConfiguration: {
            name: "web-{{ imagebuilder:buildDate }}",
            description: "The web server",
            launchPermission,
          },
          licenseConfigurationArns,
          launchTemplateConfigurations: [{ launchTemplateId: template }],
          s3ExportConfiguration: {
            roleName: "vmimport",
            diskImageFormat: "VMDK",
            s3Bucket: "exports",
            s3Prefix: "golden/web",
          },
          ssmParameterConfigurations: [{ parameterName: "/golden/web" }],
        },
        {
          region: "us-east-1",
          amiDistributionConfiguration: {
            targetAccountIds: [account, other],
            kmsKeyId: key("us-east-1"),
            amiTags: { copy: "yes" },
          },
        },
      ],
    });
    expect(image.state?.status).to.equal("AVAILABLE");
    const [ami] = here()?.amis ?? [];
    expect(ami).to.deep.include({
      description: "The web server",
      encrypted: false,
      launchPermission,
      licenseConfigurationArns,
      sourceImageArn: image.arn,
    });
    expect(ami?.name).to.match(/^web-\d{4}-/);
    const { imageId } = ami ?? {};
    const sourceImageArn = image.arn;
    expect(here()?.parameters).to.deep.equal([
      { name: "/golden/web", value: imageId, dataType: "aws:ec2:image", sourceImageArn },
    ]);
    expect(here()?.launchTemplateVersions).to.deep.equal([
      { launchTemplateId: template, version: 2, isDefault: true, imageId, sourceImageArn },
    ]);
    expect(here()?.exports).to.deep.equal([
      {
        uri: `s3://exports/golden/web/${imageId?.replace("ami-", "export-ami-")}.vmdk`,
        diskImageFormat: "VMDK",
        roleName: "vmimport",
        imageId,
        sourceImageArn,
      },
    ]);
    for (const who of [account, other]) {
      const [copy] = here(who, "us-east-1")?.amis ?? [];
      expect(copy).to.include({ encrypted: true, kmsKeyId: key("us-east-1") });
      expect(copy?.tags).to.deep.equal({
        team: "web",
        copy: "yes",
        CreatedBy: "EC2 Image Builder",
        Ec2ImageBuilderArn: image.arn,
      });
    }

    await ended(client, await start(client, image.sourcePipelineArn ?? ""));
    const overHttp = async (query: string) =>
      (await fetch(`${sandbox.url}/_sandbox/arrivals${query}`)).json() as Promise<object>;
    expect(await overHttp("")).to.deep.equal(JSON.parse(JSON.stringify(sandbox.arrivals())));
    const ofFirst = sandbox.arrivals(image.arn);
    expect(ofFirst[account]?.[region]?.amis.map((each) => each.imageId)).to.deep.equal([imageId]);
    expect(await overHttp(`?image=${encodeURIComponent(image.arn ?? "")}`)).to.deep.equal(
      JSON.parse(JSON.stringify(ofFirst)),
    );
    expect(here()?.amis).to.have.length(2);
    expect(here()?.launchTemplateVersions.map(({ version }) => version)).to.deep.equal([2, 3]);
  });

  it("adds a version to a launch template, and keeps its default version on request", async () => {
    await record(sandbox.url, templateType, template, { latestVersion: 7, defaultVersion: 5 });
    await distribute({
      launchTemplateConfigurations: [{ launchTemplateId: template, setDefaultVersion: false }],
    });
    expect(here()?.launchTemplateVersions[0]).to.include({ version: 8, isDefault: false });
    expect(sandbox.state().resources[0]?.properties).to.deep.equal({
      imageId: here()?.amis[0]?.imageId,
      latestVersion: 8,
      defaultVersion: 5,
    });
  });

  it("fails when a launch template doesn't exist, after the AMI is made", async () => {
    await record(sandbox.url, templateType, "lt-another");
    const { image } = await distribute({
      launchTemplateConfigurations: [{ launchTemplateId: template }],
    });
    expect(image.state?.reason).to.contain(`template ID ${template}, does not exist`);
    expect(here()?.amis).to.have.length(1);
  });

  it("requires a tag on another account's launch template, and gives it that account's copy", async () => {
    const distribution = {
      amiDistributionConfiguration: { targetAccountIds: [account, other] },
      launchTemplateConfigurations: [{ launchTemplateId: template, accountId: other }],
    };
    await record(sandbox.url, templateType, template, {}, { account: other });
    const { image } = await distribute(distribution);
    expect(image.state?.reason).to.contain("lacks the tag CreatedBy");

    sandbox.reset();
    const tags = { CreatedBy: "EC2 Image Builder" };
    await record(sandbox.url, templateType, template, { tags }, { account: other });
    await distribute(distribution);
    expect(here(other)?.launchTemplateVersions[0]?.imageId).to.equal(here(other)?.amis[0]?.imageId);
  });

  it("enables fast launch for Windows, and fails for other systems", async () => {
    const fastLaunchConfigurations = [{ enabled: true, maxParallelLaunches: 8, accountId: account }];
    await distribute({ fastLaunchConfigurations }, { recipe: windows });
    expect(here()?.amis[0]?.fastLaunch).to.deep.equal({ enabled: true, maxParallelLaunches: 8 });
    sandbox.reset();
    const { image } = await distribute({ fastLaunchConfigurations });
    expect(image.state?.reason).to.contain("for Windows AMIs only");
  });

  const s3ExportConfiguration = {
    roleName: "vmimport",
    diskImageFormat: "RAW",
    s3Bucket: "exports",
  } as const;
  const share = { launchPermission: { userIds: ["222233334444"] } };
  const failures: Readonly<Record<string, readonly [Distribution, Parts["recipe"], reason: string]>> = {
    "an export of what is encrypted": [
      { region, s3ExportConfiguration },
      encryptedBy(key(region)),
      "an encrypted snapshot, which can't be exported",
    ],
    "an export of Amazon's Windows": [{ region, s3ExportConfiguration }, windows, "licensed by AWS"],
    "an export of a Marketplace image": [
      { region, s3ExportConfiguration },
      { parentImage: "prod-abcdef0123456" },
      "Marketplace",
    ],
    "sharing what the default key encrypts": [
      { region, amiDistributionConfiguration: share },
      encryptedBy(),
      "can't be shared",
    ],
    "sharing a copy that the default key of its region encrypts": [
      { region: "us-east-1", amiDistributionConfiguration: share },
      encryptedBy(key(region)),
      "can't be shared",
    ],
    "copying what the default key encrypts to another account": [
      { region, amiDistributionConfiguration: { targetAccountIds: [other], kmsKeyId: key(region) } },
      encryptedBy(),
      "can't be shared",
    ],
    "a key that another account can't know": [
      { region, amiDistributionConfiguration: { targetAccountIds: [other], kmsKeyId: "alias/golden" } },
      encryptedBy(key(region)),
      `The KMS key alias/golden does not exist in account ${other}`,
    ],
    "publishing where that is blocked": [
      { region, amiDistributionConfiguration: { launchPermission: { userGroups: ["all"] } } },
      undefined,
      "block public access",
    ],
  };
  for (const [what, [distribution, recipe, reason]] of Object.entries(failures)) {
    it(`fails for ${what}`, async () => {
      const { image } = await distribute(distribution, { recipe });
      expect(image.state?.status).to.equal("FAILED");
      expect(image.state?.reason).to.contain(reason);
    });
  }

  it("shares a copy in another region if that region's key allows it", async () => {
    const { image } = await distribute(
      { region: "us-east-1", amiDistributionConfiguration: { ...share, kmsKeyId: key("us-east-1") } },
      { recipe: encryptedBy(key(region)) },
    );
    expect(image.state?.status).to.equal("AVAILABLE");
    expect(here(account, "us-east-1")?.amis[0]).to.deep.include({ ...share, kmsKeyId: key("us-east-1") });
  });

  it("makes an AMI public once the account's block on public access is off", async () => {
    const type = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";
    await record(sandbox.url, type, region, { state: "unblocked" });
    const launchPermission = { userGroups: ["all"] };
    await distribute({ amiDistributionConfiguration: { launchPermission } });
    expect(here()?.amis[0]?.launchPermission).to.deep.equal(launchPermission);
  });

  it("fails when the bucket doesn't exist, once the sandbox knows the account's buckets", async () => {
    await record(sandbox.url, "aws:s3/bucket:Bucket", "another");
    const { image } = await distribute({ s3ExportConfiguration });
    expect(image.state?.reason).to.contain("The bucket exports does not exist");
  });

  it("writes a parameter that the next image can start from", async () => {
    await distribute({ ssmParameterConfigurations: [{ parameterName: "/imagebuilder/base" }] });
    const next = {
      recipe: { name: "next", parentImage: "ssm:/imagebuilder/base" },
      infrastructure: { name: "next" },
      pipeline: { name: "next" },
    };
    expect((await build(client, next)).image.state?.status).to.equal("AVAILABLE");
  });

  it("lets an image start from a user's parameter only with an execution role", async () => {
    await record(sandbox.url, "aws:ssm/parameter:Parameter", "/golden/base", {
      value: "ami-0123456789abcdef0",
    });
    const recipe = { parentImage: "ssm:/golden/base" };
    const without = await build(client, { recipe });
    expect(without.image.state?.reason).to.contain("could not be resolved");
    const withRole = await build(client, {
      recipe: { ...recipe, name: "next" },
      infrastructure: { name: "next" },
      pipeline: { name: "next", executionRole: "reader" },
    });
    expect(withRole.image.state?.status).to.equal("AVAILABLE");
  });
});
