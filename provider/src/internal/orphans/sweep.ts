// Deletes what an update has made that Pulumi never heard of: the answer was lost, or the CLI was killed.
//
// A destroy runs no program, and deletes what Pulumi knows. So what is still there when a resource of this package is
// deleted that all of it waited for is either lost, or the user keeps it. What the user keeps was there when an update was
// last through, as a rule, and is on the list that was written down then.

import type { Aws } from "../../aws/clients";
import { errorMessage, errorName, isDenied } from "../../aws/errors";
import { resourceTag, resourceTagValue } from "../../checks/own-tag";
import type { Log } from "../../protocol/log";
import type { Evidence } from "./evidence";
import { isGone, tagIn } from "./found";
import type { Described, Found, Kind } from "./found";
import { endpoint, launchTemplate, network } from "./services/ec2";
import { rule, target } from "./services/events";
import { role, instanceProfile } from "./services/iam";
import { imageBuilder } from "./services/image-builder";
import { key } from "./services/kms";
import { logGroup, topic } from "./services/messages";
import { bucket, object, repository } from "./services/storage";

/** In an order in which nothing uses what goes before it. */
const kinds: readonly Kind[] = [
  ...imageBuilder,
  target,
  rule,
  topic,
  key,
  instanceProfile,
  role,
  endpoint,
  ...network,
  launchTemplate,
  object,
  bucket,
  repository,
  logGroup,
];

interface State extends Evidence {
  made?: readonly Described[];
}

interface Running {
  aws: Aws;
  log: Log;
}

/** Deletes what there is of `made`, unless it was there when an update was last through. */
export async function sweep(owner: string, state: State, { aws, log }: Running): Promise<void> {
  const children = state.made ?? [];
  const isKept = keptBy(state);
  for (const kind of kinds) {
    const ofKind = children.filter(({ type }) => type === kind.type);
    for (const region of new Set(ofKind.map((child) => child.region))) {
      const inRegion = ofKind.filter((child) => child.region === region);
      for (const orphan of await find(kind, owner, region, inRegion, { aws, log })) {
        if (!isKept(orphan)) await remove(orphan, log);
      }
    }
  }
}

/** By the list, and by its time where a name was used again since. */
function keptBy({ known, completedAt = "" }: Evidence): (found: Found) => boolean {
  const kept = new Set(known);
  const then = new Date(completedAt);
  return ({ child, identity, madeAt }) =>
    kept.has(`${child.key} ${identity}`) && !(madeAt !== undefined && madeAt > then);
}

async function find(
  kind: Kind,
  owner: string,
  region: string,
  children: readonly Described[],
  { aws, log }: Running,
): Promise<Found[]> {
  const byTag = new Map(children.map((child) => [resourceTagValue(owner, child.key), child]));
  try {
    return await kind.find({
      aws,
      region,
      children,
      childOf: (tags) => byTag.get(tagIn(tags, resourceTag) ?? ""),
    });
  } catch (error) {
    if (!isDenied(error)) throw explained(`looking for ${namesOf(children)}`, error);
    log.warn(
      `the last update was cut off, and what it has made without Pulumi's hearing of it may stay: ${explained(`looking for ${namesOf(children)}`, error).message}`,
    );
    return [];
  }
}

const namesOf = (children: readonly Described[]): string =>
  children.map(({ resourceName }) => resourceName).join(", ");

async function remove(orphan: Found, log: Log): Promise<void> {
  const { called } = orphan;
  const holds = await orphan.holds?.();
  if (holds !== undefined) {
    log.warn(stays(called, holds));
    return;
  }
  try {
    await orphan.remove();
    log.status(`deleted ${called}, of which Pulumi had not heard`);
  } catch (error) {
    if (isGone(error)) return;
    if (!isNotEmpty(error)) throw explained(`deleting ${called}`, error);
    log.warn(stays(called, error.message));
  }
}

const stays = (called: string, reason: string): string =>
  `${called} stays, which an update has made without Pulumi's hearing of it: ${reason}`;

const isNotEmpty = (error: unknown): error is Error => error instanceof Error && /NotEmpty/.test(error.name);

const explained = (doing: string, error: unknown): Error =>
  new Error(`${doing}: ${errorName(error)}: ${errorMessage(error)}`, { cause: error });
