// Deletes what an interrupted update has made of a version. Nothing has been built of it, and nothing refers to it: that
// would have come after it.

import type { Aws } from "../aws";
import { explain, sdk } from "../aws";
import type { Values } from "../protocol/values";

export async function deleteLost(arn: string, { kind, region }: Values, aws: Aws): Promise<void> {
  const deletion = deletions[String(kind)];
  if (deletion === undefined) throw new Error(`${String(kind)} has no versions that could be lost`);
  try {
    await deletion.of(aws.imageBuilder(region), arn);
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw explain(error, deletion.permission);
  }
}

interface Deletion {
  permission: string;
  of(client: ReturnType<Aws["imageBuilder"]>, arn: string): Promise<unknown>;
}

const deletions: Readonly<Record<string, Deletion>> = {
  component: {
    permission: "imagebuilder:DeleteComponent",
    of: (client, arn) => client.send(new (sdk().DeleteComponentCommand)({ componentBuildVersionArn: arn })),
  },
  recipe: {
    permission: "imagebuilder:DeleteImageRecipe",
    of: (client, arn) => client.send(new (sdk().DeleteImageRecipeCommand)({ imageRecipeArn: arn })),
  },
  containerRecipe: {
    permission: "imagebuilder:DeleteContainerRecipe",
    of: (client, arn) => client.send(new (sdk().DeleteContainerRecipeCommand)({ containerRecipeArn: arn })),
  },
  workflow: {
    permission: "imagebuilder:DeleteWorkflow",
    of: (client, arn) => client.send(new (sdk().DeleteWorkflowCommand)({ workflowBuildVersionArn: arn })),
  },
};
