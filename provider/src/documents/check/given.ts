// Whether the values that are given for parameters, and the parameters that the document declares, fit.

import { didYouMean } from "../../checks/suggestions";
import type { Report } from "./report";
import type { Path } from "./value";

export interface Declared {
  readonly path: Path;
  readonly hasDefault: boolean;
}

export function checkGiven(
  declared: ReadonlyMap<string, Declared>,
  given: readonly string[] | undefined,
  report: Report,
): void {
  if (given === undefined) return;
  for (const [name, { path, hasDefault }] of declared) {
    if (hasDefault || given.includes(name)) continue;
    const end = "has no default, so it must be given a value";
    report.add(path, { rule: end, detail: report.source.isText ? `declares '${name}', which ${end}` : end });
  }
  for (const name of given) {
    if (declared.has(name)) continue;
    const possible = [...declared.keys()];
    report.add(["parameters"], {
      rule: "must declare every parameter that is given a value",
      detail: `must declare '${name}', which is given a value${didYouMean(name, possible)}`,
    });
  }
}
