// Whether an action is one of the guide's.

import { slipOf, suggestion } from "../../checks/suggestions";
import type { Report } from "./report";
import { actionNames, type SchemaName } from "./schemas";
import type { Path } from "./value";

const otherKind = { component: "workflow", workflow: "component" } as const;

export const isKnownAction = (action: string, kind: SchemaName): boolean =>
  actionNames(kind).includes(action);

export function checkAction(action: string | undefined, kind: SchemaName, path: Path, report: Report): void {
  if (action === undefined || isKnownAction(action, kind)) return;
  const rule = "is not an action";
  const meant = slipOf(action, actionNames(kind));
  if (meant !== undefined) {
    report.add(path, {
      rule,
      detail: `'${action}' is not an action${suggestion(meant)}`,
      as: "misspelt-name",
    });
  } else if (isKnownAction(action, otherKind[kind])) {
    const belongs = `is an action of ${otherKind[kind]}s, not of ${kind}s`;
    report.add(path, { rule: belongs, detail: `'${action}' ${belongs}`, as: "action-of-the-other-kind" });
  } else if (!/^[A-Z][A-Za-z0-9]+$/.test(action)) {
    report.add(path, { rule, detail: `'${action}' is not an action` });
  } else {
    const unknown = "is not an action of the guide: AWS refuses it unless it is new";
    report.add(path, { rule: unknown, detail: `'${action}' ${unknown}`, as: "unknown-action" });
  }
}
