// What AWS's patterns ask for, in words: nobody should have to read a regular expression to mend an input.

/** By shape, as the end of "must be …". A test demands one for each shape that has a pattern. */
export const forms: Readonly<Record<string, string>> = {
  AccountId: "an account ID of twelve digits, such as 123456789012",
  AmiNameString:
    "a name of 2 to 127 letters, digits, spaces and _ - : . {}, such as web-{{ imagebuilder:buildDate }}, without a space at either end",
  AmiWatermarkName:
    "a name of 3 to 128 letters, digits, spaces and ()[]./'@_-, without a space at either end",
  ComponentBuildVersionArn: arn("component/agent/1.0.0/1", "the build of a component's version"),
  ComponentParameterDescription: withoutNull("a text"),
  ComponentParameterName: withoutNull("a name"),
  ComponentParameterType: "String, Integer, Boolean or StringList",
  ComponentParameterValue: "a text without NUL characters",
  ComponentVersionArn: arn("component/agent/1.0.0", "a component's version"),
  ComponentVersionArnOrBuildVersionArn: arn("component/agent/1.0.x", "a component's version"),
  ContainerRecipeArn: arn("container-recipe/web/1.0.0", "a container recipe"),
  DistributionConfigurationArn: arn("distribution-configuration/web", "a distribution configuration"),
  FilterName: "a name of letters",
  FilterValue: 'up to 1,024 letters, digits and ./_ :,{}"*-',
  HttpTokens: "optional or required",
  ImageBuildVersionArn: arn("image/web/1.0.0/1", "the build of an image's version"),
  ImageBuilderArn: arn("image-pipeline/web", "one of Image Builder's resources"),
  ImagePipelineArn: arn("image-pipeline/web", "a pipeline"),
  ImageRecipeArn: arn("image-recipe/web/1.0.0", "an image recipe"),
  ImageVersionArn: arn("image/web/1.0.0", "an image's version"),
  ImageVersionArnOrBuildVersionArn: arn("image/web/x.x.x", "an image's version"),
  InfrastructureConfigurationArn: arn("infrastructure-configuration/web", "an infrastructure configuration"),
  InlineComponentData: withoutNull("a document"),
  InlineDockerFileTemplate: withoutNull("a Dockerfile template"),
  InlineWorkflowData: withoutNull("a document"),
  InstanceProfileNameType: "the name of an instance profile, of letters, digits and _+=,.@-",
  LaunchTemplateId: "the ID of a launch template, such as lt-0123456789abcdef0",
  LicenseConfigurationArn:
    "the ARN of a license configuration, such as arn:aws:license-manager:eu-west-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef",
  LifecycleExecutionId: "an ID that begins with lce-",
  LifecyclePolicyArn: arn("lifecycle-policy/web", "a lifecycle policy"),
  LogGroupName: "a name of up to 512 letters, digits and -_/.",
  MarketplaceResourceLocation: "the S3 URI of an object, such as s3://my-bucket/resource",
  OrganizationArn:
    "the ARN of an organization, such as arn:aws:organizations::123456789012:organization/o-0123456789",
  OrganizationalUnitArn:
    "the ARN of an organizational unit, such as arn:aws:organizations::123456789012:ou/o-0123456789/ou-0123-01234567",
  ParallelGroup: "a name of up to 100 letters, digits and -_+#, with a letter or digit first",
  ProductCodeId: "an ID of up to 25 letters and digits",
  ResourceName: "a name of 3 to 128 letters, digits, spaces, - and _, without a space at either end",
  RoleNameOrArn: "the name of a role or its ARN, such as arn:aws:iam::123456789012:role/images",
  SnsTopicArn: "the ARN of a topic, such as arn:aws:sns:eu-west-1:123456789012:images",
  SsmParameterName: "the name of a parameter, of letters, digits and _.-/, such as /imagebuilder/web",
  TagKey: "of letters, digits, spaces and _.:/=+-@, and may not begin with aws:",
  Timezone: "an IANA time zone, such as Europe/Vienna",
  UserDataOverride: "text in base64",
  VersionNumber: "three numbers, such as 1.0.0",
  VersionNumberWithBuild: "three numbers, such as 1.0.0, or 1.0.0/1 for a build",
  WildcardVersionNumber: "three numbers, or x in place of some, such as 1.0.x",
  WorkflowBuildVersionArn: arn("workflow/test/smoke/1.0.0/1", "the build of a workflow's version"),
  WorkflowExecutionId: "an ID that begins with wf-",
  WorkflowParameterDescription: withoutNull("a text"),
  WorkflowParameterName: withoutNull("a name"),
  WorkflowParameterType: "string, integer, boolean or stringList",
  WorkflowParameterValue: "a text without NUL characters",
  WorkflowStepAction: "a name of 2 to 100 letters, digits, - and _, with a letter first",
  WorkflowStepExecutionId: "an ID that begins with step-",
  WorkflowStepName: "a name of 2 to 100 letters, digits, - and _, with a letter first",
  WorkflowVersionArnOrBuildVersionArn: arn("workflow/test/smoke/1.0.0", "a workflow's version"),
  WorkflowWildcardVersionArn: arn("workflow/test/smoke/1.0.x", "a workflow's version"),
};

function arn(rest: string, what: string): string {
  return `the ARN of ${what}, such as arn:aws:imagebuilder:eu-west-1:123456789012:${rest}`;
}

function withoutNull(what: string): string {
  return `${what} that is not empty, without NUL characters`;
}
