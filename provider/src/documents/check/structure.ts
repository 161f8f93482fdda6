// What the schema says of a document's structure, in words.

import { didYouMean, didYouMeanOneOf, possibleAre, slipOf, suggestion } from "../../checks/suggestions";
import type { ErrorObject } from "ajv";
import { kindOf } from "../../checks/wording";
import type { Finding, Report } from "./report";
import { type SchemaName, validator } from "./schemas";
import { isMembers, list, member, membersOf, type Path, text } from "./value";

export function checkStructure(name: SchemaName, document: unknown, report: Report): void {
  const validate = validator(name);
  if (validate(document)) return;
  const errors = (validate.errors ?? []).filter((error) => !isNoise(error));
  const misspelt = new Set(errors.flatMap(meantBy));
  const open = new Set(
    errors.flatMap(({ keyword, instancePath }) => (keyword === unknown ? [instancePath] : [])),
  );
  for (const error of errors) {
    if (followsFrom(error, misspelt) || isNewComparison(error, open)) continue;
    const path = toPath(error.instancePath, document);
    const { below, ...finding } = describe(error, path);
    report.add(below === undefined ? path : [...path, below], finding);
  }
}

/** Errors that only say that another one is there, or which alternative of several did not fit. */
const isNoise = ({ keyword, schemaPath, propertyName }: ErrorObject): boolean =>
  keyword === "if" || propertyName !== undefined || /\/(?:oneOf|anyOf)\/\d+\/required$/.test(schemaPath);

/** The keyword of the errors that are about unknown members. */
const unknown = "additionalProperties";

/** Where a misspelt member is, and which one it nearly names, as pointers. */
function meantBy({ keyword, instancePath, params, parentSchema }: ErrorObject): string[] {
  if (keyword !== unknown) return [];
  const possible = Object.keys(membersOf(parentSchema?.properties));
  const meant = slipOf(String(params.additionalProperty), possible);
  return meant === undefined ? [] : [instancePath, `${instancePath}/${meant}`];
}

/** Whether a condition only has no comparison because the one it has isn't known here. */
function isNewComparison(
  { keyword, parentSchema, instancePath }: ErrorObject,
  open: ReadonlySet<string>,
): boolean {
  const isCondition = "stringEquals" in membersOf(parentSchema?.properties);
  return keyword === "oneOf" && isCondition && open.has(instancePath);
}

/** Whether an error is only that a misspelt member is missing, or that of text: one mistake, one message. */
function followsFrom(
  { keyword, instancePath, params, data }: ErrorObject,
  misspelt: ReadonlySet<string>,
): boolean {
  if (keyword === "required") return misspelt.has(`${instancePath}/${String(params.missingProperty)}`);
  return (keyword === "oneOf" || keyword === "anyOf") && (misspelt.has(instancePath) || !isMembers(data));
}

/** The path of a JSON pointer. */
function toPath(pointer: string, document: unknown): Path {
  const path: (string | number)[] = [];
  let value = document;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(name) : name);
    value = Array.isArray(value) ? value[Number(name)] : member(value, name);
  }
  return path;
}

/** The finding, and the member below the path that it is about. */
function describe(error: ErrorObject, path: Path): Finding & { below?: string } {
  const schema = membersOf(error.parentSchema);
  const own = text(schema.errorMessage);
  const { params } = error;
  const data: unknown = error.data;
  switch (error.keyword) {
    case "required":
      return { below: String(params.missingProperty), rule: "is required" };
    case "dependencies":
      return { below: String(params.missingProperty), rule: `is required with ${String(params.property)}` };
    case unknown:
      return unknownMember(String(params.additionalProperty), Object.keys(membersOf(schema.properties)));
    case "propertyNames":
      return {
        below: String(params.propertyName),
        rule: text(member(schema.propertyNames, "errorMessage")) ?? "",
      };
    case "type":
      return wrongType(
        schema.type,
        Array.isArray(schema.type) && "pattern" in schema ? own : undefined,
        data,
        path,
      );
    case "enum":
      return own === undefined ? notOneOf(list(params.allowedValues), data, path) : { rule: own };
    case "minItems":
    case "minLength":
    case "minProperties":
      return params.limit === 1
        ? { rule: "can't be empty" }
        : { rule: own ?? `must be at least ${String(params.limit)} long` };
    case "maxItems":
      return {
        rule:
          params.limit === 1
            ? "must be one condition only"
            : `must have at most ${String(params.limit)} items`,
      };
    case "maxLength":
      return { rule: own ?? `must be at most ${String(params.limit)} characters` };
    case "minimum":
      return { rule: own ?? `must be at least ${String(params.limit)}` };
    case "maximum":
      return { rule: `must be at most ${String(params.limit)}` };
    default:
      return { rule: own ?? "is not valid" };
  }
}

function unknownMember(name: string, possible: readonly string[]): Finding & { below: string } {
  const all = possibleAre(possible);
  const slip = slipOf(name, possible);
  if (slip !== undefined) {
    return {
      below: name,
      rule: `is unknown${all}`,
      detail: `is unknown${suggestion(slip)}`,
      as: "misspelt-name",
    };
  }
  const rule = "is not a member of the guide: AWS refuses or ignores it unless it is new";
  return {
    below: name,
    rule: rule + all,
    detail: rule + didYouMeanOneOf(name, possible),
    as: "unknown-member",
  };
}

const kinds: Record<string, string> = {
  string: "a string",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function wrongType(type: unknown, own: string | undefined, data: unknown, path: Path): Finding {
  const last = path.at(-1);
  const parent = path.at(-2);
  const kind = kindOf(data);
  if (own !== undefined) return { rule: own };
  if (last === "action") return { rule: `must be the name of an action, not ${kind}` };
  if (type === "integer" && typeof data === "string" && /^-?\d+$/.test(data)) {
    return { rule: "is text where AWS has a number: take the quotes away", as: "number-as-text" };
  }
  if (["parameters", "constants"].includes(String(path[0])) && path.length === 3 && isDefinition(last)) {
    // `type` stands below the name, not beside it.
    return { rule: "must be below the name of the parameter or constant: indent it further" };
  }
  const types = Array.isArray(type) ? type.map(String) : [String(type)];
  // A number or true where text is meant is taken as text, so only text needs to be named.
  const expected = types.includes("string")
    ? types.filter((name) => name !== "number" && name !== "boolean")
    : types;
  const rule = `must be ${expected.map((name) => kinds[name]).join(" or ")}, not ${kind}`;
  if (parent === "commands" && kind === "an object")
    return { rule: `${rule}: put a line that contains ": " in quotes` };
  if (last === "inputs" && type === "array") return { rule: `${rule}: begin each item with a dash` };
  return { rule: type === "integer" && kind === "a number" ? "must be a whole number" : rule };
}

const isDefinition = (name: unknown): boolean =>
  name === "type" || name === "default" || name === "value" || name === "description";

function notOneOf(allowed: readonly unknown[], data: unknown, path: Path): Finding {
  const words = allowed.map(String);
  const hint = didYouMean(data, words);
  switch (path.at(-1)) {
    case "schemaVersion":
      return { rule: "must be 1.0" };
    default: {
      const rule = words.length === 1 ? `must be ${words[0]}` : `must be one of ${words.join(", ")}`;
      return { rule, detail: words.length === 1 ? rule : rule + hint };
    }
  }
}
