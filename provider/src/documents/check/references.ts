// References in a component document: `{{ build.Step.outputs.stdout }}`, `{{ parameter }}`, `{{ loop.value }}`,
// `{{ env:HOME }}`. Image Builder refuses what isn't declared, when the component is created. Templates of Docker, Helm or
// Ansible look alike, and there is no way to escape them.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html#document-chaining
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html

import { didYouMean, didYouMeanOneOf, possibleAre, slipOf, suggestion } from "../../checks/suggestions";
import { isKnownAction } from "./actions";
import { componentOutputs } from "./outputs";
import type { Finding } from "./report";
import { list, member, members, text } from "./value";

export interface KnownStep {
  readonly phase: string;
  readonly name: string;
  readonly action: string | undefined;
  readonly inputs: unknown;
}

/** What a string may refer to. */
export interface Scope {
  readonly phase: string;
  readonly phases: readonly string[];
  /** All steps, and how many of them come before. */
  readonly steps: readonly KnownStep[];
  readonly before: number;
  /** The names of parameters and constants. */
  readonly variables: readonly string[];
  /** Of a step with a loop: the names of its iteration variables. */
  readonly loops: readonly string[];
  /** The loops of the phase's other steps. */
  readonly otherLoops: readonly string[];
  /** Whether the text is PowerShell's, which quotes otherwise than a Unix shell. */
  readonly powershell: boolean;
  /** Whether the text is one of a step's own lines, which have a document to themselves. */
  readonly lines: boolean;
}

export function checkReferences(value: string, scope: Scope): Finding[] {
  const findings: Finding[] = [];
  const rest = value.replace(/\{\{([^{}]*)\}\}/g, (words, inner: string) => {
    const finding = checkReference(inner.trim(), scope);
    if (finding !== undefined) findings.push({ as: "undeclared-reference", ...finding, words });
    return " ".repeat(words.length);
  });
  // Braces of a shell look alike, so only what can't be anything else is taken for a reference.
  for (const [words, name = "", next = ""] of rest.matchAll(/(?<!\{)\{\{ *([A-Za-z_][\w:./-]*) *(.?)/g)) {
    const isAlone = /^[\s}"']?$/.test(next);
    const isKnown = [...scope.variables, ...scope.phases].includes(name.split(/[.:]/)[0] ?? "");
    if (!isAlone && !isKnown) continue;
    const rule = "has a {{ without its }}: if a reference is meant, close it";
    findings.push({ rule, words: words.trimEnd(), as: "unclosed-braces" });
  }
  return findings;
}

function checkReference(inner: string, scope: Scope): Finding | undefined {
  if (isOfTemplate(inner)) return foreign(scope);
  if (/^[\w-]+$/.test(inner)) return checkVariable(inner, scope);
  const [origin] = /^[A-Za-z][\w-]*(?=:\S)/.exec(inner) ?? [];
  if (origin !== undefined) return checkBuiltIn(origin, inner, scope);
  const [, name, part] = /^([\w-]+)\.(\w+)$/.exec(inner) ?? [];
  if (name !== undefined && part !== undefined) return checkLoop(name, part, scope);
  const [, phase, step, variable] = /^([\w-]+)\.([\w -]+)\.(.+)$/.exec(inner) ?? [];
  if (phase !== undefined && step !== undefined && variable !== undefined) {
    return checkChain(phase, step, variable, scope);
  }
  return foreign(scope);
}

/** Words of Go's templates, as in `docker inspect --format`, and numbers. */
const isOfTemplate = (inner: string): boolean => ["", "end", "else"].includes(inner) || /^\d+$/.test(inner);

/** https://github.com/aws/ec2-image-builder-roadmap/issues/114, where AWS itself proposes the constant. */
function foreign({ powershell, lines }: Scope): Finding {
  const apart = powershell ? "('{' + '{.Id}}')" : "'{''{.Id}}'";
  const constant = lines ? "" : ", or make them the value of a constant";
  return {
    rule:
      "has double braces of another language, which AWS takes for a reference and can't escape " +
      `(ec2-image-builder-roadmap issue 114): keep the first two apart, as in ${apart}${constant}`,
    as: "foreign-braces",
  };
}

function checkVariable(name: string, { variables }: Scope): Finding | undefined {
  if (variables.includes(name)) return undefined;
  return {
    rule: "refers to what is neither a parameter nor a constant",
    detail: `refers to '${name}', which is neither a parameter nor a constant${didYouMean(name, variables)}`,
  };
}

const builtIns = ["aws", "context", "env"];
const services = ["ssm", "imds"];
/** What stands before the colon in other templates of Image Builder, and never in a component. */
const elsewhere = "imagebuilder";
const contextKeys =
  "executionId accountId region osPlatform osName osVersion date dateTime uuid hostname phase step".split(
    " ",
  );

function checkBuiltIn(origin: string, inner: string, scope: Scope): Finding | undefined {
  const rest = inner.slice(origin.length + 1);
  const all = "possible are aws:ssm:, aws:imds:, context: and env:";
  switch (origin) {
    case "env":
      return undefined;
    case "context":
      if (contextKeys.includes(rest)) return undefined;
      return {
        as: slipOf(rest, contextKeys) === undefined ? "unknown-variable" : "misspelt-name",
        rule: `refers to a context variable that doesn't exist${possibleAre(contextKeys)}`,
        detail: `refers to the context variable '${rest}', which doesn't exist${didYouMeanOneOf(rest, contextKeys)}`,
      };
    case "aws": {
      const [, service, name = ""] = /^(\w+):(.*)$/s.exec(rest) ?? [];
      if (service === "ssm") {
        const [, inside] = /^resolve\(\s*([\w-]+)\s*\)$/.exec(name) ?? [];
        return inside === undefined ? undefined : checkVariable(inside, scope);
      }
      if (service === "imds") {
        return /^\/?(?:iam|identity-credentials)(?:\/|$)/.test(name)
          ? { rule: "refers to instance metadata that holds credentials, which AWSTOE refuses" }
          : undefined;
      }
      return {
        as: slipOf(service ?? "", services) === undefined ? "unknown-variable" : "misspelt-name",
        rule: `refers to an unknown source; ${all}`,
        detail: `refers to '${inner}', of an unknown source; ${all}`,
      };
    }
    default: {
      const hint = didYouMean(origin, builtIns);
      const isWrong = origin === elsewhere || slipOf(origin, builtIns) !== undefined;
      return {
        as: isWrong ? "undeclared-reference" : "unknown-variable",
        rule: `refers to an unknown source; ${all}`,
        detail: `refers to the unknown source '${origin}:'${hint === "" ? `; ${all}` : hint.replace("?", ":?")}`,
      };
    }
  }
}

function checkLoop(name: string, part: string, scope: Scope): Finding | undefined {
  const { loops, otherLoops } = scope;
  if (loops.includes(name)) {
    if (part === "index" || part === "value") return undefined;
    return {
      rule: "refers to what a loop doesn't have: only index and value",
      detail: `refers to '${part}' of a loop, which has only index and value`,
    };
  }
  if (part !== "index" && part !== "value") return foreign(scope);
  if (name === "loop") return { rule: "refers to a loop, but its step has none" };
  if (otherLoops.includes(name)) {
    return {
      rule: "refers to the loop of another step",
      detail: `refers to the loop '${name}' of another step`,
    };
  }
  const meant = slipOf(name, loops);
  if (meant === undefined) return foreign(scope);
  return {
    rule: "refers to a loop that doesn't exist",
    detail: `refers to the loop '${name}'${suggestion(meant)}`,
  };
}

function checkChain(phase: string, name: string, variable: string, scope: Scope): Finding | undefined {
  const [, end, index, output] = /^(inputs|outputs)(?:\[(\d+)\])?(?:\.(.+))?$/.exec(variable) ?? [];
  const knowsPhase = scope.phases.includes(phase);
  if (end === undefined) {
    // Without a phase of the document, this may be of another language.
    if (!knowsPhase) return foreign(scope);
    const rule = "refers to a step's inputs or outputs, and must name which";
    const [part = ""] = variable.split(/[.[]/);
    return { rule, detail: rule + didYouMean(part, ["inputs", "outputs"]) };
  }
  if (scope.lines) {
    return {
      rule: "refers to a step's outputs or inputs, which only other steps of its own document can do",
    };
  }
  if (!knowsPhase) {
    return {
      rule: "refers to a phase that doesn't exist",
      detail: `refers to the phase '${phase}', which doesn't exist${didYouMean(phase, scope.phases)}`,
    };
  }
  const at = scope.steps.findIndex((step) => step.phase === phase && step.name === name);
  const step = scope.steps[at];
  if (step === undefined) {
    const possible = scope.steps.filter((other) => other.phase === phase).map((other) => other.name);
    return {
      rule: "refers to a step that doesn't exist",
      detail: `refers to the step '${name}', which isn't in phase ${phase}${didYouMean(name, possible)}`,
    };
  }
  if (at >= scope.before) {
    return {
      rule: "refers to a step that doesn't come before",
      detail: `refers to the step '${name}', which doesn't come before`,
    };
  }
  if (isTest(scope.phase) && !isTest(phase)) {
    return {
      rule: "refers to a phase that runs on another instance: tests can't refer to build and validate",
    };
  }
  return end === "outputs" ? checkOutput(step, output) : checkInput(step, index, output);
}

/** Image Builder runs its two stages apart, so nothing is handed on from one to the other. */
const isTest = (phase: string): boolean => phase === "test" || phase === "container-host-test";

function checkOutput({ action, name }: KnownStep, output: string | undefined): Finding | undefined {
  if (action === undefined || !isKnownAction(action, "component")) return undefined;
  const possible = Object.hasOwn(componentOutputs, action) ? (componentOutputs[action] ?? []) : [];
  if (output !== undefined && possible.includes(output)) return undefined;
  const all = possible.length === 0 ? "it has no outputs" : `possible are ${possible.join(", ")}`;
  return {
    rule: "refers to an output that doesn't exist",
    detail: `refers to an output that step '${name}' (${action}) doesn't have; ${all}`,
  };
}

function checkInput(
  { name, inputs }: KnownStep,
  index: string | undefined,
  input: string | undefined,
): Finding | undefined {
  // What an input without an index means for a list, the guide doesn't say.
  if (index === undefined || !Array.isArray(inputs)) return undefined;
  const item = list(inputs)[Number(index)];
  if (item === undefined) {
    return {
      rule: "refers to an item of a list of inputs that doesn't exist; the first is 0",
      detail: `refers to item ${index} of the inputs of step '${name}', which doesn't exist; the first is 0`,
    };
  }
  const [first = ""] = (input ?? "").split(/[.[]/);
  if (member(item, first) !== undefined) return undefined;
  return {
    rule: "refers to an input that doesn't exist",
    detail: `refers to an input that step '${name}' doesn't have${didYouMean(
      first,
      members(item).map(([key]) => key),
    )}`,
  };
}

/** The names under which a step's inputs see its loop. */
export function loopNames(loop: unknown): string[] {
  if (loop === undefined) return [];
  const name = text(member(loop, "name"));
  return name === undefined ? ["loop"] : ["loop", name];
}
