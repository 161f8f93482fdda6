// A line of shell or PowerShell that a step is given, without a document around it.

import { checkReferences } from "./references";
import type { DocumentProblem } from "./problem";
import { Report } from "./report";
import { hiddenFailures } from "./hidden-failures";
import { exitInstead, restarting } from "./restarts";
import { objectSource } from "./source";

export interface LineOptions {
  /** The names of the parameters that the step is given; undefined where they aren't known yet. */
  readonly parameters: readonly string[] | undefined;
  readonly powershell: boolean;
  readonly secret: boolean;
}

export function checkLine(line: string, { parameters, powershell, secret }: LineOptions): DocumentProblem[] {
  const report = new Report(objectSource({}), secret);
  const findings = checkReferences(line, {
    phase: "",
    phases: [],
    steps: [],
    before: 0,
    variables: parameters ?? [],
    loops: [],
    otherLoops: [],
    powershell,
    lines: true,
  });
  for (const finding of findings) {
    // What isn't declared can't be told yet.
    if (parameters === undefined && finding.as === "undeclared-reference") continue;
    report.add([], finding);
  }
  if (restarting(line)) {
    report.add([], {
      rule: `restarts the instance, which fails the step: set 'reboot: true' on the step instead, ${exitInstead}`,
      as: "restart",
    });
  }
  for (const rule of powershell ? [] : hiddenFailures(line)) report.add([], { rule, as: "hidden-failure" });
  return report.problems;
}
