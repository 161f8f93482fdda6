import { text } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import type { Policy } from "../plan/policy";
import { accountId } from "./account";
import { serviceTrust } from "./iam";

/**
 * The trust of a role with which EC2 imports and exports disk images, on behalf of this account alone.
 * https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
 */
export const vmServiceTrust = (partition: Text): Policy =>
  serviceTrust("vmie.amazonaws.com", {
    StringEquals: { "sts:ExternalId": "vmimport", "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": text`arn:${partition}:vmie:*:${accountId}:*` },
  });
