// What must be right about an import beyond the types of its inputs. No message repeats a value: it may be a secret.

import { exactlyOne } from "../checks/common-rules";
import { form, hasForm, kmsKeyOrAliasArn, roleName, s3Uri } from "../checks/identifiers";
import { given, known, knownList, knownObject, knownString } from "../checks/known";
import { duplicates, listIsNotEmpty } from "../checks/lists";
import type { Location } from "../checks/location";
import { nameIsUsable } from "../checks/names";
import { partitionRule } from "../checks/partition";
import type { Problem } from "../checks/problems";
import { regionIsKnown, regionsAgree } from "../checks/regions";
import { problemsOf, rulesIn } from "../checks/rule";
import type { ResourceContext, Rule, RuleTable, RuleTopic } from "../checks/rule";
import { sources } from "../checks/sources";
import type { Values } from "../protocol/values";
import { fileProblem, formatProblem } from "./files";

export const isoOsVersion = "Microsoft Windows 11";

/** With more, an import task fails. */
const mostDisks = 21;

type Rules = readonly Rule<ResourceContext>[];
type Check = Rules[number]["check"];

const ofResource: Rules = [
  {
    name: "import-is-of-one-kind",
    description: "An import is of the disks of a machine, or of an installation medium of Windows.",
    source: sources.ours,
    check: (inputs) => exactlyOne("disks, windowsIso", inputs, ["disks", "windowsIso"]),
  },
  {
    name: "import-name-is-usable",
    description:
      "A name is 3 to 100 lower-case letters, digits and single hyphens: AWS writes others differently in its ARNs, where they collide.",
    source: sources.importDiskImage,
    check: ({ name }, { resourceName }) => nameIsUsable("name", name, resourceName),
  },
  {
    name: "import-has-a-region",
    description: "The region is one of AWS's, and comes from `region` or from the provider.",
    source: sources.ours,
    check: (inputs, { region }) => [
      ...(region === undefined ? [{ path: "region", message: regionIsMissing }] : []),
      ...regionIsKnown("region", inputs.region),
    ],
  },
  partitionRule("import-stays-in-the-partition", "goldenimage:index:ImageImport"),
  {
    name: "import-key-encrypts",
    description:
      "A KMS key needs an encrypted import, is given by its full ARN, and is of the import's region.",
    source: sources.importImage,
    check: ({ encrypted, kmsKeyArn }, { region }) => [
      ...(known(encrypted) === false && kmsKeyArn !== undefined
        ? [
            {
              path: "kmsKeyArn",
              message: "encrypts nothing while 'encrypted' is false: leave one of them out",
            },
          ]
        : []),
      ...hasForm("kmsKeyArn", kmsKeyArn, kmsKeyOrAliasArn),
      ...regionsAgree("kmsKeyArn", kmsKeyArn, region),
    ],
  },
  {
    name: "import-has-time",
    description: "The time limit is a minute or more.",
    source: sources.ours,
    check: ({ timeoutMinutes }) => {
      const minutes = known(timeoutMinutes);
      return typeof minutes === "number" && minutes < 1
        ? [{ path: "timeoutMinutes", message: "must be at least 1" }]
        : [];
    },
  },
];

const regionIsMissing =
  "is required, since the provider has none: set it, or configure one with 'pulumi config set goldenimage:region'";

const disksOf = ({ disks }: Values): { disk: Values; path: string }[] =>
  knownList(disks).map((disk, index) => ({ disk: knownObject(disk), path: `disks[${index}]` }));

const onDisks =
  (check: (disk: Values, path: string) => Problem[]): Check =>
  (inputs) =>
    disksOf(inputs).flatMap(({ disk, path }) => check(disk, path));

const disksDiffer = (inputs: Values, property: string): Problem[] =>
  duplicates(
    disksOf(inputs).map(({ disk, path }) => ({
      path: `${path}.${property}`,
      key: knownString(disk[property]),
    })),
  );

const ofDisks: Rules = [
  {
    name: "disks-are-some",
    description: `There are 1 to ${mostDisks} disks.`,
    source: sources.vmImportLimits,
    check: ({ disks }) => {
      const list = known(disks);
      if (!Array.isArray(list)) return [];
      if (list.length === 0)
        return [{ path: "disks", message: "is empty: name at least the disk that boots" }];
      return list.length > mostDisks
        ? [{ path: "disks", message: `has ${list.length} disks, but AWS imports at most ${mostDisks}` }]
        : [];
    },
  },
  {
    name: "disk-is-importable",
    description:
      "A disk is a file in S3 of a format that AWS imports: not packed, and no ISO; the name doesn't end like another format's.",
    source: sources.vmImport,
    check: onDisks(({ s3Uri: uri, format }, path) => {
      const text = knownString(uri);
      const file = text === undefined ? undefined : (diskUri(text) ?? fileProblem(text));
      if (file !== undefined) return [{ path: `${path}.s3Uri`, message: file }];
      const own = knownString(format);
      const fit = text === undefined || own === undefined ? undefined : formatProblem(text, own);
      return fit === undefined ? [] : [{ path: `${path}.format`, message: fit }];
    }),
  },
  {
    name: "ovf-is-in-an-ova",
    description: "An OVF is imported inside an OVA.",
    source: sources.vmImport,
    check: onDisks(({ format }, path) =>
      knownString(format) === "ovf"
        ? [
            {
              path: `${path}.format`,
              message:
                "must be 'ova': pack the OVF and its disks into an OVA, the only form in which AWS imports it",
            },
          ]
        : [],
    ),
  },
  {
    name: "ova-is-alone",
    description: "An OVA holds all disks of its machine.",
    source: sources.vmImport,
    check: (inputs) => {
      const disks = disksOf(inputs);
      const ova = disks.find(({ disk }) => knownString(disk.format) === "ova");
      return ova === undefined || disks.length < 2
        ? []
        : [
            {
              path: `${ova.path}.format`,
              message: "must be the only disk if it is 'ova': an OVA holds all disks of its machine",
            },
          ];
    },
  },
  {
    name: "disk-device-is-well-formed",
    description: "A device is `/dev/sda1` or `xvdb`, and the like.",
    source: sources.importImage,
    check: onDisks(({ deviceName }, path) => hasForm(`${path}.deviceName`, deviceName, deviceForm)),
  },
  {
    name: "disk-description-is-not-empty",
    description: "A description has something in it.",
    source: sources.importImage,
    check: onDisks(({ description }, path) =>
      knownString(description) === ""
        ? [{ path: `${path}.description`, message: "is empty: leave it out" }]
        : [],
    ),
  },
  {
    name: "disks-differ",
    description: "Each disk has a file and a device of its own.",
    source: sources.importImage,
    check: (inputs) => [...disksDiffer(inputs, "s3Uri"), ...disksDiffer(inputs, "deviceName")],
  },
];

const diskUri = s3Uri("web.vmdk");
const isoUri = s3Uri("windows-11.iso");
const deviceForm = form(/^(\/dev\/)?(sd[a-z]\d{0,2}|xvd[a-z]{1,2})$/, "a device, such as /dev/sda1 or xvdb");

/** Rules of disks are for imports without an ISO, and the other way round. */
const unlessIso =
  (check: Check): Check =>
  (inputs, context) =>
    inputs.windowsIso === undefined ? check(inputs, context) : [];

const ofMachines: Rules = [
  {
    name: "machine-is-x86",
    description: "AWS imports machines of x86_64 only.",
    source: sources.vmImportLimits,
    check: unlessIso(({ architecture }) =>
      knownString(architecture) === "arm64"
        ? [{ path: "architecture", message: "must be x86_64, the only one that AWS imports" }]
        : [],
    ),
  },
  {
    name: "machine-boots",
    description: "A machine of arm64 doesn't boot by BIOS.",
    source: sources.importImage,
    check: unlessIso(({ architecture, bootMode }) =>
      knownString(bootMode) === "legacy-bios" && knownString(architecture) === "arm64"
        ? [{ path: "bootMode", message: "must be 'uefi': no arm64 machine boots by BIOS" }]
        : [],
    ),
  },
  {
    name: "license-suits-the-platform",
    description: "AWS licenses Windows Server only; Linux is brought along.",
    source: sources.vmImportLicenses,
    check: unlessIso(({ platform, licenseType }) =>
      knownString(platform) === "Linux" && knownString(licenseType) === "AWS"
        ? [
            {
              path: "licenseType",
              message: "must be BYOL, or left out: AWS licenses only Windows Server",
            },
          ]
        : [],
    ),
  },
  {
    name: "import-licenses-are-some",
    description: "A list of license configurations has at least one.",
    source: sources.importImage,
    check: unlessIso(({ licenseConfigurationArns }) =>
      listIsNotEmpty("licenseConfigurationArns", licenseConfigurationArns),
    ),
  },
  {
    name: "import-uses-a-role-name",
    description: "A role is given by its name: not its ARN, and no path.",
    source: sources.vmImportRole,
    check: unlessIso((inputs) => hasForm("roleName", inputs.roleName, roleName)),
  },
];

/** None of it is in ImportDiskImage, so it would have no effect. */
const onlyOfDisks = [
  "bootMode",
  "licenseType",
  "licenseConfigurationArns",
  "encrypted",
  "kmsKeyArn",
  "roleName",
];

const onIso =
  (check: (iso: Values, inputs: Values, context: ResourceContext) => Problem[]): Check =>
  (inputs, context) =>
    inputs.windowsIso === undefined ? [] : check(knownObject(inputs.windowsIso), inputs, context);

const ofIsos: Rules = [
  {
    name: "settings-go-with-disks",
    description: `${onlyOfDisks.map((property) => `\`${property}\``).join(", ")} go with disks: AWS decides them for an ISO.`,
    source: sources.importDiskImage,
    check: onIso((_iso, inputs) =>
      inputs.disks === undefined
        ? given(inputs, onlyOfDisks).map((path) => ({
            path,
            message: "is only for 'disks': leave it out, since AWS decides it for a 'windowsIso'",
          }))
        : [],
    ),
  },
  {
    name: "iso-is-a-file",
    description: "An ISO is a file in S3 whose name ends in `.iso`.",
    source: sources.importDiskImage,
    check: onIso(({ s3Uri: uri }) =>
      hasForm(
        "windowsIso.s3Uri",
        uri,
        (text) =>
          isoUri(text) ?? (/\.iso$/i.test(text) ? undefined : "must be an ISO file, whose name ends in .iso"),
      ),
    ),
  },
  {
    name: "iso-is-of-windows",
    description: `An ISO is of Windows, for x86_64, and installs ${isoOsVersion}.`,
    source: sources.importDiskImage,
    check: onIso((_iso, { platform, architecture, osVersion }) => [
      ...(knownString(platform) === "Linux"
        ? [{ path: "platform", message: "must be Windows, which 'windowsIso' installs" }]
        : []),
      ...(knownString(architecture) === "arm64"
        ? [{ path: "architecture", message: "must be x86_64, or left out" }]
        : []),
      ...hasForm("osVersion", osVersion, (text) =>
        text === isoOsVersion ? undefined : `must be '${isoOsVersion}', or left out`,
      ),
    ]),
  },
  {
    name: "iso-is-installed-in-the-region",
    description: "The infrastructure configuration is of the import's region.",
    source: sources.importDiskImage,
    check: onIso(({ infrastructureConfigurationArn }, _inputs, { region }) =>
      regionsAgree("windowsIso.infrastructureConfigurationArn", infrastructureConfigurationArn, region),
    ),
  },
];

const topics: readonly RuleTopic<ResourceContext>[] = [
  { title: "The resource", rules: ofResource },
  { title: "Disks", rules: ofDisks },
  { title: "Machines", rules: ofMachines },
  { title: "Installation media", rules: ofIsos },
];

export const imageImportTable: RuleTable = { title: "ImageImport", topics };

export const imageImportRules = (inputs: Values, resourceName: string, location: Location): Problem[] =>
  problemsOf(rulesIn(topics), inputs, { resourceName, ...location });
