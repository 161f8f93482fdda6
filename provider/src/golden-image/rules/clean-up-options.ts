// What the inputs say of the clean-up, as far as it is known.

import { known, knownBoolean, knownList, knownObject } from "../../checks/known";
import type { CleanUpOptions } from "../../documents/built-in";
import { cleanUpParts } from "../../documents/built-in/clean-up";
import type { Values } from "../../protocol/values";

export function cleanUpOptions({ harden }: Values): CleanUpOptions {
  const { cleanUp, makeHostKeys } = knownObject(harden);
  const written = knownList(cleanUp).map(known);
  return {
    parts: Array.isArray(known(cleanUp)) ? cleanUpParts.filter((part) => written.includes(part)) : undefined,
    makeHostKeys: knownBoolean(makeHostKeys),
  };
}
