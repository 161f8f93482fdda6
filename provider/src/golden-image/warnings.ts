// What AWS takes, and yet is probably not meant. Pure, and only about what is known: an Output says nothing here.

import { distributionWarnings } from "../image-distribution/warnings";
import { plain } from "./args";
import type { Context, GoldenImageArgs } from "./args";
import { amendments } from "../checks/service-model/amendments";
import { catalogue, rootDevice } from "./catalogue";
import type { Decisions } from "./decisions";
import { workflowWarnings } from "./workflow-warnings";

/** Each as a line with the path in the user's own input. */
export function warnings({ args, decisions }: Pick<Context, "args" | "decisions">): string[] {
  return [
    ...nothingChanges(args, decisions),
    ...countsAreOfVersions(args),
    ...onlyDeletionKeeps(args),
    ...agesAreInOrder(args),
    ...nothingIsTested(decisions),
    ...agentIsMissing(args),
    ...packagesAreOutOfReach(args, decisions),
    ...updateDoesNothing(args),
    ...workflowWarnings(args, decisions),
    ...volumesAreNew(args),
    ...rootIsElsewhere(args, decisions),
    ...hostIsAnyHost(args),
    ...(args.distribution === undefined
      ? []
      : distributionWarnings({ ...args.distribution }, "distribution.")),
  ];
}

type Step = NonNullable<GoldenImageArgs["customize"]>[number];

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html: only what has an `x` can change. */
function nothingChanges(args: GoldenImageArgs, { container, tested }: Decisions): string[] {
  if ((args.schedule?.when as unknown) !== "whenDependenciesChange") return [];
  const tests = tested ? (args.tests?.steps ?? []) : [];
  const steps = [...(args.customize ?? []), ...(args.harden?.steps ?? []), ...tests] as Step[];
  if (
    sourceMayChange(args.source, container) ||
    args.harden?.stig !== undefined ||
    steps.some(stepMayChange)
  ) {
    return [];
  }
  return [
    "schedule.when: whenDependenciesChange never builds, since everything is pinned: no source and no component has " +
      "an x in its version, and the source is not an SSM parameter. Take always, or start builds with an ImageBuild",
  ];
}

function sourceMayChange(source: GoldenImageArgs["source"], container: boolean): boolean {
  const os = plain(source.os);
  if (os !== undefined) {
    // The newest AMI of an owner is looked up when the stack is deployed, and is pinned from then on.
    return container || catalogue[os]?.ami === undefined;
  }
  if (source.imageArn !== undefined) return mayHaveX(source.imageArn);
  // Which AMI a product has is AWS's to know, and of a pipeline it is the newest image.
  return (
    source.pipelineArn !== undefined ||
    source.ssmParameter !== undefined ||
    source.marketplaceProductId !== undefined
  );
}

function stepMayChange({ managed, managedVersion, componentArn }: Step): boolean {
  if (managed !== undefined) return managedVersion === undefined || mayHaveX(managedVersion);
  return componentArn !== undefined && mayHaveX(componentArn);
}

/** Whether a version has an x in it, or isn't known yet. */
const mayHaveX = (version: unknown): boolean =>
  typeof version !== "string" || /(^|[/.])x(\.|$)/.test(version);

const actions = ["deprecate", "disable", "delete"] as const;

function countsAreOfVersions({ lifecycle }: GoldenImageArgs): string[] {
  const own =
    "AWS counts each version of the recipe by itself, and every change of the image makes a version";
  return [
    ...(lifecycle?.delete?.keepNewest === undefined
      ? []
      : [
          `lifecycle.delete.keepNewest: ${own}, so this doesn't bound the whole. Delete by age: olderThan and unit`,
        ]),
    ...(lifecycle?.delete?.keepAtLeast === undefined
      ? []
      : [`lifecycle.delete.keepAtLeast: ${own}, so that many are kept of each for ever`]),
  ];
}

/** https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_LifecyclePolicyDetailFilter.html */
function onlyDeletionKeeps({ lifecycle }: GoldenImageArgs): string[] {
  return (["deprecate", "disable"] as const)
    .filter((action) => lifecycle?.[action]?.keepAtLeast !== undefined)
    .map((action) => `lifecycle.${action}.keepAtLeast: AWS looks at it when it deletes images, and not here`);
}

const daysOf: Readonly<Record<string, number>> = { DAYS: 1, WEEKS: 7, MONTHS: 30, YEARS: 365 };

/** What is deleted first is never deprecated. */
function agesAreInOrder({ lifecycle }: GoldenImageArgs): string[] {
  const ages = actions.flatMap((action) => {
    const { olderThan, unit }: { olderThan?: unknown; unit?: unknown } = lifecycle?.[action] ?? {};
    const days = typeof olderThan === "number" ? olderThan * (daysOf[String(unit)] ?? NaN) : NaN;
    return Number.isNaN(days) ? [] : [{ action, days }];
  });
  return ages.slice(1).flatMap(({ action, days }, index) => {
    const before = ages[index];
    return before === undefined || before.days < days
      ? []
      : [`lifecycle.${before.action}: never comes, since '${action}' comes no later`];
  });
}

function nothingIsTested({ tested }: Decisions): string[] {
  return tested
    ? []
    : ["tests.enabled: without tests, an image that doesn't even start is distributed like any other"];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/ami-preinstalled-agent.html */
const hasNoAgent = (os: string | undefined): boolean => /^(debian|rhel|rocky|almalinux)-/.test(os ?? "");

function agentIsMissing({ source, userData }: GoldenImageArgs): string[] {
  const os = plain(source.os);
  // Commands that speak of the agent are taken to install it.
  if (!hasNoAgent(os) || typeof userData !== "string" || /ssm/i.test(userData)) return [];
  return [
    `userData: replaces the installation of the SSM agent, which ${os} doesn't come with; a build can't begin without it`,
  ];
}

function packagesAreOutOfReach(
  { source, build, harden }: GoldenImageArgs,
  { platform }: Decisions,
): string[] {
  const os = plain(source.os);
  const outOfReach = platform === "Linux" && os !== undefined && !os.startsWith("amazon-linux-");
  if (build?.isolatedNetwork === undefined || !outOfReach || plain(harden?.patch) === false) return [];
  return [
    `harden.patch: ${os} has its packages on the internet, which 'build.isolatedNetwork' doesn't reach; set it to false`,
  ];
}

/** https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html */
function updateDoesNothing({ source, customize }: GoldenImageArgs): string[] {
  if (plain(source.os) !== "amazon-linux-2023") return [];
  return (customize ?? []).flatMap(({ managed }, index) =>
    (managed as unknown) === "update-linux"
      ? [
          `customize[${index}].managed: update-linux does nothing for Amazon Linux 2023, whose repositories are ` +
            "versioned; 'harden.patch' upgrades to the newest release",
        ]
      : [],
  );
}

/** EBS takes more than the published model of Image Builder: see service-model/amendments.ts. */
function volumesAreNew({ storage }: GoldenImageArgs): string[] {
  const volumes = [
    { path: "storage", ...storage },
    ...(storage?.volumes ?? []).map((volume, index) => ({ path: `storage.volumes[${index}]`, ...volume })),
  ];
  const beyond = (path: string, value: unknown, shape: string): string[] => {
    const published = amendments[shape]?.published ?? Infinity;
    return typeof value === "number" && value > published
      ? [
          `${path}: is over ${published}, the most in Image Builder's API reference; EBS takes it. If a build is refused, take less`,
        ]
      : [];
  };
  return volumes.flatMap(({ path, iops, throughput }) => [
    ...beyond(`${path}.iops`, iops, "EbsIopsInteger"),
    ...beyond(`${path}.throughput`, throughput, "EbsVolumeThroughput"),
  ]);
}

/** Another device than the root's makes a further volume, and the root stays as the AMI has it. */
function rootIsElsewhere({ source, container, storage }: GoldenImageArgs, decisions: Decisions): string[] {
  const os = plain(source.os);
  const device = storage?.deviceName as unknown;
  // Which root an AMI of the user's own has, nobody knows here.
  const isKnown = decisions.container ? container?.instanceImage === undefined : os !== undefined;
  const root = rootDevice(os, decisions);
  if (typeof device !== "string" || !isKnown || device === root) return [];
  const what = decisions.container ? "the instance that builds a container image" : os;
  return [
    `storage.deviceName: the root device of ${what} is ${root}, so these settings make another volume, and the root ` +
      "keeps its size: leave 'deviceName' out, or give the volume in 'storage.volumes'",
  ];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-hosts-understanding.html */
function hostIsAnyHost({ build }: GoldenImageArgs): string[] {
  const { tenancy, hostId, hostResourceGroupArn } = build?.placement ?? {};
  if ((tenancy as unknown) !== "host" || (hostId ?? hostResourceGroupArn) !== undefined) return [];
  return [
    "build.placement.tenancy: without 'hostId' or 'hostResourceGroupArn', instances start only on a Dedicated Host " +
      "with auto-placement, which is off unless it was switched on: name a host, or make sure that one has it on",
  ];
}
