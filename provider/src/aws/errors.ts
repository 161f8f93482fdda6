// Errors of AWS's services.

export const errorName = (error: unknown): string => (error instanceof Error ? error.name : "");

export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What the services call it: Image Builder (and others), Image Builder, EC2, STS (and IAM and S3), SNS. */
const deniedNames = [
  "AccessDeniedException",
  "ForbiddenException",
  "UnauthorizedOperation",
  "AccessDenied",
  "AuthorizationErrorException",
];

export const isDenied = (error: unknown): boolean => deniedNames.includes(errorName(error));

export const isMissing = (error: unknown): boolean => errorName(error) === "ResourceNotFoundException";

/** An error of AWS as a user can act on it. */
export function explain(error: unknown, permission: string): Error {
  const message = errorMessage(error);
  return new Error(
    isDenied(error)
      ? `the permission ${permission} is missing: ${message}`
      : `${permission}: ${errorName(error)}: ${message}`,
  );
}
