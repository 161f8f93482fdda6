// The last step of a build on Linux. Image Builder has a clean-up of its own, which runs after this one; it knows fewer
// files, parts of it can be skipped, and with own user data it doesn't run at all. The SSM agent's registration and logs
// are left to it, since the agent still runs the build.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html#post-build-cleanup

import type { CleanUp, CleanUpSteps } from "./clean-up";
import { linuxMounts } from "./linux-mounts";
import { bashStep, lines } from "./script";
import {
  removeCredentials,
  removeHistories,
  removeHostKeys,
  removeSshKeys,
  removeTemporaryFiles,
  type System,
} from "./unix-clean-up";

/** Accounts of a directory aren't in /etc/passwd; their homes are in /home. */
const linux: System = {
  homes: lines`
    homes() {
      local home
      while IFS=: read -r _ _ _ _ _ home _ || [ -n "$home" ]; do printf '%s\n' "$home"; done < /etc/passwd
      for home in /home/*; do printf '%s\n' "$home"; done
    }
  `,
  mounts: linuxMounts,
  used: lines`
    used() {
      cat /proc/[0-9]*/cmdline /proc/[0-9]*/maps /proc/net/unix | tr '\0' '\n'
      ls -ld /proc/[0-9]*/cwd /proc/[0-9]*/exe /proc/[0-9]*/root /proc/[0-9]*/fd/*
    }
  `,
};

/**
 * Host keys go only where something makes new ones at the next boot, or nobody gets in: cloud-init, which needs a
 * datasource for that, or a unit of the distribution or of ours.
 */
const hostKeysOfLinux = lines`
  makes_host_keys() {
    if command -v cloud-init > /dev/null && [ ! -e /etc/cloud/cloud-init.disabled ]; then return 0; fi
    grep -qsE 'ssh-keygen .*-A|sshd-keygen|sshd-gen-keys' \
      /etc/systemd/system/*.service /lib/systemd/system/*ssh* /usr/lib/systemd/system/*ssh* /etc/init.d/*ssh*
  }
  keys=$(ls /etc/ssh/ssh_host_*_key 2> /dev/null || true)
  if [ -z "$keys" ] || makes_host_keys; then
    ${removeHostKeys}
  else
    echo 'left the host keys of SSH: nothing here makes new ones; set harden.makeHostKeys'
  fi
`;

/** ssh-keygen -A makes those that are missing. The drop-in of a distribution may order its own unit likewise. */
const makeHostKeys = bashStep(
  "MakeHostKeysAtBoot",
  60,
  lines`
    command -v systemctl > /dev/null || fail 'harden.makeHostKeys needs systemd'
    mkdir -p /etc/systemd/system
    cat > /etc/systemd/system/make-ssh-host-keys.service << 'END'
    [Unit]
    Description=Make SSH host keys where there are none
    ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
    Before=ssh.service sshd.service ssh.socket sshd.socket

    [Service]
    Type=oneshot
    ExecStart=/usr/bin/env ssh-keygen -A

    [Install]
    WantedBy=multi-user.target
    END
    systemctl enable make-ssh-host-keys.service
  `,
);

/**
 * The ID is emptied, not removed: without the file, systemd would take the next boot for the first one of all, and switch
 * services on and off as their presets say, whatever the build chose. https://www.freedesktop.org/software/systemd/man/latest/machine-id.html
 */
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

/** A cache that can't be emptied makes the image larger, and no worse. */
const cleanPackageCaches = bashStep(
  "CleanPackageCaches",
  600,
  lines`
    clean() {
      if command -v "$1" > /dev/null; then "$@" || echo "left the cache of $1"; fi
    }
    clean dnf clean all
    clean microdnf clean all
    clean yum clean all
    clean apt-get clean
    rm -rf /var/lib/apt/lists/* || echo 'left /var/lib/apt/lists'
    clean zypper --non-interactive clean --all
    rm -rf /var/cache/apk/* || echo 'left /var/cache/apk'
  `,
);

/**
 * Files that programs have open are emptied; what was rotated away, by its own name, is removed. A data base isn't a log,
 * and wouldn't survive that. The journal lies in a folder of the machine's ID, so that must still be there; programs go
 * on writing to a file of it that is gone, and journald begins another.
 */
const emptyLogs = bashStep(
  "EmptyLogs",
  300,
  lines`
    shopt -s dotglob nullglob
    ${linuxMounts}
    mounted=$(mounts)
    if command -v journalctl > /dev/null && [ -d /run/systemd/system ]; then
      journalctl --rotate || true
      journalctl --vacuum-time=1s || true
    fi
    rm -f /var/log/journal/*/*.journal /var/log/journal/*/*.journal~ || echo 'left /var/log/journal'
    empty() {
      local entry
      for entry in "$1"/*; do
        if [ -L "$entry" ]; then continue; fi
        case $'\n'"$mounted"$'\n' in
          *$'\n'"$entry"$'\n'*)
            echo "left $entry, where something is mounted"
            continue
            ;;
        esac
        if [ -d "$entry" ]; then
          case "$entry" in
            /var/log/amazon | /var/log/journal) ;;
            *) empty "$entry" ;;
          esac
        elif [ -f "$entry" ]; then
          case "\${entry##*/}" in
            *.db | *.db-shm | *.db-wal | *.db3 | *.ldb | *.mdb | *.rrd | *.sqlite*) echo "left $entry, a data base" ;;
            *.gz | *.bz2 | *.xz | *.zst | *.old | *.[0-9] | *.[0-9][0-9] | *-20[0-9][0-9][01][0-9][0-3][0-9]*)
              rm -f "$entry" || echo "left $entry, which cannot be removed"
              ;;
            *) { : > "$entry"; } 2> /dev/null || echo "left $entry, which cannot be emptied" ;;
          esac
        fi
      done
    }
    empty /var/log
  `,
);

const shared: CleanUp = {
  credentials: [removeCredentials(linux)],
  histories: [removeHistories(linux)],
  // In a container nothing boots, and what starts an SSH daemon there makes its keys, or they would be in the image.
  sshKeys: [removeSshKeys(linux, removeHostKeys)],
  caches: [cleanPackageCaches],
  temporaryFiles: [removeTemporaryFiles(linux)],
  logs: [emptyLogs],
  identity: [emptyMachineId],
};

export const cleanUpLinux: CleanUpSteps = {
  ...shared,
  makeHostKeys: [makeHostKeys],
  sshKeys: [removeSshKeys(linux, hostKeysOfLinux)],
  identity: [resetCloudInit, emptyMachineId],
};

/** A container has no cloud-init. */
export const cleanUpContainer: CleanUpSteps = { ...shared, makeHostKeys: [] };
