// Steps, and the components that they make.

import { exactlyOne } from "../../checks/common-rules";
import { form, hasForm, lowerCaseName, version } from "../../checks/identifiers";
import { known, knownList, knownObject, knownString } from "../../checks/known";
import { duplicates } from "../../checks/lists";
import { toName } from "../../checks/names";
import type { Problem } from "../../checks/problems";
import { regionsAgree } from "../../checks/regions";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { cleansUp } from "../../documents/built-in";
import type { Values } from "../../protocol/values";
import type { ImageContext } from "./context";
import { cleanUpOptions } from "./clean-up-options";
import { onSteps, writtenSteps } from "./written-steps";
import type { WrittenStep } from "./written-steps";

const buildKinds = [
  "shell",
  "powershell",
  "document",
  "documentFile",
  "documentUri",
  "managed",
  "componentArn",
];
const testKinds = buildKinds.filter((kind) => kind !== "documentUri");
const scriptSettings = [
  "workingDirectory",
  "environment",
  "timeoutSeconds",
  "maxAttempts",
  "onFailure",
  "reboot",
];

const managedName = form(
  /^[a-z0-9][a-z0-9-]*$/,
  "a component's name, such as update-linux; an ARN belongs in 'componentArn'",
);

export const stepRules: readonly Rule<ImageContext>[] = [
  {
    name: "step-is-of-one-kind",
    description: "A step is of exactly one kind.",
    source: sources.ours,
    check: onSteps(({ path, step, test }) => exactlyOne(path, step, test ? testKinds : buildKinds)),
  },
  {
    name: "step-has-lines",
    description: "A step of lines has at least one.",
    source: sources.components,
    check: onSteps(({ path, step }) =>
      ["shell", "powershell"].flatMap((kind) =>
        Array.isArray(known(step[kind])) && knownList(step[kind]).length === 0
          ? [{ path: `${path}.${kind}`, message: "needs at least one line" }]
          : [],
      ),
    ),
  },
  {
    name: "lines-suit-the-platform",
    description: "Windows takes `powershell`, Linux and macOS take `shell`.",
    source: sources.components,
    check: onSteps(({ path, step }, { platform }) => {
      const [wrong, right] = platform === "Windows" ? ["shell", "powershell"] : ["powershell", "shell"];
      return step[wrong] === undefined
        ? []
        : [{ path: `${path}.${wrong}`, message: `is not for ${platform}: use '${right}'` }];
    }),
  },
  {
    name: "settings-go-with-lines",
    description:
      "`workingDirectory`, `environment`, `timeoutSeconds`, `maxAttempts`, `onFailure` and `reboot` go with `shell` or `powershell`; a document says these itself.",
    source: sources.components,
    check: onSteps(({ path, step }) =>
      step.shell !== undefined || step.powershell !== undefined
        ? []
        : scriptSettings
            .filter((setting) => step[setting] !== undefined)
            .map((setting) => ({
              path: `${path}.${setting}`,
              message: "requires 'shell' or 'powershell': leave it out, since a document says this itself",
            })),
    ),
  },
  {
    name: "settings-are-possible",
    description:
      "A time limit is -1 or more than 0 seconds, attempts are 1 or more, and environment variables have names that a shell takes.",
    source: sources.components,
    check: onSteps(settingsArePossible),
  },
  {
    name: "managed-version-goes-with-managed",
    description: "`managedVersion` goes with `managed`, and is a version whose parts may be `x`.",
    source: sources.recipes,
    check: onSteps(({ path, step }) => {
      if (step.managedVersion === undefined) return [];
      if (step.managed === undefined)
        return [{ path: `${path}.managedVersion`, message: "requires 'managed'" }];
      return hasForm(`${path}.managedVersion`, step.managedVersion, version);
    }),
  },
  {
    name: "step-names-differ",
    description:
      "Steps give their names to resources and components: lower-case letters, digits and single hyphens, each once.",
    source: sources.ours,
    check: stepNamesDiffer,
  },
  {
    name: "managed-is-a-name",
    description: "A component of Amazon's is given by its name; any other by its ARN.",
    source: sources.recipes,
    check: onSteps(({ path, step }) => hasForm(`${path}.managed`, step.managed, managedName)),
  },
  {
    name: "managed-suits-the-platform",
    description: "A component of Amazon's for Linux or Windows is not for another platform.",
    source: sources.recipes,
    check: onSteps(({ path, step }, { platform }) => {
      const [, own] = /-(linux|windows)$/.exec(knownString(step.managed) ?? "") ?? [];
      return own === undefined || own === platform.toLowerCase()
        ? []
        : [{ path: `${path}.managed`, message: `is not for ${platform}` }];
    }),
  },
  {
    name: "component-is-in-the-region",
    description: "A component that exists is in the region of the golden image.",
    source: sources.recipes,
    check: onSteps(({ path, step }, { region }) =>
      regionsAgree(`${path}.componentArn`, step.componentArn, region),
    ),
  },
  {
    name: "component-is-used-once",
    description: "A recipe takes each component once.",
    source: sources.recipes,
    check: componentIsUsedOnce,
  },
  {
    name: "components-fit",
    description: "A recipe takes 1 to 20 components.",
    source: sources.quotas,
    check: componentsFit,
  },
  {
    name: "stig-suits-the-platform",
    description: "Amazon's STIG components are for Linux and Windows.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html",
    check: ({ harden }, { platform }) =>
      platform === "macOS" && knownObject(harden).stig !== undefined
        ? [{ path: "harden.stig", message: "is not available for macOS: leave it out" }]
        : [],
  },
  {
    name: "clean-up-parts-are-distinct",
    description: "A clean-up names each part once.",
    source: sources.ours,
    check: ({ harden }) =>
      duplicates(
        knownList(knownObject(harden).cleanUp).map((part, index) => ({
          path: `harden.cleanUp[${index}]`,
          key: knownString(part),
        })),
      ),
  },
  {
    name: "host-keys-are-for-machines",
    description: "A unit that makes SSH host keys is for machine images of Linux.",
    source: sources.ours,
    check: ({ harden }, { platform, container }) =>
      knownObject(harden).makeHostKeys !== undefined && (platform !== "Linux" || container)
        ? [{ path: "harden.makeHostKeys", message: "is only for machine images of Linux: leave it out" }]
        : [],
  },
];

function settingsArePossible({ path, step }: WrittenStep): Problem[] {
  const timeout = known(step.timeoutSeconds);
  const attempts = known(step.maxAttempts);
  return [
    ...(typeof timeout === "number" && timeout !== -1 && timeout < 1
      ? [{ path: `${path}.timeoutSeconds`, message: "must be -1, or at least 1" }]
      : []),
    ...(typeof attempts === "number" && attempts < 1
      ? [{ path: `${path}.maxAttempts`, message: "must be at least 1" }]
      : []),
    ...Object.keys(knownObject(step.environment))
      .filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      .map(() => ({
        path: `${path}.environment`,
        message: "must have names of letters, digits and underscores, which don't begin with a digit",
      })),
  ];
}

const builtInNames = [
  ["patch", "the name of the built-in patch step"],
  ["clean-up", "the name of the built-in clean-up step"],
  ["smoke-test", "the name of the built-in tests"],
].map(([key, label = ""]) => ({ path: "", key, label }));

function stepNamesDiffer(inputs: Values, { resourceName }: ImageContext): Problem[] {
  const image = knownString(inputs.name) ?? toName(resourceName);
  const steps = writtenSteps(inputs)
    .filter(({ label }) => label !== "")
    .map(({ path, step, label }) => ({
      path: `${path}.name`,
      key: label,
      label: `the name of ${path}`,
      problems: step.name === undefined ? [] : hasForm(`${path}.name`, label, lowerCaseName),
    }));
  return [
    ...steps.flatMap(({ problems }) => problems),
    ...steps
      .filter(({ key }) => image.length + 1 + key.length > 126)
      .map(({ path }) => ({
        path,
        message: "is too long: with the image's name before it, it may have 126 characters",
      })),
    ...duplicates([...builtInNames, ...steps.filter(({ problems }) => problems.length === 0)], {
      remedy: "choose another",
    }),
  ];
}

function componentIsUsedOnce(inputs: Values): Problem[] {
  const stig = ["linux", "windows"].map((platform) => ({
    path: "harden.stig",
    key: `aws/stig-build-${platform} x.x.x`,
  }));
  const used = writtenSteps(inputs).map(({ path, step }) => ({
    path: `${path}.${step.managed === undefined ? "componentArn" : "managed"}`,
    key: usedComponent(step),
  }));
  return duplicates([...(knownObject(inputs.harden).stig === undefined ? [] : stig), ...used], {
    remedy: "a recipe takes each component once, so leave one out",
    same: mayBeSame,
  });
}

/** Which component a step names: its owner and name, and its version. */
function usedComponent(step: Values): string | undefined {
  const managed = knownString(step.managed);
  if (managed !== undefined) return `aws/${managed} ${knownString(step.managedVersion) ?? "x.x.x"}`;
  const [owner, , name, at] = knownString(step.componentArn)?.split(":").slice(4).join("/").split("/") ?? [];
  return at === undefined ? undefined : `${owner}/${name} ${at}`;
}

/** Whether two components, whose versions may have `x` in them, can be the same. */
function mayBeSame(one: string, other: string): boolean {
  const others = other.split(/[ .]/);
  return one
    .split(/[ .]/)
    .every((part, index) => part === "x" || others[index] === "x" || part === others[index]);
}

function componentsFit(inputs: Values, { tested, platform, container }: ImageContext): Problem[] {
  const harden = knownObject(inputs.harden);
  const tests = knownObject(inputs.tests);
  const steps = writtenSteps(inputs).filter(({ test }) => !test || tested).length;
  const builtIn = [
    known(harden.patch) !== false,
    cleansUp({ platform, container }, cleanUpOptions(inputs)),
    harden.stig !== undefined,
    tested && known(tests.builtIn) !== false,
  ].filter(Boolean).length;
  const count = steps + builtIn;
  if (count > 20) {
    return [
      {
        path: "customize",
        message: `makes ${count} components with hardening and tests (${builtIn} are built in); a recipe takes at most 20`,
      },
    ];
  }
  return count === 0
    ? [{ path: "customize", message: "leaves nothing to do, and a recipe needs a component: add a step" }]
    : [];
}
