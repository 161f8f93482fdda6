// Which name was probably meant. Only a near one is suggested, and none for a secret.

import { closest, distance } from "fastest-levenshtein";
import { isSecret, knownString } from "./known";

/** The candidate that was probably meant: up to three changes away, and most of its letters are the same. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const candidate = closest(name, candidates);
  const letters = Math.max(name.length, candidate.length);
  return distance(name, candidate) <= Math.min(3, letters / 2) ? candidate : undefined;
}

/**
 * The candidate of which a name is a slip of the finger: other capitals or separators, or a letter or two that are
 * wrong. A name that is further away may well be right, and only newer than the list of candidates.
 */
export function slipOf(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.includes(name)) return undefined;
  return (
    candidates.find((candidate) => lettersOf(candidate) === lettersOf(name)) ??
    candidates.find((candidate) => distance(candidate, name) <= slipsIn(candidate, name)) ??
    // Two letters that have changed places.
    candidates.find(
      (candidate) =>
        candidate.length >= 3 && distance(candidate, name) === 2 && sorted(candidate) === sorted(name),
    )
  );
}

/** In a short name, a letter or two make another word. */
function slipsIn(...names: [string, string]): number {
  const length = Math.min(...names.map((name) => name.length));
  return length >= 6 ? 2 : length >= 3 ? 1 : 0;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, "");
const sorted = (name: string): string => [...name.toLowerCase()].sort().join("");

/** The end of a message that names what was meant, or nothing. */
export const suggestion = (meant: string | undefined): string =>
  meant === undefined ? "" : `; did you mean ${meant}?`;

/** The same for a name among candidates. The name may be an input as it came: a secret is compared with nothing. */
export function didYouMean(name: unknown, candidates: readonly string[]): string {
  const text = isSecret(name) ? undefined : knownString(name);
  return suggestion(text === undefined ? undefined : nearest(text, candidates));
}

export const possibleAre = (candidates: readonly string[]): string =>
  `; possible are ${candidates.join(", ")}`;

/** The candidate that was meant or, where none is near, all of them. */
export const didYouMeanOneOf = (name: unknown, candidates: readonly string[]): string =>
  didYouMean(name, candidates) || possibleAre(candidates);
