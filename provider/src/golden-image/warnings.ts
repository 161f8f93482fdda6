// What AWS accepts, and yet is probably a mistake. Only about what is known: an Output says nothing here.

import { given, knownBoolean, knownList, knownObject, knownString } from "../checks/known";
import type { Problem } from "../checks/problems";
import { problemsOf } from "../checks/rule";
import type { Rule } from "../checks/rule";
import { amendments } from "../checks/service-model/amendments";
import { sources } from "../checks/sources";
import { distributionWarnings } from "../image-distribution/warnings";
import type { Values } from "../protocol/values";
import type { Context } from "./args";
import { catalogue, rootDevice } from "./catalogue";
import type { Decisions } from "./decisions";
import { volumes } from "./rules/storage";
import { workflowWarningRules } from "./workflow-warnings";

export const imageWarningRules: readonly Rule<Decisions>[] = [
  {
    name: "schedule-sees-changes",
    description:
      "`whenDependenciesChange` never builds where everything is pinned: only what has an `x` in its version, or is an SSM parameter, can change.",
    source: sources.schedule,
    check: nothingChanges,
  },
  {
    name: "counts-are-of-a-version",
    description:
      "AWS counts the images of each version of the recipe by itself, and every change makes a version: delete by age.",
    source: sources.lifecycle,
    check: countsAreOfVersions,
  },
  {
    name: "only-deletion-keeps",
    description: "`keepAtLeast` works where images are deleted, not where they are deprecated or disabled.",
    source:
      "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_LifecyclePolicyDetailFilter.html",
    check: onlyDeletionKeeps,
  },
  {
    name: "ages-are-in-order",
    description: "An image is deprecated before it is disabled, and disabled before it is deleted.",
    source: sources.lifecycle,
    check: agesAreInOrder,
  },
  {
    name: "image-is-tested",
    description: "Without tests, an image that doesn't even start is distributed like any other.",
    source: sources.ours,
    check: (_inputs, { tested }) =>
      tested
        ? []
        : [
            {
              path: "tests.enabled",
              message: "is false, so an image that doesn't even start is distributed like any other",
            },
          ],
  },
  {
    name: "agent-is-installed",
    description:
      "`userData` replaces the installation of the SSM agent, which Debian, RHEL, Rocky Linux and AlmaLinux don't come with.",
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/ami-preinstalled-agent.html",
    check: agentIsMissing,
  },
  {
    name: "packages-are-in-reach",
    description:
      "An isolated network reaches the packages of Amazon Linux, which are in S3, but none on the internet.",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html",
    check: packagesAreOutOfReach,
  },
  {
    name: "update-does-something",
    description: "`update-linux` does nothing for Amazon Linux 2023, whose repositories are versioned.",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html",
    check: updateDoesNothing,
  },
  {
    name: "volumes-are-published",
    description: "EBS accepts more IOPS and throughput than Image Builder's API reference lists.",
    source:
      "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html",
    check: volumesAreNew,
  },
  {
    name: "root-device-is-the-root",
    description:
      "Settings of another device than the root's make a further volume, and the root volume stays as the AMI has it.",
    source: sources.recipes,
    check: rootIsElsewhere,
  },
  {
    name: "host-is-named",
    description:
      "With tenancy `host` and no host, instances start only on a Dedicated Host with auto-placement, which is off by default.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/dedicated-hosts-understanding.html",
    check: hostIsAnyHost,
  },
];

export function warnings({ args, decisions }: Pick<Context, "args" | "decisions">): Problem[] {
  const inputs = { ...args };
  return [
    ...problemsOf(imageWarningRules, inputs, decisions),
    ...problemsOf(workflowWarningRules, inputs, decisions),
    ...(args.distribution === undefined
      ? []
      : distributionWarnings({ ...args.distribution }, "distribution.")),
  ];
}

const osOf = ({ source }: Values): string | undefined => knownString(knownObject(source).os);

function nothingChanges(inputs: Values, { container, tested }: Decisions): Problem[] {
  const { source, schedule, customize, harden, tests } = inputs;
  if (knownString(knownObject(schedule).when) !== "whenDependenciesChange") return [];
  const { stig, steps } = knownObject(harden);
  const lists = [customize, steps, tested ? knownObject(tests).steps : undefined];
  const isPinned =
    !sourceMayChange(knownObject(source), container) &&
    stig === undefined &&
    !lists.flatMap(knownList).some((step) => stepMayChange(knownObject(step)));
  return isPinned
    ? [
        {
          path: "schedule.when",
          message:
            "whenDependenciesChange never builds, since everything is pinned: no source and no component has an x in " +
            "its version, and the source is not an SSM parameter. Set it to always, or start builds with an ImageBuild",
        },
      ]
    : [];
}

function sourceMayChange(source: Values, container: boolean): boolean {
  const os = knownString(source.os);
  if (os !== undefined) {
    // The newest AMI of an owner is looked up when the stack is deployed, and is pinned from then on.
    return container || catalogue[os]?.ami === undefined;
  }
  if (source.imageArn !== undefined) return mayHaveX(source.imageArn);
  // Which AMI a product has is AWS's to know, and of a pipeline it is the newest image.
  return given(source, ["pipelineArn", "ssmParameter", "marketplaceProductId"]).length > 0;
}

function stepMayChange({ managed, managedVersion, componentArn }: Values): boolean {
  if (managed !== undefined) return managedVersion === undefined || mayHaveX(managedVersion);
  return componentArn !== undefined && mayHaveX(componentArn);
}

/** Whether a version has an x in it, or isn't known yet. */
const mayHaveX = (version: unknown): boolean =>
  typeof version !== "string" || /(^|[/.])x(\.|$)/.test(version);

function countsAreOfVersions({ lifecycle }: Values): Problem[] {
  const counted =
    "AWS counts each version of the recipe by itself, and every change of the image makes a version";
  const messages = {
    keepNewest: `${counted}, so this doesn't limit the total. Delete by age instead: olderThan and unit`,
    keepAtLeast: `${counted}, so that many images of each version are kept for ever`,
  };
  const deletion = knownObject(knownObject(lifecycle).delete);
  return Object.entries(messages)
    .filter(([property]) => deletion[property] !== undefined)
    .map(([property, message]) => ({ path: `lifecycle.delete.${property}`, message }));
}

function onlyDeletionKeeps({ lifecycle }: Values): Problem[] {
  return ["deprecate", "disable"]
    .filter((action) => knownObject(knownObject(lifecycle)[action]).keepAtLeast !== undefined)
    .map((action) => ({
      path: `lifecycle.${action}.keepAtLeast`,
      message: "has no effect: AWS considers it only when it deletes images",
    }));
}

const daysOf: Readonly<Record<string, number>> = { DAYS: 1, WEEKS: 7, MONTHS: 30, YEARS: 365 };

/** What is deleted first is never deprecated. */
function agesAreInOrder({ lifecycle }: Values): Problem[] {
  const ages = ["deprecate", "disable", "delete"].flatMap((action) => {
    const { olderThan, unit } = knownObject(knownObject(lifecycle)[action]);
    const days = typeof olderThan === "number" ? olderThan * (daysOf[String(unit)] ?? NaN) : NaN;
    return Number.isNaN(days) ? [] : [{ action, days }];
  });
  return ages.slice(1).flatMap(({ action, days }, index) => {
    const before = ages[index];
    return before === undefined || before.days < days
      ? []
      : [
          {
            path: `lifecycle.${before.action}`,
            message: `never happens, since '${action}' comes no later: give it a lower age`,
          },
        ];
  });
}

const hasNoAgent = (os: string | undefined): boolean => /^(debian|rhel|rocky|almalinux)-/.test(os ?? "");

function agentIsMissing(inputs: Values): Problem[] {
  const os = osOf(inputs);
  const commands = inputs.userData;
  // Commands that mention the agent are assumed to install it.
  if (!hasNoAgent(os) || typeof commands !== "string" || /ssm/i.test(commands)) return [];
  return [
    {
      path: "userData",
      message: `replaces the installation of the SSM agent, which ${os} doesn't come with and a build can't begin without: install it here`,
    },
  ];
}

function packagesAreOutOfReach(inputs: Values, { platform }: Decisions): Problem[] {
  const os = osOf(inputs);
  const outOfReach = platform === "Linux" && os !== undefined && !os.startsWith("amazon-linux-");
  const isolated = knownObject(inputs.build).isolatedNetwork !== undefined;
  if (!isolated || !outOfReach || knownBoolean(knownObject(inputs.harden).patch) === false) return [];
  return [
    {
      path: "harden.patch",
      message: `${os} has its packages on the internet, which 'build.isolatedNetwork' doesn't reach: set it to false`,
    },
  ];
}

function updateDoesNothing(inputs: Values): Problem[] {
  if (osOf(inputs) !== "amazon-linux-2023") return [];
  return knownList(inputs.customize).flatMap((step, index) =>
    knownObject(step).managed === "update-linux"
      ? [
          {
            path: `customize[${index}].managed`,
            message:
              "update-linux does nothing for Amazon Linux 2023, whose repositories are versioned: use 'harden.patch', " +
              "which upgrades to the newest release",
          },
        ]
      : [],
  );
}

/** See checks/service-model/amendments.ts. */
function volumesAreNew(inputs: Values): Problem[] {
  const beyond = (path: string, value: unknown, shape: string): Problem[] => {
    const published = amendments[shape]?.published ?? Infinity;
    return typeof value === "number" && value > published
      ? [
          {
            path,
            message: `is over ${published}, the most in Image Builder's API reference; EBS accepts it. If a build is refused, lower it`,
          },
        ]
      : [];
  };
  return volumes(inputs).flatMap(({ path, volume: { iops, throughput } }) => [
    ...beyond(`${path}.iops`, iops, "EbsIopsInteger"),
    ...beyond(`${path}.throughput`, throughput, "EbsVolumeThroughput"),
  ]);
}

function rootIsElsewhere(inputs: Values, decisions: Decisions): Problem[] {
  const os = osOf(inputs);
  const device = knownObject(inputs.storage).deviceName;
  // Which root an AMI of the user's own has, nobody knows here.
  const isKnown = decisions.container
    ? knownObject(inputs.container).instanceImage === undefined
    : os !== undefined;
  const root = rootDevice(os, decisions);
  if (typeof device !== "string" || !isKnown || device === root) return [];
  const what = decisions.container ? "the instance that builds a container image" : os;
  return [
    {
      path: "storage.deviceName",
      message:
        `the root device of ${what} is ${root}, so these settings make another volume, and the root keeps its size: ` +
        "leave 'deviceName' out, or give the volume in 'storage.volumes'",
    },
  ];
}

function hostIsAnyHost({ build }: Values): Problem[] {
  const placement = knownObject(knownObject(build).placement);
  const hosts = given(placement, ["hostId", "hostResourceGroupArn"]);
  if (placement.tenancy !== "host" || hosts.length > 0) return [];
  return [
    {
      path: "build.placement.tenancy",
      message:
        "without 'hostId' or 'hostResourceGroupArn', instances start only on a Dedicated Host with auto-placement, " +
        "which is off unless it was switched on: name a host, or make sure that one has it on",
    },
  ];
}
