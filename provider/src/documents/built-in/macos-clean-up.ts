// The last step of a build on macOS. Image Builder has a clean-up of its own, which runs after this one.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup

import type { CleanUpSteps } from "./clean-up";
import { bashStep, lines } from "./script";
import {
  removeCredentials,
  removeHistories,
  removeHostKeys,
  removeSshKeys,
  removeTemporaryFiles,
  type System,
} from "./unix-clean-up";

const macos: System = {
  homes: lines`
    homes() { ls -d /Users/* /var/root; }
  `,
  mounts: lines`
    mounts() { mount | sed -n 's/^.* on \(\/.*\) (.*$/\1/p'; }
  `,
  used: lines`
    used() {
      ps -axww -o command=
      lsof -Fn
    }
  `,
};

const resetMacosInit = bashStep(
  "ResetMacosInit",
  120,
  // The next boot is the first one again. https://github.com/aws/ec2-macos-init
  lines`
    if [ -x /usr/local/bin/ec2-macos-init ]; then /usr/local/bin/ec2-macos-init clean -all; fi
  `,
);

const cleanPackageCaches = bashStep(
  "CleanPackageCaches",
  300,
  lines`
    ${macos.homes}
    while IFS= read -r home; do
      rm -rf "$home/Library/Caches/Homebrew" || echo "left $home/Library/Caches/Homebrew"
    done < <(homes)
  `,
);

const emptyLogs = bashStep(
  "EmptyLogs",
  300,
  // What macOS protects can't be erased, and holds no more than the image from Amazon did.
  lines`
    log erase --all || true
    find -x /private/var/log -path /private/var/log/amazon -prune -o -type f -name '*.[gb]z*' -exec rm -f {} + || true
  `,
);

export const cleanUpMacos: CleanUpSteps = {
  makeHostKeys: [],
  credentials: [removeCredentials(macos)],
  histories: [removeHistories(macos)],
  // macOS makes host keys when its SSH daemon starts without.
  sshKeys: [removeSshKeys(macos, removeHostKeys)],
  caches: [cleanPackageCaches],
  temporaryFiles: [removeTemporaryFiles(macos)],
  logs: [emptyLogs],
  identity: [resetMacosInit],
};
