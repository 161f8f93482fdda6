// The properties of a resource as a policy sees them. In preview some of them are not known yet: reading such a one
// throws, and the policy would end with a complaint of its own. A policy must not complain of what nobody knows, so
// here it is a value like others.

class NotKnown {
  readonly isKnown = false;
}

export const notKnown = new NotKnown();

export type Value =
  NotKnown | undefined | null | boolean | number | string | Value[] | { [key: string]: Value };

/** Takes a copy of properties, in which `notKnown` stands for what isn't known. */
export function settle(properties: unknown): Value {
  if (properties === null || typeof properties !== "object") return properties as Value;
  const source = properties as Record<string, unknown>;
  // By index: `map` would read the elements before settleProperty does.
  if (Array.isArray(properties)) {
    return Array.from({ length: properties.length }, (_, index) => settleProperty(source, String(index)));
  }
  return Object.fromEntries(Object.keys(source).map((key) => [key, settleProperty(source, key)]));
}

function settleProperty(source: Record<string, unknown>, key: string): Value {
  let value: unknown;
  try {
    value = source[key];
  } catch {
    // The SDK's way to say that it isn't known.
    return notKnown;
  }
  return settle(value);
}

/** The value at a path: undefined where there is none, notKnown as soon as something on the way is. */
export function at(value: Value, ...path: (string | number)[]): Value {
  let here = value;
  for (const key of path) {
    if (here === notKnown) return notKnown;
    if (here === null || typeof here !== "object") return undefined;
    here = (here as Record<string | number, Value>)[key];
  }
  return here ?? undefined;
}

/** The elements of a list, as far as they are known. */
export function list(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The known texts of a list. */
export function texts(value: Value): string[] {
  return list(value).filter((element) => typeof element === "string");
}

/** The text, or undefined for whatever else it is. */
export function text(value: Value): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Whether nothing was given. What isn't known was given. */
export function absent(value: Value): boolean {
  return value === undefined || value === null;
}

/** AWS's providers take some booleans as text. */
export function isTrue(value: Value): boolean {
  return value === true || value === "true";
}

export function isFalse(value: Value): boolean {
  return value === false || value === "false";
}
