import * as pulumi from "@pulumi/pulumi";
import { ImageImportRoleBase, imageImportRoleOutputs } from "../checks/schema/generated/types";
import type { ImageImportRoleArgs } from "../checks/schema/generated/types";
import { outputsOf } from "../engine/outputs";
import { regionOf } from "../aws/region";
import { Ref } from "../plan/child";
import { register } from "../engine/register";
import { partitionId } from "../checks/service-model/model";
import { planImageImportRole } from "./plan";

export class ImageImportRole extends ImageImportRoleBase {
  override readonly roleName: pulumi.Output<string>;
  override readonly roleArn: pulumi.Output<string>;

  constructor(resourceName: string, args: ImageImportRoleArgs, options?: pulumi.ComponentResourceOptions) {
    super("goldenimage:index:ImageImportRole", resourceName, args, options);
    const partition = regionOf({ parent: this }).apply(partitionId);
    const read = register(this, resourceName, planImageImportRole(args, partition));

    // By way of the policy: whoever waits for the name also waits until the role may read.
    this.roleName = read(new Ref("policy", "role"));
    this.roleArn = read(new Ref("role", "arn"));
    this.registerOutputs(this.outputs());
  }

  outputs(): pulumi.Inputs {
    return outputsOf(this, imageImportRoleOutputs);
  }
}
