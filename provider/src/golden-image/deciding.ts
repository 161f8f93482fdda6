// Texts that decide which resources exist and what they are called. They reach the plan plain even where they depend on
// a resource: construct.ts gives every part of an input the dependencies of the whole.

import { constraints } from "../checks/schema/constraints";
import type { Constraint } from "../checks/schema/constraints";

/** Whether the schema says that the input at a path decides; `[]` is an item of a list. */
export function decides(path: string): boolean {
  const start = constraints().resources["goldenimage:index:GoldenImage"]?.properties;
  const parts = path.replaceAll("[]", ".[]").split(".");
  let properties: Readonly<Record<string, Constraint>> = start ?? {};
  let at: Constraint | undefined;
  for (const part of parts) {
    at = part === "[]" ? at?.items : (properties[part] ?? at?.additionalProperties);
    properties = constraints().types[at?.object ?? ""]?.properties ?? {};
  }
  return at?.decides === true;
}
