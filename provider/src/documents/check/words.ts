// Which name was probably meant.

import { distance } from "fastest-levenshtein";

/**
 * The known name of which a name is a slip of the finger: other capitals or separators, or a letter or two that are
 * wrong. A name that is further away may well be right, and only newer than this list.
 */
export function slipOf(name: string, possible: readonly string[]): string | undefined {
  if (possible.includes(name)) return undefined;
  return (
    possible.find((known) => letters(known) === letters(name)) ??
    possible.find((known) => distance(known, name) <= slips(known, name)) ??
    // Two letters that have changed places.
    possible.find(
      (known) => known.length >= 3 && distance(known, name) === 2 && sorted(known) === sorted(name),
    )
  );
}

/** In a short name, a letter or two make another word. */
function slips(...names: [string, string]): number {
  const length = Math.min(...names.map((name) => name.length));
  return length >= 6 ? 2 : length >= 3 ? 1 : 0;
}

const letters = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");
const sorted = (name: string): string => [...name.toLowerCase()].sort().join("");
