import { isPlainObject } from "../protocol/values";

/** AWS refuses an empty map of tags; no tags are none. */
export const someTags = <T>(tags: T): T | undefined =>
  isPlainObject(tags) && Object.keys(tags).length === 0 ? undefined : tags;
