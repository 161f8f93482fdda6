// What a user can get wrong in an ImageImport, an ImageImportRole or a DistributionTarget.

import type { Values } from "../../../provider/src/protocol/values";
import { inProvider, ofType, refused, tokens } from "./refusal";
import type { Refusal } from "./refusal";

const disk = { s3Uri: "s3://images/planted.vhdx", format: "vhdx" };
const infrastructureConfigurationArn =
  "arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/windows";
const windowsIso = { s3Uri: "s3://media/windows-11.iso", infrastructureConfigurationArn };
const good: Values = { platform: "Linux", disks: [disk], region: "eu-west-1" };
const iso: Values = { platform: "Windows", windowsIso, region: "eu-west-1" };
const withDisk = (changes: Values): Values => ({ ...good, disks: [{ ...disk, ...changes }] });
const withIso = (changes: Values): Values => ({ ...iso, windowsIso: { ...windowsIso, ...changes } });
const key = (region: string): string => `arn:aws:kms:${region}:123456789012:key/1234`;

const imports: [says: string, inputs: Values, ...problems: string[]][] = [
  ["neither disks nor an ISO", { platform: "Linux" }, "disks, windowsIso: needs exactly one"],
  [
    "disks and an ISO",
    { ...good, ...iso, platform: "Windows" },
    "disks, windowsIso: has 'disks' and 'windowsIso': set exactly one",
  ],
  ["no disk", { ...good, disks: [] }, "disks: is empty"],
  ["no platform", { disks: [disk] }, "platform: is required"],
  ["macOS", { ...good, platform: "macOS" }, "platform: must be one of Linux, Windows"],
  ["a disk without a format", { ...good, disks: [{ s3Uri: disk.s3Uri }] }, "disks[0].format: is required"],
  ["a disk without a file", { ...good, disks: [{ format: "raw" }] }, "disks[0].s3Uri: is required"],
  ["a web address", withDisk({ s3Uri: "https://x/planted.vhdx" }), "disks[0].s3Uri: must be an S3 URI"],
  ["a bucket without a key", withDisk({ s3Uri: "s3://planted" }), "disks[0].s3Uri: must be an S3 URI"],
  ["a folder", withDisk({ s3Uri: "s3://images/planted/" }), "disks[0].s3Uri: must be an S3 URI"],
  ["an OVF by name", withDisk({ s3Uri: "s3://images/planted.ovf" }), "disks[0].s3Uri: is an OVF: pack it"],
  [
    "an OVF by format",
    withDisk({ format: "ovf" }),
    "disks[0].format: must be one of ova",
    "disks[0].format: must be 'ova': pack",
  ],
  ["a packed disk", withDisk({ s3Uri: "s3://images/planted.vhdx.gz" }), "disks[0].s3Uri: is packed"],
  ["a qcow2", withDisk({ s3Uri: "s3://images/planted.qcow2" }), "disks[0].s3Uri: is of a format"],
  [
    "an ISO as a disk",
    withDisk({ s3Uri: "s3://images/planted.iso" }),
    "disks[0].s3Uri: is an ISO file, not a disk",
  ],
  [
    "a name of another format",
    withDisk({ format: "vmdk" }),
    "disks[0].format: doesn't fit the name in s3Uri, which should end in .vmdk",
  ],
  [
    "an unknown format",
    withDisk({ format: "vdmk" }),
    "disks[0].format: must be one of ova, vhd, vhdx, vmdk, raw; did you mean vmdk?",
  ],
  [
    "an OVA beside a disk",
    { ...good, disks: [disk, { s3Uri: "s3://images/b.ova", format: "ova" }] },
    "disks[1].format: must be the only disk if it is 'ova'",
  ],
  ["a file twice", { ...good, disks: [disk, disk] }, "disks[1].s3Uri: is the same as disks[0].s3Uri"],
  [
    "a device twice",
    {
      ...good,
      disks: ["a", "b"].map((name) => ({
        s3Uri: `s3://images/${name}`,
        format: "raw",
        deviceName: "/dev/sda1",
      })),
    },
    "disks[1].deviceName: is the same as disks[0].deviceName",
  ],
  ["no device", withDisk({ deviceName: "planted" }), "disks[0].deviceName: must be a device"],
  ["an empty description of a disk", withDisk({ description: "" }), "disks[0].description: is empty"],
  [
    "more disks than AWS imports",
    { ...good, disks: Array.from({ length: 22 }, (_, n) => ({ s3Uri: `s3://images/k${n}`, format: "raw" })) },
    "disks: has 22 disks, but AWS imports at most 21",
  ],
  ["an arm64 machine", { ...good, architecture: "arm64" }, "architecture: must be x86_64"],
  [
    "an arm64 machine that boots by BIOS",
    { ...good, architecture: "arm64", bootMode: "legacy-bios" },
    "bootMode: must be 'uefi'",
    "architecture: must be x86_64",
  ],
  [
    "a boot mode that is none",
    { ...good, bootMode: "uefi-before" },
    "bootMode: must be one of legacy-bios, uefi",
  ],
  ["an AWS license of Linux", { ...good, licenseType: "AWS" }, "licenseType: must be BYOL"],
  ["an unknown license", { ...good, licenseType: "byol" }, "licenseType: must be one of AWS, BYOL"],
  [
    "no license configuration",
    { ...good, licenseConfigurationArns: [] },
    "licenseConfigurationArns: is empty",
  ],
  [
    "what is no license configuration",
    { ...good, licenseConfigurationArns: ["planted"] },
    "licenseConfigurationArns[0]: ",
  ],
  ["a bare key ID", { ...good, kmsKeyArn: "planted" }, "kmsKeyArn: must be the full ARN"],
  ["a key elsewhere", { ...good, kmsKeyArn: key("us-east-1") }, "kmsKeyArn: must be in 'eu-west-1'"],
  [
    "a key elsewhere than the configured region",
    { platform: "Linux", disks: [disk], kmsKeyArn: key("us-east-1") },
    "kmsKeyArn: must be in 'eu-west-1'",
  ],
  [
    "a key that encrypts nothing",
    { ...good, encrypted: false, kmsKeyArn: key("eu-west-1") },
    "kmsKeyArn: encrypts nothing",
  ],
  [
    "a role's ARN",
    { ...good, roleName: "arn:aws:iam::123456789012:role/importer" },
    "roleName: must be the name",
  ],
  [
    "a role's path in an import",
    { ...good, roleName: "planted/role" },
    "roleName: must be the name of a role: 1 to 64",
  ],
  [
    "an infrastructure configuration of another partition",
    withIso({
      infrastructureConfigurationArn: infrastructureConfigurationArn.replace("arn:aws", "arn:aws-cn"),
    }),
    "windowsIso.infrastructureConfigurationArn: must be of the partition",
  ],
  [
    "a region of another partition than the provider's",
    { ...good, region: "cn-north-1" },
    "region: must be a region of the partition",
  ],
  ["a name in capitals", { ...good, name: "Planted Name" }, "name: must be 3 to 100 lower-case"],
  ["a version of two numbers", { ...good, semanticVersion: "1.0" }, "semanticVersion: "],
  ["an unknown region", { ...good, region: "eu-wst-1" }, "region: is not a region"],
  ["no time to wait", { ...good, timeoutMinutes: 0 }, "timeoutMinutes: must be at least 1"],
  ["half a minute", { ...good, timeoutMinutes: 1.5 }, "timeoutMinutes: must be a whole number"],
  ["a misspelt input", { ...good, disk }, "disk: is unknown; did you mean disks"],
  [
    "an ISO without an infrastructure configuration",
    { ...iso, windowsIso: { s3Uri: "s3://media/windows-11.iso" } },
    "windowsIso.infrastructureConfigurationArn: is required",
  ],
  ["an ISO that is none", withIso({ s3Uri: "s3://media/planted.img" }), "windowsIso.s3Uri: must be an ISO"],
  ["an ISO on the web", withIso({ s3Uri: "http://planted.iso" }), "windowsIso.s3Uri: must be an S3 URI"],
  [
    "an infrastructure configuration elsewhere",
    { ...iso, region: "us-east-1" },
    "windowsIso.infrastructureConfigurationArn: must be in 'us-east-1'",
  ],
  ["Linux from an ISO", { ...iso, platform: "Linux" }, "platform: must be Windows"],
  ["Windows 10 from an ISO", { ...iso, osVersion: "planted" }, "osVersion: must be 'Microsoft Windows 11'"],
  ["encryption of an ISO", { ...iso, encrypted: false }, "encrypted: is only for 'disks'"],
  ["a license of an ISO", { ...iso, licenseType: "BYOL" }, "licenseType: is only for 'disks'"],
  ["edition zero of an ISO", withIso({ imageIndex: 0 }), "windowsIso.imageIndex: "],
];

const role: Values = { bucketName: "images" };
const arnOfRole = "arn:aws:iam::123456789012:role/planted";

const importRoles: [says: string, inputs: Values, ...problems: string[]][] = [
  [
    "a bucket's ARN",
    { bucketName: "arn:aws:s3:::planted" },
    "bucketName: must be the name of a bucket, not an ARN",
  ],
  ["a bucket's URI", { bucketName: "s3://planted" }, "bucketName: must be the name of a bucket: 3 to 63"],
  ["a slash before keys", { ...role, prefix: "/planted" }, "prefix: must not begin with a slash"],
  ["a wildcard in keys", { ...role, prefix: "planted*" }, "prefix: must not contain *, ? or ${"],
  ["a role's ARN", { ...role, roleName: arnOfRole }, "roleName: must be the name of a role, not an ARN"],
  ["a role's path", { ...role, roleName: "planted/role" }, "roleName: must be the name of a role: 1 to 64"],
  [
    "an alias's name",
    { ...role, kmsKeyArns: ["alias/planted"] },
    "kmsKeyArns[0]: must be the full ARN of a KMS key",
  ],
  [
    "an alias",
    { ...role, kmsKeyArns: [key("eu-west-1").replace("key/", "alias/planted")] },
    "kmsKeyArns[0]: is an alias",
  ],
  [
    "a key of another partition",
    { ...role, kmsKeyArns: [key("cn-north-1").replace("arn:aws", "arn:aws-cn")] },
    "kmsKeyArns[0]: must be of the partition",
  ],
  [
    "a tag of AWS's",
    { ...role, tags: { "aws:mine": "planted" } },
    'tags["aws:mine"]: has a key that begins with',
  ],
];

const target: Values = { sourceAccountIds: ["111122223333"] };

const targets: [says: string, inputs: Values, ...problems: string[]][] = [
  ["no source", {}, "sourceAccountIds: is required"],
  [
    "the component's tag",
    { ...target, tags: { "goldenimage:resource": "mine" } },
    'tags["goldenimage:resource"]: is',
  ],
  ["an empty list of sources", { sourceAccountIds: [] }, "sourceAccountIds: needs at least one"],
  ["an empty list of keys", { ...target, kmsKeyArns: [] }, "kmsKeyArns: is empty: leave it out"],
  ["what is no account", { sourceAccountIds: ["123"] }, "sourceAccountIds[0]: must be the ID of an account"],
  [
    "an account twice",
    { sourceAccountIds: ["111122223333", "111122223333"] },
    "sourceAccountIds[1]: is the same as sourceAccountIds[0]: leave one out",
  ],
  [
    "an alias of a target",
    { ...target, kmsKeyArns: ["arn:aws:kms:eu-west-1:111122223333:alias/images"] },
    "kmsKeyArns[0]: is an alias, which a policy does not look behind: give the ARN of the key itself",
  ],
  [
    "a bare key ID of a target",
    { ...target, kmsKeyArns: ["deadbeef"] },
    "kmsKeyArns[0]: must be the full ARN",
  ],
  [
    "an unknown region of a target",
    { ...target, regions: ["eu-wst-1"] },
    "regions[0]: is not a region of AWS; did you mean eu-west-1?",
  ],
  [
    "a region of another partition",
    { ...target, regions: ["cn-north-1"] },
    "regions[0]: must be a region of the partition",
  ],
];

const account = "111111111111";
const here = (settings: Values): Values => ({ regions: { "eu-west-1": settings } });
const both = (settings: Values): Values => ({ regions: { "eu-west-1": {}, "us-east-1": {} }, ...settings });
const at = 'regions["eu-west-1"]';
const template = { launchTemplateId: `lt-${"1".repeat(17)}` };

const distributions: [says: string, inputs: Values, ...problems: string[]][] = [
  ["a name in capitals", { ...here({}), name: "Planted Name" }, "name: must be 3 to 100 lower-case letters"],
  ["a region that is none", { ...here({}), region: "eu-wst-1" }, "region: is not a region of AWS"],
  [
    "a region elsewhere",
    { regions: { "cn-north-1": {} } },
    'regions["cn-north-1"]: must be a region of the partition',
  ],
  [
    "a tag of AWS's",
    { ...here({}), tags: { "aws:mine": "planted" } },
    'tags["aws:mine"]: has a key that begins',
  ],
  ["no regions", { regions: {} }, "regions: needs at least one region"],
  [
    "a receiving region that is none",
    { regions: { "eu-wst-1": {} } },
    'regions["eu-wst-1"]: is not a region of AWS',
  ],
  [
    "a template for two regions",
    both({ launchTemplates: [template] }),
    "launchTemplates: applies to eu-west-1 and us",
  ],
  [
    "a bucket for two regions",
    both({ export: { format: "vmdk", bucket: "planted-images" } }),
    "export.bucket: applies to eu-west-1 and us-east-1",
  ],
  [
    "containers and AMIs",
    { regions: { "eu-west-1": {}, "us-east-1": { container: {} } } },
    `${at}: has no 'container'`,
  ],
  ["a copy twice", here({ copyTo: [account, account] }), `${at}.copyTo[1]: is the same as ${at}.copyTo[0]`],
  ["no licenses", here({ licenseConfigurationArns: [] }), `${at}.licenseConfigurationArns: is empty`],
  [
    "a parameter without its slash",
    here({ publish: { parameterName: "planted/web", byExecutionRole: true } }),
    `${at}.publish.parameterName: must begin with a slash`,
  ],
  [
    "a parameter for nobody",
    here({ publish: { parameterName: "/imagebuilder/web", accountIds: [] } }),
    `${at}.publish.accountIds: is empty`,
  ],
  [
    "what is public and encrypted",
    here({ kmsKeyArn: key("eu-west-1"), share: { public: true } }),
    `${at}.share.public: needs AMIs that are not encrypted, but ${at}.kmsKeyArn`,
  ],
  [
    "fast launch where nothing is copied",
    { ...here({ fastLaunch: [{ accountId: "222222222222" }] }), copyTo: [account] },
    `${at}.fastLaunch[0].accountId: has no AMI here: add it to copyTo`,
  ],
];

const ofToken = (token: string, cases: typeof imports): Refusal[] =>
  cases.map(([says, inputs, ...problems]) =>
    inProvider("eu-west-1", ofType(token, refused(says, {}, inputs, ...problems))),
  );

export const otherRefusals: readonly Refusal[] = [
  ...ofToken(tokens.imageDistribution, distributions),
  ...ofToken(tokens.imageImport, imports),
  ...ofToken(tokens.imageImportRole, importRoles),
  ...ofToken(tokens.distributionTarget, targets),
];
