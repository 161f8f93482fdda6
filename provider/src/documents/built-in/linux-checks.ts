// What holds for every instance of a Linux image. Names of sections are those of the CIS benchmarks for Linux.
//
// Whether the disk is encrypted can't be told from within. Neither the metadata service nor the disk itself says so,
// and the instance's role may not describe volumes. The recipe's volumes and the AMI's snapshots say it.

import { noAuthorizedKeys } from "./authorized-keys";
import { linuxDisks } from "./linux-mounts";
import { launched, needsToken } from "./metadata";
import { lines } from "./script";
import { sshdSettings } from "./sshd";
import type { Check } from "./target-image";
import { noSecurityUpdates } from "./updates";

/**
 * CIS: "Ensure /etc/shadow password fields are not empty", "Ensure root is the only UID 0 account". A password that came
 * with an image is the same on all of its instances, so none may have one. Where /etc/passwd has one, that holds, whatever
 * /etc/shadow says. Another account than root can't read /etc/shadow, in a container.
 */
export const noPasswords: Check = {
  name: "no-passwords",
  timeoutSeconds: 60,
  script: lines`
    while IFS=: read -r user password id _ || [ -n "$user" ]; do
      case "$user" in '#'* | '+'* | '-'*) continue ;; esac
      case "$password" in
        x | '!'* | '*'*) ;;
        '') fail "$user needs no password to log in; lock the account with passwd --lock $user" ;;
        *) fail "$user has a password in /etc/passwd, which anybody can read; run pwconv and passwd --lock $user" ;;
      esac
      if [ "$id" = 0 ] && [ "$user" != root ]; then
        fail "$user is another root, with the ID 0; give it an ID of its own"
      fi
    done < /etc/passwd
    if [ ! -e /etc/shadow ]; then echo 'there is no /etc/shadow, so no account has a password'; exit 0; fi
    if [ ! -r /etc/shadow ]; then echo '/etc/shadow can be read by root only'; exit 0; fi
    while IFS=: read -r user password _ || [ -n "$user" ]; do
      case "$password" in
        '') fail "$user needs no password to log in; lock the account with passwd --lock $user" ;;
        '!'* | '*'*) ;;
        *) fail "$user has a password that came with the image; lock the account with passwd --lock $user" ;;
      esac
    done < /etc/shadow
  `,
};

export const linuxChecks: readonly Check[] = [
  {
    name: "system-is-up",
    timeoutSeconds: 600,
    // A unit that failed makes the system degraded; which of them matter, own tests know.
    script: lines`
      for _ in {1..100}; do
        state=$(systemctl is-system-running || true)
        case "$state" in
          initializing | starting) sleep 5 ;;
          *) break ;;
        esac
      done
      systemctl list-units --failed --no-legend || true
      case "$state" in
        running | degraded) ;;
        *) fail "the system is $state; it must be running or degraded" ;;
      esac
    `,
  },
  {
    name: "ssm-agent-runs",
    timeoutSeconds: 120,
    // On Ubuntu the agent is a snap.
    script: lines`
      for unit in amazon-ssm-agent snap.amazon-ssm-agent.amazon-ssm-agent; do
        if systemctl is-active --quiet "$unit"; then exit 0; fi
      done
      fail 'the SSM agent does not run; install amazon-ssm-agent and enable its service'
    `,
  },
  { name: "no-pending-security-updates", timeoutSeconds: 900, script: noSecurityUpdates },
  {
    name: "no-authorized-keys",
    timeoutSeconds: 60,
    script: noAuthorizedKeys(lines`
      accounts() {
        local user home
        while IFS=: read -r user _ _ _ _ home _ || [ -n "$user" ]; do printf '%s:%s\n' "$user" "$home"; done < /etc/passwd
      }
    `),
  },
  noPasswords,
  {
    name: "ssh-root-login-off",
    timeoutSeconds: 60,
    // CIS: "Ensure sshd PermitRootLogin is disabled", which is "no". Amazon's images have prohibit-password or
    // forced-commands-only, as the guidelines for shared AMIs ask; where root has no keys, that is as closed.
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/building-shared-amis.html
    // What holds for one connection isn't all: blocks of Match are for some connections only, so all of their lines are
    // looked at, in included files too.
    script: lines`
      ${sshdSettings}
      if ! command -v sshd > /dev/null; then echo 'there is no SSH daemon'; exit 0; fi
      all=$(settings root 2>&1) || fail "the SSH daemon refuses its settings: $(printf '%s\n' "$all" | tail -n 1)"
      value=$(printf '%s\n' "$all" | sed -n 's/^permitrootlogin //p')
      closed() {
        case "$1" in
          no | prohibit-password | without-password | forced-commands-only) ;;
          *) fail "PermitRootLogin is '$1'$2; it must be no or prohibit-password in /etc/ssh/sshd_config" ;;
        esac
      }
      closed "$value" ''
      files=(0:/etc/ssh/sshd_config)
      for ((index = 0; index < \${#files[@]} && index < 100; index++)); do
        file=\${files[index]#*:}
        matched=\${files[index]%%:*}
        while read -r name value || [ -n "$name" ]; do
          case "$(printf '%s' "$name" | tr A-Z a-z)" in
            match) matched=1 ;;
            permitrootlogin) if [ $matched = 1 ]; then closed "$value" " in a block of Match in $file"; fi ;;
            include)
              for pattern in $value; do
                case "$pattern" in /*) ;; *) pattern=/etc/ssh/$pattern ;; esac
                for included in $pattern; do
                  if [ -f "$included" ]; then files+=("$matched:$included"); fi
                done
              done
              ;;
          esac
        done < <(sed 's/#.*//; s/[="]/ /g' "$file")
      done
    `,
  },
  {
    name: "clock-is-synchronized",
    timeoutSeconds: 420,
    // CIS: "Ensure time synchronization is in use". The line is called "NTP synchronized" on Amazon Linux 2.
    script: lines`
      for _ in {1..60}; do
        if LC_ALL=C timedatectl status | grep -q 'synchronized: yes'; then exit 0; fi
        sleep 5
      done
      fail 'the clock is not synchronized; chrony or systemd-timesyncd must run and reach 169.254.169.123'
    `,
  },
  { name: "imds-v2-only", timeoutSeconds: 60, script: needsToken },
  {
    name: "no-world-writable-system-files",
    timeoutSeconds: 600,
    // CIS: "Ensure world writable files and directories are secured". All file systems of its own disks; layers of
    // containers are their own matter, and plain files in folders for temporary ones are no system files.
    script: lines`
      ${linuxDisks}
      command -v find > /dev/null || fail 'find is missing, so the files cannot be checked; install findutils'
      found=$(disks | while IFS= read -r disk; do
        find "$disk" -xdev \
          \( -path /var/lib/docker -o -path /var/lib/containerd -o -path /var/lib/containers -o -path /var/lib/kubelet \
          -o -path /var/lib/lxc -o -path /var/lib/lxd -o -path /var/lib/rancher -o -path /var/snap/lxd \
          -o -path '*/.local/share/containers' -o -path '*/.local/share/docker' \
          -o -path '/tmp/*' -o -path '/var/tmp/*' \) -prune -o \
          -perm -0002 \( -type f -o -type d ! -perm -1000 \) -print 2> /dev/null
      done | sort -u | head -n 5 | paste -s -d ' ' -)
      [ -z "$found" ] || fail "anybody may write to $found; take it away with chmod o-w"
    `,
  },
  {
    name: "machine-id-is-own",
    timeoutSeconds: 60,
    // systemd makes one at the first boot when the file is empty. https://systemd.io/BUILDING_IMAGES/
    script: lines`
      ${launched}
      grep -q '^[0-9a-f]\{32\}$' /etc/machine-id || fail '/etc/machine-id has no ID; empty it at the end of the build'
      [ "$(stat -L -c %Y /etc/machine-id)" -ge "$launched" ] ||
        fail '/etc/machine-id came with the image; empty it at the end of the build'
    `,
  },
  {
    name: "host-keys-are-own",
    timeoutSeconds: 60,
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/building-shared-amis.html#remove-ssh-host-key-pairs
    script: lines`
      ${launched}
      ${sshdSettings}
      keys=$(ls /etc/ssh/ssh_host_*_key 2> /dev/null || true)
      if command -v sshd > /dev/null; then
        keys="$keys $(settings root 2> /dev/null | sed -n 's/^hostkey //p' || true)"
      fi
      for key in $keys; do
        [ -e "$key" ] || continue
        [ "$(stat -L -c %Y "$key")" -ge "$launched" ] ||
          fail "$key came with the image; remove it at the end of the build, and set harden.makeHostKeys if nothing makes another"
      done
    `,
  },
];
