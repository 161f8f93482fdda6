// A distribution that is written inline. Its own rules are in tests/unit/image-distribution/rules.test.ts.

import { Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { container, full, key, small } from "./bases";
import { refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const settings: Values = {
  amiName: "web {{ imagebuilder:buildDate }}",
  amiDescription: "What serves the web",
  amiTags: { Team: "marvin" },
  kmsKeyArn: key,
  share: {
    accounts: ["222233334444"],
    organizations: ["arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"],
    organizationalUnits: ["arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cd34ef56"],
  },
  copyTo: ["222233334444"],
  licenseConfigurationArns: [
    `arn:aws:license-manager:eu-west-1:111122223333:license-configuration:lic-${"0".repeat(32)}`,
  ],
  launchTemplates: [
    { launchTemplateId: `lt-${"0".repeat(17)}`, accountId: "222233334444", setDefaultVersion: true },
  ],
  publish: { parameterName: "/imagebuilder/web", accountIds: ["222233334444"] },
};

const fast = {
  accountId: "222233334444",
  enabled: true,
  launchTemplateName: "web",
  launchTemplateVersion: "1",
  snapshotCount: 5,
  maxParallelLaunches: 6,
};
const exported = { format: "vhd", bucket: "my-images", prefix: "web", roleName: "exporter" };
const boxed = { repositoryName: "web", description: "What serves the web", tags: ["newest"] };

const making = {
  repositoryKmsKeyArn: key,
  untaggedDays: 3,
  tags: ["newest", "{{ imagebuilder:buildDate }}"],
};

/** Each setting at the top and in a region. */
const at = ["distribution", 'distribution.regions["eu-west-1"]'];
const inline = (own: Values, base: Values, top: boolean): Values => ({
  ...base,
  distribution: top ? { regions: { "eu-west-1": {} }, ...own } : { regions: { "eu-west-1": own } },
});

/** Built in another region, so that the distribution makes a repository. */
const elsewhere = { ...container, region: "eu-central-1", container: { tags: ["newest"] } };
const encrypted = { ...small, storage: { kmsKeyArn: key } };
const windows = { ...encrypted, source: { os: "windows-server-2022" } };
const organizations = "arn:aws:organizations::111122223333";
const reaching: Record<string, Values> = {
  accounts: { share: { accounts: ["222233334444"] } },
  organizations: { share: { organizations: [`${organizations}:organization/o-a1b2c3d4e5`] } },
  organizationalUnits: {
    share: { organizationalUnits: [`${organizations}:ou/o-a1b2c3d4e5/ou-ab12-cd34ef56`] },
  },
  copyTo: { copyTo: ["222233334444"] },
};
const keyIn = (region: string): string => key.replace("eu-west-1", region);
const open = { ...small, source: { os: "ubuntu-24.04" }, storage: { encrypted: false } };

export const distributionBases: readonly Values[] = [true, false].flatMap((top) => [
  inline(settings, encrypted, top),
  inline({ fastLaunch: [fast], copyTo: ["222233334444"] }, windows, top),
  inline({ export: exported }, open, top),
  inline({ container: boxed }, container, top),
  inline({ container: making }, elsewhere, top),
]);

const text = "=must be a string, not a number";
const list = "=must be a list, not a string";
const object = "=must be an object, not a string";
const truth = "=must be true or false, not a string";
const account = "=must be the ID of an account, such as 123456789012";

const template = "=must be the ID of a launch template, such as lt-0123456789abcdef0";

/** The settings that both have, wrong in their own type alone. */
const contract: Refusal[] = at.flatMap((path, index) => {
  const [plain = {}, quick = {}, disk = {}, box = {}, made = {}] = distributionBases.slice(index * 5);
  const on = (base: Values, value: unknown, problem: string, ...names: string[]): Refusal[] =>
    names.map((name) => spoiled(base, `${path}.${name}`, value, problem));
  return [
    ...on(
      plain,
      7,
      text,
      "amiName",
      "amiDescription",
      'amiTags["Team"]',
      "kmsKeyArn",
      "copyTo[0]",
      "licenseConfigurationArns[0]",
    ),
    ...on(plain, 7, text, "share.accounts[0]", "share.organizations[0]", "share.organizationalUnits[0]"),
    ...on(plain, 7, text, "launchTemplates[0].launchTemplateId", "launchTemplates[0].accountId"),
    ...on(plain, 7, text, "publish.parameterName", "publish.accountIds[0]"),
    ...on(
      quick,
      7,
      text,
      "fastLaunch[0].accountId",
      "fastLaunch[0].launchTemplateName",
      "fastLaunch[0].launchTemplateVersion",
    ),
    ...[7, "lt-web"].map((value) =>
      spoiled(
        quick,
        `${path}.fastLaunch[0].launchTemplateId`,
        value,
        value === 7 ? text : template,
        `${path}.fastLaunch[0]: has 'launchTemplateId' and 'launchTemplateName': set one of them`,
      ),
    ),
    spoiled(plain, `${path}.share`, "all", object, "=names nobody: leave it out"),
    spoiled(
      plain,
      `${path}.copyTo[0]`,
      "1111-2222",
      account,
      `${path}.publish.accountIds[0]: is not in ${path}.copyTo: add it there, or take it out here`,
    ),
    spoiled(plain, `${path}.publish.accountIds[0]`, "1111-2222", account),
    spoiled(quick, `${path}.fastLaunch[0].accountId`, "1111-2222", account),
    ...on(disk, 7, text, "export.format", "export.bucket", "export.prefix", "export.roleName"),
    ...on(box, 7, text, "container.repositoryName", "container.description", "container.tags[0]"),
    ...on(plain, "all", list, "copyTo", "licenseConfigurationArns", "launchTemplates", "share.accounts"),
    ...on(plain, "all", list, "share.organizations", "share.organizationalUnits", "publish.accountIds"),
    ...on(made, 7, text, "container.repositoryKmsKeyArn"),
    ...on(made, "3", "=must be a whole number, not a string", "container.untaggedDays"),
    ...on(quick, "all", list, "fastLaunch"),
    ...on(box, "all", list, "container.tags"),
    ...on(plain, "all", object, "amiTags", "publish", "launchTemplates[0]"),
    ...on(quick, "all", object, "fastLaunch[0]"),
    ...on(disk, "all", object, "export"),
    ...on(box, "all", object, "container"),
    ...on(
      plain,
      "yes",
      truth,
      "share.public",
      "publish.byExecutionRole",
      "launchTemplates[0].setDefaultVersion",
    ),
    ...on(quick, "yes", truth, "fastLaunch[0].enabled"),
    ...on(
      quick,
      "7",
      "=must be a whole number, not a string",
      "fastLaunch[0].maxParallelLaunches",
      "fastLaunch[0].snapshotCount",
    ),
    ...on(quick, 0, "=must be at least 1", "fastLaunch[0].snapshotCount"),
    ...on(quick, 10_001, "=must be at most 10000", "fastLaunch[0].snapshotCount"),
    ...on(plain, "1111-2222", account, "share.accounts[0]", "launchTemplates[0].accountId"),
    ...on(plain, "lt-web", template, "launchTemplates[0].launchTemplateId"),
    ...on(
      plain,
      "organized",
      "=must be the ARN of ",
      "share.organizations[0]",
      "share.organizationalUnits[0]",
      "licenseConfigurationArns[0]",
    ),
    ...["", "Z".repeat(1025)].flatMap((value) => {
      const bound = value === "" ? "=must be at least 1 character" : "=must be at most 1024 characters";
      return [
        ...on(plain, value, bound, "amiDescription"),
        ...on(quick, value, bound, "fastLaunch[0].launchTemplateVersion"),
        spoiled(
          quick,
          `${path}.fastLaunch[0].launchTemplateName`,
          value,
          bound,
          "=must be the name of a launch template",
        ),
        ...on(disk, value, bound, "export.prefix"),
        spoiled(disk, `${path}.export.bucket`, value, bound, "=must be the name of a bucket"),
        spoiled(disk, `${path}.export.roleName`, value, bound, "=must be the name of a role"),
        ...on(box, value, bound, "container.description"),
        spoiled(box, `${path}.container.repositoryName`, value, bound, "=must be lower-case letters"),
        spoiled(box, `${path}.container.tags[0]`, value, bound, "=must be up to 128 letters"),
      ];
    }),
    spoiled(
      plain,
      `${path}.amiName`,
      "",
      "=must be at least 1 character",
      "=must be a name of 2 to 127",
      "=must contain {{ imagebuilder:buildDate }}",
    ),
    spoiled(
      plain,
      `${path}.amiName`,
      "{{ imagebuilder:buildDate }}".padStart(128, "w"),
      "=must be at most 127 characters",
    ),
    spoiled(plain, `${path}.amiName`, "web! {{ imagebuilder:buildDate }}", "=must be a name of 2 to 127"),
    spoiled(
      plain,
      `${path}.publish.parameterName`,
      "",
      "=must be at least 1 character",
      "=must be the name of a parameter",
      "=must begin with /imagebuilder/",
    ),
    spoiled(
      plain,
      `${path}.publish.parameterName`,
      "/imagebuilder/".padEnd(1012, "w"),
      "=must be at most 1011 characters",
    ),
    spoiled(
      plain,
      `${path}.publish.parameterName`,
      "/imagebuilder/my web",
      "=must be the name of a parameter",
    ),
    ...on(
      disk,
      "arn:aws:s3:::own-exports",
      "=must be the name of a bucket, not an ARN: give 'own-exports'",
      "export.bucket",
    ),
    ...["*", "bu*ket", "bucket/*", "${aws:username}"].map((name) =>
      spoiled(disk, `${path}.export.bucket`, name, "=must be the name of a bucket"),
    ),
    ...["*", "web?", "${aws:username}/"].map((prefix) =>
      spoiled(disk, `${path}.export.prefix`, prefix, "=must not contain *, ? or ${"),
    ),
    ...on(
      disk,
      "arn:aws:iam::111122223333:role/own-exporter",
      "=must be the name of a role, not an ARN: give 'own-exporter'",
      "export.roleName",
    ),
    ...on(
      quick,
      "arn:aws:ec2:eu-west-1:111122223333:launch-template/own-template",
      "=must be the name of a launch template, not an ARN: give 'own-template'",
      "fastLaunch[0].launchTemplateName",
    ),
    ...on(quick, 10_001, "=must be 6 to 10,000", "fastLaunch[0].maxParallelLaunches"),
    ...["w", "the web", "wéb"].map((name) =>
      spoiled(
        quick,
        `${path}.fastLaunch[0].launchTemplateName`,
        name,
        "=must be the name of a launch template: 3 to 125",
      ),
    ),
    ...on(
      plain,
      "arn:aws:ssm:eu-west-1:111122223333:parameter/imagebuilder/own",
      "=must be the name of a parameter, not an ARN: give '/imagebuilder/own'",
      "publish.parameterName",
    ),
    ...on(
      box,
      "arn:aws:ecr:eu-west-1:111122223333:repository/team/own",
      "=must be the name of a repository, not an ARN: give 'team/own'",
      "container.repositoryName",
    ),
    spoiled(disk, `${path}.export.format`, "vhdx", "=must be one of vmdk, vhd, raw; did you mean vhd?"),
    ...on(plain, undefined, "=is required", "publish.parameterName"),
    spoiled(
      plain,
      `${path}.launchTemplates[0].launchTemplateId`,
      undefined,
      `${path}.launchTemplates[0].accountId: requires 'launchTemplateId'`,
    ),
    ...on(quick, undefined, "=is required", "fastLaunch[0].accountId"),
    ...on(disk, undefined, "=is required", "export.format"),
    ...on(
      plain,
      [],
      "=is unknown; ",
      "zzzzzzzz",
      "share.zzzzzzzz",
      "publish.zzzzzzzz",
      "launchTemplates[0].zzzzzzzz",
    ),
    ...on(quick, [], "=is unknown; ", "fastLaunch[0].zzzzzzzz"),
    ...on(disk, [], "=is unknown; ", "export.zzzzzzzz"),
    ...on(box, [], "=is unknown; ", "container.zzzzzzzz"),
  ];
});

const unknown = new Lifted(undefined, false, false);
const ireland = 'distribution.regions["eu-west-1"]';
const virginia = 'distribution.regions["us-east-1"]';
const both = { "eu-west-1": {}, "us-east-1": {} };
const moving = ["a", "b", "c", "d", "e", "f"];

/** What only several inputs together show to be wrong, and what would be right. */
const crossChecks: Refusal[] = [
  refused(
    "a key of another region",
    encrypted,
    { distribution: { regions: both, kmsKeyArn: key } },
    `distribution.kmsKeyArn: is not a key of us-east-1, where it encrypts: set ${virginia}.kmsKeyArn`,
  ),
  refused(
    "a bare key ID with copies",
    encrypted,
    { distribution: { regions: { "eu-west-1": { kmsKeyArn: "1234abcd", copyTo: ["222233334444"] } } } },
    `${ireland}.kmsKeyArn: must be the full ARN`,
  ),
  refused(
    "a share of what AWS's own key encrypts",
    encrypted,
    {
      distribution: {
        regions: { "eu-west-1": {} },
        kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs",
        share: { accounts: ["222233334444"] },
      },
    },
    "distribution.kmsKeyArn: is AWS's own key, which no other account can use, but 'share' needs that: use a key of your own",
  ),
  ...["share", "copyTo"].map((reach) =>
    refused(
      `${reach} of an image without a key of one's own`,
      small,
      {
        distribution: {
          regions: { "eu-west-1": {} },
          [reach]: reach === "share" ? { accounts: ["222233334444"] } : ["222233334444"],
        },
      },
      `distribution.${reach}: needs an image that other accounts can decrypt, but AWS's own key encrypts this one: set storage.kmsKeyArn`,
    ),
  ),
  ...["accounts", "organizations", "organizationalUnits", "copyTo"].map((reach) =>
    refused(
      `${reach}, of copies that AWS's own key encrypts`,
      encrypted,
      {
        distribution: {
          regions: { "eu-west-1": {}, "us-east-1": {}, "us-west-2": { kmsKeyArn: keyIn("us-west-2") } },
          ...reaching[reach],
        },
      },
      `distribution.${reach === "copyTo" ? reach : "share"}: needs a key of your own in us-east-1, or AWS's own key encrypts the copies there: set distribution.regions["us-east-1"].kmsKeyArn`,
    ),
  ),
  {
    ...refused(
      "a share of copies without a key, where only the key of the volumes tells the region of the build",
      { source: small.source, storage: { kmsKeyArn: key } },
      {
        distribution: {
          regions: { "eu-west-1": {}, "us-east-1": {} },
          share: { accounts: ["222233334444"] },
        },
      },
      "distribution.share: needs a key of your own in us-east-1",
    ),
  },
  refused(
    "a share of copies only, without a key there",
    encrypted,
    { distribution: { regions: { "us-east-1": { share: { accounts: ["222233334444"] } } } } },
    'distribution.regions["us-east-1"].share: needs a key of your own in us-east-1',
  ),
  refused(
    "regions of another partition",
    small,
    { distribution: { regions: { "eu-west-1": {}, "cn-north-1": {}, "us-gov-west-1": {} } } },
    `distribution.regions["cn-north-1"]: must be a region of the partition that the provider works in, 'aws'`,
    `distribution.regions["us-gov-west-1"]: must be a region of the partition that the provider works in, 'aws'`,
  ),
  refused(
    "everybody, of an encrypted image",
    encrypted,
    { distribution: { regions: { "eu-west-1": { share: { public: true } } } } },
    `${ireland}.share.public: needs AMIs that are not encrypted: set storage.encrypted to false`,
  ),
  refused(
    "a parameter that nobody may write",
    small,
    { distribution: { regions: { "eu-west-1": {} }, publish: { parameterName: "/team/web" } } },
    "distribution.publish.parameterName: must begin with /imagebuilder/",
  ),
  refused(
    "a parameter in an account without a copy",
    encrypted,
    {
      distribution: {
        regions: { "eu-west-1": {} },
        copyTo: ["222233334444"],
        publish: { parameterName: "/imagebuilder/web", accountIds: ["444455556666"] },
      },
    },
    "distribution.publish.accountIds[0]: is not in distribution.copyTo: add it there",
  ),
  refused(
    "another account's launch template without a parameter",
    small,
    {
      distribution: {
        regions: {
          "eu-west-1": {
            launchTemplates: [{ launchTemplateId: `lt-${"0".repeat(17)}`, accountId: "222233334444" }],
          },
        },
      },
    },
    `${ireland}.launchTemplates[0].accountId: names another account`,
  ),
  refused(
    "two launch templates that are made",
    small,
    { distribution: { regions: both, launchTemplates: [{}, { setDefaultVersion: false }] } },
    "distribution.launchTemplates[1]: is the same as distribution.launchTemplates[0]: leave one out",
  ),
  refused(
    "fast launch on Linux",
    small,
    { distribution: { regions: { "eu-west-1": {} }, fastLaunch: [fast] } },
    "distribution.fastLaunch: is only for Windows, and this golden image is Linux",
  ),
  refused(
    "an export of a Marketplace product",
    open,
    {
      source: { marketplaceProductId: "prod-abcdefgh12345" },
      distribution: { regions: { "eu-west-1": { export: exported } } },
    },
    `${ireland}.export: is not possible: it is made from a Marketplace product. Start from an image of your own`,
  ),
  refused(
    "an export of a container",
    container,
    { distribution: { regions: { "eu-west-1": {} }, container: boxed, export: exported } },
    "distribution.export: is only for AMIs, but distribution.container makes this a distribution of containers",
  ),
  refused(
    "a launch template for a container",
    container,
    { distribution: { regions: { "eu-west-1": { launchTemplates: [{}] } }, container: boxed } },
    `${ireland}.launchTemplates: is only for AMIs, but distribution.container makes this a distribution of containers`,
  ),
  refused(
    "AMI settings of a container image",
    container,
    { distribution: { regions: { "eu-west-1": { launchTemplates: [{}] } } } },
    `${ireland}.launchTemplates: is only for AMIs, and this golden image is a container: use 'container'`,
    `${ireland}.container: is required: name a repository that receives the image, or make one with {}`,
  ),
  refused(
    "repositories of an AMI",
    small,
    { distribution: { regions: both, container: {} } },
    "distribution.container: is only for container images, and this golden image is an AMI",
  ),
  refused(
    "one key for repositories in two regions",
    elsewhere,
    { distribution: { regions: both, container: { repositoryKmsKeyArn: key } } },
    `distribution.container.repositoryKmsKeyArn: is not a key of us-east-1, where it encrypts: set ${virginia}.container`,
  ),
  refused(
    "settings of a repository that is given",
    container,
    { distribution: { regions: both, container: { repositoryName: "web", untaggedDays: 3 } } },
    "distribution.container.untaggedDays: is only for a repository that is made here: leave it out",
  ),
  refused(
    "settings of the build's own repository",
    container,
    { distribution: { regions: { "eu-west-1": { container: { untaggedDays: 3 } } } } },
    `${ireland}.container.untaggedDays: is of the build's own repository, which the golden image makes: set container.untaggedDays`,
  ),
  refused(
    "repositories beside one in a region that is not known",
    container,
    { region: unknown, distribution: { regions: both, container: {} } },
    "region: must be a plain value that is known in preview",
  ),
  refused(
    "more tags that move than ECR lets move",
    elsewhere,
    { distribution: { regions: both, container: { tags: moving } } },
    "distribution.container.tags: has 6 tags without {{ imagebuilder:buildDate }}",
  ),
  refused(
    "more tags that move in the build's repository",
    container,
    { container: { tags: moving } },
    "container.tags: has 6 tags without {{ imagebuilder:buildDate }}",
  ),
  refused(
    "a tag that moves with too many placeholders",
    container,
    {
      container: {
        tags: ["{{ imagebuilder:a }}-{{ imagebuilder:b }}-{{ imagebuilder:c }}", "newest"],
      },
    },
    "container.tags: has a tag with over 2 placeholders",
  ),
  refused(
    "tags that are none",
    container,
    { container: { tags: ["-newest", "not this"] } },
    "container.tags[0]: must be up to 128 letters",
    "container.tags[1]: must be up to 128 letters",
  ),
  refused("a tag twice", container, { container: { tags: ["a", "a"] } }, "container.tags[1]: is the same as"),
  refused(
    "tags beside a distribution that has its own",
    container,
    {
      container: { tags: ["newest"] },
      distributionArn: "arn:aws:imagebuilder:eu-west-1:111122223333:distribution-configuration/everywhere",
    },
    "container.tags: can't be combined with 'distributionArn': set them in that distribution, or write 'distribution' inline",
  ),
];

const mustBeKnown = "=must be a plain value that is known in preview, since it decides which resources exist";

export const distributionRefusals: readonly Refusal[] = [
  ...contract,
  spoiled(small, "distribution", "everywhere", "=must be an object, not a string"),
  spoiled(small, "distribution", {}, "distribution.regions: is required"),
  spoiled(
    small,
    "distribution.regions",
    "everywhere",
    "=must be an object, not a string",
    "=needs at least one region",
  ),
  spoiled(small, 'distribution.regions["eu-west-1"]', "all", "=must be an object, not a string"),
  spoiled(
    full,
    "distribution",
    { regions: { "eu-west-1": {} } },
    "distributionArn: can't be combined with 'distribution': set one of them",
  ),
  { ...spoiled(small, "distribution", unknown, mustBeKnown), says: "a distribution that is not known" },
  refused(
    "an export of an encrypted image",
    small,
    { distribution: { regions: { "eu-west-1": {} }, export: exported } },
    "distribution.export: ",
  ),
  ...crossChecks,
  refused(
    "a distribution without regions",
    small,
    { distribution: { regions: {} } },
    "distribution.regions: needs at least one region",
  ),
];
