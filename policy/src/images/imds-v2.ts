import { resourcePolicy } from "../policy";
import { infrastructure } from "../types";
import { at, notKnown } from "../values";

export const imdsV2 = resourcePolicy({
  name: "image-imds-v2",
  description:
    "The instances that build a golden image answer requests for metadata with a token only (IMDSv2).",
  severity: "high",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  // GoldenImage has no input for it: only a transform or a raw resource takes it away.
  fix: "Set `instanceMetadataOptions.httpTokens` to `required`, as GoldenImage does if no transform changes it.",
  types: [infrastructure],
  check: (configuration) => {
    const tokens = at(configuration, "instanceMetadataOptions", "httpTokens");
    return tokens === "required" || tokens === notKnown ? [] : ["builds on instances that take IMDSv1"];
  },
});
