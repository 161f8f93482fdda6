// The documents that the package brings along.

import { bash, printDocument } from "./builder";

/**
 * Installs all updates and restarts. Amazon Linux 2023 pins its repositories to the release that an image came with,
 * so that an ordinary update does nothing: there the newest release is asked for by name.
 * https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
 */
export const patchDocument = printDocument("Installs all updates, then restarts.", [
  {
    name: "build",
    steps: [
      { name: "Update", action: "UpdateOS" },
      bash("UpgradeAmazonLinuxRelease", [
        ". /etc/os-release",
        'if [ "$ID" = amzn ] && [ "$VERSION_ID" = 2023 ]; then dnf upgrade --assumeyes --releasever=latest; fi',
      ]),
      { name: "Restart", action: "Reboot", inputs: { delaySeconds: 60 } },
    ],
  },
]);

/** Runs on an instance that was started from the finished image. */
export const smokeTestDocument = printDocument("Checks that a new instance is usable and closed.", [
  {
    name: "test",
    steps: [
      bash("SystemIsUp", [
        "state=$(systemctl is-system-running --wait || true)",
        'case "$state" in running|degraded) ;; *) echo "the system is $state"; false ;; esac',
      ]),
      bash("ClockIsSynchronized", [
        'test "$(timedatectl show --property=NTPSynchronized --value)" = yes || { echo "the clock is not synchronized"; false; }',
      ]),
      bash("MetadataNeedsToken", [
        "token=$(curl -fsS -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)",
        'curl -fsS -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id',
        "if curl -fsS http://169.254.169.254/latest/meta-data/instance-id; then echo 'IMDSv1 answers'; false; fi",
      ]),
      bash("NoRootKeysLeft", [
        "if [ -s /root/.ssh/authorized_keys ] && ! grep -q 'no-port-forwarding' /root/.ssh/authorized_keys; then echo 'root has authorized keys'; false; fi",
      ]),
    ],
  },
]);
