// Holds a value against the shape that the table gives it, converting as the bridge converts.

import {
  Asset,
  containsUnknown,
  isPlainObject,
  UNKNOWN,
  type Values,
} from "../../provider/src/protocol/values";
import type { Shape } from "./resource-types";

export type Refuse = (path: string, reason: string) => void;

export function conform(shape: Shape, value: unknown, path: string, refuse: Refuse): unknown {
  if (value === UNKNOWN || value === undefined || value === null) {
    return value ?? undefined;
  }
  if (shape === "asset") {
    if (!(value instanceof Asset)) refuse(path, `expected an asset, got ${describe(value)}`);
    return value;
  }
  if (typeof shape === "string") {
    return primitive(shape, value, path, refuse);
  }
  if (Array.isArray(shape)) {
    const [element] = shape as readonly [Shape];
    if (Array.isArray(value)) {
      return value.map((item, index) => conform(element, item, `${path}[${index}]`, refuse));
    }
    refuse(path, `expected a list, got ${describe(value)}`);
    return value;
  }
  if (!isPlainObject(value)) {
    refuse(path, `expected an object, got ${describe(value)}`);
    return value;
  }
  return fields(shape as Readonly<Record<string, Shape>>, value, path, refuse);
}

function fields(shape: Readonly<Record<string, Shape>>, value: Values, path: string, refuse: Refuse): Values {
  const at = (field: string): string => (path === "" ? field : `${path}.${field}`);
  for (const field of (shape._required ?? []) as unknown as readonly string[]) {
    if (value[field] === undefined || value[field] === null) {
      const argument = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      refuse(
        at(field),
        `Missing required argument. The argument "${argument}" is required, but no definition was found`,
      );
    }
  }
  const result: Values = {};
  for (const [field, item] of Object.entries(value)) {
    // The engine's own marks, such as __defaults of an object, are no inputs.
    if (field.startsWith("__")) continue;
    const inner = field === "_required" ? undefined : (shape["*"] ?? shape[field]);
    if (inner === undefined) {
      refuse(at(field), `Invalid or unknown key "${field}"`);
      continue;
    }
    const conformed = conform(inner, item, at(field), refuse);
    if (conformed !== undefined) result[field] = conformed;
  }
  return result;
}

function primitive(
  shape: "string" | "number" | "boolean",
  value: unknown,
  path: string,
  refuse: Refuse,
): unknown {
  if (typeof value === shape) {
    return value;
  }
  if (shape === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return String(value);
  }
  if (shape === "string" && isPlainObject(value) && /(^|[a-z])policy$/i.test(path)) {
    // A policy may be given as an object.
    return containsUnknown(value) ? UNKNOWN : JSON.stringify(value);
  }
  if (
    shape === "number" &&
    typeof value === "string" &&
    value.trim() !== "" &&
    !Number.isNaN(Number(value))
  ) {
    return Number(value);
  }
  if (shape === "boolean" && (value === "true" || value === "false")) {
    return value === "true";
  }
  refuse(path, `expected a ${shape}, got ${describe(value)}`);
  return value;
}

const describe = (value: unknown): string => (Array.isArray(value) ? "a list" : `a ${typeof value}`);
