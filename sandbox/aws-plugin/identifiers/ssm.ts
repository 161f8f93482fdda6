import { arnIn, type Identifiers, idOf } from "./identify";

export const ssm: Identifiers = {
  "aws:ssm/parameter:Parameter": idOf("name", (inputs, place) => ({
    arn: inputs.arn ?? arnIn(place, "ssm", `parameter/${String(inputs.name).replace(/^\//, "")}`),
    dataType: inputs.dataType ?? "text",
    hasValueWo: inputs.valueWo !== undefined,
    tier: inputs.tier ?? "Standard",
    version: 1,
  })),
};
