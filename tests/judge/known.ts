// How the stand-in's table of types is known to differ from the provider's schemas, with the reason. The first list is
// what the provider can't show, being older than the types of @pulumi/aws; the second is what the stand-in leaves out.

export interface Known {
  readonly type: string;
  /** As `npm run judge -- --compare` calls it. */
  readonly what: RegExp;
  readonly reason: string;
}

/** What provider 6.34 lacks of what @pulumi/aws 7.48 has. Newer ones can't be imported as a Go module. */
export const lackedByProvider: readonly Known[] = [
  {
    type: "aws:s3/bucket:Bucket",
    what: /^(input|replaces|computed) bucketNamespace$/,
    reason: "The namespace of a bucket came after 6.34. No resource of goldenimage sets it.",
  },
  {
    type: "aws:s3/bucket:Bucket",
    what: /^input serverSideEncryptionConfiguration\.rule\.blockedEncryptionTypes$/,
    reason:
      "Blocked kinds of encryption came to the bucket itself after 6.34. No resource of goldenimage sets them.",
  },
  {
    type: "aws:s3/bucket:Bucket",
    what: /^required in serverSideEncryptionConfiguration\.rule$/,
    reason:
      "With blockedEncryptionTypes beside it, applyServerSideEncryptionByDefault is no longer required.",
  },
  {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    what: /^input networkInterfaces\.enaQueueCount$/,
    reason: "Queues of network interfaces came after 6.34. No resource of goldenimage sets them.",
  },
  {
    type: "aws:ec2/routeTable:RouteTable",
    what: /^input routes\.odbNetworkArn$/,
    reason: "Routes to Oracle's networks came after 6.34. No resource of goldenimage sets them.",
  },
];

export const leftOutByStandIn: readonly Known[] = [
  {
    type: "aws:ec2/ami:Ami",
    what: /^(replaces|computed) ebsBlockDevices\./,
    reason: "The tests make AMIs only to look them up: their volumes never change.",
  },
  {
    type: "aws:s3/bucket:Bucket",
    what: /^replaces objectLockConfiguration\.objectLockEnabled$/,
    reason:
      "The stand-in replaces by whole inputs, and the rest of this one is updated. No bucket here has it.",
  },
  {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    what: /^replaces dnsOptions\.privateDns/,
    reason:
      "The stand-in replaces by whole inputs, and the rest of this one is updated. No endpoint here has it.",
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    what: /^computed rules\./,
    reason:
      "A type of Terraform's plugin framework, which plans these anew with its defaults. goldenimage makes none.",
  },
];

/** What `npm run judge` can't show of the newer releases: kept here, so that nobody takes silence for proof. */
export const unshown: readonly string[] = [
  "Version filters such as `x.x.x` in a lifecycle policy's recipes: refused by 6.34, taken by newer releases.",
  "pulumi-aws's own patches of the provider: SNS topics whose creation is not idempotent, the tier of SSM parameters, default descriptions that say Pulumi.",
  "aws.ec2.ImageBlockPublicAccess: moto does not know it.",
];
