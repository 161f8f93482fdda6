// What the account already has under the name of a component, recipe or workflow.

import type { Aws } from "../aws";
import { explain, isDenied, sdk } from "../aws";
import { pipelinesBy } from "../pipelines-at-aws";
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
  return (await pipelinesBy("name", String(name), region, aws, patienceMilliseconds))[0];
}

interface LookUp {
  permission: string;
  versions(aws: Aws, inputs: Values): Promise<string[]>;
}

type Sdk = ReturnType<typeof sdk>;
type Paginate<Page> = (
  configuration: { client: ReturnType<Aws["imageBuilder"]> },
  request: { owner: "Self"; filters: { name: string; values: string[] }[] },
) => AsyncIterable<Page>;

const lookUp = <Page>(
  permission: string,
  paginate: (sdk: Sdk) => Paginate<Page>,
  versionsOn: (page: Page) => (string | undefined)[] | undefined,
): LookUp => ({
  permission,
  async versions(aws, { name, region }) {
    const request = { owner: "Self" as const, filters: [{ name: "name", values: [String(name)] }] };
    const all: (string | undefined)[] = [];
    for await (const page of paginate(sdk())({ client: aws.imageBuilder(region) }, request)) {
      all.push(...(versionsOn(page) ?? []));
    }
    return all.map((version) => version ?? "");
  },
});

/** A summary of a recipe has its version only in its ARN. */
const versionIn = ({ arn }: { arn?: string }): string | undefined => arn?.split("/").at(-1);

/** Images outlive the recipes that made them, and keep their versions. */
const images = lookUp(
  "imagebuilder:ListImages",
  ({ paginateListImages }) => paginateListImages,
  (page) => page.imageVersionList?.map(({ version }) => version),
);

const lookUpsOf: Readonly<Record<string, LookUp[]>> = {
  component: [
    lookUp(
      "imagebuilder:ListComponents",
      ({ paginateListComponents }) => paginateListComponents,
      (page) => page.componentVersionList?.map(({ version }) => version),
    ),
  ],
  recipe: [
    lookUp(
      "imagebuilder:ListImageRecipes",
      ({ paginateListImageRecipes }) => paginateListImageRecipes,
      (page) => page.imageRecipeSummaryList?.map(versionIn),
    ),
    images,
  ],
  containerRecipe: [
    lookUp(
      "imagebuilder:ListContainerRecipes",
      ({ paginateListContainerRecipes }) => paginateListContainerRecipes,
      (page) => page.containerRecipeSummaryList?.map(versionIn),
    ),
    images,
  ],
  workflow: [
    lookUp(
      "imagebuilder:ListWorkflows",
      ({ paginateListWorkflows }) => paginateListWorkflows,
      (page) => page.workflowVersionList?.map(({ version }) => version),
    ),
  ],
};
