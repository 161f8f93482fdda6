// What must be right about a receiving account beyond the types of its inputs.

import { knownList } from "../checks/known";
import { problemsOf, sources } from "../checks/rule";
import type { Rule } from "../checks/rule";
import type { Location } from "../checks/location";
import { arnIsOfPartition, staysInPartition } from "../checks/partition";
import { decidesInPreview, fitsPolicy, regionIsKnown, tagRule } from "../checks/common-rules";
import type { Problem } from "../checks/inputs";
import { uniqueList } from "../image-distribution/lists";
import { keyArn } from "../plan/policy";
import type { Values } from "../protocol/values";

const lists = ["sourceAccountIds", "kmsKeyArns", "parameterNames", "launchTemplateIds", "regions"];

export const distributionTargetRuleTable: readonly Rule<Location>[] = [
  tagRule("target-tags-are-allowed"),
  {
    name: "target-is-decided",
    says: "Which policies and roles there are is known in preview.",
    source: sources.pulumi,
    check: (inputs) => decidesInPreview({ managedPolicy: inputs.managedPolicy, lifecycle: inputs.lifecycle }),
  },
  {
    name: "target-lists-fit",
    says: "No list is empty or has something twice.",
    source: sources.ours,
    check: (inputs) => lists.flatMap((list) => uniqueList(list, inputs[list])).map(sourceIsNeeded),
  },
  {
    name: "target-regions-exist",
    says: "The regions are regions of AWS.",
    source: sources.ours,
    check: (inputs) =>
      knownList(inputs.regions).flatMap((region, index) => regionIsKnown(`regions[${index}]`, region)),
  },
  {
    name: "target-stays-in-the-partition",
    says: "Regions and keys are of the account's own partition: AMIs are not copied from one to another.",
    source: sources.copyAmi,
    check: (inputs, location) => [
      ...staysInPartition("goldenimage:index:DistributionTarget", inputs, location),
      ...knownList(inputs.kmsKeyArns).flatMap((key, index) =>
        arnIsOfPartition(`kmsKeyArns[${index}]`, key, location.region),
      ),
    ],
  },
  {
    name: "target-keys-are-allowable",
    says: "Keys are given by their own ARNs: an alias in a policy does not allow the use of its key.",
    source: sources.keysInPolicies,
    check: (inputs) =>
      knownList(inputs.kmsKeyArns).flatMap((key, index) => fitsPolicy(`kmsKeyArns[${index}]`, key, keyArn)),
  },
];

export function distributionTargetRules(
  inputs: Values,
  _resourceName: string,
  location: Location,
): Problem[] {
  return problemsOf(distributionTargetRuleTable, inputs, location);
}

/** The one list that can't be left out. */
const sourceIsNeeded = (problem: Problem): Problem =>
  problem.path === "sourceAccountIds" ? { ...problem, message: "needs at least one account" } : problem;
