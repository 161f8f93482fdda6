import { serviceTrust } from "./iam";

/**
 * The trust of a role with which EC2 imports and exports disk images.
 * https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
 */
export const vmServiceTrust = serviceTrust("vmie.amazonaws.com", {
  StringEquals: { "sts:ExternalId": "vmimport" },
});
