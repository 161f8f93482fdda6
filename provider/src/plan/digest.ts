import { createHash } from "node:crypto";
import { isPlainObject } from "../protocol/values";

/** SHA-256 over JSON with sorted keys: the order in which somebody wrote an object is not its content. */
export function digest(content: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(content)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
