// Installs all updates. Restarts come from the action Reboot, after which AWSTOE goes on with the next step.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-updateos

import type { Step } from "../builder";
import { bashStep, lines, powerShellStep } from "./script";

const restart = (name: string): Step => ({ name, action: "Reboot", inputs: { delaySeconds: 60 } });
const update = (name: string): Step & { timeoutSeconds: number } => ({
  name,
  action: "UpdateOS",
  timeoutSeconds: 7200,
});

/**
 * What the action UpdateOS does by yum and apt only, and with apt not beyond a file of settings that was changed here and
 * has a new version: there apt asks, and nobody answers. Here what was changed stays. The package manager is asked itself,
 * on systems as in containers.
 *
 * - Amazon Linux 2023 pins its repositories to the release that an image came with, so that an ordinary update does
 *   nothing: there the newest release is asked for by name.
 *   https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
 * - An ordinary update with apt keeps back what needs a new package, as each new kernel does. apt waits for the lock of
 *   dpkg, and not for that of its lists, which the update at boot holds.
 * - zypper ends with 102 where the system must restart, and with 103 once it has updated itself and must go on.
 *   https://manpages.opensuse.org/Tumbleweed/zypper/zypper.8.en.html#EXIT_CODES
 */
const upgradePackages = bashStep(
  "UpgradePackages",
  7200,
  lines`
    . /etc/os-release
    apt() {
      local attempt
      for attempt in {1..120}; do
        if apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
          --assume-yes "$@"; then return 0; fi
        if [ "$attempt" -gt 1 ] && ! is_locked; then return 1; fi
        sleep 5
      done
      return 1
    }
    is_locked() {
      local lock
      for lock in /var/lib/apt/lists/lock /var/cache/apt/archives/lock /var/lib/dpkg/lock-frontend; do
        if [ -e "$lock" ] && grep -q ":$(stat -c %i "$lock") " /proc/locks; then return 0; fi
      done
      return 1
    }
    zypp() {
      local status=0
      zypper --non-interactive "$@" || status=$?
      if [ $status = 103 ]; then zypp "$@"; elif [ $status != 102 ]; then return $status; fi
    }
    set --
    if [ "$ID" = amzn ] && [ "$VERSION_ID" = 2023 ]; then set -- --releasever=latest; fi
    if command -v dnf > /dev/null; then
      dnf upgrade --assumeyes "$@"
    elif command -v microdnf > /dev/null; then
      microdnf upgrade --assumeyes "$@"
    elif command -v yum > /dev/null; then
      yum update --assumeyes
    elif command -v apt-get > /dev/null; then
      export DEBIAN_FRONTEND=noninteractive
      apt update
      apt dist-upgrade
    elif command -v zypper > /dev/null; then
      export ZYPP_LOCK_TIMEOUT=600
      zypp refresh
      zypp update
    elif command -v apk > /dev/null; then
      apk upgrade --no-cache
    else
      fail 'there is no package manager that this step knows; set harden.patch to false'
    fi
  `,
);

export const patchLinux: readonly Step[] = [upgradePackages, restart("Restart")];

/** A container has nothing to restart. */
export const patchContainer: readonly Step[] = [upgradePackages];

/** Some updates are offered only once others are in. */
export const patchWindows: readonly Step[] = [
  update("Update"),
  restart("Restart"),
  update("UpdateAgain"),
  restart("RestartAgain"),
];

/**
 * Installs what needs no restart, such as Safari, the command line tools and the lists of malware. An update of macOS
 * itself needs the password of an owner of the volume on Apple silicon, which a build doesn't have: it comes with the
 * next image from Amazon. What is left over is put out.
 * https://support.apple.com/guide/deployment/dep24dbdcf9e/web
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/mac-instance-updates.html
 */
export const patchMacos: readonly Step[] = [
  bashStep(
    "Update",
    7200,
    lines`
      softwareupdate --install --recommended --agree-to-license
      softwareupdate --list
    `,
  ),
];

/**
 * Windows Update doesn't run in a container: Microsoft publishes a new base image each month.
 * https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/update-containers
 */
export const patchWindowsContainer: readonly Step[] = [
  powerShellStep(
    "ReportVersion",
    60,
    lines`
      $version = [System.Environment]::OSVersion.Version
      Write-Output "Windows $version is as new as the base image; a container takes its updates from there."
    `,
  ),
];
