// The last step of a build on macOS. Image Builder has a clean-up of its own, which runs after this one.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup

import { bashStep, lines, type TimedStep } from "./script";
import { cleanHomes, removeTemporaryFiles } from "./unix-clean-up";

const homes = "ls -d /Users/* /var/root";

export const cleanUpMacos: readonly TimedStep[] = [
  ...cleanHomes(homes),
  bashStep(
    "ResetMacosInit",
    120,
    // The next boot is the first one again. https://github.com/aws/ec2-macos-init
    lines`
      if [ -x /usr/local/bin/ec2-macos-init ]; then /usr/local/bin/ec2-macos-init clean -all; fi
    `,
  ),
  bashStep(
    "CleanPackageCaches",
    300,
    lines`
      while read -r home; do
        rm -rf "$home/Library/Caches/Homebrew"
      done < <(${homes})
    `,
  ),
  bashStep(
    "EmptyLogs",
    300,
    // What macOS protects can't be erased, and holds no more than the image from Amazon did.
    lines`
      log erase --all || true
      find /private/var/log -path /private/var/log/amazon -prune -o -type f -name '*.[gb]z*' -exec rm -f {} + || true
    `,
  ),
  removeTemporaryFiles('pgrep -qf -- "$1"'),
];
