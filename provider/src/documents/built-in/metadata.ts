// What an instance on Linux or macOS asks the instance metadata service. A proxy, of the environment or of a curlrc, never
// gets there.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html

import { lines } from "./script";

/** `imds PATH` puts out what the service says, with a token. */
export const metadataToken = lines`
  imds=http://169.254.169.254/latest
  command -v curl > /dev/null || fail 'curl is missing, so the instance metadata cannot be read; install it'
  ask() { curl -q -sS --noproxy '*' --max-time 20 "$@"; }
  token=$(ask -f -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' $imds/api/token) ||
    fail 'the instance metadata service gives no token; it must be on'
  imds() { ask -f -H "X-aws-ec2-metadata-token: $token" "$imds/$1"; }
`;

/**
 * When the instance was launched, less a minute in case its clock was slow. A restart doesn't change it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
 */
export const launched = lines`
  ${metadataToken}
  document=$(imds dynamic/instance-identity/document)
  pending=$(printf '%s\n' "$document" | sed -n 's/.*"pendingTime" *: *"\([^"]*\)".*/\1/p')
  [ -n "$pending" ] || fail 'the instance metadata does not say when the instance was launched'
  launched=$(($(date -d "$pending" +%s) - 60))
`;

/** A role's credentials are safe from a forged request only where requests without a token are refused. */
export const needsToken = lines`
  ${metadataToken}
  imds meta-data/instance-id > /dev/null
  status=$(ask -o /dev/null -w '%{http_code}' $imds/meta-data/instance-id || true)
  [ "$status" = 401 ] ||
    fail "IMDSv1 answers with status $status; it must refuse with 401: set httpTokens to required"
`;
