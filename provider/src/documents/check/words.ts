// Which name was probably meant.

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
  return Math.abs(meant.length - name.length) <= 1 && differences(meant, name) <= 1 ? meant : undefined;
}

const sorted = (name: string): string => [...name.toLowerCase()].sort().join("");

/** How many letters are changed, added or left out, when it is one place. */
function differences(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
