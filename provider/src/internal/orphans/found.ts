// What the services are asked for, and what they answer.

import type { Aws } from "../../aws/clients";
import { errorName } from "../../aws/errors";
import type { ChildType } from "../../plan/child";

/** A child of a component, as the state of a resource has it. */
export interface Described {
  readonly key: string;
  readonly type: string;
  readonly region: string;
  /** The name of the child's resource in the stack, which is in the name that Pulumi makes. */
  readonly resourceName: string;
  /** The name itself, where a plan gives one. */
  readonly name?: string;
  /** The rule of a target, the bucket of an object. */
  readonly within?: string;
}

export interface Search {
  readonly aws: Aws;
  /** That of the children. */
  readonly region: string;
  readonly children: readonly Described[];
  /** The child whose mark is among the tags of something. */
  childOf(tags: Tags): Described | undefined;
}

export interface Found {
  readonly child: Described;
  /** As messages call it. */
  readonly called: string;
  /** What no other resource has: see engine/ownership.ts. */
  readonly identity: string;
  /** When it was made, where what was made later may have the same identity. */
  readonly madeAt?: Date | undefined;
  /** Why it stays. */
  holds?(): Promise<string | undefined>;
  remove(): Promise<void>;
}

export interface Kind {
  readonly type: ChildType;
  find(search: Search): Promise<Found[]>;
}

/** As the services write them: as a map, or a list with names of two sorts. */
export type Tags =
  | Readonly<Record<string, string>>
  | readonly {
      Key?: string;
      Value?: string;
      TagKey?: string;
      TagValue?: string;
      key?: string;
      value?: string;
    }[]
  | undefined;

export function tagIn(tags: Tags, key: string): string | undefined {
  if (tags === undefined) return undefined;
  if (!isList(tags)) return tags[key];
  const tag = tags.find((each) => (each.Key ?? each.TagKey ?? each.key) === key);
  return tag?.Value ?? tag?.TagValue ?? tag?.value;
}

const isList = (tags: NonNullable<Tags>): tags is Extract<Tags, readonly unknown[]> => Array.isArray(tags);

/** Whether something of a name can be one of the children: their tags are asked for one by one. */
export const mayBe = (children: readonly Described[], name: string): boolean =>
  children.some((child) =>
    child.name === undefined
      ? name.toLowerCase().includes(child.resourceName.toLowerCase())
      : name === child.name,
  );

/** Everything of a list that comes in pages. */
export async function everyOf<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(itemsOf(page) ?? []));
  return all;
}

/** What a service has of a name, or nothing of that name. */
export async function unlessGone<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export const isGone = (error: unknown): boolean => /NotFound|NoSuch/.test(errorName(error));
