// Deletes versions that a component of this stack has made and Pulumi doesn't know.

import type { Aws } from "../../aws/clients";
import { sdk } from "../../aws/clients";
import { errorName, explain } from "../../aws/errors";
import { ownershipIn, resourceTag } from "../../checks/own-tag";

type Client = ReturnType<Aws["imageBuilder"]>;

/** Deletes a version, unless something uses it: AWS refuses that, and says so. */
export async function deleteVersion(arn: string, aws: Aws): Promise<"deleted" | "in use"> {
  const deletion = deletionOf(arn);
  try {
    await deletion.of(aws.imageBuilder(arn.split(":")[3]), arn);
    return "deleted";
  } catch (error) {
    const name = errorName(error);
    if (name === "ResourceDependencyException") return "in use";
    if (name === "ResourceNotFoundException") return "deleted";
    throw explain(error, deletion.permission);
  }
}

/**
 * Deletes what it can of versions, and answers those that something still uses. Recipes go first, and each takes with it
 * the components of ours that nothing else uses: those of a step that the state doesn't know are found in no other way.
 */
export async function deleteVersions(arns: readonly string[], aws: Aws): Promise<string[]> {
  const inUse: string[] = [];
  for (const arn of [...arns].sort((left, right) => Number(isRecipe(right)) - Number(isRecipe(left)))) {
    const components = isRecipe(arn) ? await ownComponents(arn, aws) : [];
    if ((await deleteVersion(arn, aws)) === "in use") inUse.push(arn);
    else for (const component of components) await deleteVersion(component, aws);
  }
  return inUse;
}

const isRecipe = (arn: string): boolean => /:(?:image|container)-recipe\//.test(arn);

async function ownComponents(recipeArn: string, aws: Aws): Promise<string[]> {
  const client = aws.imageBuilder(recipeArn.split(":")[3]);
  try {
    const { tags, components = [] } = await recipe(client, recipeArn);
    const ownership = ownershipIn(tags?.[resourceTag]);
    if (ownership === undefined) return [];
    const own: string[] = [];
    for (const { componentArn = "" } of components) {
      // Amazon's own have `aws` for an account.
      if (componentArn.split(":")[4] === "aws") continue;
      const { component } = await client.send(
        new (sdk().GetComponentCommand)({ componentBuildVersionArn: componentArn }),
      );
      if (ownershipIn(component?.tags?.[resourceTag]) === ownership) own.push(component?.arn ?? componentArn);
    }
    return own;
  } catch {
    // They can't be told from others' components then.
    return [];
  }
}

interface Recipe {
  tags?: Record<string, string>;
  components?: { componentArn?: string }[];
}

async function recipe(client: Client, arn: string): Promise<Recipe> {
  const found = arn.includes(":container-recipe/")
    ? (await client.send(new (sdk().GetContainerRecipeCommand)({ containerRecipeArn: arn }))).containerRecipe
    : (await client.send(new (sdk().GetImageRecipeCommand)({ imageRecipeArn: arn }))).imageRecipe;
  return found ?? {};
}

interface Deletion {
  permission: string;
  of(client: Client, arn: string): Promise<unknown>;
}

function deletionOf(arn: string): Deletion {
  const kind = arn.split(":")[5]?.split("/")[0] ?? "";
  const deletion = deletions[kind];
  if (deletion === undefined) throw new Error(`${arn} is not a component, a recipe or a workflow`);
  return deletion;
}

/** By the kind that an ARN names. */
const deletions: Readonly<Record<string, Deletion>> = {
  component: {
    permission: "imagebuilder:DeleteComponent",
    of: (client, arn) => client.send(new (sdk().DeleteComponentCommand)({ componentBuildVersionArn: arn })),
  },
  "image-recipe": {
    permission: "imagebuilder:DeleteImageRecipe",
    of: (client, arn) => client.send(new (sdk().DeleteImageRecipeCommand)({ imageRecipeArn: arn })),
  },
  "container-recipe": {
    permission: "imagebuilder:DeleteContainerRecipe",
    of: (client, arn) => client.send(new (sdk().DeleteContainerRecipeCommand)({ containerRecipeArn: arn })),
  },
  workflow: {
    permission: "imagebuilder:DeleteWorkflow",
    of: (client, arn) => client.send(new (sdk().DeleteWorkflowCommand)({ workflowBuildVersionArn: arn })),
  },
};
