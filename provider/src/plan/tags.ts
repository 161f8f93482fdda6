import type * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "../protocol/values";
import { Merged } from "./deferred";

/** Tags as children take them. */
export type Tags = Record<string, pulumi.Input<string>> | Merged;

/** AWS refuses an empty map of tags; no tags are none. */
export const someTags = <T>(tags: T): T | undefined =>
  isPlainObject(tags) && Object.keys(tags).length === 0 ? undefined : tags;

/** Tags on top of each other. The user's may be one output as a whole, whatever their type says. */
export const mergedTags = (...maps: unknown[]): Tags =>
  maps.every((map) => map === undefined || isPlainObject(map))
    ? Object.assign({}, ...maps)
    : new Merged(maps);
