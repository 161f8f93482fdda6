// Keys that log in to an account, wherever the SSH daemon looks for them.

import { metadataToken } from "./metadata";
import { lines } from "./script";
import { sshdSettings } from "./sshd";

/**
 * The key pair that the instance was launched with is no part of the image: cloud-init and EC2 macOS Init put it there, for
 * root with options in front that refuse the login. `accounts` puts out names and homes, with a colon between.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/building-shared-amis.html#remove-ssh-host-key-pairs
 * https://man.openbsd.org/sshd_config#AuthorizedKeysFile
 */
export const noAuthorizedKeys = (accounts: string): string => lines`
  ${metadataToken}
  ${sshdSettings}
  ${accounts}
  given=$(imds meta-data/public-keys/0/openssh-key 2> /dev/null || true)
  read -r _ given _ <<< "$given" || true
  check() {
    local line
    while read -r line || [ -n "$line" ]; do
      case "$line" in '' | '#'*) continue ;; esac
      if [ -n "$given" ]; then
        case " $line " in *" $given "*) continue ;; esac
      fi
      fail "$1 has keys that came with the image; remove them at the end of the build"
    done < "$1"
  }
  while IFS=: read -r user home; do
    files='.ssh/authorized_keys .ssh/authorized_keys2'
    while read -r name value; do
      if [ "$name" = authorizedkeysfile ]; then files=$value; fi
    done < <(settings "$user" 2> /dev/null)
    for file in $files; do
      file=\${file//%h/$home}
      file=\${file//%u/$user}
      case "$file" in /*) ;; *) file=$home/$file ;; esac
      if [ -f "$file" ]; then check "$file"; fi
    done
  done < <(accounts)
`;
