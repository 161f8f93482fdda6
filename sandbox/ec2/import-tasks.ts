// Tasks of VM import, in accelerated time. Statuses, messages and reasons of failure are those that users of AWS report;
// how far a task is at each, and how long it takes, is made up.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../image-builder/call";
import { AwsError } from "../image-builder/errors";
import { objectExists } from "../image-builder/s3-objects";
import { type Form, formOf, listOf, readTags, tagSet, textOf, textsOf } from "./query";

const recordType = "ec2:importImageTask";
/** The role that is used where none is named; every account that imports is taken to have it. */
const defaultRole = "vmimport";

interface Disk {
  readonly format: string;
  readonly description?: string;
  readonly deviceName?: string;
  readonly s3Bucket: string;
  readonly s3Key: string;
  snapshotId?: string;
  status: string;
  progress?: string;
}

export interface ImportTask {
  readonly importTaskId: string;
  readonly description?: string;
  readonly platform?: string;
  readonly architecture: string;
  readonly bootMode?: string;
  readonly licenseType: string;
  readonly licenseConfigurationArns: readonly string[];
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  readonly disks: readonly Disk[];
  tags: Record<string, string>;
  status: string;
  statusMessage?: string;
  progress?: string;
  imageId?: string;
}

const id = (kind: string): string => `${kind}-${randomBytes(9).toString("hex").slice(0, 17)}`;

const invalid = (message: string): AwsError => new AwsError("InvalidParameterValue", message);

export function importImage(form: Form, call: Call): object {
  const { store } = call;
  const { Action: _, ...parameters } = form;
  const request = JSON.stringify(parameters);
  const key = `ec2/ImportImage/${textOf(form, "ClientToken") ?? randomBytes(8).toString("hex")}`;
  const before = store.answers.get(key);
  if (before !== undefined) {
    if (before.request !== request) {
      throw new AwsError(
        "IdempotentParameterMismatch",
        "The client token was used before, with other parameters.",
      );
    }
    return written(before.answer as ImportTask);
  }
  const task = taskOf(form);
  checkRole(textOf(form, "RoleName") ?? defaultRole, call);
  store.answers.set(key, { request, answer: task });
  call.world.records.put(recordType, task.importTaskId, {
    ...store.place,
    properties: task as unknown as Record<string, unknown>,
  });
  void run(task, call).catch(() => undefined); // The world ended.
  return written(task);
}

function taskOf(form: Form): ImportTask {
  const containers = listOf(form, "DiskContainer");
  if (containers.length === 0) {
    throw new AwsError("MissingParameter", "The request must contain the parameter DiskContainers");
  }
  const disks = containers.map((container): Disk => {
    const bucket = formOf(container, "UserBucket");
    const [, urlBucket, urlKey] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(textOf(container, "Url") ?? "") ?? [];
    const format = textOf(container, "Format")?.toUpperCase() ?? "";
    if (!["OVA", "VHD", "VHDX", "VMDK", "RAW"].includes(format)) {
      throw invalid(`The sandbox knows no disk image format '${format}'`);
    }
    return {
      format,
      description: textOf(container, "Description"),
      deviceName: textOf(container, "DeviceName"),
      s3Bucket: textOf(bucket, "S3Bucket") ?? urlBucket ?? "",
      s3Key: textOf(bucket, "S3Key") ?? urlKey ?? "",
      status: "active",
    };
  });
  const architecture = textOf(form, "Architecture") ?? "x86_64";
  if (!["i386", "x86_64"].includes(architecture)) throw invalid("Architecture must be i386 or x86_64");
  const bootMode = textOf(form, "BootMode");
  if (bootMode === "uefi-preferred") throw invalid("uefi-preferred isn't supported for importing images");
  const platform = textOf(form, "Platform");
  const encrypted = textOf(form, "Encrypted") === "true";
  const kmsKeyId = textOf(form, "KmsKeyId");
  if (kmsKeyId !== undefined && !encrypted) throw invalid("With KmsKeyId, Encrypted must be set");
  const specification = listOf(form, "TagSpecification").find(
    (each) => textOf(each, "ResourceType") === "import-image-task",
  );
  return {
    importTaskId: id("import-ami"),
    description: textOf(form, "Description"),
    platform,
    architecture,
    bootMode,
    licenseType: textOf(form, "LicenseType") ?? (platform === "Windows" ? "AWS" : "BYOL"),
    licenseConfigurationArns: listOf(form, "LicenseSpecifications").flatMap(
      (each) => textOf(each, "LicenseConfigurationArn") ?? [],
    ),
    encrypted,
    kmsKeyId,
    disks,
    tags: readTags(specification === undefined ? [] : listOf(specification, "Tag")),
    status: "active",
    statusMessage: "pending",
    progress: "1",
  };
}

function checkRole(name: string, { world, store: { place } }: Call): void {
  const { account } = place;
  if (name !== defaultRole && world.records.get("aws:iam/role:Role", name, { account }) === undefined) {
    throw new AwsError(
      "InvalidParameter",
      `The service role ${name} provided does not exist or does not have sufficient permissions`,
    );
  }
}

const validation = [
  ["pending", 1],
  ["validating", 10],
  ["validated", 19],
] as const;
const conversion = [
  ["converting", 28],
  ["updating", 39],
  ["updated", 45],
  ["preparing to boot", 52],
  ["booting", 59],
  ["booted", 67],
  ["preparing ami", 76],
] as const;

async function run(task: ImportTask, call: Call): Promise<void> {
  const { world, store, settings } = call;
  const step = async ([message, progress]: readonly [string, number]): Promise<void> => {
    task.statusMessage = message;
    task.progress = String(progress);
    await sleep(settings.phaseMilliseconds / 3, undefined, { signal: world.end.signal });
  };
  const fail = (message: string): void => {
    task.status = "deleted";
    task.statusMessage = `ClientError: ${message}`;
    task.progress = undefined;
  };
  for (const each of validation) await step(each);
  if (!task.disks.every(({ s3Bucket, s3Key }) => objectExists(call, s3Bucket, s3Key))) {
    fail("Disk validation failed [We do not have access to the given resource. Reason 404 Not Found]");
    return;
  }
  for (const each of conversion) {
    await step(each);
    if (each[0] === "converting" && task.disks.some(({ s3Key }) => s3Key.includes("corrupt"))) {
      fail("No valid partitions. Not a valid volume.");
      return;
    }
  }
  for (const disk of task.disks) Object.assign(disk, { status: "completed", snapshotId: id("snap") });
  const imageId = id("ami");
  store.amis.set(imageId, {
    ...store.place,
    imageId,
    name: task.importTaskId,
    description: task.description,
    tags: {},
    encrypted: task.encrypted,
    kmsKeyId: task.kmsKeyId,
    licenseConfigurationArns: task.licenseConfigurationArns,
    sourceImageArn: task.importTaskId,
  });
  Object.assign(task, { status: "completed", statusMessage: undefined, progress: undefined, imageId });
}

export function importTasks({ world, store: { place } }: Call): ImportTask[] {
  return world.records
    .list(recordType)
    .filter(({ account, region }) => account === place.account && region === place.region)
    .map(({ properties }) => properties as unknown as ImportTask);
}

export function describeImportImageTasks(form: Form, call: Call): object {
  const ids = textsOf(form, "ImportTaskId");
  const filters = listOf(form, "Filters");
  const all = importTasks(call);
  const unknown = ids.find((wanted) => !all.some(({ importTaskId }) => importTaskId === wanted));
  if (unknown !== undefined) {
    throw new AwsError("InvalidConversionTaskId.Malformed", `The sandbox has no import task ${unknown}`);
  }
  const states = filters.flatMap((filter) => {
    // The only filter that AWS documents here.
    if (textOf(filter, "Name") !== "task-state") throw invalid("The filter is invalid");
    return textsOf(filter, "Value");
  });
  const found = all.filter(
    ({ importTaskId, status }) =>
      (ids.length === 0 || ids.includes(importTaskId)) && (states.length === 0 || states.includes(status)),
  );
  const start = Number(textOf(form, "NextToken") ?? 0);
  const size = Number(textOf(form, "MaxResults") ?? (found.length || 1));
  return {
    importImageTaskSet: found.slice(start, start + size).map(written),
    nextToken: start + size < found.length ? String(start + size) : undefined,
  };
}

function written({ disks, tags, licenseConfigurationArns, ...task }: ImportTask): object {
  return {
    ...task,
    licenseSpecifications: licenseConfigurationArns.map((licenseConfigurationArn) => ({
      licenseConfigurationArn,
    })),
    snapshotDetailSet: disks.map(({ s3Bucket, s3Key, ...disk }) => ({
      ...disk,
      userBucket: { s3Bucket, s3Key },
    })),
    tagSet: tagSet(tags),
  };
}
