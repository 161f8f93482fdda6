// What must be right about an import beyond the types of its inputs. Sources: the API references of ec2:ImportImage and
// imagebuilder:ImportDiskImage, and the user guide of VM Import/Export (requirements, limitations, licensing).
// No message repeats a value: it may be a secret.

import type { Location } from "../checks/location";
import { staysInPartition } from "../checks/partition";
import {
  exactlyOne,
  keyIsWhole,
  nameIsUsable,
  regionIsKnown,
  regionsAgree,
  roleName,
} from "../checks/common-rules";
import { known, knownList, knownObject, knownString } from "../checks/known";
import type { Problem } from "../checks/inputs";
import type { Values } from "../protocol/values";
import { fileProblem, formatProblem, isS3Uri } from "./files";

export const isoOsVersion = "Microsoft Windows 11";
/** More make a task fail. */
const mostDisks = 21;

export function imageImportRules(inputs: Values, resourceName: string, location: Location): Problem[] {
  const { region } = location;
  const iso = inputs.windowsIso !== undefined;
  return [
    ...exactlyOne("disks, windowsIso", inputs, ["disks", "windowsIso"]),
    ...nameIsUsable("name", inputs.name, resourceName),
    ...(region === undefined ? [{ path: "region", message: regionIsMissing }] : []),
    ...regionIsKnown("region", inputs.region),
    ...staysInPartition("goldenimage:index:ImageImport", inputs, location),
    ...disksRules(inputs.disks),
    ...(iso ? isoRules(inputs, region) : machineRules(inputs)),
    ...keyRules(inputs, region),
    ...timeoutRules(inputs.timeoutMinutes),
  ];
}

const regionIsMissing =
  "is needed, since the provider has none: set it, or configure one with 'pulumi config set goldenimage:region'";

function disksRules(value: unknown): Problem[] {
  if (known(value) === undefined || !Array.isArray(known(value))) return [];
  const disks = knownList(value).map(knownObject);
  if (disks.length === 0) return [{ path: "disks", message: "is empty: name at least the disk that boots" }];
  const problems = disks.flatMap((disk, index) => diskRules(disk, `disks[${index}]`));
  if (disks.length > mostDisks) {
    problems.push({ path: "disks", message: `has more than ${mostDisks} disks, which AWS doesn't import` });
  }
  const ova = disks.findIndex((disk) => knownString(disk.format) === "ova");
  if (ova >= 0 && disks.length > 1) {
    problems.push({
      path: `disks[${ova}].format`,
      message: "an OVA holds all disks of its machine, and so must be the only one",
    });
  }
  return [
    ...problems,
    ...unique(disks, "s3Uri", "names the same file as an earlier disk"),
    ...unique(disks, "deviceName", "is the device of an earlier disk"),
  ];
}

function diskRules(disk: Values, path: string): Problem[] {
  const uri = knownString(disk.s3Uri);
  const format = knownString(disk.format);
  const device = knownString(disk.deviceName);
  const problems: Problem[] = [];
  if (format === "ovf") problems.push({ path: `${path}.format`, message: ovfIsNotAlone });
  if (uri !== undefined) {
    const file = isS3Uri(uri) ? fileProblem(uri) : s3UriForm;
    if (file !== undefined) problems.push({ path: `${path}.s3Uri`, message: file });
    const fit = format === undefined || file !== undefined ? undefined : formatProblem(uri, format);
    if (fit !== undefined) problems.push({ path: `${path}.format`, message: fit });
  }
  if (device !== undefined && !/^(\/dev\/)?(sd[a-z]\d{0,2}|xvd[a-z]{1,2})$/.test(device)) {
    problems.push({ path: `${path}.deviceName`, message: "must be a device such as /dev/sda1 or xvdb" });
  }
  if (knownString(disk.description) === "") {
    problems.push({ path: `${path}.description`, message: "is empty: leave it out" });
  }
  return problems;
}

const ovfIsNotAlone = "an OVF travels inside an OVA: pack it and its disks into one, and give 'ova'";
const s3UriForm = "must be like s3://bucket/key";

function unique(disks: readonly Values[], property: string, message: string): Problem[] {
  const seen = new Set<string>();
  return disks.flatMap((disk, index) => {
    const value = knownString(disk[property]);
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return [];
    }
    return [{ path: `disks[${index}].${property}`, message }];
  });
}

/** What EC2's ImportImage takes. */
function machineRules(inputs: Values): Problem[] {
  const problems: Problem[] = [];
  if (knownString(inputs.architecture) === "arm64") {
    problems.push({ path: "architecture", message: "must be x86_64: VM import takes no other" });
    if (knownString(inputs.bootMode) === "legacy-bios") {
      problems.push({ path: "bootMode", message: "no arm64 machine boots by BIOS" });
    }
  }
  if (knownString(inputs.bootMode) === "uefi-preferred") {
    problems.push({ path: "bootMode", message: "EC2 doesn't import with uefi-preferred: give 'uefi'" });
  }
  if (knownString(inputs.platform) === "Linux" && knownString(inputs.licenseType) === "AWS") {
    problems.push({
      path: "licenseType",
      message: "must be BYOL, or left out: AWS licenses only Windows Server",
    });
  }
  if (Array.isArray(known(inputs.licenseConfigurationArns))) {
    if (knownList(inputs.licenseConfigurationArns).length === 0) {
      problems.push({ path: "licenseConfigurationArns", message: "is empty: leave it out" });
    }
  }
  const role = knownString(inputs.roleName);
  if (role !== undefined && !roleName.test(role)) {
    problems.push({ path: "roleName", message: "must be the name of a role: not its ARN, and no path" });
  }
  return problems;
}

/** What only disks have: nothing of it is in ImportDiskImage, so it must not be passed over in silence. */
const onlyOfDisks = [
  "bootMode",
  "licenseType",
  "licenseConfigurationArns",
  "encrypted",
  "kmsKeyArn",
  "roleName",
];

function isoRules(inputs: Values, region: unknown): Problem[] {
  const iso = knownObject(inputs.windowsIso);
  const uri = knownString(iso.s3Uri);
  const problems: Problem[] = onlyOfDisks
    .filter((property) => inputs[property] !== undefined && inputs.disks === undefined)
    .map((path) => ({ path, message: "goes with 'disks' only: AWS decides it for a 'windowsIso'" }));
  if (uri !== undefined && !isS3Uri(uri)) problems.push({ path: "windowsIso.s3Uri", message: s3UriForm });
  else if (uri !== undefined && !/\.iso$/i.test(uri)) {
    problems.push({ path: "windowsIso.s3Uri", message: "must be an ISO file, whose name ends in .iso" });
  }
  if (knownString(inputs.platform) === "Linux") {
    problems.push({ path: "platform", message: "must be Windows, since 'windowsIso' installs it" });
  }
  if (knownString(inputs.architecture) === "arm64") {
    problems.push({ path: "architecture", message: "must be x86_64, or left out" });
  }
  const osVersion = knownString(inputs.osVersion);
  if (osVersion !== undefined && osVersion !== isoOsVersion) {
    problems.push({ path: "osVersion", message: `must be '${isoOsVersion}', or left out` });
  }
  return [
    ...problems,
    ...regionsAgree("windowsIso.infrastructureConfigurationArn", iso.infrastructureConfigurationArn, region),
  ];
}

function keyRules({ encrypted, kmsKeyArn }: Values, region: unknown): Problem[] {
  const path = "kmsKeyArn";
  return [
    ...(known(encrypted) === false && kmsKeyArn !== undefined
      ? [{ path, message: "encrypts nothing while 'encrypted' is false" }]
      : []),
    ...keyIsWhole(path, kmsKeyArn),
    ...regionsAgree(path, kmsKeyArn, region),
  ];
}

function timeoutRules(value: unknown): Problem[] {
  const minutes = known(value);
  return typeof minutes === "number" && minutes < 1
    ? [{ path: "timeoutMinutes", message: "must be at least 1" }]
    : [];
}
