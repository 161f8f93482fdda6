// Holds what a component is about to create against AWS's model of the requests that will create it, before anything
// is registered. Pure: what is not known yet has been marked, and is passed over.

import type { Problem } from "../checks/problems";
import { entryPath, propertyPath } from "../checks/wording";
import { checkShape } from "../checks/service-model/check";
import { createOperations, createRequest, isImageBuilderType } from "../checks/service-model/mapping";
import { operations } from "../checks/service-model/model";
import { describeViolation } from "../checks/service-model/violation";
import type { Path } from "../checks/service-model/violation";
import type { Values } from "../protocol/values";
import { automaticNameProblems } from "./automatic-names";
import type { Child } from "../plan/child";

/** A child whose inputs are plain, but for Lifted around what is secret or not known. */
export interface KnownChild extends Pick<Child, "key" | "type" | "origins"> {
  args: Values;
  /** The key of the role that a policy belongs to. */
  policyOf?: string | undefined;
}

export function checkChildren(parentName: string, children: readonly KnownChild[]): Problem[] {
  return children.flatMap((child) => [...automaticNameProblems(parentName, child), ...checkChild(child)]);
}

function checkChild({ key, type, args, origins = {} }: KnownChild): Problem[] {
  if (!isImageBuilderType(type)) return [];
  // Pulumi names what has no name; automatic-names.ts looks after those.
  const request = createRequest({ ...args, name: args.name ?? "named-by-pulumi" });
  const { input } = operations()[createOperations[type]] ?? {};
  if (input === undefined) throw new Error(`AWS's model of Image Builder can't create ${type}`);
  const violations = checkShape(
    input,
    { ...request.value, clientToken: "made-by-the-provider" },
    [],
    "bytes",
  );
  return violations
    .filter(({ path }) => !request.unknown.some((unknown) => begins(path, unknown)))
    .map((violation) => {
      const secret = request.secret.some((path) => begins(violation.path, path));
      const path = request.inputPath(violation.path);
      // Which of the allowed values is nearest tells something of a secret.
      const told = secret && violation.rule === "enum" ? { ...violation, nearest: undefined } : violation;
      return { path: pathInInput(key, path, origins, secret), message: describeViolation(told) };
    });
}

const begins = (path: Path, beginning: Path): boolean =>
  beginning.every((part, index) => path[index] === part);

/** Where the user wrote it; else the child and its own input. */
function pathInInput(
  key: string,
  path: Path,
  origins: Readonly<Record<string, string>>,
  secret: boolean,
): string {
  for (let length = path.length; length > 0; length -= 1) {
    const origin = origins[pathText("", path.slice(0, length), false)];
    if (origin !== undefined) return pathText(origin, path.slice(length), secret, path[length - 1]);
  }
  return pathText(key, path, secret);
}

function pathText(beginning: string, path: Path, secret: boolean, before?: string | number): string {
  let text = beginning;
  let enclosing = before;
  for (const part of path) {
    if (typeof part === "number") text = `${text}[${part}]`;
    else if (isMap(enclosing)) text = entryPath(text, part, secret);
    else text = propertyPath(text, part);
    enclosing = part;
  }
  return text;
}

/** The only maps among the inputs of Image Builder's classes are of tags. */
const isMap = (name: string | number | undefined): boolean =>
  typeof name === "string" && /^(t|amiT|resourceT)ags$|^tagMap$/.test(name);
