// Steps, their documents, and the components that they make.

import {
  isOpen,
  isSecret,
  known,
  knownList,
  knownObject,
  knownString,
  reveal,
  undecided,
} from "../../checks/known";
import { namePattern, toName } from "../../checks/names";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { exactlyOne, isWellFormed, regionsAgree, s3Uri } from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import { entryPath } from "../../checks/wording";
import { printDocument, scriptSteps } from "../../documents/builder";
import type { Script } from "../../documents/builder";
import type { Platform } from "../../documents/check";
import { inlineLimit, objectLimit } from "../../documents/limits";
import {
  inspectDocument,
  inspectFile,
  inspectLine,
  joined,
  textOf,
  writtenText,
} from "../../documents/rules";
import type { Inspected } from "../../documents/rules";
import { Asset, Lifted, isPlainObject } from "../../protocol/values";
import type { Values } from "../../protocol/values";
import { byteLength } from "../../checks/service-model/check";
import { named } from "../steps";
import type { Subject } from "./subject";

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

const managedName = /^[a-z0-9][a-z0-9-]*$/;

interface WrittenStep {
  path: string;
  step: Values;
  label: string;
  test: boolean;
}

/** All steps that the user wrote, as the plan names them. */
function written(inputs: Values): WrittenStep[] {
  const lists: [string, unknown, string | undefined][] = [
    ["customize", inputs.customize, undefined],
    ["harden.steps", knownObject(inputs.harden).steps, "harden"],
    ["tests.steps", knownObject(inputs.tests).steps, "test"],
  ];
  return lists.flatMap(([path, list, kind]) =>
    named(
      path,
      knownList(list).map((step) => ({ ...knownObject(step), undecided: !isOpen(step) })) as (Values & {
        name?: unknown;
      })[],
      kind,
    )
      .filter(({ step }) => (step as Values).undecided === false)
      .map(({ label, path: at, step, phase }) => {
        const own = (step as Values).name;
        return {
          path: at,
          step,
          // A name that must not be told is refused as such.
          label: own === undefined ? label : undecided(own) ? "" : (knownString(own) ?? ""),
          test: phase === "test",
        };
      }),
  );
}

const each =
  (check: (step: WrittenStep, subject: Subject) => Problem[]): Rule<Subject>["check"] =>
  (inputs, subject) =>
    written(inputs).flatMap((step) => check(step, subject));

export const stepRules: readonly Rule<Subject>[] = [
  {
    name: "step-is-of-one-kind",
    says: "A step is of exactly one kind.",
    source: sources.ours,
    check: each(({ path, step, test }) => exactlyOne(path, step, test ? testKinds : buildKinds)),
  },
  {
    name: "step-has-lines",
    says: "A step of lines has at least one.",
    source: sources.components,
    check: each(({ path, step }) =>
      ["shell", "powershell"].flatMap((kind) =>
        Array.isArray(known(step[kind])) && knownList(step[kind]).length === 0
          ? [{ path: `${path}.${kind}`, message: "needs at least one line" }]
          : [],
      ),
    ),
  },
  {
    name: "lines-suit-the-platform",
    says: "Windows takes `powershell`, Linux and macOS take `shell`.",
    source: sources.components,
    check: each(({ path, step }, { platform }) => {
      const [wrong, right] = platform === "Windows" ? ["shell", "powershell"] : ["powershell", "shell"];
      return step[wrong] === undefined
        ? []
        : [{ path: `${path}.${wrong}`, message: `is not for ${platform}; use '${right}'` }];
    }),
  },
  {
    name: "settings-go-with-lines",
    says: "`workingDirectory`, `environment`, `timeoutSeconds`, `maxAttempts`, `onFailure` and `reboot` go with `shell` or `powershell`; a document says these itself.",
    source: sources.components,
    check: each(({ path, step }) =>
      step.shell !== undefined || step.powershell !== undefined
        ? []
        : scriptSettings
            .filter((setting) => step[setting] !== undefined)
            .map((setting) => ({
              path: `${path}.${setting}`,
              message: "goes with 'shell' or 'powershell'; a document says this itself",
            })),
    ),
  },
  {
    name: "settings-are-possible",
    says: "A time limit is -1 or more than 0 seconds, attempts are 1 or more, and environment variables have names that a shell takes.",
    source: sources.components,
    check: each(settingsArePossible),
  },
  {
    name: "managed-version-goes-with-managed",
    says: "`managedVersion` goes with `managed`, and is a version whose parts may be `x`.",
    source: sources.recipes,
    check: each(({ path, step }) => {
      const version = knownString(step.managedVersion);
      if (step.managedVersion === undefined) return [];
      if (step.managed === undefined)
        return [{ path: `${path}.managedVersion`, message: "goes with 'managed'" }];
      return version === undefined || /^(\d+|x)\.(\d+|x)\.(\d+|x)$/.test(version)
        ? []
        : [{ path: `${path}.managedVersion`, message: "must be major.minor.patch, where each may be x" }];
    }),
  },
  {
    name: "step-names-differ",
    says: "Steps give their names to resources and components: lower-case letters, digits and single hyphens, each once.",
    source: sources.ours,
    check: stepNamesDiffer,
  },
  {
    name: "document-is-valid",
    says: "A component document is one that AWSTOE takes: its schema, its actions, its references and its parameters.",
    source: sources.components,
    check: each((written, { platform }) => [
      ...inspectDocuments(written, platform).errors,
      ...(written.test ? onlyTests(written) : []),
    ]),
  },
  {
    name: "references-in-lines-are-declared",
    says: "A reference in `{{ }}` in a step's lines, environment or working directory is to a parameter that the step is given, or to what AWS itself offers. Restarts and double braces of other languages are warned of.",
    source: sources.components,
    check: each((written) => [...inspectLines(written).errors]),
  },
  {
    name: "parameters-of-lines-are-named",
    says: "Parameters that are given to lines have names of 3 to 128 letters, digits, dashes and underscores.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
    check: each(parametersOfLinesAreNamed),
  },
  {
    name: "document-fits",
    says: "A document, also one that is made of lines, is at most 16,000 bytes inline, and at most 64 KiB in `documentBucket`.",
    source: sources.createComponent,
    check: (inputs) =>
      written(inputs).flatMap((step) => documentFits(step, inputs.documentBucket !== undefined)),
  },
  {
    name: "uri-is-of-s3",
    says: "A document's URI is of S3.",
    source: sources.createComponent,
    check: each(({ path, step }) =>
      isWellFormed(
        `${path}.documentUri`,
        step.documentUri,
        s3Uri,
        "an S3 URI, such as s3://my-bucket/document.yaml",
      ),
    ),
  },
  {
    name: "managed-is-a-name",
    says: "A component of Amazon's is given by its name; any other by its ARN.",
    source: sources.recipes,
    check: each(({ path, step }) =>
      isWellFormed(
        `${path}.managed`,
        step.managed,
        managedName,
        "a component's name, such as update-linux; an ARN belongs in 'componentArn'",
      ),
    ),
  },
  {
    name: "managed-suits-the-platform",
    says: "A component of Amazon's for Linux or Windows is not for another platform.",
    source: sources.recipes,
    check: each(({ path, step }, { platform }) => {
      const [, own] = /-(linux|windows)$/.exec(knownString(step.managed) ?? "") ?? [];
      return own === undefined || own === platform.toLowerCase()
        ? []
        : [{ path: `${path}.managed`, message: `is not for ${platform}` }];
    }),
  },
  {
    name: "component-is-in-the-region",
    says: "A component that exists is in the region of the golden image.",
    source: sources.recipes,
    check: each(({ path, step }, { region }) =>
      regionsAgree(`${path}.componentArn`, step.componentArn, region),
    ),
  },
  {
    name: "component-is-used-once",
    says: "A recipe takes each component once.",
    source: sources.recipes,
    check: componentIsUsedOnce,
  },
  {
    name: "components-fit",
    says: "A recipe takes 1 to 20 components.",
    source: sources.quotas,
    check: componentsFit,
  },
  {
    name: "stig-suits-the-platform",
    says: "Amazon's STIG components are for Linux and Windows.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html",
    check: ({ harden }, { platform }) =>
      platform === "macOS" && knownObject(harden).stig !== undefined
        ? [{ path: "harden.stig", message: "is not there for macOS: leave it out" }]
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
        message: "has a name that is not of letters, digits and underscores, or begins with a digit",
      })),
  ];
}

function stepNamesDiffer(inputs: Values, { resourceName }: Subject): Problem[] {
  const taken = new Map<string, string>([
    ["patch", "the built-in patch step"],
    ["clean-up", "the built-in clean-up step"],
    ["smoke-test", "the built-in tests"],
  ]);
  const image = knownString(inputs.name) ?? toName(resourceName);
  return written(inputs).flatMap(({ path, step, label }): Problem[] => {
    if (label === "") return [];
    const at = `${path}.name`;
    if (step.name !== undefined && !namePattern.test(label)) {
      return [{ path: at, message: "must be lower-case letters, digits and single hyphens" }];
    }
    if (image.length + 1 + label.length > 126) {
      return [
        { path: at, message: "is too long: with the image's name before it, it may have 126 characters" },
      ];
    }
    const other = taken.get(label);
    taken.set(label, path);
    return other === undefined ? [] : [{ path: at, message: `is the name of ${other} already` }];
  });
}

function inspectDocuments({ path, step }: WrittenStep, platform: Platform): Inspected {
  return joined([
    inspectDocument(`${path}.document`, step.document, step.parameters, "component", platform),
    inspectFile(`${path}.documentFile`, step.documentFile, step.parameters, "component", platform),
  ]);
}

/** All texts of a step that become commands of its component. */
function inspectLines({ path, step }: WrittenStep): Inspected {
  const powershell = step.powershell !== undefined;
  const at = { parameters: step.parameters, powershell };
  const lines = ["shell", "powershell"].flatMap((kind) =>
    knownList(step[kind]).map((line, index) => inspectLine(`${path}.${kind}[${index}]`, line, at)),
  );
  if (lines.length === 0) return joined([]);
  const environment = Object.entries(knownObject(step.environment)).map(([name, value]) =>
    inspectLine(entryPath(`${path}.environment`, name, isSecret(step.environment)), value, at),
  );
  return joined([
    ...lines,
    ...environment,
    inspectLine(`${path}.workingDirectory`, step.workingDirectory, at),
  ]);
}

function parametersOfLinesAreNamed({ path, step }: WrittenStep): Problem[] {
  if (step.shell === undefined && step.powershell === undefined) return [];
  const secret = isSecret(step.parameters);
  return Object.keys(knownObject(step.parameters))
    .filter((name) => !/^[A-Za-z0-9_-]{3,128}$/.test(name))
    .map((name) => ({
      path: entryPath(`${path}.parameters`, name, secret),
      message: "must have a name of 3 to 128 letters, digits, dashes and underscores",
    }));
}

/** What AWS may take in steps, and yet is probably not meant. */
export const stepWarnings = (inputs: Values, { platform, container }: Subject): Problem[] =>
  written(inputs).flatMap((step) => [
    ...(container ? [] : testsNoHost(step)),
    ...inspectDocuments(step, platform).warnings,
    ...inspectLines(step).warnings,
  ]);

/** A component that builds would change the image that it should test. */
function onlyTests(step: WrittenStep): Problem[] {
  const { path, names } = phasesOf(step);
  const message = "must have only phases that test: 'test' and, of containers, 'container-host-test'";
  return names.includes("build") || names.includes("validate") ? [{ path, message }] : [];
}

/** Image Builder runs this phase on the host of a container, and there is none for an AMI. */
function testsNoHost(step: WrittenStep): Problem[] {
  const { path, names } = phasesOf(step);
  const message = "has the phase container-host-test, which runs for container images only";
  return names.includes("container-host-test") ? [{ path, message }] : [];
}

/** The names of the phases of a step's own document, and where that is. */
function phasesOf({ path, step }: WrittenStep): { path: string; names: unknown[] } {
  const file = reveal(step.documentFile)?.value;
  const [property, document] =
    typeof file === "string" ? ["documentFile", textOf(file)] : ["document", reveal(step.document)?.value];
  const at = `${path}.${property}`;
  if (document === undefined) return { path: at, names: [] };
  const { parse } = require("yaml") as typeof import("yaml");
  try {
    const { phases } = knownObject(typeof document === "string" ? parse(document) : document);
    return { path: at, names: knownList(phases).map((phase) => knownObject(phase).name) };
  } catch {
    return { path: at, names: [] }; // `document-is-valid` says what is wrong with it.
  }
}

function documentFits(step: WrittenStep, bucket: boolean): Problem[] {
  const document = documentOf(step);
  if (document === undefined) return [];
  const { path, text, plain } = document;
  const length = byteLength(text);
  if (length > objectLimit) {
    return [{ path, message: "is over 64 KiB, which is all that Image Builder takes" }];
  }
  if (length <= inlineLimit) return [];
  if (!bucket) {
    return [
      {
        path,
        message: `is ${length} bytes long; over 16,000 must go through S3: give a 'documentBucket'`,
      },
    ];
  }
  return plain
    ? []
    : [{ path, message: "is over 16,000 bytes, and so must be a plain value to go through S3" }];
}

interface WrittenDocument {
  path: string;
  text: string;
  /** Whether it has no part that is hidden as a secret or comes from a resource. */
  plain: boolean;
}

/** The text that becomes a component, as far as it is known and of the right types. */
function documentOf({ path, step, label, test }: WrittenStep): WrittenDocument | undefined {
  const kind = ["document", "documentFile", "shell", "powershell"].find((each) => step[each] !== undefined);
  const value = reveal(step[kind ?? ""])?.value;
  if (kind === undefined || value === undefined) return undefined;
  const at = `${path}.${kind}`;
  if (kind === "document") {
    const text = writtenText(value);
    return text === undefined ? undefined : { path: at, text, plain: isPlain(step.document) };
  }
  if (kind === "documentFile") {
    const text = typeof value === "string" ? textOf(value) : undefined;
    return text === undefined ? undefined : { path: at, text, plain: typeof step.documentFile === "string" };
  }
  const isText = (line: unknown): line is string => typeof line === "string";
  const environment = reveal(step.environment)?.value ?? {};
  if (!Array.isArray(value) || !value.every(isText) || !isPlainObject(environment)) return undefined;
  const workingDirectory = reveal(step.workingDirectory)?.value;
  if (!Object.values(environment).every(isText)) return undefined;
  const script: Script = {
    [kind]: value,
    environment: environment as Record<string, string>,
    ...(isText(workingDirectory) && { workingDirectory }),
    reboot: known(step.reboot) === true,
  };
  const phase = test ? "test" : "build";
  const parameters = Object.keys(knownObject(step.parameters)).sort();
  const text = printDocument(label, [{ name: phase, steps: scriptSteps(script) }], parameters);
  return { path: at, text, plain: isPlain({ ...step, parameters: undefined }) };
}

/** What an asset holds is an output by the time it is planned. */
const isPlain = (value: unknown): boolean =>
  !(value instanceof Lifted) &&
  !(value instanceof Asset) &&
  (Array.isArray(value)
    ? value.every(isPlain)
    : !isPlainObject(value) || Object.values(value).every(isPlain));

function componentIsUsedOnce(inputs: Values): Problem[] {
  const stig =
    knownObject(inputs.harden).stig === undefined ? [] : [{ path: "harden.stig", component: "stig-build" }];
  const seen: { path: string; component: string; version: string }[] = stig.flatMap(({ path, component }) =>
    ["linux", "windows"].map((platform) => ({
      path,
      component: `aws/${component}-${platform}`,
      version: "x.x.x",
    })),
  );
  return written(inputs).flatMap(({ path, step }): Problem[] => {
    const property = step.managed === undefined ? "componentArn" : "managed";
    const used = usedComponent(step);
    if (used === undefined) return [];
    const at = `${path}.${property}`;
    const other = seen.find(
      ({ component, version }) => component === used.component && mayBeSame(version, used.version),
    );
    seen.push({ path: at, ...used });
    return other === undefined
      ? []
      : [{ path: at, message: `is used at ${other.path} already; a recipe takes each component once` }];
  });
}

/** Which component a step names: its owner and name, and its version. */
function usedComponent(step: Values): { component: string; version: string } | undefined {
  const managed = knownString(step.managed);
  if (managed !== undefined) {
    return { component: `aws/${managed}`, version: knownString(step.managedVersion) ?? "x.x.x" };
  }
  const [owner, , name, version] =
    knownString(step.componentArn)?.split(":").slice(4).join("/").split("/") ?? [];
  return version === undefined ? undefined : { component: `${owner}/${name}`, version };
}

/** Whether two versions, which may have `x` in them, can mean the same. */
function mayBeSame(one: string, other: string): boolean {
  const others = other.split(".");
  return one
    .split(".")
    .every((part, index) => part === "x" || others[index] === "x" || part === others[index]);
}

function componentsFit(inputs: Values, { tested }: Subject): Problem[] {
  const harden = knownObject(inputs.harden);
  const tests = knownObject(inputs.tests);
  const steps = written(inputs).filter(({ test }) => !test || tested).length;
  const builtIn = [
    known(harden.patch) !== false,
    known(harden.cleanUp) !== false,
    harden.stig !== undefined,
    tested && known(tests.builtIn) !== false,
  ].filter(Boolean).length;
  const count = steps + builtIn;
  if (count > 20) {
    return [
      {
        path: "customize",
        message: `makes ${count} components with hardening and tests (${builtIn} are built in); a recipe takes 20`,
      },
    ];
  }
  return count === 0
    ? [{ path: "customize", message: "leaves nothing to do: a recipe needs a component" }]
    : [];
}
