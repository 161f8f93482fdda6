// Tags on import tasks, AMIs and snapshots.

import type { Call } from "../image-builder/call";
import { AwsError } from "../image-builder/errors";
import { importTasks } from "./import-tasks";
import { type Form, listOf, readTags, textOf, textsOf } from "./query";

type Tags = Record<string, string>;

export function createTags(form: Form, call: Call): object {
  const added = readTags(listOf(form, "Tag"));
  return change(form, call, (tags) => ({ ...tags, ...added }));
}

export function deleteTags(form: Form, call: Call): object {
  const gone = listOf(form, "Tag").map((tag) => textOf(tag, "Key"));
  return change(form, call, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key))),
  );
}

function change(form: Form, call: Call, changed: (tags: Tags) => Tags): object {
  // All or none.
  textsOf(form, "ResourceId")
    .map((id) => taggable(id, call))
    .forEach((apply) => apply(changed));
  return { return: true };
}

function taggable(id: string, call: Call): (changed: (tags: Tags) => Tags) => void {
  const task = importTasks(call).find(({ importTaskId }) => importTaskId === id);
  if (task !== undefined) {
    return (changed) => void (task.tags = changed(task.tags));
  }
  const { amis, place } = call.store;
  const ami = amis.get(id);
  if (ami !== undefined) {
    return (changed) => void amis.set(id, { ...ami, tags: changed({ ...ami.tags }) });
  }
  if (importTasks(call).some(({ disks }) => disks.some(({ snapshotId }) => snapshotId === id))) {
    const { records } = call.world;
    const tags = (records.get("ec2:snapshotTags", id)?.properties ?? {}) as Tags;
    return (changed) => records.put("ec2:snapshotTags", id, { ...place, properties: changed(tags) });
  }
  throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
}
