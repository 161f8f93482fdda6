// The options of a child's registration that follow from the plan alone: above all, whether the old resource or the new
// one goes first when a change replaces it.

import { automaticName } from "./automatic-names";
import type { Child, ChildType } from "../plan/child";

export interface ChildOptions {
  ignoreChanges: string[];
  deleteBeforeReplace?: boolean;
  replaceOnChanges?: string[];
  replacementTrigger?: unknown;
  protect?: boolean;
}

/** AWS doesn't delete these while others use them, and so a replacement must be taken into use before the old one goes. */
const usedByOthers: ReadonlySet<ChildType> = new Set<ChildType>([
  "aws:imagebuilder/component:Component",
  "aws:imagebuilder/containerRecipe:ContainerRecipe",
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
  "aws:imagebuilder/imageRecipe:ImageRecipe",
  "aws:imagebuilder/workflow:Workflow",
  // The next version's document is put there before the old one goes.
  "aws:s3/bucketObjectv2:BucketObjectv2",
]);

/** SNS knows a subscription by what subscribes to what: one that is made again is the same. */
const oneOfAKind: ReadonlySet<ChildType> = new Set<ChildType>([
  "aws:sns/topicSubscription:TopicSubscription",
]);

/**
 * Whether the old resource goes before its replacement is made. What Pulumi names can have a replacement beside it, of
 * another name. The provider would delete it first, since for it a name counts as explicit that `ignoreChanges` keeps.
 * An explicit name can have one owner at a time: when an update fails and is taken back, the old resource must be gone.
 */
function oldGoesFirst(child: Child): boolean | undefined {
  if (automaticName(child) !== undefined || usedByOthers.has(child.type)) return false;
  return child.args.name !== undefined || oneOfAKind.has(child.type) ? true : undefined;
}

export function optionsOf(child: Child): ChildOptions {
  const { replaceOnChanges, replacementTrigger } = child;
  return {
    ignoreChanges: [...(child.ignoreChanges ?? []), ...madeNames(child)],
    ...(replaceOnChanges && { replaceOnChanges: [...replaceOnChanges] }),
    replacementTrigger,
    ...(child.type.startsWith("aws:") && { deleteBeforeReplace: oldGoesFirst(child) }),
    // It would be inherited, and stop the replacement by which every change of content is made.
    ...(child.versioned && { protect: false }),
  };
}

/**
 * A name that Pulumi has made once stays. It would make another for a resource that it imports (recovery/), and replace
 * it because of that.
 */
function madeNames(child: Child): string[] {
  const property = automaticName(child);
  return property === undefined ? [] : [property];
}
