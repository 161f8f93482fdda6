import { expect } from "chai";
import { checkWritten } from "../../../provider/src/engine/checks";
import { failureOf, progressOf, requestOf } from "../../../provider/src/image-import/conversion";
import { decisive, identityOf } from "../../../provider/src/image-import/identity";
import { imageImport } from "../../../provider/src/image-import/resource";
import { imageImportRules } from "../../../provider/src/image-import/rules";
import { Lifted, UNKNOWN } from "../../../provider/src/protocol/values";
import type { ImageImportInputs } from "../../../provider/src/checks/schema/generated/types";
import type { Values } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

const type = "goldenimage:index:ImageImport";
const unknown = new Lifted(undefined, false, false);
const disk = { s3Uri: "s3://images/planted.vhdx", format: "vhdx" as const };
const infrastructureConfigurationArn =
  "arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/windows";
const iso: Values = {
  platform: "Windows",
  windowsIso: { s3Uri: "s3://media/windows-11.iso", infrastructureConfigurationArn },
};
const good: ImageImportInputs = { platform: "Linux", disks: [disk], region: "eu-west-1" };
const ova: Values = { ...good, disks: [{ s3Uri: "s3://images/web.ova", format: "ova" }] };
const withDisk = (changes: Values): Values => ({ ...good, disks: [{ ...disk, ...changes }] });
const withIso = (changes: Values): Values => ({
  ...iso,
  windowsIso: { ...(iso.windowsIso as Values), ...changes },
});
const key = (region: string): string => `arn:aws:kms:${region}:123456789012:key/1234`;

function problemsOf(inputs: Values): string[] {
  const problems = checkWritten(type, inputs, (written) =>
    imageImportRules(written, "from-outside", locationOf(inputs, "eu-west-1")),
  );
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

const refused: [string, Values, RegExp][] = [
  ["neither disks nor an ISO", { platform: "Linux" }, /^disks, windowsIso: needs exactly one/],
  ["disks and an ISO", { ...good, ...iso, platform: "Windows" }, /^disks, windowsIso: .*set exactly one/],
  ["no disk", { ...good, disks: [] }, /^disks: is empty/],
  ["no platform", { disks: [disk] }, /^platform: is required/],
  ["macOS", { ...good, platform: "macOS" }, /^platform: must be one of Linux, Windows/],
  [
    "a disk without a format",
    { ...good, disks: [{ s3Uri: disk.s3Uri }] },
    /^disks\[0\]\.format: is required/,
  ],
  ["a disk without a file", { ...good, disks: [{ format: "raw" }] }, /^disks\[0\]\.s3Uri: is required/],
  ["a web address", withDisk({ s3Uri: "https://x/planted.vhdx" }), /^disks\[0\]\.s3Uri: must be like s3:/],
  ["a bucket without a key", withDisk({ s3Uri: "s3://planted" }), /^disks\[0\]\.s3Uri: must be like s3:/],
  ["a folder", withDisk({ s3Uri: "s3://images/planted/" }), /^disks\[0\]\.s3Uri: must be like s3:/],
  [
    "an OVF by name",
    withDisk({ s3Uri: "s3://images/planted.ovf" }),
    /^disks\[0\]\.s3Uri: an OVF travels inside an OVA/,
  ],
  ["an OVF by format", withDisk({ format: "ovf" }), /^disks\[0\]\.format: an OVF travels inside an OVA/],
  ["a packed disk", withDisk({ s3Uri: "s3://images/planted.vhdx.gz" }), /^disks\[0\]\.s3Uri: is packed/],
  ["a qcow2", withDisk({ s3Uri: "s3://images/planted.qcow2" }), /^disks\[0\]\.s3Uri: is of a format/],
  ["an ISO as a disk", withDisk({ s3Uri: "s3://images/planted.iso" }), /^disks\[0\]\.s3Uri: .*windowsIso/],
  ["a name of another format", withDisk({ format: "vmdk" }), /^disks\[0\]\.format: doesn't fit .*\.vmdk/],
  [
    "an unknown format",
    withDisk({ format: "vdmk" }),
    /^disks\[0\]\.format: must be one of .*did you mean vmdk/,
  ],
  [
    "an OVA beside a disk",
    { ...good, disks: [disk, { s3Uri: "s3://images/b.ova", format: "ova" }] },
    /^disks\[1\]\.format: an OVA holds all disks/,
  ],
  ["a file twice", { ...good, disks: [disk, disk] }, /^disks\[1\]\.s3Uri: names the same file/],
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
    /^disks\[1\]\.deviceName: is the device of an earlier/,
  ],
  ["no device", withDisk({ deviceName: "planted" }), /^disks\[0\]\.deviceName: must be a device/],
  ["an empty description of a disk", withDisk({ description: "" }), /^disks\[0\]\.description: is empty/],
  [
    "more disks than AWS imports",
    { ...good, disks: Array.from({ length: 22 }, (_, n) => ({ s3Uri: `s3://images/k${n}`, format: "raw" })) },
    /^disks: has more than 21/,
  ],
  ["an arm64 machine", { ...good, architecture: "arm64" }, /^architecture: must be x86_64/],
  [
    "an arm64 machine that boots by BIOS",
    { ...good, architecture: "arm64", bootMode: "legacy-bios" },
    /^bootMode: no arm64 machine/,
  ],
  [
    "uefi-preferred",
    { ...good, bootMode: "uefi-preferred" },
    /^bootMode: EC2 doesn't import with uefi-preferred/,
  ],
  ["an AWS licence of Linux", { ...good, licenseType: "AWS" }, /^licenseType: must be BYOL/],
  ["an unknown licence", { ...good, licenseType: "byol" }, /^licenseType: must be one of AWS, BYOL/],
  [
    "no license configuration",
    { ...good, licenseConfigurationArns: [] },
    /^licenseConfigurationArns: is empty/,
  ],
  [
    "what is no license configuration",
    { ...good, licenseConfigurationArns: ["planted"] },
    /^licenseConfigurationArns\[0\]: /,
  ],
  ["a bare key ID", { ...good, kmsKeyArn: "planted" }, /^kmsKeyArn: must be the full ARN/],
  [
    "a key elsewhere",
    { ...good, kmsKeyArn: key("us-east-1") },
    /^kmsKeyArn: is in another region than 'eu-west-1'/,
  ],
  [
    "a key elsewhere than the configured region",
    { platform: "Linux", disks: [disk], kmsKeyArn: key("us-east-1") },
    /^kmsKeyArn: is in another region than 'eu-west-1'/,
  ],
  [
    "a key that encrypts nothing",
    { ...good, encrypted: false, kmsKeyArn: key("eu-west-1") },
    /^kmsKeyArn: encrypts nothing/,
  ],
  [
    "a role's ARN",
    { ...good, roleName: "arn:aws:iam::123456789012:role/importer" },
    /^roleName: must be the name/,
  ],
  ["a name in capitals", { ...good, name: "Planted Name" }, /^name: must be 3 to 100 lower-case/],
  ["a version of two numbers", { ...good, semanticVersion: "1.0" }, /^semanticVersion: /],
  ["an unknown region", { ...good, region: "eu-wst-1" }, /^region: is not a region/],
  ["no time to wait", { ...good, timeoutMinutes: 0 }, /^timeoutMinutes: must be at least 1/],
  ["half a minute", { ...good, timeoutMinutes: 1.5 }, /^timeoutMinutes: must be a whole number/],
  ["a misspelt input", { ...good, disk }, /^disk: is unknown; did you mean disks/],
  [
    "an ISO without an infrastructure configuration",
    { ...iso, windowsIso: { s3Uri: "s3://media/windows-11.iso" } },
    /^windowsIso\.infrastructureConfigurationArn: is required/,
  ],
  ["an ISO that is none", withIso({ s3Uri: "s3://media/planted.img" }), /^windowsIso\.s3Uri: must be an ISO/],
  ["an ISO on the web", withIso({ s3Uri: "http://planted.iso" }), /^windowsIso\.s3Uri: must be like s3:/],
  [
    "an infrastructure configuration elsewhere",
    { ...iso, region: "us-east-1" },
    /^windowsIso\.infrastructureConfigurationArn: is in another region than 'us-east-1'/,
  ],
  ["Linux from an ISO", { ...iso, platform: "Linux" }, /^platform: must be Windows/],
  ["Windows 10 from an ISO", { ...iso, osVersion: "planted" }, /^osVersion: must be 'Microsoft Windows 11'/],
  ["encryption of an ISO", { ...iso, encrypted: false }, /^encrypted: goes with 'disks' only/],
  ["a licence of an ISO", { ...iso, licenseType: "BYOL" }, /^licenseType: goes with 'disks' only/],
  ["edition zero of an ISO", withIso({ imageIndex: 0 }), /^windowsIso\.imageIndex: /],
];

describe("the rules of ImageImport", () => {
  for (const [what, inputs, expected] of refused) {
    it(`refuse ${what}`, () => {
      const problems = problemsOf(inputs);
      expect(
        problems.some((problem) => expected.test(problem)),
        problems.join("\n"),
      ).to.equal(true);
      expect(problems.join("\n")).not.to.include("planted");
    });
  }

  const accepted: Record<string, Values> = {
    "a disk": good,
    "an OVA": ova,
    "an ISO": iso,
    "an ISO with everything": withIso({ imageIndex: 3, executionRole: "builder", secureBoot: true }),
    "a raw disk of any name": withDisk({ s3Uri: "s3://images/disk-0", format: "raw" }),
    "a raw disk called .img": withDisk({ s3Uri: "s3://images/disk.img", format: "raw" }),
    "what is unknown": { ...good, disks: [{ s3Uri: unknown, format: unknown }], kmsKeyArn: unknown },
    "unknown disks": { ...good, disks: unknown },
    "a key of the region": { ...good, kmsKeyArn: key("eu-west-1") },
    "an AWS licence of Windows": { ...good, platform: "Windows", licenseType: "AWS" },
    "two disks": { ...good, disks: [disk, { s3Uri: "s3://images/data.raw", format: "raw" }] },
  };
  for (const [what, inputs] of Object.entries(accepted)) {
    it(`accept ${what}`, () => expect(problemsOf(inputs)).to.deep.equal([]));
  }

  it("name all mistakes together, without secrets", () => {
    const secret = (value: unknown): Lifted => new Lifted(value, true, true);
    const problems = problemsOf({
      ...good,
      disks: [{ s3Uri: secret("s3://images/planted.ovf"), format: "raw" }],
      kmsKeyArn: secret("planted"),
      roleName: secret("planted/role"),
      semanticVersion: secret("planted"),
    });
    expect(problems).to.have.length(4);
    expect(problems.join()).not.to.include("planted");
  });
});

describe("ImageImport", () => {
  const urn = "urn:pulumi:s::p::goldenimage:index:ImageImport::From Outside";

  it("sends its inputs to EC2", () => {
    const request = requestOf(
      {
        ...good,
        disks: [{ ...disk, description: "root", deviceName: "/dev/sda1" }],
        licenseType: "BYOL",
        licenseConfigurationArns: ["arn:l"],
        bootMode: "uefi",
        kmsKeyArn: key("eu-west-1"),
        roleName: "reader",
        tags: { team: "images" },
      },
      "token",
      "client-token",
    );
    expect(JSON.parse(JSON.stringify(request))).to.deep.equal({
      ClientToken: "client-token",
      DiskContainers: [
        {
          Format: "VHDX",
          Description: "root",
          DeviceName: "/dev/sda1",
          UserBucket: { S3Bucket: "images", S3Key: "planted.vhdx" },
        },
      ],
      Platform: "Linux",
      BootMode: "uefi",
      LicenseType: "BYOL",
      LicenseSpecifications: [{ LicenseConfigurationArn: "arn:l" }],
      Encrypted: true,
      KmsKeyId: key("eu-west-1"),
      RoleName: "reader",
      TagSpecifications: [
        {
          ResourceType: "import-image-task",
          Tags: [
            { Key: "team", Value: "images" },
            { Key: "goldenimage:import", Value: "token" },
          ],
        },
      ],
    });
    expect(requestOf({ ...good, encrypted: false }, "t", "c").Encrypted).to.equal(false);
  });

  it("is identified by its resource and the inputs that decide", () => {
    const { token, name, semanticVersion } = identityOf(urn, good);
    expect({ name, semanticVersion }).to.deep.equal({ name: "from-outside", semanticVersion: "1.0.0" });
    expect(identityOf(urn, { ...good, tags: { a: "b" }, timeoutMinutes: 1 }).token).to.equal(token);
    expect(identityOf(`${urn}2`, good).token).not.to.equal(token);
    for (const property of decisive) {
      expect(identityOf(urn, { ...good, [property]: "other" }).token, property).not.to.equal(token);
    }
  });

  it("is replaced if its source changes, but not its tags or an unknown input", () => {
    const diff = (changes: object) => imageImport.diff(good, { ...good, ...changes });
    expect(diff({})).to.deep.include({ changes: false });
    expect(diff({ tags: { a: "b" }, roleName: "other", timeoutMinutes: 5 })).to.deep.include({
      changes: true,
      diffs: ["tags", "roleName", "timeoutMinutes"],
      replaces: [],
    });
    expect(diff({ disks: [{ ...disk, s3Uri: "s3://images/new.vhdx" }] }).replaces).to.deep.equal(["disks"]);
    expect(diff({ triggers: ["etag"] }).replaces).to.deep.equal(["triggers"]);
    expect(diff({ kmsKeyArn: UNKNOWN })).to.deep.include({ diffs: ["kmsKeyArn"], replaces: [] });
  });

  it("shows AWS's status messages", () => {
    expect(progressOf({ Status: "active", Progress: "28", StatusMessage: "converting" })).to.equal(
      "active 28% converting",
    );
    expect(progressOf(undefined)).to.equal("starting");
    const failure = failureOf("import-ami-1", {
      Status: "deleted",
      StatusMessage: "ClientError: Disk validation failed",
      SnapshotDetails: [{ DeviceName: "/dev/sda1", StatusMessage: "ClientError: not a VHDX" }],
    });
    expect(failure)
      .to.include("import-ami-1 is deleted: ClientError: Disk validation failed")
      .and.to.include("/dev/sda1: ClientError: not a VHDX");
    expect(failureOf("import-ami-1", { Status: "deleted" })).to.include("AWS gives no reason");
  });
});
