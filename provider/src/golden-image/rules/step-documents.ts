// The documents of steps, and the lines that become one.

import { hasForm, s3Uri } from "../../checks/identifiers";
import { isSecret, known, knownList, knownObject, reveal } from "../../checks/known";
import { isError, isWarning } from "../../checks/problems";
import type { Problem } from "../../checks/problems";
import type { Rule } from "../../checks/rule";
import { byteLength } from "../../checks/service-model/check";
import { sources } from "../../checks/sources";
import { entryPath } from "../../checks/wording";
import { printDocument, scriptSteps } from "../../documents/builder";
import type { Script } from "../../documents/builder";
import type { Platform } from "../../documents/check";
import { inlineLimit, objectLimit } from "../../documents/limits";
import { inspectDocument, inspectFile, inspectLine, textOf, writtenText } from "../../documents/rules";
import { Asset, Lifted, isPlainObject } from "../../protocol/values";
import type { ImageContext } from "./context";
import { onSteps, writtenSteps } from "./written-steps";
import type { WrittenStep } from "./written-steps";

export const stepDocumentRules: readonly Rule<ImageContext>[] = [
  {
    name: "document-is-valid",
    description:
      "A component document is one that AWSTOE takes: its schema, its actions, its references and its parameters.",
    source: sources.components,
    check: onSteps((written, { platform }) => [
      ...inspectDocuments(written, platform).filter(isError),
      ...(written.test ? onlyTests(written) : []),
    ]),
  },
  {
    name: "references-in-lines-are-declared",
    description:
      "A reference in `{{ }}` in a step's lines, environment or working directory is to a parameter that the step is given, or to what AWS itself offers. Restarts and double braces of other languages are warned of.",
    source: sources.components,
    check: onSteps((written) => inspectLines(written).filter(isError)),
  },
  {
    name: "lines-are-bash",
    description: "The lines of `shell` are bash, as `bash -n` says where the preview runs, if bash is there.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin",
    check: onSteps(linesAreBash),
  },
  {
    name: "parameters-of-lines-are-named",
    description:
      "Parameters that are given to lines have names of 3 to 128 letters, digits, dashes and underscores.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
    check: onSteps(parametersOfLinesAreNamed),
  },
  {
    name: "document-fits",
    description:
      "A document, also one that is made of lines, is at most 16,000 bytes inline, and at most 64 KiB in `documentBucket`.",
    source: sources.createComponent,
    check: (inputs) =>
      writtenSteps(inputs).flatMap((step) => documentFits(step, inputs.documentBucket !== undefined)),
  },
  {
    name: "uri-is-of-s3",
    description: "A document's URI is of S3.",
    source: sources.createComponent,
    check: onSteps(({ path, step }) =>
      hasForm(`${path}.documentUri`, step.documentUri, s3Uri("document.yaml")),
    ),
  },
];

const inspectDocuments = ({ path, step }: WrittenStep, platform: Platform): Problem[] => [
  ...inspectDocument(`${path}.document`, step.document, step.parameters, "component", platform),
  ...inspectFile(`${path}.documentFile`, step.documentFile, step.parameters, "component", platform),
];

/** All texts of a step that become commands of its component. */
function inspectLines({ path, step }: WrittenStep): Problem[] {
  const powershell = step.powershell !== undefined;
  const at = { parameters: step.parameters, powershell };
  const lines = ["shell", "powershell"].flatMap((kind) =>
    knownList(step[kind]).map((line, index) => inspectLine(`${path}.${kind}[${index}]`, line, at)),
  );
  if (lines.length === 0) return [];
  const environment = Object.entries(knownObject(step.environment)).flatMap(([name, value]) =>
    inspectLine(entryPath(`${path}.environment`, name, isSecret(step.environment)), value, at),
  );
  return [
    ...lines.flat(),
    ...environment,
    ...inspectLine(`${path}.workingDirectory`, step.workingDirectory, at),
  ];
}

/** Lines that aren't known yet may close what others open. */
function linesAreBash({ path, step }: WrittenStep): Problem[] {
  const lines = knownList(step.shell).map(reveal);
  const texts = lines.flatMap((line) => (typeof line?.value === "string" ? [line.value] : []));
  if (texts.length === 0 || texts.length < lines.length) return [];
  const { bashSyntaxError }: typeof import("../../documents/syntax") = require("../../documents/syntax");
  const error = bashSyntaxError(texts);
  if (error === undefined) return [];
  // What bash says repeats a word of any of the lines.
  const says = lines.some((line) => line?.secret) ? "" : `: ${error.says}`;
  return [{ path: `${path}.shell[${error.index}]`, message: `is not bash, so the step would fail${says}` }];
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

/** What AWS may accept in steps, and yet is probably a mistake. */
export const stepDocumentWarnings: readonly Rule<ImageContext>[] = [
  {
    name: "documents-are-usual",
    description:
      "What AWS may accept in documents, and yet is probably a mistake: see [documents](#documents-lines-and-dockerfile-templates).",
    source: sources.components,
    check: onSteps((step, { platform }) => inspectDocuments(step, platform).filter(isWarning)),
  },
  {
    name: "lines-are-usual",
    description: "The same in a step's lines.",
    source: sources.components,
    check: onSteps((step) => inspectLines(step).filter(isWarning)),
  },
  {
    name: "host-tests-run-for-containers",
    description: "The phase `container-host-test` runs for container images only: an AMI has no host.",
    source: sources.components,
    check: onSteps((step, { container }) => (container ? [] : testsNoHost(step))),
  },
];

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
  const { parse }: typeof import("yaml") = require("yaml");
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
  const { path, text, isPlain } = document;
  const length = byteLength(text);
  if (length > objectLimit) {
    return [{ path, message: "must be at most 64 KiB, the most that Image Builder accepts" }];
  }
  if (length <= inlineLimit) return [];
  if (!bucket) {
    return [
      {
        path,
        message: `is ${length} bytes long, and what is over 16,000 must go through S3: set 'documentBucket'`,
      },
    ];
  }
  return isPlain
    ? []
    : [{ path, message: "must be a plain value: it is over 16,000 bytes, and so goes through S3" }];
}

interface WrittenDocument {
  path: string;
  text: string;
  /** Whether it has no part that is hidden as a secret or comes from a resource. */
  isPlain: boolean;
}

/** The text that becomes a component, as far as it is known and of the right types. */
function documentOf({ path, step, label, test }: WrittenStep): WrittenDocument | undefined {
  const kind = ["document", "documentFile", "shell", "powershell"].find((each) => step[each] !== undefined);
  const value = reveal(step[kind ?? ""])?.value;
  if (kind === undefined || value === undefined) return undefined;
  const at = `${path}.${kind}`;
  if (kind === "document") {
    const text = writtenText(value);
    return text === undefined ? undefined : { path: at, text, isPlain: hasOnlyPlain(step.document) };
  }
  if (kind === "documentFile") {
    const text = typeof value === "string" ? textOf(value) : undefined;
    return text === undefined
      ? undefined
      : { path: at, text, isPlain: typeof step.documentFile === "string" };
  }
  const environment = textsIn(reveal(step.environment)?.value ?? {});
  const workingDirectory = reveal(step.workingDirectory)?.value;
  if (!Array.isArray(value) || !value.every(isText) || environment === undefined) return undefined;
  const script: Script = {
    [kind]: value,
    environment,
    ...(isText(workingDirectory) && { workingDirectory }),
    reboot: known(step.reboot) === true,
  };
  const phase = test ? "test" : "build";
  const parameters = Object.keys(knownObject(step.parameters)).sort();
  const text = printDocument(label, [{ name: phase, steps: scriptSteps(script) }], parameters);
  return { path: at, text, isPlain: hasOnlyPlain({ ...step, parameters: undefined }) };
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The object, if it has only texts. */
function textsIn(value: unknown): Record<string, string> | undefined {
  const isOfTexts = (object: object): object is Record<string, string> => Object.values(object).every(isText);
  return isPlainObject(value) && isOfTexts(value) ? value : undefined;
}

/** What an asset holds is an output by the time it is planned. */
const hasOnlyPlain = (value: unknown): boolean =>
  !(value instanceof Lifted) &&
  !(value instanceof Asset) &&
  (Array.isArray(value)
    ? value.every(hasOnlyPlain)
    : !isPlainObject(value) || Object.values(value).every(hasOnlyPlain));
