// The user's tags on what an import has made, and our own that finds it again.

import type { Aws } from "../aws/clients";
import { ec2Sdk, sdk } from "../aws/clients";
import { errorMessage, explained } from "../aws/errors";
import type { ImageImportOutputs } from "../checks/schema/generated/types";
import { untag } from "../image-build/builds";
import { importTag, releasedTag } from "./identity";

type Tags = Record<string, string>;

/** Puts the tags on the AMI and its snapshots: ImportImage itself tags only its task. */
export async function tagAmi(state: ImageImportOutputs, tags: Tags, aws: Aws): Promise<void> {
  const resources = [state.amiId, ...(state.snapshotIds ?? [])];
  await createTags(resources, tags, state.region, aws);
}

/** Takes away what is no longer there, and puts what is new or another, wherever the tags are. */
export async function changeTags(state: ImageImportOutputs, olds: Tags, news: Tags, aws: Aws): Promise<void> {
  const gone = Object.keys(olds).filter((key) => !(key in news));
  const changed = Object.fromEntries(Object.entries(news).filter(([key, value]) => olds[key] !== value));
  const task = state.importTaskId === undefined ? [] : [state.importTaskId];
  const onEc2 = [state.amiId, ...task, ...(state.snapshotIds ?? [])];
  const imageBuilder = aws.imageBuilder(state.region);
  const resourceArn = state.imageArn;
  await untag(resourceArn, gone, state.region, aws);
  if (gone.length > 0) {
    const { DeleteTagsCommand } = ec2Sdk();
    const Tags = gone.map((Key) => ({ Key }));
    await explained(
      "ec2:DeleteTags",
      aws.ec2(state.region).send(new DeleteTagsCommand({ Resources: onEc2, Tags })),
    );
  }
  if (Object.keys(changed).length > 0) {
    const { TagResourceCommand } = sdk();
    await explained(
      "imagebuilder:TagResource",
      imageBuilder.send(new TagResourceCommand({ resourceArn, tags: changed })),
    );
    await createTags(onEc2, changed, state.region, aws);
  }
}

/** A later import of the same files must not take these for its own. AWS may have forgotten the task, or the user the image. */
export async function release(state: ImageImportOutputs, aws: Aws): Promise<void> {
  if (state.importTaskId !== undefined) {
    try {
      await createTags([state.importTaskId], { [releasedTag]: "true" }, state.region, aws);
    } catch (error) {
      if (!/ec2:CreateTags: Invalid/.test(errorMessage(error))) throw error;
    }
  }
  await untag(state.imageArn, [importTag], state.region, aws);
}

async function createTags(Resources: string[], tags: Tags, region: unknown, aws: Aws): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  if (Tags.length === 0) return;
  const { CreateTagsCommand } = ec2Sdk();
  await explained("ec2:CreateTags", aws.ec2(region).send(new CreateTagsCommand({ Resources, Tags })));
}
