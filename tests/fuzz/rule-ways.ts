// Ways to spoil inputs that only rules can tell: places that exclude or need each other, and texts of a form.

import { catalogue } from "../../provider/src/golden-image/catalogue";
import { put, type Way } from "./spoil";
import type { Record } from "./values";

const at = (path: string, value: unknown, ...paths: string[]): Way => ({
  how: `${path} as ${JSON.stringify(value)?.slice(0, 40) ?? "nothing"}`,
  paths: paths.length > 0 ? paths : [path],
  spoil: (inputs) => put(inputs, keysOf(path), value),
});

/** `a.b[0].c` as its keys. */
const keysOf = (path: string): (string | number)[] =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));

const object = (value: unknown): Record => (value ?? {}) as Record;
const list = (value: unknown): Record[] => (value ?? []) as Record[];

export function goldenImageWays(inputs: Record): Way[] {
  const source = object(inputs.source);
  const [kind = ""] = Object.keys(source);
  const platform = inputs.platform ?? catalogue[String(source.os)]?.platform ?? "Linux";
  const container = inputs.container !== undefined;
  const build = object(inputs.build);
  const tests = object(inputs.tests);
  const ways: Way[] = [
    at("name", "Bad Name"),
    at("name", "a--b"),
    at("region", "eu-wst-1"),
    at("version", "1"),
    at("version", "1.x.0"),
    at("tags", { "aws:x": "y" }),
    at("tags", { Team: "x".repeat(257) }),
    at("tags", Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, "x"]))),
    at(
      kind === "os" ? "source.imageArn" : "source.os",
      kind === "os" ? "arn:aws:imagebuilder:eu-west-1:aws:image/x/x.x.x" : "debian-12",
    ),
    at(`source.${kind}`, undefined, "source"),
    at("build.keyPair", ""),
    at("build.resourceTags", { Name: "x" }),
    at("build.instanceTypes", ["large"]),
    at("build.instanceTypes", []),
    at("build.logRetentionDays", 2),
    at("build.rolePath", "golden"),
    at("build.metadataHopLimit", 0),
    at("build.isolatedNetwork", { cidrBlock: "10.0.0.0/8" }, "build"),
    at("build.isolatedNetwork", { cidrBlock: "10.0.0.0/33" }, "build"),
    at("build.isolatedNetwork", { cidrBlock: "10.0.999.0/24" }, "build"),
    at("build.logs", { bucketName: "logs", kmsKeyArn: "1234" }),
    at("build.logs", { bucketName: "" }),
    at("build.placement", { hostId: "h-0", hostResourceGroupArn: "arn" }),
    at("build.placement", { hostId: "h-0", tenancy: "default" }),
    at("build.policyArns", ["extra"]),
    at("build.permissionsBoundaryArn", "boundary"),
    at("storage", { type: "io2" }),
    at("storage", { type: "gp2", iops: 300 }),
    at("storage", { type: "gp2", throughput: 300 }),
    at("storage", { size: 0 }),
    at("storage", { deviceName: "" }),
    at("storage", { encrypted: false, kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:alias/x" }),
    at("storage", { kmsKeyArn: "alias/x" }),
    at("storage", { deviceName: "/dev/sdf", volumes: [{ deviceName: "/dev/sdf" }] }),
    at("storage", { volumes: [{ deviceName: "/dev/sdf", snapshotId: "" }] }),
    at("schedule", {}),
    at("schedule", { cron: "0 3 * * ? *", rate: "1 day" }),
    at("schedule", { cron: "0 3 * * *" }),
    at("schedule", { cron: "0 3 * * * *" }),
    at("schedule", { cron: "60 3 * * ? *" }),
    at("schedule", { cron: "0 24 * * ? *" }),
    at("schedule", { cron: "0 3 45W * ? *" }),
    at("schedule", { cron: "0 3 ? * MOON *" }),
    at("schedule", { cron: "0 3 ? * 8 *" }),
    at("schedule", { cron: "0 3 ? * MON 1900" }),
    at("schedule", { rate: "1 fortnight" }),
    at("schedule", { rate: "rate(1)" }),
    at("schedule", { cron: "cron(0 3 * * *)" }),
    at("schedule", { cron: "@daily" }),
    at("schedule", { rate: "2 weeks" }),
    at("schedule", { rate: "0 days" }),
    at("schedule", { rate: "1 day", timeZone: "!" }),
    at("schedule", { rate: "1 day", timeZone: "Europe/Vienne" }),
    at("schedule", {
      when: "always",
      afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/x",
    }),
    at("lifecycle", {}),
    at("lifecycle", { delete: {} }),
    at("lifecycle", { delete: { olderThan: 1 } }),
    at("lifecycle", { delete: { olderThan: 1, unit: "DAYS", keepNewest: 1 } }),
    at("lifecycle", { delete: { keepNewest: 1, keepAtLeast: 1 } }),
    at("lifecycle", { delete: { keepNewest: 1 }, excludeAmis: { lastLaunchedWithinDays: 366 } }),
    at("lifecycle", { delete: { keepNewest: 1 }, excludeAmis: { regions: ["x"] } }),
    at("lifecycle", { delete: { keepNewest: 1 }, excludeAmis: { regions: [] } }),
    at("notify", { emails: ["nobody"] }),
    at("notify", { events: [] }),
    at("notify", { events: ["failed", "failed"] }),
    at("notify", { topicArn: "topic" }),
    at("notify", { topicArn: "arn:aws:sns:eu-west-1:111122223333:x.fifo" }),
    at("documentBucket", { kmsKeyArn: "x" }),
    at("documentBucket", { kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:alias/x" }),
    at("documentBucket", { name: "" }),
    at("documentBucket", { name: "Bad_Bucket!" }),
    at("tests.skip", ["nonsense"]),
    at(
      "customize",
      Array.from({ length: 21 }, () => ({ [platform === "Windows" ? "powershell" : "shell"]: ["x"] })),
      "customize",
    ),
    at("customize", [{}]),
    at("customize", [{ managed: "hello-world-linux" }, { managed: "hello-world-linux" }]),
    at("customize", [
      { managed: "hello-world-linux" },
      { componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/hello-world-linux/x.x.x" },
    ]),
    at("customize", [{ managed: "hello world" }]),
    at("customize", [{ managed: "" }]),
    at("customize", [{ managed: "hello-world-linux", managedVersion: "1.0" }]),
    at("customize", [{ managedVersion: "1.0.0", shell: ["x"] }]),
    at("customize", [{ documentUri: "https://example.com/x.yaml" }]),
    at("customize", [{ documentFile: "missing.yaml" }]),
    at("customize", [{ document: "phases: []" }]),
    at("customize", [{ document: "{" }]),
    at("customize", [
      { document: { phases: [{ name: "build", steps: [{ name: "A", action: "ExecuteBsh" }] }] } },
    ]),
    at("customize", [{ [platform === "Windows" ? "shell" : "powershell"]: ["x"] }]),
    at("customize", [{ [platform === "Windows" ? "powershell" : "shell"]: [] }]),
    at("customize", [{ [platform === "Windows" ? "powershell" : "shell"]: ["x"], timeoutSeconds: 0 }]),
    at("customize", [{ [platform === "Windows" ? "powershell" : "shell"]: ["x"], maxAttempts: 0 }]),
    at("customize", [
      { [platform === "Windows" ? "powershell" : "shell"]: ["x"], environment: { "1": "x" } },
    ]),
    at("customize", [{ [platform === "Windows" ? "powershell" : "shell"]: ["echo {{ Port }}"] }]),
    at("customize", [
      { [platform === "Windows" ? "powershell" : "shell"]: ["echo {{ Prt }}"], parameters: { Port: "1" } },
    ]),
    at("customize", [{ [platform === "Windows" ? "powershell" : "shell"]: ["x"], parameters: { ab: "1" } }]),
    at("customize", [
      { document: { phases: [{ name: "build", steps: [{ name: "A", action: "Reboot", maxAtempts: 1 }] }] } },
    ]),
    at("customize", [{ name: "patch-", managed: "hello-world-linux" }]),
    at("workflows", [{ type: "TEST" }]),
    at("workflows", [{ type: "TEST", document: "steps: []" }]),
    at("workflows", [
      { type: "TEST", arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x" },
    ]),
    at("workflows", [
      {
        type: "BUILD",
        onFailure: "ABORT",
        arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x",
      },
    ]),
    at("workflows", [
      { type: "TEST", arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/test/test-image/x.x.x" },
    ]),
    at("executionRoleArn", "a b"),
    at("executionPolicyArns", ["extra"]),
    at("workingDirectory", ""),
    at("description", ""),
    at("userData", container ? "x" : "x".repeat(20_000)),
    at("userData", ""),
  ];
  if (build.securityGroupIds === undefined)
    ways.push(at("build.subnetId", "subnet-1", "build.securityGroupIds"));
  if (kind === "amiId") ways.push(at("source.amiId", "ami-xyz"), at("source.amiId", ""));
  if (kind === "marketplaceProductId")
    ways.push(at("source.marketplaceProductId", "x y"), at("source.marketplaceProductId", ""));
  if (kind === "ssmParameter")
    ways.push(at("source.ssmParameter", "/aws/service/a b"), at("source.ssmParameter", ""));
  if (kind === "containerImage")
    ways.push(at("source.containerImage", "a b"), at("source.containerImage", ""));
  if (kind === "os") ways.push(at("platform", platform === "Linux" ? "Windows" : "Linux"));
  if (platform === "macOS")
    ways.push(at("harden.stig", "high"), at("build.placement", undefined), at("container", {}));
  if (platform === "Windows") ways.push(at("removeSsmAgent", true), at("harden.makeHostKeys", true));
  ways.push(at("harden.cleanUp", ["logs", "logs"]));
  if (tests.enabled === false) ways.push(at("tests.scan", {}));
  if (list(inputs.customize).length > 0)
    ways.push(at("customize[0].name", "Not Good"), at("customize[0].nonsense", 1));
  if (build.instanceProfileName !== undefined)
    ways.push(at("build.policyArns", ["arn:aws:iam::111122223333:policy/x"]));
  if (container) {
    ways.push(
      at("build.metadataHopLimit", 1),
      at("amiTags", { a: "b" }),
      at("source", { amiId: "ami-0123456789abcdef0" }),
      at("container", { repositoryName: "Web" }),
      at("container", { repositoryName: "web", untaggedDays: 3 }),
      at("container", { untaggedDays: 0 }),
      at(
        "container",
        { repositoryKmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:alias/x" },
        "container.repositoryKmsKeyArn",
      ),
      at("tests.scan", { containerTags: ["scan"] }),
      at("tests.scan", { failOn: { severity: "HIGH" } }),
      at("container", { tags: ["not this"] }),
      at("container", { tags: ["a", "a"] }),
      at("container", { tags: ["a", "b", "c", "d", "e", "f"] }),
      at("container", { dockerfile: "FROM x" }),
      at("container", { dockerfile: "FROM x", dockerfileUri: "s3://bucket/Dockerfile" }),
      at("container", { dockerfileUri: "Dockerfile" }),
      at("container", { dockerfileKmsKeyArn: "x" }),
      at("container", { instanceImage: "x y" }),
      at("lifecycle", { deprecate: { olderThan: 1, unit: "DAYS" } }),
      at("removeSsmAgent", true),
    );
  } else {
    ways.push(
      at("amiTags", { CreatedBy: "x" }),
      at("source", { containerImage: "debian:12" }),
      at("tests.scan", { repositoryName: "x" }),
    );
  }
  return ways;
}

export function imageDistributionWays(inputs: Record): Way[] {
  const [region = ""] = Object.keys(object(inputs.regions));
  const inRegion = (setting: string, value: unknown): Way => {
    const way = at("regions", undefined, `regions["${region}"].${setting}`);
    return {
      ...way,
      how: `${setting} of a region`,
      spoil: (given) => put(given, ["regions", region, setting], value),
    };
  };
  return [
    at("name", "Bad Name"),
    at("region", "eu-wst-1"),
    at("regions", {}),
    at("regions", { "eu-wst-1": {} }),
    at("tags", { "aws:x": "y" }),
    at("tags", { Team: "x".repeat(257) }),
    inRegion("amiName", "fixed"),
    inRegion("amiName", "{{ imagebuilder:buildDate }}!"),
    inRegion("amiDescription", ""),
    inRegion("amiTags", { "aws:x": "y" }),
    inRegion("kmsKeyArn", "1234abcd-12ab-34cd-56ef-1234567890ab"),
    inRegion("share", {}),
    inRegion("share", { accounts: [] }),
    inRegion("share", { accounts: ["1"] }),
    inRegion("share", { organizations: ["x"] }),
    inRegion("share", { accounts: Array.from({ length: 1537 }, () => "111122223333") }),
    inRegion("publish", { parameterName: "/elsewhere" }),
    inRegion("publish", { parameterName: "/imagebuilder/a b" }),
    inRegion("publish", {}),
    inRegion("launchTemplates", [{}, {}]),
    inRegion("launchTemplates", [{ accountId: "111122223333" }]),
    inRegion("container", { repositoryName: "Web" }),
    inRegion("container", { repositoryName: "web", untaggedDays: 3 }),
    inRegion("container", { untaggedDays: 0 }),
    inRegion("container", { repositoryKmsKeyArn: "1234abcd" }),
    inRegion("container", { tags: ["not this"] }),
  ];
}
