// AWS's wire protocol restJson1, derived from the model: which operation a request means, what it says, and how an
// answer is written.

import { type Operation, operations, shapeOf, shapes } from "../../provider/src/checks/service-model/model";
import type { Shape } from "../../provider/src/checks/service-model/shape";
import { checkShape } from "../../provider/src/checks/service-model/check";
import {
  describeViolation,
  type Path,
  type Violation,
} from "../../provider/src/checks/service-model/violation";
import { AwsError, invalidValue } from "./errors";

type Fields = Record<string, unknown>;

export interface Route {
  readonly name: string;
  readonly operation: Operation;
  /** What the placeholders of the model's path stand for. */
  readonly labels: Readonly<Record<string, string>>;
}

/** `path` is as it was sent: a slash inside a label is still escaped. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const [name, operation] of Object.entries(operations())) {
    const labels = operation.method === method ? matchPath(operation.requestUri, path) : undefined;
    if (labels !== undefined) {
      return { name, operation, labels };
    }
  }
  return undefined;
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const parts = path.split("/");
  if (wanted.length !== parts.length) {
    return undefined;
  }
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = parts[index] ?? "";
    const label = /^\{(\w+)\}$/.exec(part)?.[1];
    if (label !== undefined) {
      labels[label] = decodeURIComponent(actual);
    } else if (part !== actual) {
      return undefined;
    }
  }
  return labels;
}

/** The request's members, gathered from path, query and body, and checked against the model. */
export function readRequest(route: Route, query: URLSearchParams, body: string): Fields {
  const input = shapeOf(route.operation.input);
  const request = parseBody(body);
  for (const [name, member] of Object.entries(input.members ?? {})) {
    const sentAs = member.locationName ?? name;
    if (member.location === "uri") {
      request[name] = route.labels[sentAs];
    } else if (member.location === "querystring") {
      const values = query.getAll(sentAs);
      request[name] = shapeOf(member.shape).type === "list" ? values : values[0];
    }
  }
  const [violation] = checkShape(route.operation.input, request);
  if (violation !== undefined) {
    throw refusal(violation);
  }
  for (const [name, member] of Object.entries(input.members ?? {})) {
    // They come in seconds.
    if (shapeOf(member.shape).type === "timestamp" && request[name] !== undefined) {
      request[name] = new Date(Number(request[name]) * 1000);
    }
  }
  return request;
}

function parseBody(body: string): Fields {
  if (body === "") {
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Fields;
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object.");
}

function refusal(violation: Violation): AwsError {
  const name = pathText(violation.path);
  const reason = describeViolation(violation);
  switch (violation.rule) {
    case "required":
    case "unknown":
    case "type":
      // AWS ignores unknown members. Its SDKs never send one, so one that arrives here is a mistake worth hearing of.
      return new AwsError("InvalidRequestException", `The request is not valid: '${name}' ${reason}.`);
    default:
      return invalidValue(name, `'${name}' ${reason}`);
  }
}

const pathText = (path: Path): string =>
  path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");

/** The answer with the members that the model has, and no others, so that a handler may answer with what it stores. */
export function writeAnswer(shapeName: string, value: unknown): unknown {
  const shape = shapeOf(shapeName);
  switch (shape.type) {
    case "structure":
      return writeMembers(shape, value as Fields);
    case "list":
      return (value as unknown[]).map((item) => writeAnswer(shape.member ?? "", item));
    case "timestamp":
      // Without a format in the model, a time is in seconds.
      return new Date(value as string | Date).getTime() / 1000;
    default:
      return value;
  }
}

function writeMembers(shape: Shape, value: Fields): Fields {
  const members = Object.entries(shape.members ?? {});
  return Object.fromEntries(
    members
      .filter(([name]) => value[name] !== undefined)
      .map(([name, member]) => [name, writeAnswer(member.shape, value[name])]),
  );
}

/** An answer that the model would not have is a mistake of the sandbox's own. */
export function checkAnswer(shapeName: string, answer: unknown): void {
  // AWS does answer with empty maps and lists where its model asks for one member.
  const violations = checkShape(shapeName, answer).filter(({ rule }) => rule !== "minItems");
  if (violations.length > 0) {
    const found = violations.map(
      (violation) => `${pathText(violation.path)} ${describeViolation(violation)}`,
    );
    throw new AwsError(
      "ServiceException",
      `The sandbox's own answer breaks AWS's model: ${found.join("; ")}`,
    );
  }
}

export const clientTokenOf = (operation: Operation, request: Fields): string | undefined => {
  const members = Object.entries(shapes()[operation.input]?.members ?? {});
  const [name] = members.find(([, member]) => member.idempotencyToken === true) ?? [];
  return name === undefined ? undefined : (request[name] as string);
};
