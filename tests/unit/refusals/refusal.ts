// What a negative case is, and how it is put together.

import { isPlainObject } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";

export interface Refusal {
  says: string;
  token: string;
  inputs: Values;
  /** The name of the resource; `web` unless that is what is wrong. */
  resourceName: string;
  /** The region of the provider, where the case depends on it. */
  providerRegion?: string;
  /** All that must be told, as `path: message`. */
  problems: readonly string[];
}

export const tokens = {
  goldenImage: "goldenimage:index:GoldenImage",
  imageBuild: "goldenimage:index:ImageBuild",
  imageDistribution: "goldenimage:index:ImageDistribution",
  distributionTarget: "goldenimage:index:DistributionTarget",
  imageImport: "goldenimage:index:ImageImport",
  imageImportRole: "goldenimage:index:ImageImportRole",
  contentVersion: "goldenimage:index:ContentVersion",
  leftovers: "goldenimage:index:Leftovers",
  orphans: "goldenimage:index:Orphans",
  ownership: "goldenimage:index:Ownership",
  pipelineSettings: "goldenimage:index:PipelineSettings",
  usage: "goldenimage:index:Usage",
  provider: "pulumi:providers:goldenimage",
} as const;

/** A golden image with these inputs beside those of a base: each replaces what the base has of that name. */
export const refused = (says: string, base: Values, over: Values, ...problems: string[]): Refusal => ({
  says,
  token: tokens.goldenImage,
  inputs: { ...base, ...over },
  resourceName: "web",
  problems,
});

/** One value spoiled, at a path such as `storage.volumes[0].size`; a problem `=…` is one of just that path. */
export const spoiled = (base: Values, path: string, value: unknown, ...problems: string[]): Refusal => ({
  says: `${path} = ${brief(value)}`,
  token: tokens.goldenImage,
  inputs: withAt(base, path, value),
  resourceName: "web",
  problems: problems.map((problem) => (problem.startsWith("=") ? `${path}: ${problem.slice(1)}` : problem)),
});

/** The same, where the provider works in a region. */
export const inProvider = (providerRegion: string, refusal: Refusal): Refusal => ({
  ...refusal,
  providerRegion,
});

export const ofType = (token: string, refusal: Refusal): Refusal => ({ ...refusal, token });

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/** The inputs with another value at a path; undefined takes the property away. */
export function withAt(base: Values, path: string, value: unknown): Values {
  const parts = [...path.matchAll(/[^.[\]"]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
  return put(base, parts, value) as Values;
}

function put(into: unknown, [part, ...rest]: (string | number)[], value: unknown): unknown {
  if (part === undefined) return value;
  if (typeof part === "number") {
    const list: unknown[] = Array.isArray(into) ? [...(into as unknown[])] : [];
    list[part] = put(list[part], rest, value);
    return list;
  }
  const object = isPlainObject(into) ? into : {};
  return { ...object, [part]: put(object[part], rest, value) };
}
