// AWS's errors. Where a message is known from public reports of AWS's own answers, it is theirs word for word.

import { shapes } from "../../provider/src/checks/service-model/model";

export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = shapes()[code]?.httpStatusCode ?? 400,
  ) {
    super(message);
  }
}

export const invalidValue = (parameter: string, reason: string): AwsError =>
  new AwsError(
    "InvalidParameterValueException",
    `The value supplied for parameter '${parameter}' is not valid. ${reason}`,
  );

export const invalidCombination = (parameter: string, reason: string): AwsError =>
  new AwsError(
    "InvalidParameterCombinationException",
    `The value supplied for parameter '${parameter}' is not valid. ${reason}`,
  );

export const notFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `The resource with ARN '${arn}' cannot be found.`);

export const alreadyExists = (kind: string, arn: string): AwsError =>
  new AwsError(
    "ResourceAlreadyExistsException",
    `The following resource '${kind}' already exists: '${arn}'.`,
  );

export const dependedOn = (arn: string): AwsError =>
  new AwsError(
    "ResourceDependencyException",
    `Resource dependency error: The resource ARN '${arn}' has other resources depended on it.`,
  );

/** Not AWS's: what the sandbox says when it is asked for what it does not have. 501 is not retried by the SDKs. */
export const notEmulated = (what: string): AwsError =>
  new AwsError(
    "NotEmulatedException",
    `The sandbox does not emulate ${what}: it is a stand-in for AWS.`,
    501,
  );
