import { Policy } from "../plan/policy";

/**
 * The trust of a role with which EC2 imports and exports disk images.
 * https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
 */
export const vmServiceTrust = new Policy("trust", [
  {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: "vmie.amazonaws.com" },
    Condition: { StringEquals: { "sts:ExternalId": "vmimport" } },
  },
]);
