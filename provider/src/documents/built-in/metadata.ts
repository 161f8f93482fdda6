// What an instance on Linux or macOS asks the instance metadata service.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html

import { lines } from "./script";

export const token = lines`
  imds=http://169.254.169.254/latest
  command -v curl > /dev/null || fail 'curl is missing, so the instance metadata cannot be read; install it'
  token=$(curl -fsS -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' $imds/api/token)
`;

/**
 * When the instance was launched, less a minute in case its clock was slow. A restart doesn't change it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
 */
export const launched = lines`
  ${token}
  document=$(curl -fsS -H "X-aws-ec2-metadata-token: $token" $imds/dynamic/instance-identity/document)
  pending=$(echo "$document" | grep pendingTime | cut -d '"' -f 4)
  [ -n "$pending" ] || fail 'the instance metadata does not say when the instance was launched'
  launched=$(($(date -d "$pending" +%s) - 60))
`;

/** A role's credentials are safe from a forged request only where requests without a token are refused. */
export const needsToken = lines`
  ${token}
  curl -fsS -o /dev/null -H "X-aws-ec2-metadata-token: $token" $imds/meta-data/instance-id
  status=$(curl -s -o /dev/null -w '%{http_code}' $imds/meta-data/instance-id || true)
  [ "$status" = 401 ] ||
    fail "IMDSv1 answers with status $status; it must refuse with 401: set httpTokens to required"
`;

/**
 * Keys of any account, from homes that are read as lines. The key pair that the instance was launched with is no part
 * of the image: cloud-init and EC2 macOS Init put it there, for root with options in front that refuse the login.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/building-shared-amis.html#remove-ssh-host-key-pairs
 */
export const noAuthorizedKeys = (homes: string): string => lines`
  ${token}
  given=$(curl -fsS -H "X-aws-ec2-metadata-token: $token" $imds/meta-data/public-keys/0/openssh-key 2> /dev/null |
    awk '{print $2}')
  [ -n "$given" ] || given='launched without a key pair'
  while read -r home; do
    for file in "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2"; do
      [ -s "$file" ] || continue
      if grep -v -e '^ *#' -e '^ *$' "$file" | grep -qvF -- "$given"; then
        fail "$file has keys that came with the image; remove them at the end of the build"
      fi
    done
  done < <(${homes})
`;
