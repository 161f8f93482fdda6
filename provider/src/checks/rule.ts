// What a rule is: one thing that must be right beyond the types of the inputs. docs/rules.md is generated from them.

import type { Problem } from "./inputs";
import type { Values } from "../protocol/values";

export interface Rule<Context> {
  name: string;
  /** The rule in words, for the documentation. */
  says: string;
  /** Where it comes from: a page of AWS's, or the engine that would otherwise fail. */
  source: string;
  check(inputs: Values, context: Context): Problem[];
}

/** Rules that belong together, for the documentation. */
export interface RuleTopic<Context> {
  title: string;
  rules: readonly Rule<Context>[];
}

export function problemsOf<Context>(
  rules: readonly Rule<Context>[],
  inputs: Values,
  context: Context,
): Problem[] {
  return rules.flatMap((rule) => rule.check(inputs, context));
}

const guide = "https://docs.aws.amazon.com/imagebuilder/latest/userguide";
const api = "https://docs.aws.amazon.com/imagebuilder/latest/APIReference";

/** Pages of AWS's that rules come from. */
export const sources = {
  recipes: `${guide}/create-image-recipes.html`,
  containerRecipes: `${guide}/create-container-recipes.html`,
  components: `${guide}/toe-use-documents.html`,
  createComponent: `${api}/API_CreateComponent.html`,
  infrastructure: `${guide}/manage-infra-config.html`,
  distribution: `${guide}/manage-distribution-settings.html`,
  crossAccount: `${guide}/cross-account-dist.html`,
  createDistribution: `${api}/API_CreateDistributionConfiguration.html`,
  launchPermission: `${api}/API_LaunchPermissionConfiguration.html`,
  ssmParameter: `${api}/API_SsmParameterConfiguration.html`,
  putParameter: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
  serviceRole: `${guide}/image-builder-service-linked-role.html`,
  shareAmi: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html",
  publicAmi: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
  copyAmi: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/CopyingAMIs.html",
  tagMutability: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html",
  imageTags: "https://docs.docker.com/reference/cli/docker/image/tag/",
  fastLaunch: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableFastLaunch.html",
  fastLaunchGuide: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/win-ami-config-fast-launch.html",
  launchTemplates: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html",
  vmExport: "https://docs.aws.amazon.com/vm-import/latest/userguide/vmexport_image.html",
  policyResources:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
  keysInPolicies: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html",
  schedule: `${guide}/cron-expressions.html`,
  workflows: `${guide}/manage-image-workflows.html`,
  lifecycle: `${guide}/image-lifecycle-rules.html`,
  quotas: "https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html",
  tags: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  ebs: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html",
  macHosts: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-mac-instances.html",
  logs: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  scan: `${guide}/vuln-scan.html`,
  pulumi: "https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
  ours: "goldenimage",
} as const;
