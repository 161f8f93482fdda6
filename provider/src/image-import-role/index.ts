import * as pulumi from "@pulumi/pulumi";
import type { ImageImportRoleArgs } from "../checks/schema/generated/types";
import { partitionId } from "../checks/service-model/model";
import { component } from "../engine/component-definition";
import { planImageImportRole } from "./plan";
import { imageImportRoleRules } from "./rules";

export const imageImportRole = component({
  type: "goldenimage:index:ImageImportRole",
  rules: imageImportRoleRules,
  plan: (_, args: ImageImportRoleArgs, { region }) =>
    planImageImportRole(args, pulumi.output(region).apply(partitionId)),
});
