// What one value alone shows to be wrong: names, types, enums, and the lengths, ranges and patterns of AWS's model.

import type { Values } from "../../../provider/src/protocol/values";
import { container, full, others, small } from "./bases";
import { ofType, spoiled, tokens } from "./refusal";
import type { Refusal } from "./refusal";

const {
  ami = {},
  parameter = {},
  image = {},
  pipeline = {},
  product = {},
  network = {},
  profile = {},
  group = {},
  rate = {},
  newest = {},
  repository = {},
} = others;
const windows = others.windows ?? {};

/** The same wrong value at several paths of a base. */
const each = (base: Values, value: unknown, problem: string, paths: string): Refusal[] =>
  paths
    .trim()
    .split(/\s+/)
    .map((path) => spoiled(base, path, value, problem));

const noString = "=must be a string, not a number";
const noObject = "=must be an object, not a string";
const noList = "=must be a list, not a string";
const noNumber = "=must be a whole number, not a string";
const noBoolean = "=must be true or false, not a string";

const strings: Refusal[] = [
  ...each(
    full,
    7,
    noString,
    `architecture platform name version description workingDirectory userData executionRoleArn
    distributionArn region tags["Team"] amiTags["Team"] imageTags["Team"] source.os
    customize[0].name customize[0].shell[0] customize[0].parameters["Port"] customize[0].workingDirectory
    customize[0].environment["MODE"] customize[0].onFailure customize[2].documentFile customize[3].documentUri
    customize[4].managed customize[4].managedVersion customize[5].componentArn
    harden.stig tests.skip[0] tests.steps[0].name tests.steps[0].shell[0]
    tests.steps[0].parameters["Port"] tests.steps[2].documentFile tests.steps[3].managed
    tests.steps[3].managedVersion tests.steps[4].componentArn
    build.instanceTypes[0] build.subnetId build.securityGroupIds[0] build.placement.tenancy
    build.placement.availabilityZone build.placement.hostId build.logs.bucketName build.logs.keyPrefix
    build.logs.kmsKeyArn build.policyArns[0] build.permissionsBoundaryArn build.rolePath
    build.resourceTags["Team"] build.keyPair
    storage.deviceName storage.type storage.kmsKeyArn storage.volumes[0].deviceName storage.volumes[0].type
    storage.volumes[0].snapshotId
    workflows[0].type workflows[0].name workflows[0].onFailure
    workflows[0].parallelGroup workflows[1].arn workflows[2].documentFile
    lifecycle.deprecate.unit lifecycle.delete.unit lifecycle.excludeTags["keep"]
    lifecycle.excludeAmis.regions[0] lifecycle.excludeAmis.sharedAccounts[0] lifecycle.excludeAmis.tags["keep"]
    lifecycle.roleArn notify.topicArn notify.emails[0] notify.events[0] harden.cleanUp[0]
    documentBucket.name documentBucket.kmsKeyArn
    schedule.cron schedule.afterPipelineArn schedule.timeZone schedule.when`,
  ),
  ...each(
    container,
    7,
    noString,
    `container.repositoryKmsKeyArn container.dockerfile container.dockerfileKmsKeyArn
    container.platformOverride container.instanceImage container.tags[0] source.containerImage
    tests.scan.repositoryName tests.scan.containerTags[0]`,
  ),
  ...each(repository, 7, noString, "container.repositoryName container.dockerfileUri"),
  ...each(windows, 7, noString, "customize[0].powershell[0] tests.steps[0].powershell[0]"),
  ...each(ami, 7, noString, "source.amiId"),
  ...each(parameter, 7, noString, "source.ssmParameter executionPolicyArns[0]"),
  ...each(image, 7, noString, "source.imageArn"),
  ...each(pipeline, 7, noString, "source.pipelineArn"),
  ...each(product, 7, noString, "source.marketplaceProductId"),
  ...each(network, 7, noString, "build.isolatedNetwork.cidrBlock build.isolatedNetwork.availabilityZone"),
  ...each(profile, 7, noString, "build.instanceProfileName"),
  ...each(group, 7, noString, "build.placement.hostResourceGroupArn"),
  ...each(rate, 7, noString, "schedule.rate"),
  spoiled(
    full,
    'workflows[0].parameters["Depth"]',
    7,
    noString,
    "workflows[0].document.parameters: must declare 'Depth', which is given a value",
  ),
];

const kinds: Refusal[] = [
  ...each(
    full,
    "all",
    noObject,
    `tags amiTags imageTags harden tests.scan customize[0] customize[0].parameters
    customize[0].environment harden.steps[0] tests.steps[0] tests.steps[0].parameters
    build build.placement build.logs build.resourceTags storage storage.volumes[0] workflows[0].parameters
    lifecycle.deprecate lifecycle.disable lifecycle.excludeTags lifecycle.excludeAmis
    lifecycle.excludeAmis.tags notify documentBucket`,
  ),
  spoiled(small, "container", "all", noObject),
  spoiled(small, "tests.scan.failOn", "high", noObject),
  spoiled(small, "tests", "all", noObject),
  spoiled(small, "source", "debian", noObject),
  spoiled(small, "lifecycle", "all", noObject),
  spoiled(small, "lifecycle.delete", "all", noObject),
  spoiled(small, "schedule", "daily", noObject),
  spoiled(small, "build.isolatedNetwork", "10.0.0.0/24", noObject),
  spoiled(small, "workflows[0]", "TEST", noObject),
  ...each(
    full,
    "all",
    noList,
    `customize harden.steps tests.skip tests.steps customize[0].shell tests.steps[0].shell build.instanceTypes
    build.securityGroupIds build.policyArns storage.volumes workflows lifecycle.excludeAmis.regions
    lifecycle.excludeAmis.sharedAccounts notify.emails notify.events harden.cleanUp`,
  ),
  ...each(parameter, "all", noList, "executionPolicyArns"),
  ...each(windows, "all", noList, "customize[0].powershell tests.steps[0].powershell"),
  ...each(container, "all", noList, "container.tags tests.scan.containerTags"),
  ...each(
    full,
    "7",
    noNumber,
    `customize[0].timeoutSeconds customize[0].maxAttempts tests.steps[0].timeoutSeconds
    build.metadataHopLimit build.logRetentionDays storage.size storage.iops storage.throughput
    storage.volumes[0].size storage.volumes[0].iops storage.volumes[0].throughput
    lifecycle.deprecate.olderThan lifecycle.disable.keepAtLeast lifecycle.delete.olderThan
    lifecycle.delete.keepAtLeast lifecycle.excludeAmis.lastLaunchedWithinDays`,
  ),
  ...each(newest, "7", noNumber, "lifecycle.delete.keepNewest"),
  ...each(container, "7", noNumber, "container.untaggedDays"),
  spoiled(full, "storage.size", 20.5, "=must be a whole number"),
  ...each(
    full,
    "yes",
    noBoolean,
    `removeSsmAgent customize[0].reboot harden.patch harden.makeHostKeys tests.enabled tests.builtIn
    build.keepOnFailure storage.encrypted storage.volumes[0].deleteOnTermination
    lifecycle.excludeAmis.isPublic`,
  ),
];

const oneOf = (values: string): string => `=must be one of ${values}`;
const unit = "DAYS, WEEKS, MONTHS, YEARS";

const enums: Refusal[] = [
  spoiled(full, "architecture", "arm46", oneOf("x86_64, arm64; did you mean arm64?")),
  spoiled(
    small,
    "platform",
    "Plan9",
    oneOf("Linux, Windows, macOS"),
    "=must be Linux, the platform of the source",
  ),
  spoiled(small, "source.os", "amazon-linux-2032", oneOf("amazon-linux-2, amazon-linux-2023, ubuntu-22.04")),
  spoiled(full, "customize[0].onFailure", "Abrot", oneOf("Abort, Continue, Ignore; did you mean Abort?")),
  spoiled(full, "harden.stig", "hihg", oneOf("low, medium, high; did you mean high?")),
  spoiled(small, "build.placement.tenancy", "hots", oneOf("default, dedicated, host; did you mean host?")),
  spoiled(full, "storage.type", "gp4", oneOf("gp2, gp3, io1, io2"), "storage.throughput: is only for gp3"),
  spoiled(
    small,
    "storage.volumes[0]",
    { deviceName: "/dev/sdf", type: "sc1" },
    "storage.volumes[0].type: must be one of gp2, gp3, io1, io2",
  ),
  spoiled(full, "workflows[0].type", "TSET", oneOf("BUILD, TEST, DISTRIBUTION; did you mean TEST?")),
  spoiled(full, "workflows[0].onFailure", "Abort", oneOf("CONTINUE, ABORT")),
  spoiled(full, "lifecycle.deprecate.unit", "MONTSH", oneOf(`${unit}; did you mean MONTHS?`)),
  spoiled(full, "lifecycle.delete.unit", "DAY", oneOf(`${unit}; did you mean DAYS?`)),
  spoiled(
    full,
    "notify.events[0]",
    "faild",
    oneOf("available, failed, pipelineDisabled, vulnerabilityFound; did you mean failed?"),
  ),
  spoiled(
    full,
    "harden.cleanUp[0]",
    "credential",
    oneOf(
      "credentials, histories, sshKeys, caches, temporaryFiles, logs, identity; did you mean credentials?",
    ),
  ),
  spoiled(full, "schedule.when", "never", oneOf("always, whenDependenciesChange")),
  spoiled(
    container,
    "container.platformOverride",
    "Lunix",
    oneOf("Linux, Windows, macOS; did you mean Linux?"),
  ),
];

const { dockerfile } = container.container as { dockerfile: string };

/** Texts that AWS takes with 1 to 1,024 characters, and what else is wrong with one that is empty or too long. */
const texts: [base: Values, path: string, ...also: string[]][] = [
  [full, "description"],
  [full, "workingDirectory"],
  [full, "build.keyPair"],
  [full, "build.subnetId", "=must be a subnet's ID, such as subnet-0a1b2c3d"],
  [full, "build.securityGroupIds[0]", "=must be a security group's ID, such as sg-0a1b2c3d"],
  [full, "build.placement.availabilityZone", "=must be a zone of the region, such as eu-west-1a"],
  [full, "build.placement.hostId", "=must be a dedicated host's ID, such as h-0123456789abcdef0"],
  [group, "build.placement.hostResourceGroupArn", "=must be the ARN of a host resource group"],
  [full, "build.logs.bucketName", "=must be the name of a bucket"],
  [full, "build.logs.keyPrefix"],
  [full, "storage.deviceName"],
  [full, "storage.volumes[0].deviceName"],
  [full, "storage.volumes[0].snapshotId", "=must be a snapshot's ID, such as snap-0123456789abcdef0"],
  [container, "tests.scan.repositoryName"],
  [container, "tests.scan.containerTags[0]"],
  [container, "container.tags[0]", "=must be up to 128 letters"],
  [container, "container.instanceImage", "=must be an AMI ID such as ami-0123456789abcdef0, or ssm:"],
  [repository, "container.repositoryName", "=must be lower-case letters and digits"],
];

const lengths: Refusal[] = [
  ...texts.flatMap(([base, path, ...also]) => [
    spoiled(base, path, "", "=must be at least 1 character", ...also),
    spoiled(base, path, "X".repeat(1025), "=must be at most 1024 characters", ...also),
  ]),
  spoiled(
    container,
    "container.dockerfile",
    "",
    "=must be at least 1 character",
    "=must be a Dockerfile template",
    "=must contain FROM {{{ imagebuilder:parentImage }}}",
  ),
  spoiled(
    container,
    "container.dockerfile",
    `${dockerfile}\n${"#".repeat(16_000)}`,
    "=must be at most 16000 characters",
  ),
  spoiled(container, "container.dockerfile", `${dockerfile}\n# \0`, "=must be a Dockerfile template"),
  spoiled(
    profile,
    "build.instanceProfileName",
    "",
    "=must be at least 1 character",
    "=must be the name of an instance profile",
  ),
  spoiled(profile, "build.instanceProfileName", "x".repeat(257), "=must be at most 256 characters"),
  spoiled(profile, "build.instanceProfileName", "my builders", "=must be the name of an instance profile"),
  ...["executionRoleArn", "lifecycle.roleArn"].flatMap((path) => [
    ...["", "x".repeat(2049), "images"].map((name) =>
      spoiled(full, path, name, "=must be the ARN of a role, not a name: such as arn:aws:iam::"),
    ),
    ...["arn:aws:iam::1111:role/images", "arn:aws:iam::111122223333:instance-profile/images"].map((arn) =>
      spoiled(full, path, arn, "=must be the ARN of a role, such as arn:aws:iam::"),
    ),
  ]),
  spoiled(
    full,
    "workflows[0].parallelGroup",
    "",
    "=must be at least 1 character",
    "=must be a name of up to 100",
  ),
  spoiled(
    full,
    "workflows[0].parallelGroup",
    "x".repeat(101),
    "=must be at most 100 characters",
    "=must be a name of up to 100",
  ),
  spoiled(full, "workflows[0].parallelGroup", "all of them", "=must be a name of up to 100"),
  spoiled(
    full,
    "schedule.timeZone",
    "Z",
    "=must be at least 3 characters",
    "=must be an IANA time zone, such as",
    "=is not an IANA time zone",
  ),
  spoiled(full, "schedule.timeZone", "Europe/Vienna!", "=must be an IANA time zone, such as"),
  spoiled(
    full,
    "schedule.timeZone",
    `Europe/${"x".repeat(100)}`,
    "=must be at most 100 characters",
    "=is not an IANA time zone",
  ),
];

const arnOf = (what: string): string => `=must be the ARN of ${what}, not a name: such as arn:aws:`;
const repositoryArn = "arn:aws:ecr:eu-west-1:111122223333:repository/team/own";

/** ARNs where names and IDs belong, each with the name that is meant. */
const named: [base: Values, path: string, what: string, arn: string, name: string][] = [
  [
    profile,
    "build.instanceProfileName",
    "name of an instance profile",
    "arn:aws:iam::111122223333:instance-profile/team/own-builders",
    "own-builders",
  ],
  [
    full,
    "build.keyPair",
    "name of a key pair",
    "arn:aws:ec2:eu-west-1:111122223333:key-pair/own-pair",
    "own-pair",
  ],
  [full, "build.logs.bucketName", "name of a bucket", "arn:aws:s3:::own-logs", "own-logs"],
  [full, "documentBucket.name", "name of a bucket", "arn:aws:s3:::own-documents", "own-documents"],
  [repository, "container.repositoryName", "name of a repository", repositoryArn, "team/own"],
  [container, "tests.scan.repositoryName", "name of a repository", repositoryArn, "team/own"],
  [
    full,
    "customize[4].managed",
    "name of a component",
    "arn:aws:imagebuilder:eu-west-1:aws:component/own-agent/x.x.x",
    "own-agent",
  ],
  [
    full,
    "tests.steps[3].managed",
    "name of a component",
    "arn:aws:imagebuilder:eu-west-1:aws:component/own-test/1.0.0/1",
    "own-test",
  ],
  [
    full,
    "lifecycle.excludeAmis.sharedAccounts[0]",
    "ID of an account",
    "arn:aws:iam::444455556666:root",
    "444455556666",
  ],
];

const arns: Refusal[] = [
  spoiled(full, "distributionArn", "everywhere", arnOf("a distribution configuration")),
  spoiled(image, "source.imageArn", "base", arnOf("an Image Builder image")),
  spoiled(pipeline, "source.pipelineArn", "base", arnOf("a pipeline")),
  spoiled(full, "customize[5].componentArn", "cis", arnOf("a component")),
  spoiled(full, "tests.steps[4].componentArn", "own", arnOf("a component")),
  spoiled(full, "workflows[1].arn", "build-image", arnOf("a workflow")),
  spoiled(full, "schedule.afterPipelineArn", "base", arnOf("a pipeline")),
  spoiled(
    full,
    "lifecycle.excludeAmis.sharedAccounts[0]",
    "1111-2222-3333",
    "=must be the ID of an account, such as 123456789012",
  ),
  ...named.map(([base, path, what, arn, name]) =>
    spoiled(base, path, arn, `=must be the ${what}, not an ARN: give '${name}'`),
  ),
];

/** Numbers, with the least and the most that AWS takes, and what else is wrong beyond each. */
const numbers: [base: Values, path: string, least: number, most: number, low?: string, high?: string][] = [
  [full, "build.metadataHopLimit", 1, 64],
  [full, "storage.size", 1, 16_000, "storage.iops: is too much for the size"],
  [
    full,
    "storage.iops",
    100,
    100_000,
    "storage.throughput: is too much for the IOPS",
    "=is too much for the size",
  ],
  [full, "storage.throughput", 125, 2000],
  [full, "storage.volumes[0].size", 1, 16_000, "storage.volumes[0].iops: is too much for the size"],
  [
    full,
    "storage.volumes[0].iops",
    100,
    100_000,
    "storage.volumes[0].throughput: is too much for the IOPS",
    "=is too much for the size",
  ],
  [full, "storage.volumes[0].throughput", 125, 2000],
  [full, "lifecycle.deprecate.olderThan", 1, 1000],
  [full, "lifecycle.disable.keepAtLeast", 1, 10],
  [full, "lifecycle.delete.olderThan", 1, 1000],
  [full, "lifecycle.delete.keepAtLeast", 1, 10],
  [newest, "lifecycle.delete.keepNewest", 1, 1000],
  [full, "lifecycle.excludeAmis.lastLaunchedWithinDays", 1, 365],
];

const ranges: Refusal[] = numbers.flatMap(([base, path, least, most, low, high]) => [
  spoiled(base, path, least - 1, `=must be at least ${least}`, ...(low === undefined ? [] : [low])),
  spoiled(base, path, most + 1, `=must be at most ${most}`, ...(high === undefined ? [] : [high])),
]);

const names: Refusal[] = [
  spoiled(full, "custmize", [], "=is unknown; did you mean customize?"),
  spoiled(full, "storage.sise", 1, "=is unknown; did you mean size?"),
  spoiled(full, "storage.volumes[0].devicename", "x", "=is unknown; did you mean deviceName?"),
  spoiled(full, "customize[0].shel", [], "=is unknown; did you mean shell?"),
  spoiled(full, "tests.steps[0].reboot", true, "=is unknown; possible are componentArn, document"),
  spoiled(full, "harden.everything", true, "=is unknown; possible are cleanUp, makeHostKeys, patch"),
  spoiled(full, "tests.buildIn", true, "=is unknown; did you mean builtIn?"),
  spoiled(full, "tests.scan.repository", "x", "=is unknown; possible are containerTags, failOn"),
  spoiled(full, "source.amiID", "x", "=is unknown; did you mean amiId?"),
  spoiled(full, "build.subnet", "x", "=is unknown; did you mean subnetId?"),
  spoiled(full, "build.placement.host", "x", "=is unknown; did you mean hostId?"),
  spoiled(full, "build.logs.bucket", "x", "=is unknown; possible are bucketName, keyPrefix, kmsKeyArn"),
  spoiled(
    network,
    "build.isolatedNetwork.cidr",
    "x",
    "=is unknown; possible are availabilityZone, cidrBlock",
  ),
  spoiled(full, "workflows[0].types", "x", "=is unknown; did you mean type?"),
  spoiled(full, "lifecycle.deletes", {}, "=is unknown; did you mean delete?"),
  spoiled(full, "lifecycle.deprecate.units", "DAYS", "=is unknown; did you mean unit?"),
  spoiled(full, "lifecycle.delete.keepNewst", 1, "=is unknown; did you mean keepNewest?"),
  spoiled(full, "lifecycle.excludeAmis.region", [], "=is unknown; did you mean regions?"),
  spoiled(full, "notify.email", "x", "=is unknown; did you mean emails?"),
  spoiled(full, "documentBucket.bucket", "x", "=is unknown; possible are kmsKeyArn, name"),
  spoiled(full, "schedule.timezone", "UTC", "=is unknown; did you mean timeZone?"),
  spoiled(container, "container.repository", "x", "=is unknown; possible are"),
];

const missing: Refusal[] = [
  spoiled(small, "source", undefined, "=is required"),
  spoiled(small, "tests.scan.failOn", {}, "tests.scan.failOn.severity: is required"),
  spoiled(full, "storage.volumes[0].deviceName", undefined, "=is required"),
  spoiled(full, "build.logs.bucketName", undefined, "=is required"),
  spoiled(full, "lifecycle.deprecate.olderThan", undefined, "=is required"),
  spoiled(full, "lifecycle.disable.unit", undefined, "=is required"),
  spoiled(full, "workflows[0].type", undefined, "=is required"),
];

const pipelineArn = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base";
const build: Values = { pipelineArn };
const usage: Values = { arn: "arn:aws:imagebuilder:eu-west-1:123456789012:distribution-configuration/web" };
const leftovers: Values = { arns: [["arn:aws:imagebuilder:eu-west-1:123456789012:image-recipe/web/1.0.3"]] };
const made: Values = {
  key: "target",
  type: "aws:cloudwatch/eventTarget:EventTarget",
  region: "eu-west-1",
  resourceName: "web-target",
  name: "on-failed",
  within: "web-on-failed-0a1b2c3",
};
const ownership: Values = { keys: ["log-group", "pipeline"], made: [made], run: "5ad94ba8" };
const orphans: Values = { owner: "3f0c9a27d41be865", made: [made], uses: "0a1b", run: "5ad94ba8" };
/** Of a list of what was made, wherever it is. */
const spoiledMade = (inputs: Values): Refusal[] => [
  spoiled(inputs, "made", "all", noList),
  spoiled(inputs, "made[0]", "all", noObject),
  ...["key", "type", "region", "resourceName"].map((name) =>
    spoiled(inputs, `made[0].${name}`, undefined, "=is required"),
  ),
  ...Object.keys(made).map((name) => spoiled(inputs, `made[0].${name}`, 7, noString)),
  spoiled(inputs, "made[0].names", "x", "=is unknown; did you mean name?"),
  spoiled(inputs, "run", 7, noString),
];
const settings: Values = {
  pipelineArn,
  configuration: "5ad94ba8",
  imageScanningTypes: ["ON_DEMAND_AMI_CVE"],
  scanResultCondition: { maximumSeverityLabel: "HIGH", fixAvailable: true },
  autoDisablePolicy: { failureCount: 3 },
  imageTags: { Team: "marvin" },
};
const version: Values = { kind: "component", name: "web-patch", content: "0a1b", base: "1.0" };

const resources: Refusal[] = [
  ...[
    spoiled(build, "pipelineArn", undefined, "=is required"),
    spoiled(build, "pipelineArn", 7, noString),
    spoiled(build, "pipelineArn", "base", arnOf("a pipeline")),
    spoiled(build, "triggers", "all", noList),
    spoiled(build, "timeoutMinutes", "60", noNumber),
    spoiled(build, "failOnSeverity", "HIHG", oneOf("LOW, MEDIUM, HIGH, CRITICAL; did you mean HIGH?")),
    spoiled(build, "failOnSeverity", 7, noString),
    spoiled(build, "whenDeleted", "keeep", oneOf("keep, deprecate, disable, delete; did you mean keep?")),
    spoiled(build, "whenDeleted", 7, noString),
    spoiled(build, "lifecycleRoleArn", 7, noString),
    ...["", "x".repeat(2049), "images"].map((name) =>
      spoiled(
        build,
        "lifecycleRoleArn",
        name,
        "=must be the ARN of a role, not a name: such as arn:aws:iam::",
      ),
    ),
    spoiled(build, "cancelWhenReplaced", "yes", noBoolean),
    spoiled(build, "wait", "no", noBoolean),
    spoiled(build, "tags", "all", noObject),
    spoiled(build, 'tags["Team"]', 7, noString),
    spoiled(build, "region", 7, noString),
    spoiled(build, "region", "eu-wst-1", "=is not a region of AWS", "pipelineArn: must be in"),
    spoiled(build, "region", "us-east-1", "pipelineArn: must be in 'us-east-1', the region where it is used"),
    spoiled(build, "trigger", [], "=is unknown; did you mean triggers?"),
  ].map((refusal) => ofType(tokens.imageBuild, refusal)),
  ...[
    ...["kind", "name", "content"].flatMap((path) => [
      spoiled(version, path, undefined, "=is required"),
      spoiled(version, path, 7, noString),
    ]),
    ...["base", "region", "owner", "spent", "run"].map((path) => spoiled(version, path, 7, noString)),
    spoiled(
      version,
      "kind",
      "componet",
      oneOf("component, recipe, containerRecipe, workflow; did you mean component?"),
    ),
    spoiled(version, "name", "a/b/c", "=must be a name of 3 to 128"),
    spoiled(version, "contents", "x", "=is unknown; did you mean content?"),
  ].map((refusal) => ofType(tokens.contentVersion, refusal)),
  ...[
    spoiled(usage, "arn", undefined, "=is required"),
    spoiled(usage, "arn", 7, noString),
    spoiled(usage, "region", 7, noString),
    spoiled(usage, "arns", "x", "=is unknown; did you mean arn?"),
  ].map((refusal) => ofType(tokens.usage, refusal)),
  ...[
    ...["pipelineArn", "configuration"].flatMap((path) => [
      spoiled(settings, path, undefined, "=is required"),
      spoiled(settings, path, 7, noString),
    ]),
    spoiled(settings, "region", 7, noString),
    spoiled(settings, "imageScanningTypes", "all", noList),
    spoiled(settings, "imageScanningTypes[0]", 7, noString),
    spoiled(settings, "scanResultCondition", "all", noObject),
    spoiled(settings, "scanResultCondition.maximumSeverityLabel", undefined, "=is required"),
    spoiled(settings, "scanResultCondition.maximumSeverityLabel", 7, noString),
    spoiled(
      settings,
      "scanResultCondition.maximumSeverityLabel",
      "WORST",
      oneOf("INFORMATIONAL, LOW, MEDIUM, HIGH"),
    ),
    spoiled(settings, "scanResultCondition.fixAvailable", "yes", noBoolean),
    spoiled(settings, "scanResultCondition.fix", true, "=is unknown; possible are fixAvailable"),
    spoiled(settings, "autoDisablePolicy", "three", noObject),
    spoiled(settings, "autoDisablePolicy.failureCount", undefined, "=is required"),
    spoiled(settings, "autoDisablePolicy.failureCount", "3", noNumber),
    spoiled(settings, "autoDisablePolicy.failureCount", 0, "=must be at least 1"),
    spoiled(settings, "autoDisablePolicy.failureCount", 11, "=must be at most 10"),
    spoiled(settings, "autoDisablePolicy.count", 3, "=is unknown"),
    spoiled(settings, "imageTags", "all", noObject),
    spoiled(settings, 'imageTags["Team"]', 7, noString),
    spoiled(settings, "settings", "x", "=is unknown"),
  ].map((refusal) => ofType(tokens.pipelineSettings, refusal)),
  ...[
    spoiled(ownership, "keys", undefined, "=is required"),
    spoiled(ownership, "keys", "all", noList),
    spoiled(ownership, "keys[0]", 7, noString),
    spoiled(ownership, "key", "x", "=is unknown; did you mean keys?"),
    ...spoiledMade(ownership),
  ].map((refusal) => ofType(tokens.ownership, refusal)),
  ...[
    spoiled(orphans, "owner", undefined, "=is required"),
    spoiled(orphans, "made", undefined, "=is required"),
    ...["owner", "uses"].map((name) => spoiled(orphans, name, 7, noString)),
    spoiled(orphans, "owners", "x", "=is unknown; did you mean owner?"),
    ...spoiledMade(orphans),
  ].map((refusal) => ofType(tokens.orphans, refusal)),
  ...[
    spoiled(leftovers, "arns", undefined, "=is required"),
    spoiled(leftovers, "arns", "all", noList),
    spoiled(leftovers, "arns[0]", "all", noList),
    spoiled(leftovers, "arns[0][0]", 7, noString),
    spoiled(leftovers, "arn", "x", "=is unknown; did you mean arns?"),
  ].map((refusal) => ofType(tokens.leftovers, refusal)),
];

export const contractRefusals: readonly Refusal[] = [
  ...names,
  ...missing,
  ...strings,
  ...kinds,
  ...enums,
  ...lengths,
  ...arns,
  ...ranges,
  ...resources,
];
