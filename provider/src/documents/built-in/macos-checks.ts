// What holds for every instance of a macOS image.
//
// The firewall isn't asked for: Amazon's images come with it off, and security groups stand in front of it.

import { noAuthorizedKeys } from "./authorized-keys";
import { metadataToken, needsToken } from "./metadata";
import { lines } from "./script";
import type { Check } from "./target-image";

export const macosChecks: readonly Check[] = [
  {
    name: "system-is-up",
    timeoutSeconds: 900,
    // EC2 macOS Init writes a history when it is through. https://github.com/aws/ec2-macos-init
    script: lines`
      ${metadataToken}
      instance=$(imds meta-data/instance-id)
      for _ in {1..120}; do
        if [ -e "/usr/local/aws/ec2-macos-init/instances/$instance/history.json" ]; then exit 0; fi
        sleep 5
      done
      fail 'EC2 macOS Init did not finish; see /var/log/amazon/ec2/ec2-macos-init.log'
    `,
  },
  {
    name: "ssm-agent-runs",
    timeoutSeconds: 120,
    script: lines`
      launchctl print system/com.amazon.aws.ssm | grep -q 'state = running' ||
        fail 'the SSM agent does not run; load /Library/LaunchDaemons/com.amazon.aws.ssm.plist with launchctl'
    `,
  },
  {
    name: "no-authorized-keys",
    timeoutSeconds: 60,
    script: noAuthorizedKeys(lines`
      accounts() {
        local home
        for home in /Users/* /var/root; do printf '%s:%s\n' "$(basename "$home")" "$home"; done
      }
    `),
  },
  {
    name: "clock-is-synchronized",
    timeoutSeconds: 60,
    // CIS macOS: "Ensure Set Time and Date Automatically Is Enabled". How far off the clock is, macOS doesn't say.
    script: lines`
      systemsetup -getusingnetworktime | grep -q 'On$' ||
        fail 'the clock is not synchronized; switch it on with systemsetup -setusingnetworktime on'
    `,
  },
  { name: "imds-v2-only", timeoutSeconds: 60, script: needsToken },
];
