// What must be right about a receiving account beyond the types of its inputs.

import { hasForm, kmsKeyArn } from "../checks/identifiers";
import { knownList } from "../checks/known";
import { uniqueList } from "../checks/lists";
import type { Location } from "../checks/location";
import { arnIsOfPartition, staysInPartition } from "../checks/partition";
import type { Problem } from "../checks/problems";
import { regionIsKnown } from "../checks/regions";
import { problemsOf } from "../checks/rule";
import type { ResourceContext, Rule, RuleTable } from "../checks/rule";
import { sources } from "../checks/sources";
import { tagRule } from "../checks/tags";
import type { Values } from "../protocol/values";

const lists = ["sourceAccountIds", "kmsKeyArns", "parameterNames", "launchTemplateIds", "regions"];

const rules: readonly Rule<ResourceContext>[] = [
  tagRule("target-tags-are-allowed"),
  {
    name: "target-lists-fit",
    description: "No list is empty or has something twice.",
    source: sources.ours,
    check: (inputs) => lists.flatMap((list) => uniqueList(list, inputs[list])).map(sourceIsNeeded),
  },
  {
    name: "target-regions-exist",
    description: "The regions are regions of AWS.",
    source: sources.ours,
    check: (inputs) =>
      knownList(inputs.regions).flatMap((region, index) => regionIsKnown(`regions[${index}]`, region)),
  },
  {
    name: "target-stays-in-the-partition",
    description:
      "Regions and keys are of the account's own partition: AMIs are not copied from one to another.",
    source: sources.copyAmi,
    check: (inputs, location) => [
      ...staysInPartition("goldenimage:index:DistributionTarget", inputs, location),
      ...knownList(inputs.kmsKeyArns).flatMap((key, index) =>
        arnIsOfPartition(`kmsKeyArns[${index}]`, key, location.region),
      ),
    ],
  },
  {
    name: "target-keys-are-grantable",
    description: "Keys are given by their own ARNs: an alias in a policy does not allow the use of its key.",
    source: sources.keysInPolicies,
    check: (inputs) =>
      knownList(inputs.kmsKeyArns).flatMap((key, index) => hasForm(`kmsKeyArns[${index}]`, key, kmsKeyArn)),
  },
];

export const distributionTargetTable: RuleTable = {
  title: "DistributionTarget",
  topics: [{ title: "Accounts that receive", rules }],
};

export const distributionTargetRules = (
  inputs: Values,
  resourceName: string,
  location: Location,
): Problem[] => problemsOf(rules, inputs, { resourceName, ...location });

/** The one list that can't be left out. */
const sourceIsNeeded = (problem: Problem): Problem =>
  problem.path === "sourceAccountIds" ? { ...problem, message: "needs at least one account" } : problem;
