// What AWS refuses about the resources that are only recorded here: a name that is taken, and the deletion of what is
// still in use. The errors are named as the services' API references name them.

import { AwsError } from "../image-builder/errors";
import type { Recorded, Where } from "../image-builder/records";
import type { World } from "../image-builder/world";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { iam } from "./iam";
import { messages } from "./messages";
import { s3 } from "./s3";
import { ssm } from "./ssm";

/** The rules of one type. Each gives the reason for a refusal, if there is one. */
export interface Rules {
  /** Why it can't be created beside what is there. */
  create?(made: Recorded, world: World): AwsError | undefined;
  /** Why it can't be as it is to be, new or changed. */
  write?(made: Recorded, world: World): AwsError | undefined;
  /** What the provider takes away before it deletes the resource. */
  beforeDelete?(gone: Recorded, world: World): void;
  /** Why it can't be deleted. */
  delete?(gone: Recorded, world: World): AwsError | undefined;
  /** What AWS deletes with it. */
  parts?(gone: Recorded, world: World): readonly Recorded[];
}

const all: Readonly<Record<string, Rules>> = { ...ec2, ...ecr, ...iam, ...messages, ...s3, ...ssm };

const refuse = (reason: AwsError | undefined): void => {
  if (reason !== undefined) throw reason;
};

export function createNeighbour(world: World, made: Recorded): void {
  refuse(all[made.type]?.create?.(made, world));
  writeNeighbour(world, made);
}

export function writeNeighbour(world: World, made: Recorded): void {
  refuse(all[made.type]?.write?.(made, world));
  world.records.put(made.type, made.id, made);
}

/** Whether there was such a resource. */
export function deleteNeighbour(world: World, type: string, id: string, where: Where): boolean {
  const gone = world.records.get(type, id, where);
  if (gone === undefined) return false;
  all[type]?.beforeDelete?.(gone, world);
  deleteAtAws(world, gone);
  return true;
}

/** Without what the provider takes away, or is asked to delete in spite of what is in it. */
export function deleteByApi(world: World, gone: Recorded): void {
  const { forceDelete: _emptied, forceDestroy: _destroyed, ...properties } = gone.properties;
  deleteAtAws(world, { ...gone, properties });
}

function deleteAtAws(world: World, gone: Recorded): void {
  const rules = all[gone.type];
  refuse(rules?.delete?.(gone, world));
  for (const part of rules?.parts?.(gone, world) ?? []) world.records.delete(part.type, part.id, part);
  world.records.delete(gone.type, gone.id, gone);
}
