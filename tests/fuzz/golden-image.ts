// Arbitrary inputs of a golden image that are valid as a whole.

import fc from "fast-check";
import { catalogue } from "../../provider/src/golden-image/catalogue";
import { checkNames } from "../../provider/src/documents/built-in";
import { account } from "./accept";
import { componentDocument, workflowDocument } from "./documents";
import { containerRegions, containerTags, inlineDistribution, reachableFrom } from "./other-resources";
import {
  amiId,
  kmsKey,
  kmsKeyItself,
  maybe,
  name,
  partitionOf,
  regions,
  roleArn,
  some,
  tags,
  text,
  whole,
  type Record,
} from "./values";

type Platform = "Linux" | "Windows" | "macOS";

/** What the parts of one golden image must agree on. */
interface Setting {
  platform: Platform;
  container: boolean;
  architecture: "x86_64" | "arm64";
  region: string;
  tested: boolean;
  long: boolean;
}

const setting: fc.Arbitrary<Setting> = fc
  .record({
    kind: fc.constantFrom(
      { platform: "Linux", container: false },
      { platform: "Linux", container: false },
      { platform: "Windows", container: false },
      { platform: "macOS", container: false },
      { platform: "Linux", container: true },
      { platform: "Windows", container: true },
    ) as fc.Arbitrary<{ platform: Platform; container: boolean }>,
    arm: fc.boolean(),
    region: fc.constantFrom(...regions),
    tested: fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
    long: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  })
  .map(({ kind, arm, ...rest }) => ({
    ...rest,
    ...kind,
    architecture: arm && kind.platform !== "Windows" && !kind.container ? "arm64" : "x86_64",
  }));

interface Source {
  source: Record;
  platform?: string;
  architecture?: string;
}

function source(its: Setting): fc.Arbitrary<Source> {
  const { platform, container, architecture, region } = its;
  const arm = architecture === "arm64";
  const systems = Object.entries(catalogue)
    .filter(([, os]) => os.platform === platform && os.architectures.includes(architecture))
    .filter(([, os]) => !container || os.container !== undefined)
    .map(([os]) => os);
  const arnOf = (image: string): string =>
    `arn:${partitionOf(region)}:imagebuilder:${region}:aws:image/${image}`;
  const managed: { [platform: string]: string } = container
    ? { Linux: "amazon-linux-2023-x86-2023", Windows: "windows-server-2019-x86-core-ltsc2019-amd64" }
    : {
        Linux: `ubuntu-server-24-lts-${arm ? "arm64" : "x86"}`,
        Windows: "windows-server-2022-english-core-base-x86",
        macOS: `macos-sequoia-${arm ? "arm64" : "x86"}`,
      };
  const withPlatform = (made: fc.Arbitrary<Record>): fc.Arbitrary<Source> =>
    made.map((given) => ({
      source: given,
      ...(platform !== "Linux" && { platform }),
      architecture,
    }));
  const sources: fc.Arbitrary<Source>[] = [
    fc.tuple(fc.constantFrom(...systems), fc.boolean()).map(([os, said]) => ({
      source: { os },
      ...(said && { platform }),
      // What is not said is x86_64, but for macOS.
      ...((arm !== (platform === "macOS") || said) && { architecture }),
    })),
    withPlatform(
      fc
        .constantFrom("x.x.x", "2025.5.8", "2025.x.x", "2025.5.8/1")
        .map((version) => ({ imageArn: `${arnOf(managed[platform] ?? "")}/${version}` })),
    ),
  ];
  sources.push(
    withPlatform(
      fc.constant({ pipelineArn: arnOf(managed[platform] ?? "").replace(":image/", ":image-pipeline/") }),
    ),
  );
  if (container) {
    sources.push(
      withPlatform(
        fc
          .constantFrom(
            "public.ecr.aws/amazonlinux/amazonlinux:2023",
            "debian:12",
            `${account}.dkr.ecr.${region}.amazonaws.com/team/base:1.0`,
            `library/debian@sha256:${"0a".repeat(32)}`,
          )
          .map((containerImage) => ({ containerImage })),
      ),
    );
  } else {
    sources.push(
      withPlatform(amiId.map((id) => ({ amiId: id }))),
      withPlatform(
        fc
          .constantFrom("/aws/service/x", "/imagebuilder/base", "/team/base", "base:3")
          .map((ssmParameter) => ({ ssmParameter })),
      ),
      withPlatform(marketplaceProductId.map((id) => ({ marketplaceProductId: id }))),
    );
  }
  return fc.oneof(...sources);
}

/** What becomes a command: any text, as long as double braces refer to something that is there. */
const line = fc.oneof(
  text.filter((value) => !value.includes("{{")),
  fc.constantFrom(
    "echo {{ env:HOME }}",
    "docker ps --format '{{ .Id }}'",
    "dnf update && reboot",
    "echo '{{ open'",
  ),
);

const scriptSettings = {
  workingDirectory: fc.constantFrom("/opt/build", "C:\\build"),
  environment: fc.dictionary(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/), line, {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }),
  timeoutSeconds: fc.constantFrom(-1, 1, 7200),
  maxAttempts: fc.integer({ min: 1, max: 9 }),
  onFailure: fc.constantFrom("Abort", "Continue", "Ignore"),
  reboot: fc.boolean(),
};

// Arbitraries of texts are dear to make, so each is made once.
const few = { minLength: 1, maxLength: 3 };
const powershellLines = fc.array(line, few);
/** What isn't bash is refused, so any text is one in quotes. */
const shellLines = fc.array(
  line.map((any) => `echo '${any.replaceAll("'", String.raw`'\''`)}'`),
  few,
);
const parameters = fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z0-9]{2,8}$/), text, {
  maxKeys: 2,
  noNullPrototype: true,
});
const marketplaceProductId = fc.stringMatching(/^prod-[a-z0-9]{13}$/);
const userData = fc.string({ minLength: 1, maxLength: 200, unit: "grapheme" });

/** A step; of a name or a component of Amazon's there may be one only, so those are told apart afterwards. */
function step(its: Setting, test: boolean): fc.Arbitrary<Record> {
  const windows = its.platform === "Windows";
  const { timeoutSeconds } = scriptSettings;
  const kinds: fc.Arbitrary<Record>[] = [
    some(
      {
        ...(windows ? { powershell: powershellLines } : { shell: shellLines }),
        ...(test ? { timeoutSeconds } : scriptSettings),
        parameters,
      },
      [windows ? "powershell" : "shell"],
    ).map((made) => withReferences(made, windows ? "powershell" : "shell")),
    componentDocument(windows, test, its.long),
  ];
  if (its.platform !== "macOS") {
    const managed = ["amazon-cloudwatch-agent", "hello-world", "python-3"].map(
      (each) => `${each}-${its.platform.toLowerCase()}`,
    );
    const arn = `arn:${partitionOf(its.region)}:imagebuilder:${its.region}:aws:component`;
    const version = fc.constantFrom("x.x.x", "1.x.x", "1.0.2");
    kinds.push(
      some({ managed: fc.constantFrom(...managed), managedVersion: version }, ["managed"]),
      fc
        .tuple(fc.constantFrom(...managed), fc.oneof(version, fc.constant("1.0.2/1")))
        .map(([component, at]) => ({ componentArn: `${arn}/${component}/${at}` })),
    );
  }
  if (!test) {
    kinds.push(fc.constant({ documentUri: `s3://documents/${windows ? "windows" : "linux"}.yaml` }));
  }
  if (!test && !windows) kinds.push(fc.constant({ documentFile: "tests/unit/documents/hello.yaml" }));
  return fc
    .tuple(fc.oneof(...kinds), maybe(name))
    .map(([made, own]) => (own === undefined ? made : { name: own, ...made }));
}

/** The step with a line that uses all of its parameters. */
function withReferences(made: Record, kind: string): Record {
  const names = Object.keys((made.parameters ?? {}) as Record);
  if (names.length === 0) return made;
  const using = `echo ${names.map((each) => `'{{ ${each} }}'`).join(" ")}`;
  return { ...made, [kind]: [...(made[kind] as string[]), using] };
}

const steps = (its: Setting, test = false): fc.Arbitrary<Record[]> =>
  fc.array(step(its, test), { maxLength: 3 });

/** Leaves the first step of each name and of each of Amazon's components. */
function tellApart(inputs: Record): void {
  const seen = new Set<string>();
  for (const holder of [inputs, inputs.harden, inputs.tests] as (Record | undefined)[]) {
    const property = holder === inputs ? "customize" : "steps";
    const list = holder?.[property] as Record[] | undefined;
    if (holder === undefined || list === undefined) continue;
    holder[property] = list.filter((each) => {
      const component = String(each.managed ?? String(each.componentArn ?? "").split("/")[1] ?? "");
      const marks = [
        ...(each.name === undefined ? [] : [`name ${String(each.name)}`]),
        ...(component === "" || component === "undefined" ? [] : [component]),
      ];
      const fresh = marks.every((mark) => !seen.has(mark));
      if (fresh) marks.forEach((mark) => seen.add(mark));
      return fresh;
    });
  }
}

/** EBS gives IOPS by the size, and throughput by the IOPS. */
function withinRatios<V extends Record>(volume: V): V {
  const {
    type = "gp3",
    size,
    iops,
    throughput,
  } = volume as Record & {
    type?: string;
    size?: number;
    iops?: number;
    throughput?: number;
  };
  const least = type === "gp3" ? 3000 : 100;
  const ratio = { io1: 50, io2: 1000 }[type] ?? 500;
  const given = iops === undefined ? undefined : Math.max(least, iops);
  const room = size === undefined ? given : Math.max(size, 2);
  const most = size === undefined ? Infinity : Math.max(least, (room ?? 2) * ratio);
  const fitting = given === undefined ? undefined : Math.min(given, most);
  return {
    ...volume,
    ...(size !== undefined && { size: room }),
    ...(fitting !== undefined && { iops: fitting }),
    ...(throughput !== undefined && {
      throughput: Math.min(throughput, Math.floor((fitting ?? 3000) / 4)),
    }),
  };
}

function storage(its: Setting): fc.Arbitrary<Record> {
  const iops = fc.integer({ min: 100, max: 64_000 });
  const size = fc.integer({ min: 1, max: 16_000 });
  const throughput = fc.integer({ min: 125, max: 1000 });
  const volume = (more: { [key: string]: fc.Arbitrary<unknown> }, required: string[] = []) =>
    fc
      .oneof(
        some({ ...more, size, iops, throughput, type: fc.constant("gp3") }, required),
        some({ ...more, size, iops, throughput }, required),
        some({ ...more, size, type: fc.constant("gp2") }, [...required, "type"]),
        some({ ...more, size, iops, type: fc.constantFrom("io1", "io2") }, [...required, "type", "iops"]),
      )
      .map(withinRatios);
  const volumes = fc
    .array(
      volume({
        snapshotId: fc.constant("snap-0123456789abcdef0"),
        deleteOnTermination: fc.boolean(),
      }),
      { maxLength: 3 },
    )
    .map((list) => list.map((each, index) => ({ deviceName: `/dev/sd${"fgh"[index]}`, ...each })));
  return fc
    .record({
      root: volume({ deviceName: fc.constantFrom("/dev/xvda", "/dev/sda1"), volumes }),
      encryption: fc.oneof(
        some({ encrypted: fc.constant(true), kmsKeyArn: kmsKey(its.region) }),
        fc.constant({ encrypted: false }),
      ),
    })
    .map(({ root, encryption }) => ({ ...root, ...encryption }));
}

function build(its: Setting): fc.Arbitrary<Record> {
  const types: { [platform: string]: string[] } =
    its.architecture === "arm64"
      ? {
          Linux: ["t4g.medium", "m7g.large", "c6gn.xlarge", "a1.large", "r8g.metal-24xl"],
          macOS: ["mac2.metal", "mac2-m2.metal"],
        }
      : {
          Linux: [
            "t3.medium",
            "m7i.large",
            "u-6tb1.metal",
            "m7i-flex.large",
            "c5.metal",
            "g4dn.xlarge",
            "i3en.large",
            "m7a.large",
          ],
          Windows: ["m5.large", "t3.large"],
          macOS: ["mac1.metal"],
        };
  const host = fc.constantFrom(
    { hostId: "h-0123456789abcdef0" },
    {
      hostResourceGroupArn: `arn:${partitionOf(its.region)}:resource-groups:${its.region}:${account}:group/hosts`,
    },
  );
  const tenancy = fc.constantFrom("default", "dedicated", "host");
  const placed: fc.Arbitrary<Record> = fc
    .tuple(host, some({ tenancy: fc.constant("host"), availabilityZone: fc.constant(`${its.region}a`) }))
    .map(([on, more]) => ({ ...on, ...more }));
  const placement =
    its.platform === "macOS"
      ? placed
      : fc.oneof(placed, some({ tenancy, availabilityZone: fc.constant(`${its.region}b`) }));
  const network: fc.Arbitrary<Record> = fc.oneof(
    fc.constant({}),
    fc.constant({ subnetId: "subnet-0123456789abcdef0", securityGroupIds: ["sg-0123456789abcdef0"] }),
    some({
      cidrBlock: fc.constantFrom("10.1.0.0/24", "10.0.0.0/16", "192.168.1.0/28"),
      availabilityZone: fc.constant(`${its.region}a`),
    }).map((isolatedNetwork) => ({ isolatedNetwork })),
  );
  const role: fc.Arbitrary<Record> = fc.oneof(
    fc.constantFrom({ instanceProfileName: "golden-instances" }),
    some({
      policyArns: fc.array(fc.constant(`arn:${partitionOf(its.region)}:iam::${account}:policy/extra`), {
        maxLength: 1,
      }),
      permissionsBoundaryArn: fc.constant(`arn:${partitionOf(its.region)}:iam::${account}:policy/boundary`),
      rolePath: fc.constantFrom("/", "/golden/", "/a/b/"),
    }),
  );
  const rest = some(
    {
      instanceTypes: fc.uniqueArray(fc.constantFrom(...(types[its.platform] ?? [])), { minLength: 1 }),
      placement,
      logs: some(
        {
          bucketName: fc.constant("logs"),
          keyPrefix: fc.constantFrom("golden", "a/b"),
          kmsKeyArn: kmsKeyItself(its.region),
        },
        ["bucketName"],
      ),
      resourceTags: tags,
      keyPair: fc.constantFrom("me", "team key"),
      keepOnFailure: fc.boolean(),
      metadataHopLimit: fc.integer({ min: its.container ? 2 : 1, max: 64 }),
      logRetentionDays: fc.constantFrom(1, 30, 365, 3653),
    },
    its.platform === "macOS" ? ["placement"] : [],
  );
  return fc.tuple(network, role, rest).map((parts) => Object.assign({}, ...parts) as Record);
}

function tests(its: Setting): fc.Arbitrary<Record> {
  const names = checkNames(its).filter((check) => check !== "not-root");
  const skip = fc.subarray(names, { maxLength: names.length - 1 });
  const scan = its.container
    ? fc.constantFrom({}, { repositoryName: "scans" }, { repositoryName: "scans", containerTags: ["scan"] })
    : fc.constantFrom(
        {},
        { failOn: { severity: "HIGH" } },
        { failOn: { severity: "LOW", fixAvailable: false } },
      );
  return its.tested
    ? some({ enabled: fc.constant(true), builtIn: fc.boolean(), skip, steps: steps(its, true), scan })
    : some({ enabled: fc.constant(false), builtIn: fc.boolean(), steps: steps(its, true) }, ["enabled"]);
}

function container(its: Setting, fromRegistry: boolean): fc.Arbitrary<Record> {
  const dockerfile = fc.constantFrom(
    [
      "FROM {{{ imagebuilder:parentImage }}}",
      "{{{ imagebuilder:environments }}}",
      "{{{ imagebuilder:components }}}",
    ],
    [
      "# syntax=docker/dockerfile:1",
      "FROM {{{imagebuilder:parentImage}}}",
      "{{{ imagebuilder:environments }}}",
      "RUN true",
      "{{{ imagebuilder:components }}}",
      "USER app",
    ],
  );
  const repository: fc.Arbitrary<Record> = fc.oneof(
    fc.constantFrom({ repositoryName: "web" }, { repositoryName: "team/web_server.1" }),
    some({ repositoryKmsKeyArn: kmsKeyItself(its.region), untaggedDays: fc.integer({ min: 1, max: 99 }) }),
  );
  const template: fc.Arbitrary<Record> = fc.oneof(
    fc.constant({}),
    dockerfile.map((lines) => ({ dockerfile: lines.join("\n") })),
    fc.constant({ dockerfileUri: "s3://documents/Dockerfile" }),
  );
  const rest = some({
    dockerfileKmsKeyArn: kmsKey(its.region),
    instanceImage: fc.constantFrom("ami-0123456789abcdef0", "ssm:/aws/service/ecs/optimized"),
    tags: containerTags,
    ...(fromRegistry && { platformOverride: fc.constant(its.platform) }),
  });
  return fc.tuple(repository, template, rest).map((parts) => Object.assign({}, ...parts) as Record);
}

function workflows(its: Setting): fc.Arbitrary<Record[]> {
  const kind = its.container ? "container" : "image";
  const one = (type: string): fc.Arbitrary<Record> => {
    const forTests: { [key: string]: fc.Arbitrary<unknown> } =
      type === "TEST"
        ? {
            onFailure: fc.constantFrom("CONTINUE", "ABORT"),
            parallelGroup: fc.constantFrom("group", "a-b_c+d#e"),
          }
        : {};
    const verb = type === "DISTRIBUTION" ? "distribute" : type.toLowerCase();
    const arn = `arn:${partitionOf(its.region)}:imagebuilder:${its.region}:aws:workflow/${type.toLowerCase()}/${verb}-${kind}/x.x.x`;
    return fc
      .tuple(fc.oneof(fc.constant({ arn }), workflowDocument(type, its.region)), some(forTests))
      .map(([made, more]) => ({ type, ...made, ...more }));
  };
  return fc
    .array(fc.constantFrom("BUILD", "TEST", "TEST", "DISTRIBUTION"), { maxLength: 4 })
    .map((types) => [...types, "BUILD"])
    .map((types) => types.filter((type, index) => type === "TEST" || types.indexOf(type) === index))
    .chain((types) => fc.tuple(...types.map(one)));
}

function schedule(its: Setting): fc.Arbitrary<Record> {
  const cron = fc
    .record({
      minutes: fc.oneof(
        fc.integer({ min: 0, max: 59 }).map(String),
        fc.constantFrom("*", "*/15", "0/5", "1,31", "0-30/5"),
      ),
      hours: fc.oneof(
        fc.integer({ min: 0, max: 23 }).map(String),
        fc.constantFrom("*", "8-17", "*/6", "0,12"),
      ),
      days: fc.constantFrom(
        ...["1 * ?", "L * ?", "LW * ?", "15W * ?", "1,15 JAN-JUN ?", "*/2 * ?", "1-7 1/3 ?", "* 2,4 ?"],
        ...[
          "? * SUN",
          "? * MON-FRI",
          "? * 2",
          "? JAN 6L",
          "? * FRI#2",
          "? * 3#1",
          "? * L",
          "? * *",
          "? * TUE,THU",
          "? DEC SAT",
        ],
      ),
      year: fc.constantFrom("*", "2027", "2027-2030", "2027/2"),
    })
    .map(({ minutes, hours, days, year }) => `${minutes} ${hours} ${days} ${year}`)
    .chain((six) =>
      fc.constantFrom(six, six.toLowerCase(), `cron(${six})`, ` ${six.replaceAll(" ", "  ")}\n`),
    )
    .map((each) => ({ cron: each }));
  const rate = fc
    .constantFrom("1 day", "7 days", "1 hour", "12 hours", "45 minutes", "rate(1 days)", "2 Hours")
    .map((each) => ({ rate: each }));
  const settings = some({
    timeZone: fc.constantFrom("UTC", "Europe/Vienna", "America/Argentina/Buenos_Aires", "Etc/GMT+1"),
    when: fc.constantFrom("always", "whenDependenciesChange"),
    enabled: fc.boolean(),
    disableAfterFailures: fc.integer({ min: 1, max: 10 }),
  });
  const chain = {
    afterPipelineArn: `arn:${partitionOf(its.region)}:imagebuilder:${its.region}:${account}:image-pipeline/base`,
  };
  return fc.oneof(
    fc
      .tuple(fc.oneof(cron, rate), settings, fc.constantFrom({}, chain))
      .map((parts) => Object.assign({}, ...parts) as Record),
    fc.constant(chain),
  );
}

function lifecycle(its: Setting): fc.Arbitrary<Record> {
  const unit = fc.constantFrom("DAYS", "WEEKS", "MONTHS", "YEARS");
  const olderThan = fc.integer({ min: 1, max: 1000 });
  const age = some({ olderThan, unit, keepAtLeast: fc.integer({ min: 1, max: 10 }) }, ["olderThan", "unit"]);
  const deletion = fc.oneof(age, whole({ keepNewest: fc.integer({ min: 1, max: 1000 }) }));
  const shared = { delete: deletion, excludeTags: tags, roleArn: roleArn(its.region) };
  if (its.container) return some(shared, ["delete"]);
  const excludeAmis = some({
    isPublic: fc.boolean(),
    regions: fc.constant(reachableFrom(its.region)),
    sharedAccounts: fc.constant(["123456789012"]),
    lastLaunchedWithinDays: fc.integer({ min: 1, max: 365 }),
    tags: tags,
  });
  return fc
    .constantFrom("delete", "deprecate", "disable")
    .chain((action) => some({ ...shared, deprecate: age, disable: age, excludeAmis }, [action]));
}

function notify(its: Setting): fc.Arbitrary<Record> {
  return some({
    topicArn: fc.constant(`arn:${partitionOf(its.region)}:sns:${its.region}:${account}:images`),
    emails: fc.subarray(["platform@example.com", "a.b+c@example.org"]),
    events: fc.subarray(["available", "failed", "pipelineDisabled", "vulnerabilityFound"], { minLength: 1 }),
  });
}

/** One that exists, or its own. */
function distribution(its: Setting): fc.Arbitrary<Record> {
  const arn = `arn:${partitionOf(its.region)}:imagebuilder:${its.region}:${account}:distribution-configuration/all`;
  const existing = fc.constantFrom({}, { distributionArn: arn });
  if (its.container) {
    const others = reachableFrom(its.region).filter((region) => region !== its.region);
    return fc.oneof(
      existing,
      // The repository in the region of the build is the image's own.
      fc
        .tuple(some({ tags: containerTags, description: text }), containerRegions(others.slice(0, 1)))
        .map(([own, other]) => ({
          distribution: { regions: { ...other, [its.region]: { container: own } } },
        })),
    );
  }
  return fc.oneof(
    existing,
    inlineDistribution(its.region).map((inline) => ({ distribution: inline })),
  );
}

function documentBucket(its: Setting): fc.Arbitrary<Record> {
  return some({ name: fc.constant("documents"), kmsKeyArn: kmsKeyItself(its.region) });
}

/** Its region, which is also that of the distribution and of the objects that some inputs name. */
export interface ValidInputs {
  inputs: Record;
  region: string;
}

const goldenImageOf = (its: Setting): fc.Arbitrary<ValidInputs> =>
  source(its).chain((from) => {
    const ofAmis = {
      userData,
      amiTags: tags,
      ...(its.platform !== "Windows" && { removeSsmAgent: fc.boolean() }),
    };
    const required = [
      ...(its.platform === "macOS" ? ["build"] : []),
      ...(its.tested ? [] : ["tests"]),
      ...(its.container ? ["container"] : []),
      ...(its.long ? ["documentBucket"] : []),
    ];
    const made = some(
      {
        customize: steps(its),
        harden: some({
          patch: fc.boolean(),
          ...(its.platform !== "macOS" && { stig: fc.constantFrom("low", "medium", "high") }),
          steps: steps(its),
          cleanUp: fc.constantFrom(
            [],
            ["credentials"],
            ["histories", "sshKeys", "temporaryFiles", "identity"],
          ),
          ...(its.platform === "Linux" && !its.container && { makeHostKeys: fc.boolean() }),
        }),
        tests: tests(its),
        build: build(its),
        storage: storage(its),
        workflows: workflows(its),
        executionRoleArn: roleArn(its.region),
        executionPolicyArns: fc.array(
          fc.constant(`arn:${partitionOf(its.region)}:iam::${account}:policy/extra`),
          { maxLength: 1 },
        ),
        lifecycle: lifecycle(its),
        notify: notify(its),
        documentBucket: documentBucket(its),
        workingDirectory: fc.constantFrom("/opt", "C:\\work"),
        schedule: schedule(its),
        version: fc.constantFrom("1.0", "0.1", "2.13.4", "1073741823.0"),
        name,
        description: text,
        tags: tags,
        imageTags: tags,
        enhancedMetadata: fc.boolean(),
        region: fc.constant(its.region),
        ...(its.container ? { container: container(its, from.source.containerImage !== undefined) } : ofAmis),
      },
      required,
    );
    return fc.tuple(made, distribution(its)).map(([rest, goes]) => {
      const inputs: Record = { ...rest, ...goes, ...from };
      tellApart(inputs);
      // A role that is given has its policies.
      if (inputs.executionRoleArn !== undefined) delete inputs.executionPolicyArns;
      // A shared distribution has tags of its own.
      if (inputs.distributionArn !== undefined && its.container) delete (inputs.container as Record).tags;
      if (!hasComponents(inputs, its)) delete inputs.harden;
      const { cron, rate } = (inputs.schedule ?? {}) as Record;
      if ((cron ?? rate) === undefined) delete inputs.imageTags;
      // Own workflows may not wait for the scan.
      if (inputs.workflows !== undefined)
        delete ((inputs.tests as Record | undefined)?.scan as Record | undefined)?.failOn;
      return { inputs, region: its.region };
    });
  });

export const goldenImage: fc.Arbitrary<ValidInputs> = setting.chain(goldenImageOf);

/** Two of one region; those that are alike agree on their setting, so that their properties fit each other. */
export const twoGoldenImages = (alike: boolean): fc.Arbitrary<readonly [ValidInputs, ValidInputs]> =>
  fc
    .tuple(setting, setting)
    .chain(([first, second]) =>
      fc.tuple(goldenImageOf(first), goldenImageOf(alike ? first : { ...second, region: first.region })),
    );

/** Inputs that go together: each says something of the source. */
export const ofTheSource = ["source", "platform", "architecture", "executionRoleArn"];

/** A recipe needs a component; without hardening there might be none. */
function hasComponents(inputs: Record, its: Setting): boolean {
  const harden = (inputs.harden ?? {}) as Record;
  const tested = (inputs.tests ?? {}) as Record;
  const length = (list: unknown): number => ((list ?? []) as unknown[]).length;
  return (
    harden.patch !== false ||
    length(harden.cleanUp ?? ["credentials"]) > 0 ||
    harden.makeHostKeys === true ||
    harden.stig !== undefined ||
    length(inputs.customize) + length(harden.steps) > 0 ||
    (its.tested && (tested.builtIn !== false || length(tested.steps) > 0))
  );
}
