// Which name was probably meant.

import { distance } from "fastest-levenshtein";
import { nearest } from "../../contract/words";

/** The end of a message that names what was meant, or nothing. */
export function didYouMean(name: string, possible: readonly string[]): string {
  const meant = nearest(name, possible);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** The same, where a name that is like no other may well be right: only a slip of the finger counts. */
export function slipOf(name: string, possible: readonly string[]): string | undefined {
  const meant = nearest(name, possible) ?? possible.find((known) => sorted(known) === sorted(name));
  if (meant === undefined || meant === name) return undefined;
  // Three letters make another word of a short name, but hardly of a long one.
  if (meant.length >= 8 || meant.toLowerCase() === name.toLowerCase()) return meant;
  if (sorted(meant) === sorted(name)) return meant;
  return distance(meant, name) <= 1 ? meant : undefined;
}

const sorted = (name: string): string => [...name.toLowerCase()].sort().join("");
