// What must be right about a golden image beyond the types of its inputs, as one table of small rules.

import { isSecret, known, knownObject, knownString } from "../component/known";
import { problemsOf } from "../component/rule";
import type { Rule } from "../component/rule";
import type { Problem } from "../contract/check";
import type { Values } from "../protocol/values";
import { decide } from "./decisions";
import { buildRules } from "./rules/build";
import { containerRules } from "./rules/container";
import type { Subject } from "./rules/subject";
import { inlineDistributionRules } from "./rules/distribution";
import { generalRules } from "./rules/general";
import { lifecycleRules } from "./rules/lifecycle";
import { scheduleRules } from "./rules/schedule";
import { sourceRules } from "./rules/source";
import { stepRules } from "./rules/steps";
import { storageRules } from "./rules/storage";
import { testRules } from "./rules/tests";
import { workflowRules } from "./rules/workflows";

export const goldenImageRuleTable: readonly Rule<Subject>[] = [
  ...generalRules,
  ...sourceRules,
  ...stepRules,
  ...testRules,
  ...buildRules,
  ...storageRules,
  ...containerRules,
  ...workflowRules,
  ...scheduleRules,
  ...lifecycleRules,
  ...inlineDistributionRules,
];

export function goldenImageRules(inputs: Values, resourceName: string): Problem[] {
  return problemsOf(goldenImageRuleTable, inputs, subjectOf(inputs, resourceName));
}

function subjectOf(inputs: Values, resourceName: string): Subject {
  const source = knownObject(inputs.source);
  const tested = known(knownObject(inputs.tests).enabled);
  return {
    resourceName,
    // Messages name the region: a secret one is as good as none.
    region: isSecret(inputs.region) ? undefined : knownString(inputs.region),
    ...decide({
      os: knownString(source.os),
      imageArn: knownString(source.imageArn),
      platform: knownString(inputs.platform),
      architecture: knownString(inputs.architecture),
      container: inputs.container !== undefined,
      tested: typeof tested === "boolean" ? tested : undefined,
    }),
  };
}
