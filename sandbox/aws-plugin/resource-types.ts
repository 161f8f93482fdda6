// The resource types that the stand-in knows, as data. resource-types.json says per type what @pulumi/aws 7.48.0 takes
// and puts out, and which inputs replace the resource; here is what its types don't tell.

import table from "./resource-types.json";

/** How a value looks: a primitive, a list of one element, a map ("*"), or an object ("_required" lists its musts). */
export type Shape =
  "string" | "number" | "boolean" | "asset" | readonly [Shape] | { readonly [field: string]: Shape };

export const itemShape = (shape: Shape | undefined): Shape | undefined =>
  Array.isArray(shape) ? (shape as readonly [Shape])[0] : undefined;

export const fieldShape = (shape: Shape | undefined, name: string): Shape | undefined =>
  shape === undefined || typeof shape === "string" || Array.isArray(shape)
    ? undefined
    : ((shape as Readonly<Record<string, Shape>>)["*"] ?? (shape as Readonly<Record<string, Shape>>)[name]);

/** An object of named fields, which Terraform calls a block; a map is none. */
export const isBlock = (shape: Shape | undefined): boolean =>
  typeof shape === "object" && !Array.isArray(shape) && !("*" in shape);

export interface ResourceType {
  readonly required: readonly string[];
  readonly replaces: readonly string[];
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly computed: readonly string[];
  /** Inputs that AWS fills in where the program doesn't, as paths: Terraform's "optional and computed". See planned.ts. */
  readonly filled: readonly string[];
  /** Lists whose order means nothing, as paths. */
  readonly sets: readonly string[];
}

export const resourceTypes = table as unknown as Readonly<Record<string, ResourceType>>;

/** What the provider fills in when the program does not say. */
const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "aws:imagebuilder/component:Component": { skipDestroy: false },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    terminateInstanceOnFailure: false,
  },
  "aws:imagebuilder/imagePipeline:ImagePipeline": { enhancedImageMetadataEnabled: true, status: "ENABLED" },
  "aws:iam/role:Role": { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  "aws:iam/instanceProfile:InstanceProfile": { path: "/" },
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": { status: "ENABLED" },
  "aws:cloudwatch/logGroup:LogGroup": { retentionInDays: 0, skipDestroy: false },
  "aws:kms/key:Key": {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    enableKeyRotation: false,
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  "aws:kms/keyPolicy:KeyPolicy": { bypassPolicyLockoutSafetyCheck: false },
  "aws:ec2/ami:Ami": { architecture: "x86_64", sriovNetSupport: "simple", virtualizationType: "paravirtual" },
  "aws:ec2/subnet:Subnet": {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  "aws:sns/topic:Topic": { contentBasedDeduplication: false, fifoTopic: false },
  "aws:ec2/vpc:Vpc": { enableDnsSupport: true },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { vpcEndpointType: "Gateway" },
  "aws:ec2/securityGroup:SecurityGroup": { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  "aws:s3/bucket:Bucket": { forceDestroy: false },
  "aws:s3/bucketObjectv2:BucketObjectv2": { forceDestroy: false },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  "aws:ecr/repository:Repository": { imageTagMutability: "MUTABLE" },
  "aws:iam/policy:Policy": { path: "/" },
  "aws:cloudwatch/eventRule:EventRule": { eventBusName: "default", forceDestroy: false },
  "aws:cloudwatch/eventTarget:EventTarget": { eventBusName: "default", forceDestroy: false },
  "aws:sns/topicSubscription:TopicSubscription": {
    confirmationTimeoutInMinutes: 1,
    endpointAutoConfirms: false,
    rawMessageDelivery: false,
  },
};

export function resourceType(type: string): ResourceType {
  const found = resourceTypes[type];
  if (found === undefined) {
    throw new Error(`the stand-in for the aws plugin does not know the resource type ${type}`);
  }
  return found;
}

/** The same within objects, by path. */
const nestedDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "aws:cloudwatch/eventTarget:EventTarget": {
    "ecsTarget.enableEcsManagedTags": false,
    "ecsTarget.enableExecuteCommand": false,
    "ecsTarget.networkConfiguration.assignPublicIp": false,
    "ecsTarget.taskCount": 1,
  },
  "aws:ec2/ami:Ami": {
    "ebsBlockDevices.deleteOnTermination": true,
    "ebsBlockDevices.volumeType": "standard",
  },
  "aws:ec2/securityGroup:SecurityGroup": { "egress.self": false, "ingress.self": false },
  "aws:ecr/repository:Repository": { "encryptionConfigurations.encryptionType": "AES256" },
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": {
    "distributions.launchTemplateConfigurations.default": true,
  },
  "aws:imagebuilder/imagePipeline:ImagePipeline": {
    "imageScanningConfiguration.imageScanningEnabled": false,
    "imageTestsConfiguration.imageTestsEnabled": true,
    "imageTestsConfiguration.timeoutMinutes": 720,
    "schedule.pipelineExecutionStartCondition": "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
  },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": {
    "logging.s3Logs.s3KeyPrefix": "/",
  },
  "aws:s3/bucket:Bucket": {
    "replicationConfiguration.rules.destination.metrics.minutes": 15,
    "replicationConfiguration.rules.destination.metrics.status": "Enabled",
    "replicationConfiguration.rules.destination.replicationTime.minutes": 15,
    "replicationConfiguration.rules.destination.replicationTime.status": "Enabled",
    "versioning.enabled": false,
    "versioning.mfaDelete": false,
  },
};

export const nestedDefaultsOf = (type: string): Readonly<Record<string, unknown>> =>
  nestedDefaults[type] ?? {};

export const defaultsOf = (type: string): Readonly<Record<string, unknown>> => defaults[type] ?? {};

/** The inputs that the bridge names automatically, where it is not `name` (AutoName in pulumi-aws's resources.go). */
const naming: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:cloudwatch/eventTarget:EventTarget": "targetId",
};

/** The input that is named automatically, if the type has one. */
export function autoNamed(type: string): string | undefined {
  return naming[type] ?? ("name" in resourceType(type).inputs ? "name" : undefined);
}

/** Of these there is one only, and the deletion of the old one would take the new one (DeleteBeforeReplace there). */
export const alwaysOldFirst: readonly string[] = [
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
];

/** Written with Terraform's plugin framework; all others with its older SDK. */
export const ofPluginFramework: readonly string[] = [
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];
