// The options of a child's registration that follow from the plan alone: above all, whether the old resource or the new
// one goes first when a change replaces it.

import { automaticName } from "./automatic-names";
import type { Child, ChildType } from "./child";

export interface ChildOptions {
  ignoreChanges: string[];
  deleteBeforeReplace?: boolean;
  replaceOnChanges?: string[];
  replacementTrigger?: unknown;
  protect?: boolean;
}

/**
 * A replacement is made and taken into use before the old resource goes: AWS doesn't delete what is in use. The provider
 * would delete first whatever has an explicit name, and for it a name counts as explicit that `ignoreChanges` keeps.
 * The types here are the exceptions: a replacement can have the name of the old resource, so that both can't exist at once.
 */
const oldGoesFirst: ReadonlySet<ChildType> = new Set<ChildType>([
  // A pipeline keeps its kind of recipe.
  "aws:imagebuilder/imagePipeline:ImagePipeline",
  // A repository keeps its encryption.
  "aws:ecr/repository:Repository",
  // There is one of these for a repository, and one for a role and a policy.
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
]);

export function optionsOf(child: Child): ChildOptions {
  const { replaceOnChanges, replacementTrigger } = child;
  return {
    ignoreChanges: [...(child.ignoreChanges ?? []), ...madeNames(child)],
    replaceOnChanges,
    replacementTrigger,
    ...(child.type.startsWith("aws:") && { deleteBeforeReplace: oldGoesFirst.has(child.type) }),
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
