// What a build leaves in homes and in /tmp, on Linux and macOS. A clean-up doesn't go beyond the file system that it was
// given, and says what it left. Only credentials and keys, which may not be left, fail the build.
//
// These scripts run with bash 3.2, macOS's own: it has no globstar, which follows links before bash 4.3 anyway.

import { anyContent, credentialFiles, keyFiles, privateKey } from "./credential-files";
import { bashStep, lines, type TimedStep } from "./script";

/** How a system tells what the clean-up asks of it: functions of bash. */
export interface System {
  /** `homes` puts out the homes of all accounts, one on a line. */
  homes: string;
  /** `mounts` puts out where something is mounted, one on a line. */
  mounts: string;
  /** `used` puts out what running programs have open or were started with. */
  used: string;
}

const within = (folder: string, name: string): string => `"${folder}"/${name.replaceAll(" ", "\\ ")}`;

const inHome = (names: readonly string[]): string => names.map((name) => within("$home", name)).join(" \\\n");

/** The files by what is secret in them. */
const drops = (): string => {
  const names = new Map<string, string[]>();
  for (const { name, secret = anyContent } of credentialFiles)
    names.set(secret, [...(names.get(secret) ?? []), name]);
  names.set(privateKey, [...keyFiles]);
  return [...names]
    .map(([secret, all]) => `drop '${secret}' \\\n  ${inHome(all).replaceAll("\n", "\n  ")}`)
    .join("\n");
};

export const removeCredentials = ({ homes }: System): TimedStep =>
  bashStep(
    "RemoveCredentials",
    300,
    lines`
      ${homes}
      drop() {
        local secret=$1 file
        shift
        for file; do
          if [ -f "$file" ] && grep -qE -e "$secret" "$file"; then
            echo "removed $file"
            rm -f "$file"
          fi
        done
      }
      while IFS= read -r home; do
        ${drops()}
      done < <(homes)
    `,
  );

export const removeHistories = ({ homes }: System): TimedStep =>
  bashStep(
    "RemoveHistories",
    300,
    lines`
      ${homes}
      while IFS= read -r home; do
        for file in \
          ${inHome([
            ".*_history",
            ".lesshst",
            ".viminfo",
            ".wget-hsts",
            ".local/share/fish/fish_history",
            ".zsh_sessions/*",
            ".ssh/known_hosts*",
          ])}; do
          if [ ! -f "$file" ]; then continue; fi
          rm -f "$file" || echo "left $file, which cannot be removed"
        done
      done < <(homes)
    `,
  );

export const removeHostKeys = "rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/building-shared-amis.html */
export const removeSshKeys = ({ homes }: System, hostKeys: string): TimedStep =>
  bashStep(
    "RemoveSshKeys",
    300,
    lines`
      ${homes}
      ${hostKeys}
      while IFS= read -r home; do
        rm -f \
          ${inHome([".ssh/authorized_keys", ".ssh/authorized_keys2"])}
      done < <(homes)
    `,
  );

/**
 * Image Builder works in /tmp too: its clean-up script runs only if it finds perform_cleanup there, and AWSTOE goes on
 * with the next document. So what they are known to have stays, and what a running program names. Image Builder
 * empties /var/tmp itself.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup
 *
 * The system is asked once, not for each entry.
 */
export const removeTemporaryFiles = ({ mounts, used }: System): TimedStep =>
  bashStep(
    "RemoveTemporaryFiles",
    300,
    lines`
      export LC_ALL=C
      shopt -s dotglob nullglob
      ${mounts}
      ${used}
      mounted=$(mounts | grep /tmp/ || true)$'\n'
      named=$(used 2> /dev/null | grep -F /tmp/ || true)$'\n'
      gone=()
      remove() {
        if [ \${#gone[@]} = 0 ] || rm -rf "\${gone[@]}"; then return 0; fi
        for entry in "\${gone[@]}"; do
          if [ -e "$entry" ]; then echo "left $entry, which cannot be removed"; fi
        done
      }
      for entry in /tmp/*; do
        case "\${entry##*/}" in
          TOE_* | awstoe* | imagebuilder* | perform_cleanup | skip_cleanup_*) continue ;;
          amazon* | ssm* | snap-private-tmp | systemd-private-*) continue ;;
          .ICE-unix | .Test-unix | .X11-unix | .XIM-unix | .font-unix) continue ;;
        esac
        case "$mounted" in
          *"$entry"[/$'\n']*)
            echo "left $entry, where something is mounted"
            continue
            ;;
        esac
        case "$named" in
          *"$entry"[!A-Za-z0-9._-]*) echo "left $entry, which a program uses" ;;
          *) gone+=("$entry") ;;
        esac
        if [ \${#gone[@]} -ge 500 ]; then
          remove
          gone=()
        fi
      done
      remove
    `,
  );
