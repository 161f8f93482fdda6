// Image Builder changes the state of an image with all its outputs by a role, also in other accounts.
// https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_StartResourceStateUpdate.html

import type { Image, LifecycleExecutionResource } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import { sdk } from "../aws/clients";
import { explained } from "../aws/errors";
import { clientOf } from "./outputs";
import { backoff, sleep } from "./wait";

export type Disposal = "deprecate" | "disable" | "delete";

/** What AWS calls an image of which that has been done. */
export const statusOf = { deprecate: "DEPRECATED", disable: "DISABLED", delete: "DELETED" } as const;
const longestMilliseconds = 30 * 60_000;

/** What Image Builder could not do, and why. */
export async function setStateByRole(
  image: Image,
  disposal: Disposal,
  executionRole: string,
  aws: Aws,
): Promise<string[]> {
  const { StartResourceStateUpdateCommand } = sdk();
  const arn = image.arn ?? "";
  const client = clientOf(image, aws);
  const isContainer = image.type === "DOCKER";
  const includeResources = isContainer
    ? { containers: true }
    : { amis: true, ...(disposal === "delete" && { snapshots: true }) };
  const { lifecycleExecutionId } = await explained(
    "imagebuilder:StartResourceStateUpdate",
    client.send(
      new StartResourceStateUpdateCommand({
        resourceArn: arn,
        state: { status: statusOf[disposal] },
        executionRole,
        includeResources,
      }),
    ),
  );
  if (lifecycleExecutionId === undefined) return [];
  const state = await ended(lifecycleExecutionId, client, aws.cancelled);
  if (state.status === "SUCCESS") return [];
  const failed = (await resourcesOf(lifecycleExecutionId, arn, client)).filter(
    (each) => each.state?.status === "FAILED",
  );
  return failed.length > 0
    ? failed.map(
        ({ resourceId, region, accountId, state: why }) =>
          `${resourceId} in ${region} of account ${accountId}: ${why?.reason ?? "AWS gives no reason"}`,
      )
    : [
        `${arn}: the lifecycle execution ${lifecycleExecutionId} is ${state.status}: ${state.reason ?? "AWS gives no reason"}`,
      ];
}

type Client = ReturnType<Aws["imageBuilder"]>;

async function ended(
  lifecycleExecutionId: string,
  client: Client,
  cancelled: AbortSignal,
): Promise<{ status?: string | undefined; reason?: string | undefined }> {
  const { GetLifecycleExecutionCommand } = sdk();
  const giveUp = Date.now() + longestMilliseconds;
  for (const delay of backoff()) {
    const { lifecycleExecution } = await explained(
      "imagebuilder:GetLifecycleExecution",
      client.send(new GetLifecycleExecutionCommand({ lifecycleExecutionId })),
    );
    const state = lifecycleExecution?.state ?? {};
    if (!["PENDING", "IN_PROGRESS", "CANCELLING"].includes(state.status ?? "") || Date.now() > giveUp)
      return state;
    await sleep(delay, cancelled);
  }
  throw new Error("unreachable: the delays have no end");
}

async function resourcesOf(
  lifecycleExecutionId: string,
  parentResourceId: string,
  client: Client,
): Promise<LifecycleExecutionResource[]> {
  const { paginateListLifecycleExecutionResources } = sdk();
  const found: LifecycleExecutionResource[] = [];
  const pages = paginateListLifecycleExecutionResources(
    { client },
    { lifecycleExecutionId, parentResourceId },
  );
  const all = (async () => {
    for await (const { resources } of pages) found.push(...(resources ?? []));
  })();
  await explained("imagebuilder:ListLifecycleExecutionResources", all);
  return found;
}
