// What must be right about a receiving account beyond the types of its inputs.

import { knownList, knownString } from "../component/known";
import { decidesInPreview, regionIsKnown } from "../component/rules";
import type { Problem } from "../contract/check";
import { uniqueList } from "../image-distribution/lists";
import type { Values } from "../protocol/values";

const lists = ["sourceAccountIds", "kmsKeyArns", "parameterNames", "launchTemplateIds", "regions"];

export function distributionTargetRules(inputs: Values): Problem[] {
  return [
    ...decidesInPreview({ managedPolicy: inputs.managedPolicy, lifecycle: inputs.lifecycle }),
    ...lists.flatMap((list) => uniqueList(list, inputs[list])).map(sourceIsNeeded),
    ...knownList(inputs.regions).flatMap((region, index) => regionIsKnown(`regions[${index}]`, region)),
    ...knownList(inputs.kmsKeyArns).flatMap((key, index) => keyIsAllowable(`kmsKeyArns[${index}]`, key)),
  ];
}

/** The one list that can't be left out. */
const sourceIsNeeded = (problem: Problem): Problem =>
  problem.path === "sourceAccountIds" ? { ...problem, message: "needs at least one account" } : problem;

/** IAM user guide: an alias in a policy's resource does not allow the use of its key. */
function keyIsAllowable(path: string, value: unknown): Problem[] {
  const key = knownString(value);
  if (key === undefined || /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/.test(key)) return [];
  return [
    {
      path,
      message: key.includes(":alias/")
        ? "is an alias, which IAM does not look behind: give the ARN of the key itself"
        : "must be the full ARN of a KMS key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-...",
    },
  ];
}
