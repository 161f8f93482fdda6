import * as pulumi from "@pulumi/pulumi";

export interface Account {
  id: string;
  partition: string;
}

// The functions of @pulumi/aws are loaded where they are used: as a whole it is large.

/** The ID of the account that the `aws` provider works in. */
export function accountIdOf(options: pulumi.InvokeOptions): pulumi.Output<string> {
  const identity = require("@pulumi/aws/getCallerIdentity") as typeof import("@pulumi/aws/getCallerIdentity");
  return identity.getCallerIdentityOutput({}, options).accountId;
}

/** That account with its partition. */
export function accountOf(options: pulumi.InvokeOptions): pulumi.Output<Account> {
  const partition = require("@pulumi/aws/getPartition") as typeof import("@pulumi/aws/getPartition");
  return pulumi
    .all([accountIdOf(options), partition.getPartitionOutput({}, options).partition])
    .apply(([id, name]) => ({ id, partition: name }));
}
