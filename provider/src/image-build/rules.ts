// What must be right about a build beyond the types of its inputs.

import type { Location } from "../checks/location";
import type { Problem } from "../checks/problems";
import { regionIsKnown, regionsAgree } from "../checks/regions";
import { problemsOf } from "../checks/rule";
import type { ResourceContext, Rule, RuleTable } from "../checks/rule";
import { sources } from "../checks/sources";
import type { Values } from "../protocol/values";

const rules: readonly Rule<ResourceContext>[] = [
  {
    name: "build-region-exists",
    description: "The region is one of AWS's.",
    source: sources.ours,
    check: ({ region }) => regionIsKnown("region", region),
  },
  {
    name: "pipeline-is-in-the-region",
    description: "The pipeline is in the region of the build. Where none is written, it is the pipeline's.",
    source: sources.startPipeline,
    check: ({ pipelineArn, region }) => regionsAgree("pipelineArn", pipelineArn, region),
  },
];

export const imageBuildTable: RuleTable = { title: "ImageBuild", topics: [{ title: "Builds", rules }] };

export const imageBuildRules = (inputs: Values, resourceName: string, location: Location): Problem[] =>
  problemsOf(rules, inputs, { resourceName, ...location });
