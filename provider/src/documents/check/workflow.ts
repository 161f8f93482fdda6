// What a workflow document must obey beyond its structure.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html

import { didYouMean, didYouMeanOneOf, possibleAre, slipOf } from "../../checks/suggestions";
import { checkAction, isKnownAction } from "./actions";
import { checkUnique } from "./component";
import { checkGiven, type Declared } from "./given";
import { workflowOutputs } from "./outputs";
import type { Finding, Report } from "./report";
import { list, member, members, type Path, strings, text } from "./value";

export type Stage = "BUILD" | "TEST" | "DISTRIBUTION";

export interface WorkflowOptions {
  readonly givenParameters?: readonly string[] | undefined;
}

export function checkWorkflow(
  document: unknown,
  stage: Stage,
  options: WorkflowOptions,
  report: Report,
): void {
  const parameters = declaredParameters(document);
  checkUnique(
    list(member(document, "parameters")),
    ["parameters"],
    ["name"],
    "parameter",
    "document",
    report,
  );
  checkGiven(parameters, options.givenParameters, report);
  const steps = list(member(document, "steps"));
  checkUnique(steps, ["steps"], ["name"], "step", "document", report);
  checkStages(steps, stage, report);

  const names = [...parameters.keys()];
  for (const [index, step] of steps.entries()) {
    const path = ["steps", index];
    checkAction(text(member(step, "action")), "workflow", [...path, "action"], report);
    checkDepth(member(step, "if"), [...path, "if"], 1, report);
    for (const part of ["if", "inputs", "rollbackEnabled", "rollbackEnabled.$"]) {
      checkStrings(member(step, part), [...path, part], { steps, before: index, parameters: names }, report);
    }
  }
  const outputs = list(member(document, "outputs"));
  checkUnique(outputs, ["outputs"], ["name"], "output", "document", report);
  checkStrings(outputs, ["outputs"], { steps, before: steps.length, parameters: names }, report);
}

function declaredParameters(document: unknown): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const [index, parameter] of list(member(document, "parameters")).entries()) {
    const name = text(member(parameter, "name"));
    if (name === undefined) continue;
    declared.set(name, {
      path: ["parameters", index],
      hasDefault: member(parameter, "default") !== undefined,
    });
  }
  return declared;
}

const ofAmis = ["DistributeImage", "ModifyImageAttributes", "ApplyImageConfigurations"];

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html */
const stagesOf: Readonly<Record<string, readonly Stage[]>> = {
  ExecuteComponents: ["BUILD", "TEST"],
  CollectImageScanFindings: ["TEST"],
  DistributeContainerImage: ["DISTRIBUTION"],
  ...Object.fromEntries(ofAmis.map((action) => [action, ["DISTRIBUTION"] as const])),
};

function checkStages(steps: readonly unknown[], stage: Stage, report: Report): void {
  const actions = steps.map((step) => text(member(step, "action")) ?? "");
  const hasContainers = actions.includes("DistributeContainerImage");
  for (const [index, action] of actions.entries()) {
    const path = ["steps", index, "action"];
    const possible = Object.hasOwn(stagesOf, action) ? stagesOf[action] : undefined;
    if (possible !== undefined && !possible.includes(stage)) {
      report.add(path, {
        rule: `is not available in a ${stage} workflow`,
        detail: `'${action}' is not available in a ${stage} workflow, only in ${possible.join(" and ")}`,
      });
    }
    if (hasContainers && ofAmis.includes(action)) {
      report.add(path, {
        rule: "distributes AMIs, and another step container images: a workflow does only one of both",
      });
    }
  }
}

/** Conditions have four levels at most. */
function checkDepth(condition: unknown, path: Path, level: number, report: Report): void {
  if (Array.isArray(condition)) {
    for (const [index, item] of list(condition).entries()) checkDepth(item, [...path, index], level, report);
    return;
  }
  if (level > 4) {
    report.add(path, { rule: "is too deep: conditions have four levels at most" });
    return;
  }
  for (const [name, child] of members(condition)) {
    if (["and", "or", "not"].includes(name)) checkDepth(child, [...path, name], level + 1, report);
  }
}

interface Scope {
  readonly steps: readonly unknown[];
  readonly before: number;
  readonly parameters: readonly string[];
}

/**
 * A string is a reference as a whole, or holds some in braces; everything else is left as it is.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html
 */
function checkStrings(value: unknown, path: Path, scope: Scope, report: Report): void {
  for (const [string, at] of strings(value, path)) {
    const isReference = String(at.findLast((segment) => typeof segment === "string")).endsWith(".$");
    const whole = string.trim();
    if (whole.startsWith("$.") && (isReference || nodeOf(whole) !== undefined)) {
      const finding = checkReference(whole, scope);
      if (finding !== undefined) report.add(at, finding);
      continue;
    }
    const rest = string.replace(/\{\{\s*(\$\.[^{}]*?)\s*\}\}/g, (words, reference: string) => {
      const finding = checkReference(reference, scope);
      if (finding !== undefined) report.add(at, { ...finding, words });
      return "";
    });
    const [open] = /\{\{\s*\$\.[\w.-]*/.exec(rest) ?? [];
    if (open === undefined) continue;
    report.add(at, {
      rule: "has a {{ without its }}: if a reference is meant, close it",
      words: open,
      as: "unclosed-braces",
    });
  }
}

// The guide writes the last one both ways.
const nodes = ["parameters", "stepOutputs", "workflowOutputs", "imagebuilder", "imageBuilder"];

const nodeOf = (reference: string): string | undefined => {
  const [node = ""] = reference.slice(2).split(/[.[]/);
  return nodes.includes(node) ? node : undefined;
};

function checkReference(reference: string, scope: Scope): Finding | undefined {
  const [node = "", name = "", output = ""] = reference.slice(2).split(/[.[]/);
  switch (node) {
    case "parameters":
      if (scope.parameters.includes(name)) return undefined;
      return {
        rule: "refers to a parameter that doesn't exist",
        detail: `refers to the parameter '${name}', which doesn't exist${didYouMean(name, scope.parameters)}`,
      };
    case "stepOutputs":
      return checkStep(name, output, scope);
    case "workflowOutputs":
      return name === "" ? { rule: "must name an output of an earlier workflow" } : undefined;
    case "imagebuilder":
    case "imageBuilder":
      return checkVariable(name);
    default: {
      const all = "possible are $.parameters, $.stepOutputs, $.workflowOutputs and $.imagebuilder";
      const hint = didYouMean(node, nodes.slice(0, 4));
      return {
        rule: `refers to an unknown node; ${all}`,
        detail: `refers to the unknown node '${node}'${hint === "" ? `; ${all}` : hint}`,
      };
    }
  }
}

function checkStep(name: string, output: string, { steps, before }: Scope): Finding | undefined {
  const at = steps.findIndex((step) => text(member(step, "name")) === name);
  if (at < 0) {
    const possible = steps.flatMap((step) => text(member(step, "name")) ?? []);
    return {
      rule: "refers to a step that doesn't exist",
      detail: `refers to the step '${name}', which doesn't exist${didYouMean(name, possible)}`,
    };
  }
  if (at >= before) {
    return {
      rule: "refers to a step that doesn't come before",
      detail: `refers to the step '${name}', which doesn't come before`,
    };
  }
  const action = text(member(steps[at], "action"));
  if (action === undefined || !isKnownAction(action, "workflow")) return undefined;
  const possible = Object.hasOwn(workflowOutputs, action) ? (workflowOutputs[action] ?? []) : [];
  if (possible.includes(output)) return undefined;
  const all = possible.length === 0 ? "it has no outputs" : `possible are ${possible.join(", ")}`;
  return {
    as: slipOf(output, possible) === undefined ? "unknown-variable" : "misspelt-name",
    rule: "refers to an output that doesn't exist",
    detail: `refers to an output that step '${name}' (${action}) doesn't have; ${all}`,
  };
}

// The guide's table, and the date that one of its examples reads.
const variables = [
  ..."cloudWatchLogGroup cloudWatchLogStream collectImageMetadata collectImageScanFindings".split(" "),
  ..."dateTime imageBuildNumber imageId imageName imageType imageVersionNumber instanceProfileName".split(
    " ",
  ),
  ..."platform s3Logs securityGroups sourceImageARN subnetId terminateInstanceOnFailure".split(" "),
  ..."workflowPhase workingDirectory".split(" "),
];

/** Another example writes `Platform`, so capitals don't count. */
function checkVariable(name: string): Finding | undefined {
  if (variables.some((known) => known.toLowerCase() === name.toLowerCase())) return undefined;
  return {
    as: slipOf(name, variables) === undefined ? "unknown-variable" : "misspelt-name",
    rule: `refers to a variable of Image Builder that doesn't exist${possibleAre(variables)}`,
    detail: `refers to '${name}', which isn't a variable of Image Builder${didYouMeanOneOf(name, variables)}`,
  };
}
