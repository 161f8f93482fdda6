// EC2's part: a task that reads the disks and makes an AMI of them.

import type { ImportImageRequest, ImportImageTask } from "@aws-sdk/client-ec2";
import { ec2Sdk } from "../aws/clients";
import { errorMessage, errorName, explain } from "../aws/errors";
import type { ImageImportInputs } from "../checks/schema/generated/types";
import type { Running } from "../engine/custom-resource";
import { stateOf } from "../image-build/amis";
import { digest } from "../image-build/builds";
import { backoff, sleep } from "../image-build/wait";
import { parseS3Uri } from "./files";
import { importTag, releasedTag } from "./identity";
import { watch } from "./watch";
import type { Clock } from "./watch";

export interface Converted {
  importTaskId: string;
  amiId: string;
  snapshotIds: string[];
}

export async function convert(
  inputs: ImageImportInputs,
  token: string,
  running: Running,
  clock: Clock,
): Promise<Converted> {
  const earlier = await tasksOf(inputs, token, running);
  const mine = await findTask(earlier, inputs, running);
  const id = mine?.ImportTaskId ?? (await start(inputs, token, running, earlier.map(idOf)));
  const done = await watch(`the import task ${id}`, running, clock, async () => {
    const task = await describe(inputs, id, running, clock);
    if (isLost(task?.Status)) throw new Error(failureOf(id, task ?? {}));
    return { result: task?.Status === "completed" ? task : undefined, progress: progressOf(task) };
  });
  return {
    importTaskId: id,
    amiId: done.ImageId ?? "",
    snapshotIds: (done.SnapshotDetails ?? []).flatMap(({ SnapshotId }) => SnapshotId ?? []),
  };
}

/** Not one whose AMI has been deregistered since. */
async function findTask(
  earlier: readonly ImportImageTask[],
  { region }: ImageImportInputs,
  { aws, log }: Running,
): Promise<ImportImageTask | undefined> {
  for (const task of earlier) {
    if (isLost(task.Status) || tagOf(task, releasedTag) !== undefined) continue;
    if (task.Status !== "completed" || task.ImageId === undefined) return task;
    const state = await stateOf(task.ImageId, region, aws).catch((error: unknown) => {
      log.warn(`whether ${task.ImageId} is still there is not known: ${errorMessage(error)}`);
      return "available";
    });
    if (state !== "deregistered") return task;
  }
  return undefined;
}

/** A task that fails is deleted by AWS. */
const isLost = (status: string | undefined): boolean => status === "deleted" || status === "deleting";

const idOf = (task: ImportImageTask): string => task.ImportTaskId ?? "";

const tagOf = (task: ImportImageTask, key: string): string | undefined =>
  task.Tags?.find(({ Key }) => Key === key)?.Value;

/** All tasks of this import, also those that failed. Tags aren't among the filters that EC2 documents for tasks. */
async function tasksOf(
  inputs: ImageImportInputs,
  token: string,
  { aws }: Running,
): Promise<ImportImageTask[]> {
  const found: ImportImageTask[] = [];
  try {
    const pages = ec2Sdk().paginateDescribeImportImageTasks({ client: aws.ec2(inputs.region) }, {});
    for await (const page of pages) found.push(...(page.ImportImageTasks ?? []));
  } catch (error) {
    throw explain(error, "ec2:DescribeImportImageTasks");
  }
  return found.filter((task) => tagOf(task, importTag) === token);
}

/** The same try gives the same task, even where AWS's list is behind; a try after a failed task gives another. */
async function start(
  inputs: ImageImportInputs,
  token: string,
  running: Running,
  earlier: string[],
): Promise<string> {
  const client = running.aws.ec2(inputs.region);
  const giveUp = Date.now() + 90_000;
  for (const delay of backoff()) {
    const clientToken = digest([token, ...earlier]);
    try {
      const task = await client.send(
        new (ec2Sdk().ImportImageCommand)(requestOf(inputs, token, clientToken)),
      );
      const id = task.ImportTaskId ?? "";
      // AWS remembers a token for longer than it lists the task.
      if (!isLost(task.Status) || earlier.includes(id)) return id;
      earlier = [...earlier, id];
    } catch (error) {
      // A role that was made a moment ago isn't known everywhere yet.
      if (!isMissingRole(error) || Date.now() > giveUp || running.signal.aborted) {
        throw explain(error, "ec2:ImportImage");
      }
      running.log.status("waiting for the role");
    }
    await sleep(delay, running.signal);
  }
  throw new Error("unreachable: the delays have no end");
}

const isMissingRole = (error: unknown): boolean =>
  error instanceof Error && error.name === "InvalidParameter" && /service role/i.test(error.message);

export function requestOf(inputs: ImageImportInputs, token: string, clientToken: string): ImportImageRequest {
  const tags = Object.entries({ ...inputs.tags, [importTag]: token });
  return {
    ClientToken: clientToken,
    Description: inputs.description,
    DiskContainers: inputs.disks?.map(({ s3Uri, format, description, deviceName }) => {
      const { bucket, key } = parseS3Uri(s3Uri);
      return {
        Format: format?.toUpperCase(),
        Description: description,
        DeviceName: deviceName,
        UserBucket: { S3Bucket: bucket, S3Key: key },
      };
    }),
    Platform: inputs.platform,
    Architecture: inputs.architecture,
    BootMode: inputs.bootMode,
    LicenseType: inputs.licenseType,
    LicenseSpecifications: inputs.licenseConfigurationArns?.map((LicenseConfigurationArn) => ({
      LicenseConfigurationArn,
    })),
    Encrypted: inputs.encrypted !== false,
    KmsKeyId: inputs.kmsKeyArn,
    RoleName: inputs.roleName,
    TagSpecifications: [
      { ResourceType: "import-image-task", Tags: tags.map(([Key, Value]) => ({ Key, Value })) },
    ],
  };
}

async function describe(
  inputs: ImageImportInputs,
  id: string,
  { aws }: Running,
  clock: Clock,
): Promise<ImportImageTask | undefined> {
  const { DescribeImportImageTasksCommand } = ec2Sdk();
  try {
    const { ImportImageTasks } = await aws
      .ec2(inputs.region)
      .send(new DescribeImportImageTasksCommand({ ImportTaskIds: [id] }));
    return ImportImageTasks?.[0];
  } catch (error) {
    // A task that was made a moment ago may not be known everywhere yet.
    const young = Date.now() - clock.began < 60_000;
    if (young && /NotFound|InvalidConversionTaskId/.test(errorName(error))) return undefined;
    throw explain(error, "ec2:DescribeImportImageTasks");
  }
}

/** In AWS's own words: `active 28% converting`. */
export function progressOf(task: ImportImageTask | undefined): string {
  if (task === undefined) return "starting";
  const { Status, Progress, StatusMessage } = task;
  return [Status, Progress && `${Progress}%`, StatusMessage].filter(Boolean).join(" ");
}

export function failureOf(id: string, { Status, StatusMessage, SnapshotDetails }: ImportImageTask): string {
  const disks = (SnapshotDetails ?? []).flatMap(({ StatusMessage: message, DeviceName, Format }) =>
    message && message !== StatusMessage ? [`disk ${DeviceName ?? Format ?? ""}: ${message}`] : [],
  );
  return [`the import task ${id} is ${Status}: ${StatusMessage ?? "AWS gives no reason"}`, ...disks].join(
    "\n",
  );
}
