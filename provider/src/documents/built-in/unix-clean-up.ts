// What a build leaves in homes and in /tmp, on Linux and macOS. Homes are read as lines from a command.

import { bashStep, lines, type TimedStep } from "./script";

const list = (folder: string, names: readonly string[]): string =>
  names.map((name) => `"${folder}/"${name}`).join(" \\\n");

const credentials = list("$home", [
  ".aws",
  ".config/gcloud",
  ".docker/config.json",
  ".git-credentials",
  ".netrc",
  ".pypirc",
  ".ssh/id_*",
]);

const histories = list("$home", [
  ".*_history",
  ".lesshst",
  ".viminfo",
  ".wget-hsts",
  ".zsh_sessions",
  ".ssh/known_hosts*",
]);

const keys = list("$home", [".ssh/authorized_keys", ".ssh/authorized_keys2"]);

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/building-shared-amis.html */
export const cleanHomes = (homes: string): readonly TimedStep[] => [
  bashStep(
    "RemoveCredentials",
    300,
    lines`
      while read -r home; do
        rm -rf \
          ${credentials}
      done < <(${homes})
    `,
  ),
  bashStep(
    "RemoveHistories",
    300,
    lines`
      while read -r home; do
        rm -rf \
          ${histories}
      done < <(${homes})
    `,
  ),
  bashStep(
    "RemoveSshKeys",
    300,
    lines`
      rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
      while read -r home; do
        rm -f \
          ${keys}
      done < <(${homes})
    `,
  ),
];

/**
 * Image Builder works in /tmp too: its clean-up script runs only if it finds perform_cleanup there, and AWSTOE goes on
 * with the next document. So what they are known to have stays, and what a running program names. Image Builder
 * empties /var/tmp itself.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup
 */
export const removeTemporaryFiles = (isInUse: string): TimedStep =>
  bashStep(
    "RemoveTemporaryFiles",
    300,
    lines`
      is_in_use() {
        ${isInUse}
      }
      for entry in /tmp/*; do
        case "$(basename "$entry")" in
          TOE_* | awstoe* | imagebuilder* | perform_cleanup | skip_cleanup_*) continue ;;
          amazon* | ssm* | snap-private-tmp | systemd-private-*) continue ;;
        esac
        if ! is_in_use "$entry"; then rm -rf "$entry"; fi
      done
    `,
  );
