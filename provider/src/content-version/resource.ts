// The version of a component or recipe. Its patch number goes up whenever the content changes.

import type { Aws } from "../aws";
import { explain, isDenied, sdk } from "../aws";
import type { CustomResource, Running } from "../custom-resource";
import { UNKNOWN, isUnknown } from "../protocol/values";
import type { Values } from "../protocol/values";
import { firstVersion, isWhole, nextVersion } from "./version";

export const contentVersion: CustomResource = {
  check(inputs, olds) {
    const { base, content } = inputs;
    const unchanged = olds.base === base;
    const different = olds.content !== undefined && !isUnknown(content) && olds.content !== content;
    if (typeof base !== "string" || !isWhole(base) || !unchanged || !different) return [];
    return [
      {
        property: "",
        reason: `the content of ${String(inputs.name)} has changed, but its version is ${base} as before: raise 'version', or give only major.minor`,
      },
    ];
  },

  diff(olds, news) {
    const changed = ["kind", "name", "content", "base", "region"].filter((key) => olds[key] !== news[key]);
    const replaces = changed.filter(
      (key) => ["kind", "name", "region"].includes(key) && !isUnknown(news[key]),
    );
    return { changes: changed.length > 0, diffs: changed, replaces };
  },

  async create(inputs, running) {
    const version = running.preview ? previewFirst(inputs) : await startingVersion(inputs, running);
    return { id: `${String(inputs.kind)}/${String(inputs.name)}`, outputs: { ...inputs, version } };
  },

  async update(olds, inputs, running) {
    return { ...inputs, version: await updatedVersion(olds, inputs, running) };
  },

  async delete() {
    // A version is only a number: there is nothing to take away.
  },
};

function previewFirst(inputs: Values): unknown {
  return typeof inputs.base === "string" && isWhole(inputs.base) ? inputs.base : UNKNOWN;
}

async function updatedVersion(olds: Values, inputs: Values, running: Running): Promise<unknown> {
  if (olds.base !== inputs.base)
    return running.preview ? previewFirst(inputs) : startingVersion(inputs, running);
  // Whether the content is another is known only when the content is.
  if (isUnknown(inputs.content)) return UNKNOWN;
  const version = String(olds.version);
  return olds.content === inputs.content || isWhole(String(inputs.base)) ? version : nextVersion(version);
}

/** The first version after all that the account has had under the name, as far as it may be asked. */
async function startingVersion(inputs: Values, running: Running): Promise<string> {
  const base = String(inputs.base);
  if (isWhole(base)) return base;
  const lookUps = inputs.kind === "recipe" ? [recipeVersions, imageVersions] : [componentVersions];
  const taken: string[] = [];
  for (const lookUp of lookUps) {
    try {
      taken.push(...(await lookUp.versions(running.aws, inputs)));
    } catch (error) {
      if (!isDenied(error)) throw explain(error, lookUp.permission);
      running.log.warn(
        `the versions of ${String(inputs.name)} can't be looked up without ${lookUp.permission}: starting at ${base}.0`,
      );
    }
  }
  return firstVersion(base, taken);
}

interface LookUp {
  permission: string;
  versions(aws: Aws, inputs: Values): Promise<string[]>;
}

const componentVersions: LookUp = {
  permission: "imagebuilder:ListComponents",
  async versions(aws, { name, region }) {
    const { paginateListComponents } = sdk();
    const pages = paginateListComponents(
      { client: aws.imageBuilder(region) },
      { owner: "Self", filters: [{ name: "name", values: [String(name)] }] },
    );
    const versions: string[] = [];
    for await (const page of pages)
      versions.push(...(page.componentVersionList ?? []).map((c) => c.version ?? ""));
    return versions;
  },
};

const recipeVersions: LookUp = {
  permission: "imagebuilder:ListImageRecipes",
  async versions(aws, { name, region }) {
    const { paginateListImageRecipes } = sdk();
    const pages = paginateListImageRecipes(
      { client: aws.imageBuilder(region) },
      { owner: "Self", filters: [{ name: "name", values: [String(name)] }] },
    );
    const versions: string[] = [];
    // A summary of a recipe has its version only in its ARN.
    for await (const page of pages) {
      versions.push(
        ...(page.imageRecipeSummaryList ?? []).map((recipe) => recipe.arn?.split("/").at(-1) ?? ""),
      );
    }
    return versions;
  },
};

/** Images outlive the recipes that made them, and keep their versions. */
const imageVersions: LookUp = {
  permission: "imagebuilder:ListImages",
  async versions(aws, { name, region }) {
    const { paginateListImages } = sdk();
    const pages = paginateListImages(
      { client: aws.imageBuilder(region) },
      { owner: "Self", filters: [{ name: "name", values: [String(name)] }] },
    );
    const versions: string[] = [];
    for await (const page of pages)
      versions.push(...(page.imageVersionList ?? []).map((i) => i.version ?? ""));
    return versions;
  },
};
