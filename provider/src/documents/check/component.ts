// What a component document must obey beyond its structure.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html

import { didYouMean, slipOf, suggestion } from "../../checks/suggestions";
import { checkAction } from "./actions";
import { checkGiven, type Declared } from "./given";
import { inputsOfUnix, type Platform, platforms } from "./platforms";
import { checkReferences, type KnownStep, loopNames, type Scope } from "./references";
import type { Report } from "./report";
import { exitInstead, restarting } from "./restarts";
import { list, member, members, type Path, strings, text } from "./value";

export interface ComponentOptions {
  readonly givenParameters?: readonly string[] | undefined;
  readonly platform?: Platform | undefined;
}

export function checkComponent(document: unknown, options: ComponentOptions, report: Report): void {
  const phases = list(member(document, "phases"));
  checkPhaseNames(phases, report);
  const { parameters, constants } = declaredVariables(document, report);
  checkGiven(parameters, options.givenParameters, report);

  const phaseNames = phases.map((phase) => text(member(phase, "name")) ?? "");
  const steps = phases.flatMap((phase, index) => knownSteps(phase, phaseNames[index] ?? ""));
  let before = 0;
  for (const [index, phase] of phases.entries()) {
    const inPhase = list(member(phase, "steps"));
    const path = ["phases", index, "steps"];
    checkUnique(inPhase, path, ["name"], "step", "phase", report);
    checkUnique(inPhase, path, ["loop", "name"], "loop", "phase", report);
    const allLoops = inPhase.flatMap((step) => text(member(member(step, "loop"), "name")) ?? []);
    for (const [position, step] of inPhase.entries()) {
      const at = [...path, position];
      checkAction(text(member(step, "action")), "component", [...at, "action"], report);
      checkStepName(text(member(step, "name")), [...at, "name"], report);
      checkModes(member(step, "inputs"), [...at, "inputs"], report);
      checkLoop(member(step, "loop"), [...at, "loop"], report);
      if (options.platform !== undefined) checkPlatform(step, at, options.platform, report);
      const loops = loopNames(member(step, "loop"));
      checkStrings(step, at, report, {
        phase: phaseNames[index] ?? "",
        phases: phaseNames,
        steps,
        before: before + position,
        variables: [...parameters.keys(), ...constants],
        loops,
        otherLoops: allLoops.filter((name) => !loops.includes(name)),
        powershell: text(member(step, "action")) === "ExecutePowerShell",
        lines: false,
      });
    }
    before += inPhase.length;
  }
}

const knownSteps = (phase: unknown, name: string): KnownStep[] =>
  list(member(phase, "steps")).map((step) => ({
    phase: name,
    name: text(member(step, "name")) ?? "",
    action: text(member(step, "action")),
    inputs: member(step, "inputs"),
  }));

const ofImageBuilder = ["build", "validate", "test", "container-host-test"];

function checkPhaseNames(phases: readonly unknown[], report: Report): void {
  checkUnique(phases, ["phases"], ["name"], "phase", "document", report);
  const names = phases.flatMap((phase) => text(member(phase, "name")) ?? []);
  const runs = names.filter((name) => ofImageBuilder.includes(name));
  const slips = names.filter((name) => slipOf(name, ofImageBuilder) !== undefined);
  if (names.length > 0 && runs.length === 0 && slips.length === 0) {
    report.add(["phases"], {
      rule: "must have at least one of build, validate and test: others never run",
      as: "no-phase-runs",
    });
    return;
  }
  for (const [index, phase] of phases.entries()) {
    const name = text(member(phase, "name"));
    if (name !== undefined && !ofImageBuilder.includes(name))
      checkPhase(name, ["phases", index, "name"], report);
  }
  if (runs.length > 0 && runs.every((name) => name === "container-host-test")) {
    report.add(["phases"], {
      rule: "has container-host-test alone: AWS's guide wants one of build, validate and test beside it",
      as: "host-tests-alone",
    });
  }
}

function checkPhase(name: string, path: Path, report: Report): void {
  const meant = slipOf(name, ofImageBuilder);
  if (meant !== undefined) {
    report.add(path, {
      rule: "is not a phase of Image Builder",
      detail: `'${name}' is not a phase of Image Builder${suggestion(meant)}`,
      as: "misspelt-name",
    });
    return;
  }
  const never = "is not a phase that Image Builder runs: its steps run only where another document calls it";
  report.add(path, {
    rule: never,
    detail: `'${name}' ${never}${didYouMean(name, ofImageBuilder)}`,
    as: "unknown-phase",
  });
}

function checkStepName(name: string | undefined, path: Path, report: Report): void {
  if (name === undefined || /^[A-Za-z0-9_-]*$/.test(name)) return;
  report.add(path, {
    rule: "has other characters than letters, digits, dashes and underscores, so references may not find it",
    as: "odd-step-name",
  });
}

/** `0644` of YAML or a program is the number 420 by the time it is here, and is printed as that. */
function checkModes(inputs: unknown, path: Path, report: Report): void {
  if (report.source.isText) return;
  for (const [index, item] of list(inputs).entries()) {
    if (typeof member(item, "permissions") !== "number") continue;
    report.add([...path, index, "permissions"], {
      rule: 'is a number, which may not be the one that was written: put it in quotes, as "0644"',
      as: "mode-as-number",
    });
  }
}

/** Names must be unique, or it isn't clear what refers to what. */
export function checkUnique(
  items: readonly unknown[],
  path: Path,
  where: readonly string[],
  what: string,
  within: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const name = text(where.reduce<unknown>((value, part) => member(value, part), item));
    if (name === undefined) continue;
    if (seen.has(name)) {
      report.add([...path, index, ...where], {
        rule: sameName(what, within),
        detail: `'${name}' ${sameName(what, within)}`,
      });
    }
    seen.add(name);
  }
}

const sameName = (what: string, within: string): string =>
  `is the same as the name of another ${what} of the ${within}: choose another`;

interface Variables {
  readonly parameters: ReadonlyMap<string, Declared>;
  readonly constants: ReadonlySet<string>;
}

function declaredVariables(document: unknown, report: Report): Variables {
  const parameters = new Map<string, Declared>();
  const constants = new Set<string>();
  for (const kind of ["parameters", "constants"] as const) {
    for (const [index, item] of list(member(document, kind)).entries()) {
      for (const [name, definition] of members(item)) {
        const path = [kind, index, name];
        if (parameters.has(name) || constants.has(name)) {
          report.add(path, { rule: sameName("parameter or constant", "document") });
        } else if (kind === "constants") constants.add(name);
        else parameters.set(name, { path, hasDefault: member(definition, "default") !== undefined });
      }
    }
  }
  return { parameters, constants };
}

function checkLoop(loop: unknown, path: Path, report: Report): void {
  const [start, end, updateBy] = ["start", "end", "updateBy"].map((name) =>
    member(member(loop, "for"), name),
  );
  if (typeof start !== "number" || typeof end !== "number" || typeof updateBy !== "number") return;
  if ((end - start) * updateBy < 0) {
    report.add([...path, "for", "updateBy"], {
      rule: "leads away from the end, so the loop would never stop",
    });
  }
}

function checkPlatform(step: unknown, path: Path, platform: Platform, report: Report): void {
  const action = text(member(step, "action"));
  // A step with a condition may be there for another platform.
  if (action === undefined || member(step, "if") !== undefined) return;
  const possible = platforms(action);
  if (possible !== undefined && !possible.includes(platform)) {
    report.add([...path, "action"], {
      rule: `is not available on ${platform}`,
      detail: `'${action}' is not available on ${platform}, only on ${possible.join(" and ")}`,
    });
  }
  if (platform !== "Windows" || (action !== "CreateFile" && action !== "CreateFolder")) return;
  for (const [index, item] of list(member(step, "inputs")).entries()) {
    for (const [name] of members(item).filter(([input]) => inputsOfUnix.includes(input))) {
      report.add([...path, "inputs", index, name], { rule: "is not available on Windows" });
    }
  }
}

/** The parts of a step in which AWSTOE resolves references. */
function checkStrings(step: unknown, path: Path, report: Report, scope: Scope): void {
  const commands = list(member(member(step, "inputs"), "commands"));
  for (const [index, line] of commands.entries()) {
    if (typeof line !== "string" || !restarting(line)) continue;
    report.add([...path, "inputs", "commands", index], {
      rule: `restarts the instance, which fails the step: use a step with the action Reboot, ${exitInstead}`,
      as: "restart",
    });
  }
  for (const part of ["inputs", "loop", "if"]) {
    for (const [value, at] of strings(member(step, part), [...path, part])) {
      for (const finding of checkReferences(value, scope)) report.add(at, finding);
    }
  }
}
