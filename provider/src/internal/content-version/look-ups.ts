// What the account already has under the name of a component, recipe or workflow.

import type { Aws } from "../../aws/clients";
import { sdk } from "../../aws/clients";
import { explain, isDenied, isMissing } from "../../aws/errors";
import { pipelinesBy } from "../../aws/find-pipelines";
import type { FoundPipeline } from "../../aws/find-pipelines";
import { resourceTag } from "../../checks/own-tag";
import { isUnknown } from "../../protocol/values";
import type { Values } from "../../protocol/values";

/** A component, recipe or workflow of a version. */
export interface Made {
  version: string;
  arn: string;
}

export interface Existing {
  made: Made[];
  /** Images outlive the recipes that made them, and keep their versions. */
  imageVersions: string[];
  /** The permissions without which some of it could not be looked up. */
  denied: string[];
}

export async function existing(
  { kind, name, region }: Values,
  aws: Aws,
  abortSignal?: AbortSignal,
): Promise<Existing> {
  const found: Existing = { made: [], imageVersions: [], denied: [] };
  const list = async ({ permission, pages }: LookUp): Promise<Made[]> => {
    try {
      const request = { owner: "Self" as const, filters: [{ name: "name", values: [String(name)] }] };
      const all: Listed[] = [];
      const calls = abortSignal ? [{ abortSignal }] : [];
      for await (const page of pages({ client: aws.imageBuilder(region) }, request, ...calls))
        all.push(...page);
      // A summary of a recipe has its version only in its ARN.
      return all
        .filter((each) => each.name === name)
        .map(({ version, arn = "" }) => ({ arn, version: version ?? arn.split("/").at(-1) ?? "" }));
    } catch (error) {
      if (!isDenied(error)) throw explain(error, permission);
      found.denied.push(permission);
      return [];
    }
  };
  const lookUp = lookUpOf[String(kind)];
  if (lookUp !== undefined) found.made = await list(lookUp);
  if (isRecipe(kind)) found.imageVersions = (await list(images)).map(({ version }) => version);
  return found;
}

const isRecipe = (kind: unknown): boolean => kind === "recipe" || kind === "containerRecipe";

/** The versions that this component of this stack has made, as its tag on them shows. */
export async function ownOf(
  made: readonly Made[],
  { kind, owner, region }: Values,
  aws: Aws,
): Promise<Made[]> {
  const own: Made[] = [];
  const client = aws.imageBuilder(region);
  for (const { version, arn } of made) {
    const found = await describe(client, String(kind), arn).catch(ignoreGone);
    if (found?.arn !== undefined && found.tags?.[resourceTag] === owner)
      own.push({ version, arn: found.arn });
  }
  return own;
}

/** What there is of a version, with the build that its ARN may lack. */
async function describe(
  client: ReturnType<Aws["imageBuilder"]>,
  kind: string,
  arn: string,
): Promise<{ arn?: string; tags?: Record<string, string> } | undefined> {
  switch (kind) {
    case "component":
      return (await client.send(new (sdk().GetComponentCommand)({ componentBuildVersionArn: arn })))
        .component;
    case "recipe":
      return (await client.send(new (sdk().GetImageRecipeCommand)({ imageRecipeArn: arn }))).imageRecipe;
    case "containerRecipe":
      return (await client.send(new (sdk().GetContainerRecipeCommand)({ containerRecipeArn: arn })))
        .containerRecipe;
    default:
      return (await client.send(new (sdk().GetWorkflowCommand)({ workflowBuildVersionArn: arn }))).workflow;
  }
}

/** Without the permission to look, or when it has just gone, it is nothing of ours. */
function ignoreGone(error: unknown): undefined {
  if (isDenied(error) || isMissing(error)) return undefined;
  throw error;
}

/** A preview is not held up for longer by a network that doesn't answer. */
export const patienceMilliseconds: number = 5_000;

/**
 * The pipeline that has the name of a recipe, as far as the account may be asked. AWS refuses a second one too, but
 * last, when the rest of the golden image has been made.
 */
export async function pipelineOfName(
  { kind, name, region }: Values,
  aws: Aws,
): Promise<FoundPipeline | undefined> {
  if (!isRecipe(kind) || isUnknown(region)) return undefined;
  return (await pipelinesBy("name", String(name), region, aws, patienceMilliseconds))[0];
}

type Sdk = ReturnType<typeof sdk>;
interface Listed {
  arn?: string;
  name?: string;
  version?: string;
}
type Paginate<Page> = (
  configuration: { client: ReturnType<Aws["imageBuilder"]> },
  request: { owner: "Self"; filters: { name: string; values: string[] }[] },
  ...calls: { abortSignal: AbortSignal }[]
) => AsyncIterable<Page>;
interface LookUp {
  permission: string;
  pages: Paginate<Listed[]>;
}

const lookUp = <Page>(
  permission: string,
  paginate: (sdk: Sdk) => Paginate<Page>,
  listed: (page: Page) => Listed[] | undefined,
): LookUp => ({
  permission,
  async *pages(...args) {
    for await (const page of paginate(sdk())(...args)) yield listed(page) ?? [];
  },
});

const images = lookUp(
  "imagebuilder:ListImages",
  ({ paginateListImages }) => paginateListImages,
  (page) => page.imageVersionList,
);

const lookUpOf: Readonly<Record<string, LookUp>> = {
  component: lookUp(
    "imagebuilder:ListComponents",
    ({ paginateListComponents }) => paginateListComponents,
    (page) => page.componentVersionList,
  ),
  recipe: lookUp(
    "imagebuilder:ListImageRecipes",
    ({ paginateListImageRecipes }) => paginateListImageRecipes,
    (page) => page.imageRecipeSummaryList,
  ),
  containerRecipe: lookUp(
    "imagebuilder:ListContainerRecipes",
    ({ paginateListContainerRecipes }) => paginateListContainerRecipes,
    (page) => page.containerRecipeSummaryList,
  ),
  workflow: lookUp(
    "imagebuilder:ListWorkflows",
    ({ paginateListWorkflows }) => paginateListWorkflows,
    (page) => page.workflowVersionList,
  ),
};
