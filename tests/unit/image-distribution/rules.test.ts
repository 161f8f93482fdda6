import { expect } from "chai";
import { describeProblems } from "../../../provider/src/checks/problems";
import { checkInputs } from "../../../provider/src/checks/inputs";
import type { Problem } from "../../../provider/src/checks/problems";
import { distributionSuits } from "../../../provider/src/image-distribution/image-compatibility";
import type { DistributedImage } from "../../../provider/src/image-distribution/image-compatibility";
import { distributionRules, imageDistributionRules } from "../../../provider/src/image-distribution/rules";
import {
  distributionWarningRules,
  distributionWarnings,
} from "../../../provider/src/image-distribution/warnings";
import { Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

const unknown = new Lifted(undefined, false, false);
const ireland = "eu-west-1";
const here = (settings: Values): Values => ({ regions: { [ireland]: settings } });
const key = (region: string, id = "key/1"): string => `arn:aws:kms:${region}:123456789012:${id}`;
const accounts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(100000000000 + index));
const organization = (index: number): string =>
  `arn:aws:organizations::111122223333:organization/o-a1b2c3d4${String(index).padStart(2, "0")}`;
const template = (digit: string): string => `lt-${digit.repeat(17)}`;
const licence = (index: number): string =>
  `arn:aws:license-manager:eu-west-1:123456789012:license-configuration:lic-${String(index).padStart(32, "0")}`;
const at = `regions["${ireland}"]`;

/** Path and beginning of the message, or a part of it after an ellipsis. */
type Expected = [path: string, message: string];
type Case = [what: string, inputs: Values, ...expected: Expected[]];

const refused: Case[] = [
  [
    "more tags than leave room for the component's own",
    { ...here({}), tags: Object.fromEntries(accounts(50).map((tag) => [tag, ""])) },
    ["tags", "has 50 tags, but at most 49 are allowed"],
  ],
  ["no region", { regions: {} }, ["regions", "needs at least one region"]],
  ["an unknown region", { regions: { "eu-wst-1": {} } }, ['regions["eu-wst-1"]', "did you mean eu-west-1"]],
  [
    "a key of another region",
    here({ kmsKeyArn: key("us-east-1") }),
    [`${at}.kmsKeyArn`, "is not a key of eu-west-1, where it encrypts: use a key of eu-west-1"],
  ],
  [
    "one key for two regions",
    { regions: { [ireland]: {}, "us-east-1": {} }, kmsKeyArn: key(ireland) },
    ["kmsKeyArn", 'set regions["us-east-1"].kmsKeyArn to a key of us-east-1'],
  ],
  [
    "a bare key ID",
    here({ kmsKeyArn: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
    [`${at}.kmsKeyArn`, "full ARN"],
  ],
  [
    "AWS's key with a share",
    here({ kmsKeyArn: key(ireland, "alias/aws/ebs"), share: { accounts: accounts(1) } }),
    [`${at}.kmsKeyArn`, "'share' needs that: use a key of your own"],
  ],
  [
    "AWS's key with copies",
    { ...here({ kmsKeyArn: key(ireland, "alias/aws/ebs") }), copyTo: accounts(1) },
    [`${at}.kmsKeyArn`, "'copyTo' needs that: use a key of your own"],
  ],
  [
    "public and encrypted",
    { ...here({ kmsKeyArn: key(ireland) }), share: { public: true } },
    ["share.public", `${at}.kmsKeyArn encrypts them`],
  ],
  [
    "a parameter in an account without a copy",
    {
      ...here({ publish: { parameterName: "/imagebuilder/a", accountIds: ["222222222222"] } }),
      copyTo: ["111111111111"],
    },
    [`${at}.publish.accountIds[0]`, "is not in copyTo: add it there"],
  ],
  [
    "a parameter in an account where nothing is copied",
    here({ publish: { parameterName: "/imagebuilder/a", accountIds: ["222222222222"] } }),
    [`${at}.publish.accountIds[0]`, "list it in 'copyTo'"],
  ],
  [
    "a parameter that nobody may write",
    here({ publish: { parameterName: "/golden/web" } }),
    [`${at}.publish.parameterName`, "must begin with /imagebuilder/"],
  ],
  [
    "a parameter with blanks",
    here({ publish: { parameterName: "/imagebuilder/my web" } }),
    [`${at}.publish.parameterName`, ""],
  ],
  [
    "a parameter that is too long",
    here({ publish: { parameterName: `/imagebuilder/${"a".repeat(1011)}` } }),
    [`${at}.publish.parameterName`, "1011"],
  ],
  [
    "a parameter without its slash",
    here({ publish: { parameterName: "golden/web", byExecutionRole: true } }),
    [`${at}.publish.parameterName`, "must begin with a slash"],
  ],
  [
    "a parameter of AWS's",
    here({ publish: { parameterName: "/aws/web", byExecutionRole: true } }),
    [`${at}.publish.parameterName`, "must not begin with 'aws' or 'ssm'"],
  ],
  [
    "a parameter that is too deep",
    here({ publish: { parameterName: `/imagebuilder${"/a".repeat(15)}` } }),
    [`${at}.publish.parameterName`, "at most 15 levels"],
  ],
  [
    "another account's launch template without a parameter",
    here({ launchTemplates: [{ launchTemplateId: template("1"), accountId: "111111111111" }] }),
    [`${at}.launchTemplates[0].accountId`, "set 'publish' too"],
  ],
  [
    "launch templates of two regions",
    { regions: { [ireland]: {}, "us-east-1": {} }, launchTemplates: [{ launchTemplateId: template("1") }] },
    ["launchTemplates", "set it in each of 'regions'"],
  ],
  [
    "a launch template that is made in another account",
    here({ launchTemplates: [{ accountId: "111111111111" }] }),
    [`${at}.launchTemplates[0].accountId`, "make it in the other one and give its ID"],
  ],
  [
    "two launch templates that are made",
    here({ launchTemplates: [{}, {}] }),
    [`${at}.launchTemplates[1]`, `is the same as ${at}.launchTemplates[0]`],
  ],
  [
    "a launch template that may be made or given",
    here({ launchTemplates: [unknown] }),
    [`${at}.launchTemplates[0]`, "must be a plain value"],
  ],
  [
    "a launch template twice",
    here({ launchTemplates: [{ launchTemplateId: template("1") }, { launchTemplateId: template("1") }] }),
    [`${at}.launchTemplates[1]`, `is the same as ${at}.launchTemplates[0]`],
  ],
  [
    "fast launch without an account",
    here({ fastLaunch: [{}] }),
    [`${at}.fastLaunch[0].accountId`, "is required"],
  ],
  [
    "fast launch where nothing is copied",
    { ...here({ fastLaunch: [{ accountId: "222222222222" }] }), copyTo: ["111111111111"] },
    [`${at}.fastLaunch[0].accountId`, "add it to copyTo"],
  ],
  [
    "too few parallel launches",
    here({ fastLaunch: [{ accountId: "111111111111", maxParallelLaunches: 5 }] }),
    [`${at}.fastLaunch[0].maxParallelLaunches`, "must be 6 to 10,000"],
  ],
  [
    "a fast launch template twice over",
    here({
      fastLaunch: [
        {
          accountId: "111111111111",
          launchTemplateId: template("1"),
          launchTemplateName: "web",
          launchTemplateVersion: "1",
        },
      ],
    }),
    [`${at}.fastLaunch[0]`, "set one of them"],
  ],
  [
    "a fast launch template without its version",
    here({ fastLaunch: [{ accountId: "111111111111", launchTemplateName: "web" }] }),
    [`${at}.fastLaunch[0].launchTemplateVersion`, "is required with a launch template"],
  ],
  [
    "a version of no template",
    here({ fastLaunch: [{ accountId: "111111111111", launchTemplateVersion: "1" }] }),
    [`${at}.fastLaunch[0].launchTemplateVersion`, "requires"],
  ],
  [
    "fast launch of an account twice",
    here({ fastLaunch: [{ accountId: "111111111111" }, { accountId: "111111111111" }] }),
    [`${at}.fastLaunch[1].accountId`, "is the same as"],
  ],
  [
    "an export of a container",
    { ...here({ container: { repositoryName: "web" } }), export: { format: "vmdk" } },
    ["export", `${at}.container makes this a distribution of containers`],
  ],
  [
    "a made launch template for containers",
    here({ container: {}, launchTemplates: [{}] }),
    [`${at}.launchTemplates`, `${at}.container makes this a distribution of containers`],
  ],
  [
    "a repository's key of another region",
    here({ container: { repositoryKmsKeyArn: key("us-east-1") } }),
    [`${at}.container.repositoryKmsKeyArn`, "is not a key of eu-west-1, where it encrypts: use a key"],
  ],
  [
    "a repository's bare key ID",
    here({ container: { repositoryKmsKeyArn: "1234abcd" } }),
    [`${at}.container.repositoryKmsKeyArn`, "full ARN"],
  ],
  [
    "settings of a repository that is given",
    here({ container: { repositoryName: "web", repositoryKmsKeyArn: key(ireland), untaggedDays: 3 } }),
    [`${at}.container.repositoryKmsKeyArn`, "or leave 'repositoryName' out"],
    [`${at}.container.untaggedDays`, "or leave 'repositoryName' out"],
  ],
  [
    "a repository in capitals",
    here({ container: { repositoryName: "Golden/Web" } }),
    [`${at}.container.repositoryName`, "must be lower-case letters"],
  ],
  [
    "too many tags that move in a repository that is made",
    here({ container: { tags: ["a", "b", "c", "d", "e", "f-{{ imagebuilder:buildVersion }}"] } }),
    [`${at}.container.tags`, "has 6 tags without {{ imagebuilder:buildDate }}"],
  ],
  [
    "a tag that is none",
    here({ container: { tags: ["a b", "{{ imagebuilder:buildDate }}"] } }),
    [`${at}.container.tags[0]`, "must be up to 128 letters"],
  ],
  [
    "AMI settings beside container settings",
    here({ container: { repositoryName: "web" }, amiTags: { a: "b" }, share: { accounts: accounts(1) } }),
    [`${at}.amiTags`, "leave one of them out"],
    [`${at}.share`, "leave one of them out"],
  ],
  [
    "containers in one region and AMIs in another",
    { regions: { [ireland]: {}, "us-east-1": { container: { repositoryName: "web" } } } },
    [at, "has no 'container'"],
  ],
  [
    "one bucket for two regions",
    { regions: { [ireland]: {}, "us-east-1": {} }, export: { format: "vmdk", bucket: "mine" } },
    ["export.bucket", "a bucket belongs to one region"],
  ],
  [
    "a format that isn't one",
    here({ export: { format: "vmdx" } }),
    [`${at}.export.format`, "did you mean vmdk?"],
  ],
  ["a hidden share", here({ share: unknown }), [`${at}.share`, "must be a plain value"]],
  ["a share with nobody", { ...here({}), share: {} }, ["share", "names nobody"]],
  ["a share with nobody at all", { ...here({}), share: { public: false } }, ["share", "names nobody"]],
  ["an empty list", here({ share: { accounts: [] } }), [`${at}.share.accounts`, "is empty"]],
  ["copies to nobody", here({ copyTo: [] }), [`${at}.copyTo`, "is empty"]],
  [
    "too many accounts",
    here({ share: { accounts: accounts(1537) } }),
    [`${at}.share.accounts`, "AWS takes 1536"],
  ],
  ["too many copies", here({ copyTo: accounts(1537) }), [`${at}.copyTo`, "AWS takes 1536"]],
  [
    "too many organizations",
    here({ share: { organizations: Array.from({ length: 26 }, (_, index) => organization(index)) } }),
    [`${at}.share.organizations`, "AWS takes 25"],
  ],
  [
    "too many organizational units",
    here({
      share: {
        organizationalUnits: Array.from(
          { length: 26 },
          (_, index) =>
            `arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef34${String(index + 10)}`,
        ),
      },
    }),
    [`${at}.share.organizationalUnits`, "AWS takes 25"],
  ],
  [
    "too many launch templates",
    here({
      launchTemplates: Array.from({ length: 101 }, (_, index) => ({
        launchTemplateId: `lt-${String(index).padStart(17, "0")}`,
      })),
    }),
    [`${at}.launchTemplates`, "AWS takes 100"],
  ],
  [
    "too many licences",
    here({ licenseConfigurationArns: Array.from({ length: 51 }, (_, index) => licence(index)) }),
    [`${at}.licenseConfigurationArns`, "AWS takes 50"],
  ],
  [
    "an account twice",
    here({ share: { accounts: ["111111111111", "222222222222", "111111111111"] } }),
    [`${at}.share.accounts[2]`, `is the same as ${at}.share.accounts[0]`],
  ],
  ["a copy twice", here({ copyTo: ["111111111111", "111111111111"] }), [`${at}.copyTo[1]`, "is the same as"]],
  ["a fixed AMI name", here({ amiName: "base" }), [`${at}.amiName`, "{{ imagebuilder:buildDate }}"]],
  [
    "an AMI name that is too long",
    here({ amiName: `${"a".repeat(100)} {{ imagebuilder:buildDate }}` }),
    [`${at}.amiName`, "127"],
  ],
];

const token = "goldenimage:index:ImageDistribution";
const problemsOf = (inputs: Values): Problem[] => [
  ...checkInputs(token, inputs),
  ...imageDistributionRules(inputs, "web", locationOf(inputs)),
];

function expectProblems(problems: readonly Problem[], expected: readonly Expected[]): void {
  const found = describeProblems("web", problems).split("\n").slice(1);
  expect(found, found.join("\n")).to.have.length(expected.length);
  expected.forEach(([path, message], index) => {
    expect(found[index]).to.match(/^ {2}- /);
    expect(found[index]?.slice(4).startsWith(`${path}: `), `${found[index]} at ${path}`).to.equal(true);
    expect(found[index]).to.include(message);
  });
}

describe("a distribution", () => {
  for (const [what, inputs, ...expected] of refused) {
    it(`refuses ${what}`, () => expectProblems(problemsOf(inputs), expected));
  }

  const accepted: [string, Values][] = [
    ["a region with nothing of its own", { regions: { [ireland]: {} } }],
    [
      "a parameter that an execution role writes",
      here({ publish: { parameterName: "/golden/web", byExecutionRole: true } }),
    ],
    ["AWS's key for what stays in the account", here({ kmsKeyArn: key(ireland, "alias/aws/ebs") })],
    ["everybody", here({ share: { public: true } })],
    [
      "another account's launch template with a parameter",
      here({
        publish: { parameterName: "/imagebuilder/web" },
        launchTemplates: [{ launchTemplateId: template("1"), accountId: "111111111111" }],
      }),
    ],
    [
      "a launch template that is made in each region",
      { regions: { [ireland]: {}, "us-east-1": {} }, launchTemplates: [{}] },
    ],
    [
      "a launch template that is made beside one that is given",
      here({ launchTemplates: [{}, { launchTemplateId: template("1") }] }),
    ],
    [
      "any number of tags that move in a repository that is given",
      here({ container: { repositoryName: "web", tags: ["a", "b", "c", "d", "e", "f"] } }),
    ],
    [
      "repositories whose tags are not known yet",
      here({ container: { tags: unknown, repositoryKmsKeyArn: unknown, untaggedDays: unknown } }),
    ],
    [
      "what is not known yet",
      here({
        kmsKeyArn: unknown,
        copyTo: unknown,
        amiName: unknown,
        share: { accounts: unknown, public: unknown },
        publish: { parameterName: unknown, accountIds: [unknown] },
        fastLaunch: [{ accountId: unknown, maxParallelLaunches: unknown }],
        launchTemplates: [{ launchTemplateId: unknown }, { launchTemplateId: unknown }],
        export: { format: unknown, bucket: unknown },
      }),
    ],
  ];
  for (const [what, inputs] of accepted) {
    it(`accepts ${what}`, () => expect(problemsOf(inputs)).to.deep.equal([]));
  }

  it("doesn't show a secret", () => {
    const secret = (value: unknown): Lifted => new Lifted(value, true, true);
    const problems = problemsOf({
      regions: {
        "us-east-1": {},
        [ireland]: { launchTemplates: [{ launchTemplateId: secret("lt-planted") }] },
      },
      kmsKeyArn: secret(key("eu-south-1", "alias/planted")),
      amiName: secret("planted"),
      copyTo: [secret("planted"), secret("planted")],
      publish: { parameterName: secret("/planted"), accountIds: [secret("111111111111")] },
    });
    expect(problems).to.have.length.above(5);
    const text = describeProblems("web", problems);
    for (const part of ["planted", "eu-south-1", "111111111111"]) expect(text).not.to.include(part);
  });

  it("reports paths of the component that contains it", () => {
    const problems = distributionRules(here({ share: { accounts: [] } }), "distribution.");
    expect(problems.map(({ path }) => path)).to.deep.equal([`distribution.${at}.share.accounts`]);
    const outside = here({ publish: { parameterName: "/golden/web" } });
    expect(distributionRules(outside, "distribution.")).to.have.length(1);
    expect(distributionRules(outside, "distribution.", true)).to.deep.equal([]);
  });
});

const ami: DistributedImage = { container: false, platform: "Linux", region: ireland, encrypted: false };
const own: DistributedImage = { ...ami, encrypted: true, kmsKeyArn: key(ireland) };

const unsuitable: [what: string, distribution: Values, image: DistributedImage, ...expected: Expected[]][] = [
  [
    "container settings for an AMI",
    here({ container: { repositoryName: "web" } }),
    ami,
    [`distribution.${at}.container`, "this golden image is an AMI"],
  ],
  [
    "AMI settings for a container",
    { ...here({}), export: { format: "vmdk" } },
    { container: true },
    ["distribution.export", "this golden image is a container: use 'container'"],
    [`distribution.${at}.container`, "is required"],
  ],
  [
    "fast launch on Linux",
    here({ fastLaunch: [{ accountId: "111111111111" }] }),
    ami,
    [`distribution.${at}.fastLaunch`, "is only for Windows"],
  ],
  [
    "an export of encrypted volumes",
    here({ export: { format: "vmdk" } }),
    own,
    [`distribution.${at}.export`, "set storage.encrypted to false"],
  ],
  [
    "an export of encrypted copies",
    { regions: { "us-east-1": { export: { format: "vmdk" }, kmsKeyArn: key("us-east-1") } } },
    ami,
    ['distribution.regions["us-east-1"].export', "kmsKeyArn encrypts them"],
  ],
  [
    "an export of what may not leave",
    here({ export: { format: "vmdk" } }),
    { ...ami, mayNotLeave: "it is made from a Marketplace product" },
    [`distribution.${at}.export`, "it is made from a Marketplace product"],
  ],
  [
    "a share of what AWS's key encrypts",
    { ...here({}), share: { accounts: ["111111111111"] } },
    { ...own, kmsKeyArn: undefined },
    ["distribution.share", "set storage.kmsKeyArn to a key of your own"],
  ],
  [
    "copies of what AWS's own alias encrypts",
    { ...here({}), copyTo: ["111111111111"] },
    { ...own, kmsKeyArn: key(ireland, "alias/aws/ebs") },
    ["distribution.copyTo", "set storage.kmsKeyArn"],
  ],
  [
    "a share of copies that AWS's key encrypts",
    { regions: { [ireland]: {}, "us-east-1": {} }, share: { accounts: ["111111111111"] } },
    own,
    ["distribution.share", 'set distribution.regions["us-east-1"].kmsKeyArn'],
  ],
  [
    "everybody, of what is encrypted",
    here({ share: { public: true } }),
    own,
    [`distribution.${at}.share.public`, "set storage.encrypted to false"],
  ],
];

describe("a distribution of a golden image", () => {
  for (const [what, distribution, image, ...expected] of unsuitable) {
    it(`refuses ${what}`, () =>
      expectProblems(distributionSuits(distribution, image, "distribution"), expected));
  }

  it("leaves unknown inputs to the update", () => {
    const distribution = here({
      share: { accounts: ["111111111111"] },
      fastLaunch: [{ accountId: "111111111111" }],
      export: { format: "vmdk" },
      publish: { parameterName: "/golden/web", byExecutionRole: true },
    });
    expect(distributionSuits(distribution, { container: false }, "distribution")).to.deep.equal([]);
    const copies = {
      regions: { [ireland]: {}, "us-east-1": { kmsKeyArn: unknown } },
      copyTo: ["111111111111"],
    };
    expect(distributionSuits(copies, { ...own, kmsKeyArn: unknown }, "distribution")).to.deep.equal([]);
  });
});

describe("warnings of a distribution", () => {
  const cases: [what: string, distribution: Values, ...warnings: Expected[]][] = [
    ["an AMI for accounts", here({ share: { accounts: accounts(1) } })],
    [
      "a public AMI, once for all regions",
      { regions: { [ireland]: {}, "us-east-1": {} }, share: { public: true } },
      ["distribution.share.public", "must be off in eu-west-1 and us-east-1"],
    ],
    [
      "a launch template of an account without an AMI",
      {
        ...here({ launchTemplates: [{ launchTemplateId: template("1"), accountId: "222222222222" }] }),
        copyTo: ["111111111111"],
      },
      [`distribution.${at}.launchTemplates[0].accountId`, "list it in 'copyTo' or 'share.accounts'"],
    ],
  ];
  for (const [what, distribution, ...expected] of cases) {
    it(`${expected.length === 0 ? "let pass" : "are about"} ${what}`, () =>
      expectProblems(distributionWarnings(distribution, "distribution."), expected));
  }

  it("cover every rule", () => {
    const broken = cases.flatMap(([, distribution]) =>
      distributionWarnings(distribution).map(({ rule }) => rule),
    );
    expect(
      distributionWarningRules.map(({ name }) => name).filter((name) => !broken.includes(name)),
    ).to.deep.equal([]);
  });
});
