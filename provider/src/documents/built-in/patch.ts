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
 * Amazon Linux 2023 pins its repositories to the release that an image came with, so that an ordinary update does
 * nothing: there the newest release is asked for by name.
 * https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
 */
export const patchLinux: readonly Step[] = [
  update("Update"),
  bashStep(
    "UpgradeAmazonLinuxRelease",
    3600,
    lines`
      . /etc/os-release
      if [ "$ID" = amzn ] && [ "$VERSION_ID" = 2023 ]; then dnf upgrade --assumeyes --releasever=latest; fi
    `,
  ),
  // An ordinary update with apt keeps back what needs a new package, as each new kernel does.
  bashStep(
    "UpgradeKeptPackages",
    3600,
    lines`
      export DEBIAN_FRONTEND=noninteractive
      if command -v apt-get > /dev/null; then apt-get -o DPkg::Lock::Timeout=600 dist-upgrade --assume-yes; fi
    `,
  ),
  restart("Restart"),
];

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

/** UpdateOS is for systems, and a container has nothing to restart. */
export const patchContainer: readonly Step[] = [
  bashStep(
    "UpgradePackages",
    3600,
    lines`
      . /etc/os-release
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
        apt-get update
        apt-get dist-upgrade --assume-yes
      elif command -v zypper > /dev/null; then
        zypper --non-interactive refresh
        zypper --non-interactive update
      elif command -v apk > /dev/null; then
        apk upgrade --no-cache
      else
        fail 'there is no package manager that this step knows; set patch to false'
      fi
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
