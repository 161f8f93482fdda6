// What must be right about a build beyond the types of its inputs.

import { regionIsKnown, regionsAgree } from "../component/rules";
import type { Problem } from "../contract/check";
import type { Values } from "../protocol/values";

/** Where no region is written, it is the pipeline's. */
export const imageBuildRules = ({ pipelineArn, region }: Values): Problem[] => [
  ...regionIsKnown("region", region),
  ...regionsAgree("pipelineArn", pipelineArn, region),
];
