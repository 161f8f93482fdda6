// The last step of a build on Linux. Image Builder has a clean-up of its own, which runs after this one; it knows fewer
// files, parts of it can be skipped, and with own user data it doesn't run at all. The SSM agent's registration and logs
// are left to it, since the agent still runs the build.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup

import { bashStep, lines, type TimedStep } from "./script";
import { cleanHomes, removeTemporaryFiles } from "./unix-clean-up";

/** The ID is emptied, not removed: without the file, systemd takes a boot for no first one. */
const emptyMachineId = bashStep(
  "EmptyMachineId",
  60,
  // https://systemd.io/BUILDING_IMAGES/
  lines`
    if [ -e /etc/machine-id ]; then : > /etc/machine-id; fi
    if [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then
      ln -sf /etc/machine-id /var/lib/dbus/machine-id
    fi
    rm -f /var/lib/systemd/random-seed /var/lib/systemd/credential.secret
  `,
);

/** cloud-init takes the next boot for the first one, and makes keys, host name and users anew. */
const resetCloudInit = bashStep(
  "ResetCloudInit",
  120,
  // https://docs.cloud-init.io/en/latest/reference/cli.html#clean
  lines`
    if command -v cloud-init > /dev/null; then cloud-init clean --logs; fi
  `,
);

const cleanPackageCaches = bashStep(
  "CleanPackageCaches",
  600,
  lines`
    if command -v dnf > /dev/null; then dnf clean all; fi
    if command -v microdnf > /dev/null; then microdnf clean all; fi
    if command -v yum > /dev/null; then yum clean all; fi
    if command -v apt-get > /dev/null; then
      apt-get clean
      rm -rf /var/lib/apt/lists/*
    fi
    if command -v zypper > /dev/null; then zypper --non-interactive clean --all; fi
    rm -rf /var/cache/apk/*
  `,
);

/** Files that programs have open are emptied; what was rotated away is removed. */
const emptyLogs = bashStep(
  "EmptyLogs",
  300,
  lines`
    if command -v journalctl > /dev/null && [ -d /run/systemd/system ]; then
      journalctl --rotate
      journalctl --vacuum-time=1s
    fi
    shopt -s globstar nullglob
    for file in /var/log/**; do
      if [ ! -f "$file" ] || [ -L "$file" ]; then continue; fi
      case "$file" in
        /var/log/amazon/* | /var/log/journal/*) ;;
        *.gz | *.xz | *.old | *.[0-9] | *-20[0-9]*) rm -f "$file" ;;
        *) : > "$file" ;;
      esac
    done
  `,
);

const inUse = lines`
  grep -qsF -- "$1" /proc/[0-9]*/cmdline ||
    ls -ld /proc/[0-9]*/cwd /proc/[0-9]*/exe /proc/[0-9]*/fd/* 2> /dev/null | grep -qF -- "-> $1"
`;

const homes = "cut -d : -f 6 /etc/passwd";

export const cleanUpLinux: readonly TimedStep[] = [
  ...cleanHomes(homes),
  emptyMachineId,
  resetCloudInit,
  cleanPackageCaches,
  emptyLogs,
  removeTemporaryFiles(inUse),
];

/** A container has no cloud-init. */
export const cleanUpContainer: readonly TimedStep[] = cleanUpLinux.filter((step) => step !== resetCloudInit);
