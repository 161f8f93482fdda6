// Names, versions, tags, and what must be known in preview.

import { Lifted } from "../../../provider/src/protocol/values";
import { full, key, small } from "./bases";
import { inProvider, refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const unknown = new Lifted(undefined, false, false);
const mustBeKnown = "=must be a plain value that is known in preview, since it decides which resources exist";
const usable = "=must be 3 to 100 lower-case letters, digits and single hyphens between them";
const better = `${usable}; for example the same in lower case with hyphens`;
const wellFormed = "=must be major.minor or major.minor.patch, each a number up to 1073741823";

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, "0042"]));

const undecided: Refusal[] =
  `source architecture platform container version customize harden tests build storage
  schedule workflows executionPolicyArns lifecycle notify documentBucket source.os harden.patch harden.stig harden.steps harden.cleanUp harden.makeHostKeys
  tests.enabled tests.builtIn tests.skip tests.steps tests.scan build.isolatedNetwork build.placement build.logs
  build.policyArns storage.volumes notify.emails notify.events customize[0] tests.skip[0] harden.cleanUp[0]`
    .split(/\s+/)
    .map((path) => ({ ...spoiled(small, path, unknown, mustBeKnown), says: `${path} is not known` }));

export const generalRefusals: readonly Refusal[] = [
  spoiled(small, "name", "ab", usable),
  spoiled(small, "name", "Web Server", better),
  spoiled(small, "name", "web_server", better),
  spoiled(small, "name", "web--server", better),
  spoiled(small, "name", "-web", better),
  spoiled(small, "name", "x".repeat(101), better),
  spoiled(small, "name", "", usable),
  {
    ...spoiled(small, "name", unknown, "=must be a plain value that is known in preview"),
    says: "an unknown name",
  },
  {
    ...refused(
      "a resource's name that is too short",
      small,
      {},
      "name: can't be made from the resource's name, which is too short: set it",
    ),
    resourceName: "x",
  },

  spoiled(small, "region", "eu-wst-1", "=is not a region of AWS; did you mean eu-west-1?"),
  spoiled(small, "region", "Frankfurt", "=is not a region of AWS"),

  inProvider(
    "eu-west-1",
    spoiled(
      small,
      "region",
      "cn-north-1",
      "=must be a region of the partition that the provider works in, 'aws'",
    ),
  ),
  {
    ...refused(
      "a provider that works in another partition",
      { source: small.source },
      {},
      "region: must be a region of the partition that the provider works in, 'aws-cn'",
    ),
    inputs: { ...small, region: "us-gov-west-1" },
    providerRegion: "cn-north-1",
  },
  refused(
    "roles, policies and organizations of another partition",
    { ...small, region: "cn-north-1" },
    {
      executionRoleArn: "arn:aws:iam::111122223333:role/image-role",
      build: {
        policyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"],
        permissionsBoundaryArn: "arn:aws-us-gov:iam::111122223333:policy/boundary",
      },
      lifecycle: { delete: { olderThan: 1, unit: "YEARS" }, roleArn: "arn:aws:iam::111122223333:role/old" },
      storage: { encrypted: false },
      distribution: {
        regions: { "cn-north-1": {} },
        share: { organizations: ["arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"] },
      },
    },
    ...[
      "executionRoleArn",
      "build.policyArns[1]",
      "build.permissionsBoundaryArn",
      "lifecycle.roleArn",
      "distribution.share.organizations[0]",
    ].map(
      (path) => `${path}: must be of the partition of the region it is used in: it begins with 'arn:aws-cn:'`,
    ),
  ),
  refused(
    "a key of another partition, by its ARN",
    small,
    { storage: { kmsKeyArn: key.replace("arn:aws:", "arn:aws-cn:") } },
    "storage.kmsKeyArn: must be of the partition of the region it is used in: it begins with 'arn:aws:'",
  ),

  spoiled(small, "version", "1", wellFormed),
  spoiled(small, "version", "1.x.0", wellFormed),
  spoiled(small, "version", "1.0.0.0", wellFormed),
  spoiled(small, "version", "01.0", wellFormed),
  spoiled(small, "version", "1.1073741824", wellFormed),
  spoiled(small, "version", "v1.0", wellFormed),

  ...undecided,
  {
    ...spoiled(small, "customize", [
      { shell: ["true"], name: unknown, reboot: unknown, parameters: unknown },
    ]),
    says: "what decides about a step is not known",
    problems: ["name", "reboot", "parameters"].map(
      (property) => `customize[0].${property}: ${mustBeKnown.slice(1)}`,
    ),
  },
  {
    ...spoiled(small, "workflows", [{ type: unknown, name: unknown, document: unknown }]),
    says: "what decides about a workflow is not known",
    problems: ["type", "name"].map((property) => `workflows[0].${property}: ${mustBeKnown.slice(1)}`),
  },
  {
    ...spoiled(small, "harden", new Lifted({ stig: "high" }, true, true), mustBeKnown),
    says: "a decision that is secret as a whole",
  },

  spoiled(small, "tags", many(51), "=has 51 tags, but at most 49 are allowed"),
  spoiled(small, 'tags["goldenimage:resource"]', "mine", "=is a tag that goldenimage sets itself"),
  spoiled(small, "amiTags", many(51), "=has 51 tags, but at most 50 are allowed"),
  spoiled(full, "imageTags", many(51), "=has 51 tags, but at most 50 are allowed"),
  spoiled(small, "imageTags", { Team: "platform" }, "=are on the Image Builder images of scheduled builds"),
  spoiled(full, "enhancedMetadata", "yes", "=must be true or false, not a string"),
  spoiled(full, 'tags["aws:cost"]', "0042", "=has a key that begins with 'aws:', which only AWS may use"),
  spoiled(full, 'tags["AWS:cost"]', "0042", "=has a key that begins with 'aws:', which only AWS may use"),
  refused(
    "a tag with an empty key",
    small,
    { tags: { "": "0042" } },
    'tags[""]: must have a key of 1 to 128 characters',
  ),
  refused(
    "a tag with a long key",
    small,
    { tags: { ["k".repeat(129)]: "0042" } },
    `tags["${"k".repeat(129)}"]: must have a key of 1 to 128 characters`,
  ),
  spoiled(full, 'tags["cost?"]', "0042", "=must have a key of letters, digits, spaces and _.:/=+-@ only"),
  spoiled(full, 'tags["Team"]', "y".repeat(257), "=must be at most 256 characters"),
  spoiled(full, 'amiTags["CreatedBy"]', "me-or-you", "=is a tag that Image Builder sets itself"),
  spoiled(full, 'amiTags["Ec2ImageBuilderArn"]', "me-or-you", "=is a tag that Image Builder sets itself"),

  spoiled(
    small,
    "distributionArn",
    "arn:aws:imagebuilder:us-east-1:111122223333:distribution-configuration/everywhere",
    "=must be in 'eu-west-1', the region where it is used",
  ),
];
