// What must be right about a golden image beyond the types of its inputs, as one table of small rules.

import { known, knownObject, knownString } from "../checks/known";
import type { Location } from "../checks/location";
import { problemsOf } from "../checks/rule";
import type { Rule, RuleTopic } from "../checks/rule";
import type { Problem } from "../checks/inputs";
import type { Values } from "../protocol/values";
import { decide } from "./decisions";
import { buildRules } from "./rules/build";
import { containerRules, containerWarnings } from "./rules/container";
import type { Subject } from "./rules/subject";
import { inlineDistributionRules } from "./rules/distribution";
import { generalRules } from "./rules/general";
import { lifecycleRules } from "./rules/lifecycle";
import { scheduleRules } from "./rules/schedule";
import { sourceRules } from "./rules/source";
import { stepRules, stepWarnings } from "./rules/steps";
import { storageRules } from "./rules/storage";
import { testRules } from "./rules/tests";
import { workflowRules, workflowWarnings } from "./rules/workflows";

/** In the order of docs/rules.md, which is generated from it. */
export const goldenImageRuleTopics: readonly RuleTopic<Subject>[] = [
  { title: "Names, versions and tags", rules: generalRules },
  { title: "Sources", rules: sourceRules },
  { title: "Steps and documents", rules: stepRules },
  { title: "Tests and scans", rules: testRules },
  { title: "Building", rules: buildRules },
  { title: "Volumes", rules: storageRules },
  { title: "Container images", rules: containerRules },
  { title: "Workflows", rules: workflowRules },
  { title: "Schedules", rules: scheduleRules },
  { title: "Old images, notifications and documents' bucket", rules: lifecycleRules },
  { title: "Distribution written inline", rules: inlineDistributionRules },
];

export const goldenImageRuleTable: readonly Rule<Subject>[] = goldenImageRuleTopics.flatMap(
  ({ rules }) => rules,
);

export function goldenImageRules(inputs: Values, resourceName: string, location: Location): Problem[] {
  return problemsOf(goldenImageRuleTable, inputs, subjectOf(inputs, resourceName, location));
}

/** What AWS may take in documents, lines and templates, and yet is probably not meant. */
export function documentWarnings(inputs: Values, resourceName: string, location: Location): Problem[] {
  const subject = subjectOf(inputs, resourceName, location);
  return [
    ...stepWarnings(inputs, subject),
    ...containerWarnings(inputs, subject),
    ...workflowWarnings(inputs),
  ];
}

export function subjectOf(inputs: Values, resourceName: string, location: Location): Subject {
  const source = knownObject(inputs.source);
  const tested = known(knownObject(inputs.tests).enabled);
  return {
    resourceName,
    ...location,
    ...decide({
      os: knownString(source.os),
      startsFrom: knownString(source.imageArn) ?? knownString(source.pipelineArn),
      // The contract says what is wrong with another one; nothing more follows from it.
      platform: oneOf(["Linux", "Windows", "macOS"], inputs.platform),
      architecture: oneOf(["x86_64", "arm64"], inputs.architecture),
      container: inputs.container !== undefined,
      tested: typeof tested === "boolean" ? tested : undefined,
    }),
  };
}

function oneOf(possible: readonly string[], value: unknown): string | undefined {
  const text = knownString(value);
  return text !== undefined && possible.includes(text) ? text : undefined;
}
