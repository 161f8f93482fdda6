// Errors of AWS's services, and of the way to them.

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

/** AWS was not reached, or not as anybody; the message says what to do. */
export class UnreachableError extends Error {}

/** An error of AWS as a user can act on it. */
export function explain(error: unknown, permission: string): Error {
  if (error instanceof UnreachableError) return error;
  const message = errorMessage(error);
  return new Error(
    isDenied(error)
      ? `the permission ${permission} is missing: ${message}`
      : `${permission}: ${errorName(error)}: ${message}`,
  );
}

/** What a call answers, or its error as a user can act on it. */
export const explained = <T>(permission: string, call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    throw explain(error, permission);
  });

/** The limit of a call is over. */
export class OutOfTime extends Error {
  constructor(readonly seconds: number) {
    super(`no answer within ${seconds} seconds`);
  }
}

/** The user has interrupted the update. */
export class Interrupted extends Error {}

const unreachableCodes = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

const certificateCodes = [
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

const network = "check the network, and the proxy in HTTPS_PROXY, HTTP_PROXY and NO_PROXY";

/** An error that is about the way to AWS, in words that say what to do; any other as it is. */
export function unreachable(error: unknown, operation: string, host = "AWS"): unknown {
  const fail = (words: string): UnreachableError =>
    new UnreachableError(`${operation}: ${words}`, { cause: error });
  if (error instanceof OutOfTime) {
    return fail(
      `${host} gives no answer within the ${error.seconds} seconds of 'goldenimage:callTimeoutSeconds': ${network}`,
    );
  }
  if (error instanceof Interrupted) return fail(`the update was interrupted before ${host} answered`);
  const [name, code] = [errorName(error), codeOf(error)];
  if (name === "TimeoutError") return fail(`${host} gives no answer (${errorMessage(error)}): ${network}`);
  if (unreachableCodes.includes(code)) return fail(`${host} can't be reached (${code}): ${network}`);
  if (certificateCodes.includes(code)) {
    return fail(
      `the certificate of ${host} isn't trusted (${code}): where a proxy has its own, name it in NODE_EXTRA_CA_CERTS`,
    );
  }
  if (name === "CredentialsProviderError" || name === "TokenProviderError") {
    return fail(
      `there are no credentials for AWS (${errorMessage(error)}): set AWS_PROFILE or AWS_ACCESS_KEY_ID, ` +
        "sign in with `aws sso login`, or set 'goldenimage:profile'",
    );
  }
  if (name === "ExpiredTokenException" || name === "ExpiredToken") {
    return fail(`the credentials for AWS have expired: sign in again (${errorMessage(error)})`);
  }
  if (statusOf(error) === 407) {
    return fail(
      "the proxy asks who you are: HTTPS_PROXY takes a user and a password, as http://user:password@host:port",
    );
  }
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const metadata: unknown = error.$metadata;
  return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
    ? Number(metadata.httpStatusCode)
    : undefined;
}
