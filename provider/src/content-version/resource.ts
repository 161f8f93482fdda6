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
  const lookUps = lookUpsOf[String(inputs.kind)] ?? [];
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

const byName = ({ name }: Values) => ({
  owner: "Self" as const,
  filters: [{ name: "name", values: [String(name)] }],
});

const componentVersions: LookUp = {
  permission: "imagebuilder:ListComponents",
  async versions(aws, inputs) {
    const { paginateListComponents } = sdk();
    const pages = paginateListComponents({ client: aws.imageBuilder(inputs.region) }, byName(inputs));
    return collect(pages, (page) => page.componentVersionList?.map(({ version }) => version));
  },
};

const recipeVersions: LookUp = {
  permission: "imagebuilder:ListImageRecipes",
  async versions(aws, inputs) {
    const { paginateListImageRecipes } = sdk();
    const pages = paginateListImageRecipes({ client: aws.imageBuilder(inputs.region) }, byName(inputs));
    return collect(pages, (page) => page.imageRecipeSummaryList?.map(({ arn }) => versionIn(arn)));
  },
};

const containerRecipeVersions: LookUp = {
  permission: "imagebuilder:ListContainerRecipes",
  async versions(aws, inputs) {
    const { paginateListContainerRecipes } = sdk();
    const pages = paginateListContainerRecipes({ client: aws.imageBuilder(inputs.region) }, byName(inputs));
    return collect(pages, (page) => page.containerRecipeSummaryList?.map(({ arn }) => versionIn(arn)));
  },
};

const workflowVersions: LookUp = {
  permission: "imagebuilder:ListWorkflows",
  async versions(aws, inputs) {
    const { paginateListWorkflows } = sdk();
    const pages = paginateListWorkflows({ client: aws.imageBuilder(inputs.region) }, byName(inputs));
    return collect(pages, (page) => page.workflowVersionList?.map(({ version }) => version));
  },
};

/** Images outlive the recipes that made them, and keep their versions. */
const imageVersions: LookUp = {
  permission: "imagebuilder:ListImages",
  async versions(aws, inputs) {
    const { paginateListImages } = sdk();
    const pages = paginateListImages({ client: aws.imageBuilder(inputs.region) }, byName(inputs));
    return collect(pages, (page) => page.imageVersionList?.map(({ version }) => version));
  },
};

const lookUpsOf: Readonly<Record<string, LookUp[]>> = {
  component: [componentVersions],
  recipe: [recipeVersions, imageVersions],
  containerRecipe: [containerRecipeVersions, imageVersions],
  workflow: [workflowVersions],
};

/** A summary of a recipe has its version only in its ARN. */
const versionIn = (arn: string | undefined): string | undefined => arn?.split("/").at(-1);

async function collect<Page>(
  pages: AsyncIterable<Page>,
  versions: (page: Page) => (string | undefined)[] | undefined,
): Promise<string[]> {
  const all: string[] = [];
  for await (const page of pages) all.push(...(versions(page) ?? []).map((version) => version ?? ""));
  return all;
}
