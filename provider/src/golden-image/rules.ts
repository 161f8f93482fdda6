// What must be right about a golden image beyond the types of its inputs.

import { given, known, knownList, knownObject, knownString, undecided } from "../component/known";
import { decidesInPreview, exactlyOne, nameIsUsable, regionIsKnown } from "../component/rules";
import { namePattern } from "../component/name";
import type { Problem } from "../contract/check";
import { keyIsWhole } from "../image-distribution/rules";
import { documentIsValid, fileIsValid } from "../documents/rules";
import type { Values } from "../protocol/values";

type Rule = (inputs: Values, resourceName: string) => Problem[];

const stepKinds = ["shell", "document", "documentFile", "managed", "componentArn"];

const rules: Rule[] = [
  ({ name }, resourceName) => nameIsUsable("name", name, resourceName),
  ({ region }) => regionIsKnown("region", region),
  oneSource,
  sourceIsWellFormed,
  versionIsWellFormed,
  decisionsAreKnown,
  stepsAreWhole,
  stepNamesDiffer,
  componentsFit,
  networkIsWhole,
  volumeIsPossible,
  scheduleIsPossible,
];

export function goldenImageRules(inputs: Values, resourceName: string): Problem[] {
  return rules.flatMap((rule) => rule(inputs, resourceName));
}

function oneSource({ source }: Values): Problem[] {
  if (source === undefined || undecided(source)) return [];
  return exactlyOne("source", knownObject(source), ["os", "amiId", "ssmParameter", "imageArn"]);
}

function sourceIsWellFormed({ source }: Values): Problem[] {
  const amiId = knownString(knownObject(source).amiId);
  const parameter = knownString(knownObject(source).ssmParameter);
  return [
    ...(amiId !== undefined && !/^ami-[0-9a-f]{8,17}$/.test(amiId)
      ? [{ path: "source.amiId", message: "must be an AMI ID, such as ami-0123456789abcdef0" }]
      : []),
    ...(parameter !== undefined && !/^(\/aws\/service\/|\/imagebuilder\/)/.test(parameter)
      ? [
          {
            path: "source.ssmParameter",
            message: "must begin with /aws/service/ or /imagebuilder/: others need an execution role",
          },
        ]
      : []),
  ];
}

function versionIsWellFormed({ version }: Values): Problem[] {
  const text = knownString(version);
  if (text === undefined) return [];
  const numbers = text.split(".");
  const fits = numbers.every((number) => /^(0|[1-9]\d*)$/.test(number) && Number(number) < 2 ** 30);
  if (fits && (numbers.length === 2 || numbers.length === 3)) return [];
  return [
    { path: "version", message: "must be major.minor or major.minor.patch, each a number up to 1073741823" },
  ];
}

/** Whatever decides which resources exist cannot wait for an update. */
function decisionsAreKnown(inputs: Values): Problem[] {
  const source = knownObject(inputs.source);
  const tests = knownObject(inputs.tests);
  const decisions: Record<string, unknown> = {
    source: inputs.source,
    "source.os": source.os,
    architecture: inputs.architecture,
    version: inputs.version,
    customize: inputs.customize,
    harden: inputs.harden,
    "harden.patch": knownObject(inputs.harden).patch,
    tests: inputs.tests,
    "tests.enabled": tests.enabled,
    "tests.builtIn": tests.builtIn,
    "tests.steps": tests.steps,
    build: inputs.build,
    storage: inputs.storage,
    schedule: inputs.schedule,
  };
  knownList(inputs.customize).forEach((step, index) => {
    decisions[`customize[${index}]`] = step;
    decisions[`customize[${index}].name`] = knownObject(step).name;
    decisions[`customize[${index}].parameters`] = knownObject(step).parameters;
  });
  knownList(tests.steps).forEach((test, index) => {
    decisions[`tests.steps[${index}]`] = test;
    decisions[`tests.steps[${index}].name`] = knownObject(test).name;
  });
  return decidesInPreview(decisions);
}

function stepsAreWhole({ customize }: Values): Problem[] {
  return knownList(customize).flatMap((value, index) => {
    if (undecided(value)) return [];
    const path = `customize[${index}]`;
    const step = knownObject(value);
    return [
      ...exactlyOne(path, step, stepKinds),
      ...linesAreGiven(`${path}.shell`, step.shell),
      ...documentIsValid(`${path}.document`, step.document, step.parameters),
      ...fileIsValid(`${path}.documentFile`, step.documentFile, step.parameters),
      ...(step.managedVersion !== undefined && step.managed === undefined
        ? [{ path: `${path}.managedVersion`, message: "goes with 'managed'" }]
        : []),
    ];
  });
}

function linesAreGiven(path: string, value: unknown): Problem[] {
  return Array.isArray(known(value)) && knownList(value).length === 0
    ? [{ path, message: "needs at least one line" }]
    : [];
}

/** Steps give their names to resources and components. */
function stepNamesDiffer(inputs: Values): Problem[] {
  const taken = new Map<string, string>([
    ["patch", "the built-in patch step"],
    ["smoke-test", "the built-in tests"],
  ]);
  const lists: [string, string, unknown][] = [
    ["customize", "", inputs.customize],
    ["tests.steps", "test", knownObject(inputs.tests).steps],
  ];
  return lists.flatMap(([prefix, kind, list]) =>
    knownList(list).flatMap((value, index): Problem[] => {
      const step = knownObject(value);
      const own = knownString(step.name);
      const path = `${prefix}[${index}]`;
      const name = own ?? `${kind || (step.shell === undefined ? "document" : "shell")}-${index + 1}`;
      const other = taken.get(name);
      taken.set(name, path);
      if (own !== undefined && !namePattern.test(own)) {
        return [{ path: `${path}.name`, message: "must be lower-case letters, digits and single hyphens" }];
      }
      return other === undefined
        ? []
        : [{ path: `${path}.name`, message: `is the name of ${other} already` }];
    }),
  );
}

/** A recipe takes each component once, and twenty at most by AWS's default quota. */
function componentsFit(inputs: Values): Problem[] {
  const seen = new Map<string, string>();
  const twice = knownList(inputs.customize).flatMap((value, index): Problem[] => {
    const step = knownObject(value);
    const property = step.managed === undefined ? "componentArn" : "managed";
    const component = knownString(step[property]);
    if (component === undefined) return [];
    const path = `customize[${index}].${property}`;
    const other = seen.get(component);
    seen.set(component, path);
    return other === undefined
      ? []
      : [{ path, message: `is used at ${other} already; a recipe takes each component once` }];
  });
  const tests = knownObject(inputs.tests);
  const tested = known(tests.enabled) !== false;
  const count =
    knownList(inputs.customize).length +
    (known(knownObject(inputs.harden).patch) === false ? 0 : 1) +
    (tested ? knownList(tests.steps).length + (known(tests.builtIn) === false ? 0 : 1) : 0);
  return [
    ...twice,
    ...(count > 20
      ? [
          {
            path: "customize",
            message: `makes ${count} components with patching and tests; a recipe takes 20`,
          },
        ]
      : []),
    ...(count === 0
      ? [{ path: "customize", message: "leaves nothing to do: a recipe needs a component" }]
      : []),
  ];
}

function networkIsWhole({ build }: Values): Problem[] {
  const [only, ...others] = given(knownObject(build), ["subnetId", "securityGroupIds"]);
  if (only === undefined || others.length > 0) return [];
  const missing = only === "subnetId" ? "securityGroupIds" : "subnetId";
  return [{ path: `build.${missing}`, message: `is needed with '${only}'` }];
}

function volumeIsPossible({ storage }: Values): Problem[] {
  const volume = knownObject(storage);
  const type = undecided(volume.type) ? undefined : (knownString(volume.type) ?? "gp3");
  return [
    ...((type === "io1" || type === "io2") && volume.iops === undefined
      ? [{ path: "storage.iops", message: `is required for ${type}` }]
      : []),
    ...(type !== undefined && type !== "gp3" && volume.throughput !== undefined
      ? [{ path: "storage.throughput", message: "is for gp3 only" }]
      : []),
    ...(known(volume.encrypted) === false && volume.kmsKeyArn !== undefined
      ? [{ path: "storage.kmsKeyArn", message: "needs an encrypted volume" }]
      : []),
    ...keyIsWhole("storage.kmsKeyArn", volume.kmsKeyArn),
  ];
}

function scheduleIsPossible({ schedule }: Values): Problem[] {
  if (schedule === undefined || undecided(schedule)) return [];
  const plan = knownObject(schedule);
  return [
    ...exactlyOne("schedule", plan, ["cron", "rate"]),
    ...cronIsPossible("schedule.cron", plan.cron),
    ...rateIsPossible("schedule.rate", plan.rate),
  ];
}

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html */
function cronIsPossible(path: string, value: unknown): Problem[] {
  const cron = knownString(value);
  if (cron === undefined) return [];
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 6) {
    return [{ path, message: "needs six fields: minutes, hours, day of month, month, day of week, year" }];
  }
  return [fields[2], fields[4]].filter((day) => day === "?").length === 1
    ? []
    : [{ path, message: "needs '?' as exactly one of day of month and day of week" }];
}

function rateIsPossible(path: string, value: unknown): Problem[] {
  const rate = knownString(value);
  if (rate === undefined || /^([2-9]|[1-9]\d+) (minutes|hours|days)$|^1 (minute|hour|day)$/.test(rate))
    return [];
  return [{ path, message: "must be a number and a unit, such as '1 day' or '7 days'" }];
}
