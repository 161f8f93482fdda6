// What must be right about a golden image beyond the types of its inputs, as one table of small rules.

import { knownBoolean, knownObject, knownString } from "../checks/known";
import type { Location } from "../checks/location";
import type { Problem } from "../checks/problems";
import { problemsOf, rulesIn } from "../checks/rule";
import type { Rule, RuleTable, RuleTopic } from "../checks/rule";
import { repositoryProblems } from "../image-distribution/repository-rules";
import type { Values } from "../protocol/values";
import { decide } from "./decisions";
import { buildRules } from "./rules/build";
import { containerRules, containerWarnings } from "./rules/container";
import type { ImageContext } from "./rules/context";
import { inlineDistributionProblems, inlineDistributionRules } from "./rules/distribution";
import { generalRules } from "./rules/general";
import { lifecycleRules } from "./rules/lifecycle";
import { scheduleRules } from "./rules/schedule";
import { sourceRules } from "./rules/source";
import { stepDocumentRules, stepDocumentWarnings } from "./rules/step-documents";
import { stepRules } from "./rules/steps";
import { storageRules } from "./rules/storage";
import { testRules } from "./rules/tests";
import { workflowDocumentWarnings, workflowRules } from "./rules/workflows";
import { imageWarningRules } from "./warnings";
import { workflowWarningRules } from "./workflow-warnings";

const topics: readonly RuleTopic<ImageContext>[] = [
  { title: "Names, versions and tags", rules: generalRules },
  { title: "Sources", rules: sourceRules },
  { title: "Steps", rules: stepRules },
  { title: "Documents and lines of steps", rules: stepDocumentRules },
  { title: "Tests and scans", rules: testRules },
  { title: "Building", rules: buildRules },
  { title: "Volumes", rules: storageRules },
  { title: "Container images", rules: containerRules },
  { title: "Workflows", rules: workflowRules },
  { title: "Schedules", rules: scheduleRules },
  { title: "Old images, notifications and documents' bucket", rules: lifecycleRules },
  { title: "Distribution", rules: inlineDistributionRules },
];

export const goldenImageTable: RuleTable = { title: "GoldenImage", topics };

const allRules = rulesIn(topics);

export function goldenImageRules(inputs: Values, resourceName: string, location: Location): Problem[] {
  const context = contextOf(inputs, resourceName, location);
  return [
    ...problemsOf(allRules, inputs, context),
    ...(context.container ? repositoryProblems(inputs.container, "container") : []),
    ...inlineDistributionProblems(inputs, context),
  ];
}

export const documentWarningRules: readonly Rule<ImageContext>[] = [
  ...stepDocumentWarnings,
  ...containerWarnings,
  ...workflowDocumentWarnings,
];

export const documentWarnings = (inputs: Values, resourceName: string, location: Location): Problem[] =>
  problemsOf(documentWarningRules, inputs, contextOf(inputs, resourceName, location));

export const goldenImageWarningTable: RuleTable = {
  title: "GoldenImage: warnings in preview",
  topics: [
    { title: "The image", rules: imageWarningRules },
    { title: "Documents, lines and templates", rules: documentWarningRules },
    { title: "Workflows in place of Image Builder's", rules: workflowWarningRules },
  ],
};

function contextOf(inputs: Values, resourceName: string, location: Location): ImageContext {
  const source = knownObject(inputs.source);
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
      tested: knownBoolean(knownObject(inputs.tests).enabled),
    }),
  };
}

const oneOf = <T extends string>(possible: readonly T[], value: unknown): T | undefined =>
  possible.find((each) => each === knownString(value));
