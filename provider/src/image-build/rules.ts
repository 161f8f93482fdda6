// What must be right about a build beyond the types of its inputs.

import { regionIsKnown, regionsAgree } from "../checks/common-rules";
import type { Problem } from "../checks/inputs";
import type { Values } from "../protocol/values";

/** Where no region is written, it is the pipeline's. */
export const imageBuildRules = ({ pipelineArn, region }: Values): Problem[] => [
  ...regionIsKnown("region", region),
  ...regionsAgree("pipelineArn", pipelineArn, region),
];
