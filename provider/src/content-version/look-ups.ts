// What the account already has under the name of a component, recipe or workflow.

import type { Aws } from "../aws";
import { explain, isDenied, sdk } from "../aws";
import { isUnknown } from "../protocol/values";
import type { Values } from "../protocol/values";

/** All versions that there are, of the kinds that the account may be asked for; `denied` hears of the others. */
export async function takenVersions(
  inputs: Values,
  aws: Aws,
  denied?: (permission: string) => void,
): Promise<string[]> {
  const taken: string[] = [];
  for (const lookUp of lookUpsOf[String(inputs.kind)] ?? []) {
    try {
      taken.push(...(await lookUp.versions(aws, inputs)));
    } catch (error) {
      if (denied === undefined || !isDenied(error)) throw explain(error, lookUp.permission);
      denied(lookUp.permission);
    }
  }
  return taken;
}

/** A preview is not held up for longer by a network that doesn't answer. */
const patienceMilliseconds = 5_000;

/**
 * The ARN of the pipeline that has the name of a recipe, as far as the account may be asked. AWS refuses a second one
 * too, but last, when the rest of the golden image has been made.
 */
export async function pipelineOfName(inputs: Values, aws: Aws): Promise<string | undefined> {
  const { kind, name, region } = inputs;
  if ((kind !== "recipe" && kind !== "containerRecipe") || isUnknown(region)) return undefined;
  const { paginateListImagePipelines } = sdk();
  try {
    const pages = paginateListImagePipelines(
      { client: aws.imageBuilder(region) },
      { filters: [{ name: "name", values: [String(name)] }] },
      { abortSignal: AbortSignal.timeout(patienceMilliseconds) },
    );
    for await (const { imagePipelineList: [pipeline] = [] } of pages) {
      if (pipeline !== undefined) return pipeline.arn;
    }
  } catch {
    // Whoever can't ask hears of it from AWS, in the update.
  }
  return undefined;
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
