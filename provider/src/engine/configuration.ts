// Checks the provider's configuration, before a resource of it is looked at.

import { constraints } from "../checks/schema/constraints";
import type { Constraint } from "../checks/schema/constraints";
import type { Problem } from "../checks/problems";
import { problemsOf } from "../checks/rule";
import { Lifted } from "../protocol/values";
import type { Values } from "../protocol/values";
import { checkWritten } from "./checks";
import { configurationRules } from "./configuration-rules";

/** All that is wrong with it. Values are as the engine hands them over. */
export function checkConfiguration(configuration: Values): Problem[] {
  const { provider, config } = constraints();
  const settings = Object.entries(configuration).map(
    ([name, value]) => [name, parsed(config.properties[name], value)] as const,
  );
  return checkWritten(provider, Object.fromEntries(settings), (written) =>
    problemsOf(configurationRules, written, undefined),
  );
}

/** The engine hands over numbers, lists and objects as JSON. */
function parsed(expected: Constraint | undefined, value: unknown): unknown {
  if (value instanceof Lifted) {
    return value.known ? new Lifted(parsed(expected, value.value), true, value.secret) : value;
  }
  if (typeof value !== "string" || expected === undefined || isText(expected)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Then it is a text where something else belongs, which is told as such.
    return value;
  }
}

const isText = (expected: Constraint): boolean => {
  const type = expected.enum === undefined ? expected.type : constraints().enums[expected.enum]?.type;
  return type === "string";
};
