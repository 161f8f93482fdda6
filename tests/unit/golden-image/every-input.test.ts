// Every input of a golden image: it has a description, and it changes something that is made. An input of the schema
// that is not listed here fails.

import { expect } from "chai";
import schema from "../../../provider/schema.json";
import { GoldenImage } from "../components";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { registrations } from "../mocks";

type Args = Record<string, unknown>;

const linux: Args = { source: { os: "amazon-linux-2023" }, region: "eu-west-1" };
const windows: Args = { source: { os: "windows-server-2022" } };
const image: Args = {
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  container: {},
};

const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const lines = { shell: ["true"] };
const testDocument =
  "schemaVersion: 1.0\nphases: [{ name: test, steps: [{ name: A, action: ExecuteBash, inputs: { commands: ['true'] } }] }]";
const long = `schemaVersion: 1.0\n# ${"x".repeat(17_000)}`;
const componentArn = "arn:aws:imagebuilder:eu-west-1:111122223333:component/cis/1.0.0";
const pipelineArn = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base";

/** The properties of a step, but for its kind. */
const stepSettings: [string, unknown][] = [
  ["name", "named"],
  ["parameters", { Port: "80" }],
  ["workingDirectory", "/opt"],
  ["environment", { MODE: "x" }],
  ["timeoutSeconds", 60],
  ["maxAttempts", 3],
  ["onFailure", "Continue"],
  ["reboot", true],
];
const stepKinds: [string, unknown][] = [
  ["shell", ["true"]],
  ["powershell", ["Get-Date"]],
  ["document", testDocument],
  ["documentFile", "tests/unit/documents/hello.yaml"],
  ["documentUri", "s3://bucket/hello.yaml"],
  ["managed", "hello-world-linux"],
  ["componentArn", componentArn],
];

interface Case {
  /** Where in the schema. */
  path: string;
  without: Args;
  with: Args;
}

const cases: Case[] = [];

/** A case in which a property is set beside what is there already. */
function add(path: string, value: unknown, base: Args = linux): void {
  cases.push({ path, without: base, with: merge(base, path.split("."), value) });
}

function merge(object: Args, [name = "", ...rest]: string[], value: unknown): Args {
  return {
    ...object,
    [name]: rest.length === 0 ? value : merge((object[name] ?? {}) as Args, rest, value),
  };
}

/** Cases of the items of a list: without the item, and with a property of it. */
function addItems(
  path: string,
  base: Args,
  first: Args,
  properties: [string, unknown][],
  alone = false,
): void {
  for (const [property, value] of properties) {
    const item = alone ? { [property]: value } : { ...first, [property]: value };
    cases.push({
      path: `${path}[].${property}`,
      without: alone ? base : merge(base, path.split("."), [first]),
      with: merge(base, path.split("."), [item]),
    });
  }
}

// Sources.
cases.push({ path: "source", without: linux, with: { ...linux, source: { os: "debian-12" } } });
for (const [property, value] of Object.entries({
  os: "ubuntu-24.04",
  amiId: "ami-0123456789abcdef0",
  ssmParameter: "/aws/service/x",
  imageArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image/base/x.x.x",
  pipelineArn,
  marketplaceProductId: "prod-abcdefgh12345",
})) {
  cases.push({
    path: `source.${property}`,
    without: linux,
    with: { ...linux, source: { [property]: value } },
  });
}
cases.push({
  path: "source.containerImage",
  without: image,
  with: { ...image, source: { containerImage: "amazonlinux:2" } },
});
add("architecture", "arm64");
add("platform", "Windows", { source: { amiId: "ami-0123456789abcdef0" } });

// Containers.
add("container", {}, { ...linux, source: { os: "amazon-linux-2023" } });
add("container.repositoryName", "web", image);
add("container.repositoryKmsKeyArn", key, image);
add("container.untaggedDays", 3, image);
add("container.tags", ["newest"], image);
add("container.dockerfile", "FROM {{{ imagebuilder:parentImage }}}", image);
add("container.dockerfileUri", "s3://bucket/Dockerfile", image);
add("container.dockerfileKmsKeyArn", key, image);
add("container.platformOverride", "Windows", image);
add("container.instanceImage", "ami-0123456789abcdef0", image);

// Steps.
add("customize", [lines]);
addItems("customize", linux, lines, stepSettings);
addItems("customize", linux, {}, stepKinds, true);
addItems("customize", linux, { managed: "hello-world-linux" }, [["managedVersion", "1.0.0"]]);
add("harden", { patch: false });
add("harden.patch", false);
add("harden.stig", "high");
add("harden.cleanUp", ["credentials"]);
add("harden.makeHostKeys", true);
add("harden.steps", [lines]);
add("tests", { enabled: false });
add("tests.enabled", false);
add("tests.builtIn", false);
add("tests.skip", ["clock-is-synchronized"]);
add("tests.steps", [lines]);
const testSettings = ["name", "parameters", "timeoutSeconds"];
addItems(
  "tests.steps",
  linux,
  lines,
  stepSettings.filter(([name]) => testSettings.includes(name)),
);
addItems(
  "tests.steps",
  linux,
  {},
  stepKinds.filter(([name]) => name !== "documentUri"),
  true,
);
addItems("tests.steps", linux, { managed: "hello-world-linux" }, [["managedVersion", "1.0.0"]]);
add("tests.scan", {});
add("tests.scan.repositoryName", "scans", merge(image, ["tests", "scan"], {}));
add("tests.scan.failOn", { severity: "CRITICAL" }, merge(linux, ["tests", "scan"], {}));
add("tests.scan.failOn.severity", "HIGH", merge(linux, ["tests", "scan", "failOn"], { severity: "LOW" }));
add("tests.scan.failOn.fixAvailable", false, merge(linux, ["tests", "scan", "failOn"], { severity: "LOW" }));
add("tests.scan.containerTags", ["scan"], merge(image, ["tests", "scan"], { repositoryName: "scans" }));

// Build.
add("build", { keyPair: "me" });
for (const [property, value] of Object.entries({
  instanceTypes: ["m7i.large"],
  subnetId: "subnet-1",
  securityGroupIds: ["sg-1"],
  isolatedNetwork: {},
  placement: { tenancy: "dedicated" },
  logs: { bucketName: "logs" },
  instanceProfileName: "mine",
  policyArns: ["arn:aws:iam::111122223333:policy/extra"],
  permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
  rolePath: "/golden/",
  resourceTags: { Team: "platform" },
  keyPair: "me",
  keepOnFailure: true,
  metadataHopLimit: 3,
  logRetentionDays: 30,
})) {
  add(`build.${property}`, value);
}
add("build.isolatedNetwork.cidrBlock", "10.1.0.0/24", merge(linux, ["build", "isolatedNetwork"], {}));
add("build.isolatedNetwork.availabilityZone", "eu-west-1a", merge(linux, ["build", "isolatedNetwork"], {}));
add("build.placement.tenancy", "dedicated");
add("build.placement.availabilityZone", "eu-west-1a");
add("build.placement.hostId", "h-0123456789abcdef0");
add("build.placement.hostResourceGroupArn", "arn:aws:resource-groups:eu-west-1:111122223333:group/hosts");
add("build.logs.bucketName", "logs");
add("build.logs.keyPrefix", "golden", merge(linux, ["build", "logs", "bucketName"], "logs"));
add("build.logs.kmsKeyArn", key, merge(linux, ["build", "logs", "bucketName"], "logs"));

// Storage.
add("storage", { size: 20 });
add("storage.deviceName", "/dev/sda1");
add("storage.size", 20);
add("storage.type", "gp2");
add("storage.iops", 4000);
add("storage.throughput", 200);
add("storage.encrypted", false);
add("storage.kmsKeyArn", key);
add("storage.volumes", [{ deviceName: "/dev/sdf" }]);
addItems("storage.volumes", linux, { deviceName: "/dev/sdf" }, [
  ["deviceName", "/dev/sdg"],
  ["size", 20],
  ["type", "gp2"],
  ["iops", 4000],
  ["throughput", 200],
  ["snapshotId", "snap-1"],
  ["deleteOnTermination", false],
]);

// Workflows.
const workflow = { type: "TEST", document: "name: w\nschemaVersion: 1.0\nsteps: []" };
add("workflows", [workflow]);
addItems("workflows", linux, workflow, [
  ["type", "BUILD"],
  ["name", "named"],
  ["document", "name: other\nschemaVersion: 1.0\nsteps: []"],
  ["documentFile", "tests/unit/documents/hello.yaml"],
  ["parameters", { a: "b" }],
  ["onFailure", "CONTINUE"],
  ["parallelGroup", "group"],
]);
addItems(
  "workflows",
  linux,
  { type: "TEST" },
  [["arn", "arn:aws:imagebuilder:eu-west-1:aws:workflow/test/test-image/x.x.x"]],
  true,
);
add("executionPolicyArns", ["arn:aws:iam::111122223333:policy/extra"]);
add("executionRoleArn", "arn:aws:iam::111122223333:role/images");

// Schedule.
add("schedule", { rate: "1 day" });
add("schedule.cron", "0 3 ? * SUN *");
add("schedule.rate", "7 days");
add("schedule.afterPipelineArn", pipelineArn);
add("schedule.timeZone", "Europe/Vienna", merge(linux, ["schedule", "rate"], "1 day"));
add("schedule.enabled", false, merge(linux, ["schedule", "rate"], "1 day"));
add("schedule.disableAfterFailures", 3, merge(linux, ["schedule", "rate"], "1 day"));
add("schedule.when", "whenDependenciesChange", merge(linux, ["schedule", "rate"], "1 day"));

// Lifecycle.
const deletion = merge(linux, ["lifecycle", "delete"], { olderThan: 6, unit: "MONTHS" });
add("lifecycle", { delete: { keepNewest: 3 } });
for (const action of ["deprecate", "disable", "delete"]) {
  const aged = merge(linux, ["lifecycle", action], { olderThan: 6, unit: "MONTHS" });
  add(`lifecycle.${action}`, { olderThan: 6, unit: "MONTHS" });
  add(`lifecycle.${action}.olderThan`, 7, aged);
  add(`lifecycle.${action}.unit`, "DAYS", aged);
  add(`lifecycle.${action}.keepAtLeast`, 2, aged);
}
add("lifecycle.delete.keepNewest", 3);
add("lifecycle.excludeTags", { keep: "true" }, deletion);
add("lifecycle.excludeAmis", { isPublic: true }, deletion);
add("lifecycle.excludeAmis.isPublic", true, deletion);
add("lifecycle.excludeAmis.regions", ["us-east-1"], deletion);
add("lifecycle.excludeAmis.sharedAccounts", ["111122223333"], deletion);
add("lifecycle.excludeAmis.lastLaunchedWithinDays", 30, deletion);
add("lifecycle.excludeAmis.tags", { keep: "true" }, deletion);
add("lifecycle.roleArn", "arn:aws:iam::111122223333:role/cleaner", deletion);

// The rest.
add("notify", {});
add("notify.topicArn", "arn:aws:sns:eu-west-1:111122223333:images", merge(linux, ["notify"], {}));
add("notify.emails", ["platform@example.com"], merge(linux, ["notify"], {}));
add("notify.events", ["failed"], merge(linux, ["notify"], {}));
const withLongDocument = { ...linux, customize: [{ document: long }] };
add("documentBucket", {}, withLongDocument);
add("documentBucket.name", "mine", merge(withLongDocument, ["documentBucket"], {}));
add("documentBucket.kmsKeyArn", key, merge(withLongDocument, ["documentBucket"], {}));
add("userData", "echo");
add("workingDirectory", "/opt");
add("removeSsmAgent", true);
const distributed = merge(linux, ["distribution", "regions"], { "eu-west-1": {} });
add("distribution", { regions: { "eu-west-1": {} } });
add("distribution.regions", { "us-east-1": {} });
for (const [setting, value] of Object.entries({
  amiName: "web {{ imagebuilder:buildDate }}",
  amiDescription: "the web server",
  amiTags: { Team: "web" },
  kmsKeyArn: key,
  share: { accounts: ["111122223333"] },
  copyTo: ["111122223333"],
  launchTemplates: [{ launchTemplateId: "lt-0123456789abcdef0" }],
  fastLaunch: [{ accountId: "111122223333" }],
  licenseConfigurationArns: ["arn:aws:license-manager:eu-west-1:111122223333:license-configuration:lic-1"],
  publish: { parameterName: "/imagebuilder/web" },
  export: { format: "vmdk" },
  container: { repositoryName: "web" },
})) {
  add(`distribution.${setting}`, value, distributed);
}
add("distributionArn", "arn:aws:imagebuilder:eu-west-1:111122223333:distribution-configuration/all");
add("version", "2.1");
add("name", "other");
add("description", "what it is for");
add("tags", { Team: "platform" });
add("amiTags", { Team: "platform" });
add("imageTags", { Team: "platform" }, merge(linux, ["schedule", "rate"], "1 day"));
add("enhancedMetadata", false);
cases.push({ path: "region", without: windows, with: { ...windows, region: "us-east-1" } });

interface Property {
  description?: string;
  $ref?: string;
  items?: Property;
}

const types = schema.types as unknown as Record<string, { properties?: Record<string, Property> }>;
const inputs = schema.resources["goldenimage:index:GoldenImage"].inputProperties as Record<string, Property>;

/** All paths of inputs in the schema, `[]` for an item of a list, with their descriptions. */
function paths(properties: Record<string, Property>, prefix = ""): [string, string][] {
  return Object.entries(properties).flatMap(([name, property]): [string, string][] => {
    const path = `${prefix}${name}`;
    const below = (property.$ref ?? property.items?.$ref)?.split("/").at(-1);
    const inner = below === undefined ? undefined : types[decodeURIComponent(below)]?.properties;
    return [
      [path, property.description ?? ""],
      ...(inner === undefined ? [] : paths(inner, `${path}${property.items ? "[]" : ""}.`)),
    ];
  });
}

async function made(args: Args, preview: boolean): Promise<string> {
  const all = await registrations(
    preview,
    () => new GoldenImage("every", args as unknown as GoldenImageArgs),
  );
  all.delete("every");
  return JSON.stringify([...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

describe("every input of a golden image", () => {
  const covered = new Set(cases.map(({ path }) => path));
  // The steps of hardening are those of `customize`.
  // Below the settings of a distribution are those of an ImageDistribution, which has tests of its own.
  const elsewhere = /^harden\.steps\[\]\.|^distribution\.[a-zA-Z]+(\[\])?\./;
  const listed = paths(inputs).filter(([path]) => !elsewhere.test(path));

  for (const [path, description] of listed) {
    it(`${path} has a description and a test`, () => {
      expect(description).to.match(/^[A-Z`].{8,}\.$/s);
      expect([...covered]).to.include(path);
    });
  }

  it("is in the schema", () => {
    expect([...covered]).to.have.members(listed.map(([path]) => path));
  });

  for (const { path, without, with: changed } of cases) {
    it(`${path} changes what is created, in preview and update`, async () => {
      for (const preview of [true, false]) {
        expect(await made(changed, preview)).not.to.equal(await made(without, preview));
      }
    });
  }
});
