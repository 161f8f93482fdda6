import { describePolicy, unknownValue } from "../spec-helper";
import { imagePipeline } from "../types";
import { usesDistribution } from "./uses-distribution";

const by = (distributionConfigurationArn: unknown) => ({ props: { distributionConfigurationArn } });
const arn = "arn:aws:imagebuilder:eu-west-1:111111111111:distribution-configuration/standard";

describePolicy(usesDistribution, imagePipeline, {
  passes: { "a pipeline with one": by(arn) },
  fails: { "a pipeline without": { props: {}, says: "has no distribution" } },
  unknown: { "the distribution": by(unknownValue) },
  configured: {
    "the standard distribution": { ...by(arn), config: { arns: ["*:distribution-configuration/standard"] } },
    "another distribution": {
      ...by(`${arn}-not`),
      config: { arns: ["*:distribution-configuration/standard"] },
      says: "which is not approved",
    },
    "a distribution not known in preview": { ...by(unknownValue), config: { arns: ["none"] } },
  },
});
