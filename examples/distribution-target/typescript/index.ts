import { DistributionTarget } from "@goldenimage/pulumi";

// Deployed in each account that receives copies, before the account that builds lists it in `copyTo`.
const builder = "123456789012";
const keyIn = (region: string) => `arn:aws:kms:${region}:${builder}:key/00000000-0000-0000-0000-000000000000`;

// Pulumi calls the function that a program exports.
export = async function distributionTarget() {
  const target = new DistributionTarget("images", {
    sourceAccountIds: [builder],
    regions: ["eu-west-1", "eu-central-1", "us-east-1"],
    kmsKeyArns: [keyIn("eu-west-1"), keyIn("eu-central-1"), keyIn("us-east-1")],
    parameterNames: ["/imagebuilder/golden/web"],
    lifecycle: true,
  });
  return {
    roleArn: target.roleArn,
    keyPolicyStatements: target.keyPolicyStatements,
    stackSetTemplate: target.stackSetTemplate,
  };
};
