import { isPlainObject } from "../protocol/values";
import { Merged } from "./child";

/** AWS refuses an empty map of tags; no tags are none. */
export const someTags = <T>(tags: T): T | undefined =>
  isPlainObject(tags) && Object.keys(tags).length === 0 ? undefined : tags;

/** Tags on top of each other; the user's may be one output as a whole. */
export const mergedTags = (...maps: unknown[]): object =>
  maps.every((map) => map === undefined || isPlainObject(map))
    ? Object.assign({}, ...(maps as object[]))
    : new Merged(maps);
