import * as pulumi from "@pulumi/pulumi";

export interface Account {
  id: string;
  partition: string;
}

/** The account that a component's `aws` provider works in. */
export function accountOf(parent: pulumi.ComponentResource): pulumi.Output<Account> {
  // Loaded where they are used: @pulumi/aws as a whole is large.
  const identity = require("@pulumi/aws/getCallerIdentity") as typeof import("@pulumi/aws/getCallerIdentity");
  const partition = require("@pulumi/aws/getPartition") as typeof import("@pulumi/aws/getPartition");
  return pulumi
    .all([
      identity.getCallerIdentityOutput({}, { parent }).accountId,
      partition.getPartitionOutput({}, { parent }).partition,
    ])
    .apply(([id, name]) => ({ id, partition: name }));
}
