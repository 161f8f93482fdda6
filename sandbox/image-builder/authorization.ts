// Who asks, and where: from the SigV4 credential scope. The signature is not verified, and no real key is needed.

import { partitionOf } from "../../provider/src/checks/service-model/model";
import type { Place } from "./arns";
import { AwsError } from "./errors";

export const defaultAccount = "123456789012";

/** An access key ID of twelve digits is the account; anything else means the default account. */
export function placeOf(authorization: string | undefined, expected = "imagebuilder"): Place {
  if (authorization === undefined) {
    throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
  }
  const scope = /^AWS4-HMAC-SHA256 .*?Credential=([^/,]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    authorization,
  );
  const [, key, region, service] = scope ?? [];
  if (key === undefined || region === undefined) {
    throw new AwsError(
      "IncompleteSignatureException",
      "Authorization header requires a 'Credential' with a scope.",
      403,
    );
  }
  if (service !== expected || partitionOf(region) === undefined) {
    throw new AwsError(
      "InvalidSignatureException",
      `Credential should be scoped to a valid region and to the service '${expected}'.`,
      403,
    );
  }
  return { account: /^\d{12}$/.test(key) ? key : defaultAccount, region };
}

/** The service that a request is signed for, whatever else is wrong with it. */
export const serviceOf = (authorization: string | undefined): string | undefined =>
  /Credential=[^/,]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? "")?.[1];
