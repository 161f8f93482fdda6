import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../aws/account";
import { outputsOf } from "../engine/outputs";
import { DistributionTargetBase, distributionTargetOutputs } from "../checks/schema/generated/types";
import { Ref } from "../plan/child";
import { register } from "../engine/register";
import { keyPolicyText, lifecycleRoleKey, planDistributionTarget, roleKey, templateText } from "./plan";
import type { DistributionTargetArgs } from "./plan";

export class DistributionTarget extends DistributionTargetBase {
  override readonly roleArn: pulumi.Output<string>;
  override readonly lifecycleRoleArn: pulumi.Output<string | undefined>;
  override readonly keyPolicyStatements: pulumi.Output<string>;
  override readonly stackSetTemplate: pulumi.Output<string>;

  constructor(resourceName: string, args: DistributionTargetArgs, options?: pulumi.ComponentResourceOptions) {
    super("goldenimage:index:DistributionTarget", resourceName, args, options);
    const account = accountOf({ parent: this });
    const read = register(this, resourceName, planDistributionTarget(args, account));

    this.roleArn = read(new Ref(roleKey, "arn"));
    this.lifecycleRoleArn =
      args.lifecycle === true ? read<string>(new Ref(lifecycleRoleKey, "arn")) : pulumi.output(undefined);
    // By way of the role: KMS refuses a policy that names a role which doesn't exist yet.
    this.keyPolicyStatements = pulumi.all([keyPolicyText(account), this.roleArn]).apply(([text]) => text);
    this.stackSetTemplate = templateText(args);
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, distributionTargetOutputs);
  }
}
