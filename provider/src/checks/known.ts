// Reading inputs for rules: what is unknown is left to the update, and what is wrapped is looked into.

import { Lifted, containsUnknown, isPlainObject } from "../protocol/values";
import type { Values } from "../protocol/values";

/** The value without its wrapping; undefined where it is absent or not known yet. */
export function known(value: unknown): unknown {
  return value instanceof Lifted ? (value.known ? known(value.value) : undefined) : value;
}

export function knownString(value: unknown): string | undefined {
  const bare = known(value);
  return typeof bare === "string" ? bare : undefined;
}

export function knownBoolean(value: unknown): boolean | undefined {
  const bare = known(value);
  return typeof bare === "boolean" ? bare : undefined;
}

/** The items. Those of a secret list are secret themselves: nothing of them may be repeated either. */
export function knownList(value: unknown): unknown[] {
  const bare = known(value);
  if (!Array.isArray(bare)) return [];
  return isSecret(value) ? bare.map(asSecret) : bare;
}

/** The properties. Those of a secret object are secret themselves. */
export function knownObject(value: unknown): Values {
  const bare = known(value);
  if (!isPlainObject(bare)) return {};
  return isSecret(value)
    ? Object.fromEntries(Object.entries(bare).map(([key, inner]) => [key, asSecret(inner)]))
    : bare;
}

const asSecret = (value: unknown): unknown =>
  value === undefined || isSecret(value) ? value : new Lifted(value, true, true);

/** Whether the value as a whole is secret, so that no message may repeat it or say what it resembles. */
export function isSecret(value: unknown): boolean {
  return value instanceof Lifted && (value.secret || isSecret(value.value));
}

/** Which of the properties are given at all, known or not. */
export function given(object: Values, properties: readonly string[]): string[] {
  return properties.filter((property) => object[property] !== undefined);
}

/** Whether the value may not decide about resources: it is unknown, or hidden as a secret. */
export function undecided(value: unknown): boolean {
  return value instanceof Lifted && (!value.known || value.secret || undecided(value.value));
}

/** Whether the value is an object to look into: known, and neither secret nor of another type. */
export function isOpen(value: unknown): boolean {
  return !undecided(value) && isPlainObject(known(value));
}

export interface Revealed {
  value: unknown;
  /** Whether the value, or a part of it, is secret: then nothing of it may be repeated. */
  secret: boolean;
}

/** The whole value without any wrapping; undefined where a part of it is not known yet. */
export function reveal(value: unknown): Revealed | undefined {
  if (value === undefined || containsUnknown(value)) return undefined;
  let secret = false;
  const unwrapped = (part: unknown): unknown => {
    if (part instanceof Lifted) {
      secret ||= part.secret;
      return unwrapped(part.value);
    }
    if (Array.isArray(part)) return part.map(unwrapped);
    if (!isPlainObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, unwrapped(inner)]));
  };
  const whole = unwrapped(value);
  return { value: whole, secret };
}
