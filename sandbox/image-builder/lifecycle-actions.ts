// What a lifecycle policy, or StartResourceStateUpdate, does with the outputs of an image: AMIs with their snapshots, and container images.

import type {
  LifecycleExecutionResourceStatus,
  LifecyclePolicyDetailActionIncludeResources,
  LifecyclePolicyDetailExclusionRules,
  LifecyclePolicyDetailExclusionRulesAmis,
} from "@aws-sdk/client-imagebuilder";
import { partitionOf } from "../../provider/src/checks/service-model/model";
import { lifecycleRoleName } from "../../provider/src/distribution-target/roles";
import { roleNamed, roleRefusal } from "../iam/roles";
import { snapshotsOf } from "./amis";
import type { Place } from "./arns";
import { type ActionName, before, hasOneOf } from "./lifecycle-selection";
import type { ArrivedAmi, Store, StoredImage, World } from "./world";

export interface Outcome extends Place {
  readonly resourceId: string;
  readonly status: LifecycleExecutionResourceStatus;
  readonly reason?: string;
  readonly snapshots?: readonly string[];
  readonly imageUris?: string[];
}

/** A policy only takes away; StartResourceStateUpdate gives back, too. */
type Action = ActionName | "AVAILABLE";

export interface Doing {
  readonly image: StoredImage;
  readonly action: Action;
  readonly includeResources: LifecyclePolicyDetailActionIncludeResources | undefined;
  readonly exclusionRules: LifecyclePolicyDetailExclusionRules | undefined;
  readonly executionRole: string | undefined;
  readonly world: World;
  readonly store: Store;
  readonly at: Date;
}

/** The AMIs of the image, wherever they are. */
export function amisOf(doing: Doing): Outcome[] {
  const { image, includeResources, world } = doing;
  if (includeResources?.amis !== true) {
    return [];
  }
  return [...world.allStores()].flatMap((store) =>
    [...store.amis.values()]
      .filter(({ sourceImageArn }) => sourceImageArn === image.arn)
      .map((ami): Outcome => {
        const about = { ...store.place, resourceId: ami.imageId };
        const reason = exclusion(ami, doing.exclusionRules?.amis, doing.at);
        if (reason !== undefined) {
          return { ...about, status: "SKIPPED", reason };
        }
        const snapshots = includeResources.snapshots === true ? snapshotsOf(store, ami) : [];
        const refusal = amiRefusal(ami, snapshots, doing);
        if (refusal !== undefined) {
          return { ...about, status: "FAILED", reason: refusal };
        }
        change(ami, snapshots, store, doing);
        return { ...about, status: "SUCCESS", snapshots };
      }),
  );
}

function exclusion(
  ami: ArrivedAmi,
  rules: LifecyclePolicyDetailExclusionRulesAmis | undefined,
  at: Date,
): string | undefined {
  const { isPublic, regions, sharedAccounts, tagMap, lastLaunched } = rules ?? {};
  const { userGroups, userIds } = ami.launchPermission ?? {};
  const reasons: Readonly<Record<string, boolean | undefined>> = {
    "is public": isPublic === true && userGroups?.includes("all"),
    "is in a region that is excluded": regions?.includes(ami.region),
    "is shared with an account that is excluded": userIds?.some((id) => sharedAccounts?.includes(id)),
    "has a tag that is excluded": hasOneOf(ami.tags, tagMap),
    "was launched lately":
      lastLaunched !== undefined &&
      ami.lastLaunched !== undefined &&
      new Date(ami.lastLaunched) > before(at, lastLaunched.value ?? 0, lastLaunched.unit),
  };
  return Object.keys(reasons).find((reason) => reasons[reason] === true);
}

const amiActions = {
  DEPRECATE: "ec2:EnableImageDeprecation",
  DISABLE: "ec2:DisableImage",
  DELETE: "ec2:DeregisterImage",
  AVAILABLE: "ec2:EnableImage",
} as const;

/** In another account, Image Builder acts by the role that has to be there. */
function amiRefusal(ami: ArrivedAmi, snapshots: readonly string[], doing: Doing): string | undefined {
  const { world, store, action } = doing;
  const { account, region } = ami;
  const partition = partitionOf(region)?.id ?? "aws";
  if (account !== store.place.account) {
    const arn = `arn:${partition}:iam::${account}:role/${lifecycleRoleName}`;
    return roleNamed(world.records, lifecycleRoleName, account)
      ? undefined
      : `The role ${arn} does not exist`;
  }
  const accesses = [
    { action: amiActions[action], resource: `arn:${partition}:ec2:${region}::image/${ami.imageId}` },
    ...snapshots.map((id) => ({
      action: "ec2:DeleteSnapshot",
      resource: `arn:${partition}:ec2:${region}::snapshot/${id}`,
    })),
  ];
  return firstRefusal(accesses, doing, { "aws:ResourceTag/CreatedBy": ami.tags.CreatedBy ?? "" });
}

function firstRefusal(
  accesses: readonly { action: string; resource: string }[],
  { world, store, executionRole: roleArn }: Doing,
  context: Readonly<Record<string, string>>,
): string | undefined {
  const service = "imagebuilder.amazonaws.com";
  return accesses
    .map((access) => roleRefusal(world.records, { ...store.place, service, roleArn, ...access, context }))
    .find((refusal) => refusal !== undefined);
}

function change(ami: ArrivedAmi, snapshots: readonly string[], store: Store, { action, at }: Doing): void {
  switch (action) {
    case "DEPRECATE":
      ami.deprecationTime = at.toISOString();
      break;
    case "DISABLE":
      // It is nobody else's any more.
      ami.disabled = true;
      ami.launchPermission = undefined;
      break;
    case "AVAILABLE":
      ami.disabled = undefined;
      ami.deprecationTime = undefined;
      break;
    case "DELETE":
      store.amis.delete(ami.imageId);
      snapshots.forEach((id) => store.snapshots.delete(id));
  }
}

/** The container images, of which a repository must say that they may go. */
export function containersOf(doing: Doing): Outcome[] {
  const { image, includeResources, world } = doing;
  if (includeResources?.containers !== true) {
    return [];
  }
  return [...world.allStores()].flatMap((store) =>
    store.containers
      .filter(({ sourceImageArn }) => sourceImageArn === image.arn)
      .map((container): Outcome => {
        const { account, region, repositoryName, imageUris } = container;
        const repository = world.records.get("aws:ecr/repository:Repository", repositoryName, store.place);
        const tags = repository?.properties.tagsAll as Readonly<Record<string, string>> | undefined;
        const key = "LifecycleExecutionAccess";
        const refusal = firstRefusal(
          [
            {
              action: "ecr:BatchDeleteImage",
              resource: `arn:${partitionOf(region)?.id}:ecr:${region}:${account}:repository/${repositoryName}`,
            },
          ],
          doing,
          { [`ecr:ResourceTag/${key}`]: tags?.[key] ?? "" },
        );
        const about = { account, region, resourceId: imageUris[0] ?? "", imageUris: [...imageUris] };
        if (refusal !== undefined) {
          return { ...about, status: "FAILED", reason: refusal };
        }
        store.containers.splice(store.containers.indexOf(container), 1);
        return { ...about, status: "SUCCESS" };
      }),
  );
}
