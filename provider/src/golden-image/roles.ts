// What all roles of a golden image have in common.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html

import { accountId } from "../parts/account";
import { attachment, managedPolicyArn, role, serviceTrust } from "../parts/iam";
import type { Attachment, Role } from "../parts/iam";
import type { Policy } from "../plan/policy";
import type { Context } from "./args";

export const planRole = (
  { args: { build, tags } }: Context,
  key: string,
  description: string,
  trust: Policy,
): Role =>
  role(key, {
    description,
    assumeRolePolicy: trust,
    path: build?.rolePath,
    permissionsBoundary: build?.permissionsBoundaryArn,
    tags,
  });

/** The trust of a service on behalf of this account alone. */
const trustInAccount = (service: string): Policy =>
  serviceTrust(service, { StringEquals: { "aws:SourceAccount": accountId } });

/** A role for Image Builder itself. */
export const planServiceRole = (context: Context, key: string, description: string): Role =>
  planRole(context, key, description, trustInAccount("imagebuilder.amazonaws.com"));

/** A policy of AWS's own. */
export const managedPolicy = ({ partition }: Context, key: string, to: Role, policy: string): Attachment =>
  attachment(key, to, managedPolicyArn(partition, policy));
