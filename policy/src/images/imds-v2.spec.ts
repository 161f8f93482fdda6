import { describePolicy, unknownValue } from "../spec-helper";
import { infrastructure } from "../types";
import { imdsV2 } from "./imds-v2";

const tokens = (httpTokens: unknown) => ({ props: { instanceMetadataOptions: { httpTokens } } });

describePolicy(imdsV2, infrastructure, {
  passes: { "required tokens": tokens("required") },
  fails: {
    "optional tokens": { ...tokens("optional"), says: "take IMDSv1" },
    "AWS's default": { props: {}, says: "take IMDSv1" },
  },
  unknown: {
    "the tokens": tokens(unknownValue),
    "the options": { props: { instanceMetadataOptions: unknownValue } },
  },
});
