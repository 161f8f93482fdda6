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

describe("the rules of ImageImport", () => {
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
