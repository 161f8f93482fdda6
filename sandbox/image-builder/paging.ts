// Lists as AWS gives them: filtered, and a page at a time.

import type { Filter } from "@aws-sdk/client-imagebuilder";
import { AwsError, invalidValue } from "./errors";

const defaultPage = 25;

interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

export function page<Item>(
  items: readonly Item[],
  { maxResults = defaultPage, nextToken }: PageRequest,
): Page<Item> {
  const start = nextToken === undefined ? 0 : offsetOf(nextToken);
  const end = start + maxResults;
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextToken: tokenOf(end) }),
  };
}

const tokenOf = (offset: number): string => Buffer.from(`page:${offset}`).toString("base64url");

function offsetOf(token: string): number {
  const offset = /^page:(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (offset === undefined) {
    throw new AwsError("InvalidPaginationTokenException", "The pagination token is not valid.");
  }
  return Number(offset);
}

/** By the name of a filter: the values of an item that it looks at. */
export type Filterable<Item> = Readonly<
  Record<string, (item: Item) => string | readonly string[] | undefined>
>;

/** An item passes when every filter finds one of its values in it. */
export function filtered<Item>(
  items: readonly Item[],
  filters: readonly Filter[] | undefined,
  filterable: Filterable<Item>,
): Item[] {
  const tests = (filters ?? []).map(({ name = "", values = [] }) => {
    const read = Object.hasOwn(filterable, name) ? filterable[name] : undefined;
    if (read === undefined) {
      throw invalidValue("filters", `A filter must be one of ${Object.keys(filterable).join(", ")}.`);
    }
    return (item: Item) => [read(item) ?? []].flat().some((value) => values.includes(value));
  });
  return items.filter((item) => tests.every((test) => test(item)));
}
