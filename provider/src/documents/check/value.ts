// Reading values of which nothing is certain: a document is looked at even where the schema has refused it.

export type Path = readonly (string | number)[];
export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The members of a value, none where it has none. */
export const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const member = (value: unknown, name: string): unknown =>
  isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const members = (value: unknown): [string, unknown][] =>
  isMembers(value) ? Object.entries(value) : [];

export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Every string in a value, with where it is. */
export function* strings(value: unknown, path: Path): Generator<readonly [string, Path]> {
  if (typeof value === "string") yield [value, path];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* strings(item, [...path, index]);
  } else {
    for (const [name, child] of members(value)) yield* strings(child, [...path, name]);
  }
}

const deepest = 50;

/** Whether a value is deeper than any document, or holds itself. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth > deepest) return true;
  return Object.values(value).some((child) => isTooDeep(child, depth + 1));
}

/** The value without members that are nothing, as `inputs:` with nothing behind it. Items of lists stay. */
export function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, withoutNothing);
  if (!isMembers(value)) return value;
  const something = members(value).filter(([, child]) => child !== undefined && child !== null);
  return Object.fromEntries(something.map(([name, child]) => [name, withoutNothing(child)]));
}
