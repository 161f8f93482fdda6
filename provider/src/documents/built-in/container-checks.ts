// What holds for a container image. Image Builder runs the test phase within a container that was started from it.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html

import { noPasswords } from "./linux-checks";
import { lines } from "./script";
import type { Check } from "./target-image";
import { noSecurityUpdates } from "./updates";

const patterns = (all: readonly string[]): string => all.join(" | \\\n");

/**
 * Images are often without `find`, so folders are walked by hand. Those of packages are full of examples of keys.
 */
const walk = (leftOut: readonly string[]): string => lines`
  shopt -s dotglob nullglob
  walk() {
    local entry
    for entry in "$1"/*; do
      if [ -L "$entry" ]; then continue; fi
      case "$entry" in
        ${patterns(leftOut)}) continue ;;
      esac
      if [ -d "$entry" ]; then walk "$entry"; elif [ -f "$entry" ]; then echo "$entry"; fi
    done
  }
`;

const ofSystem = ["/dev", "/proc", "/sys"];
const ofPackages = [
  "/usr/lib",
  "/usr/lib64",
  "/usr/local/aws-cli",
  "/usr/share",
  "*/node_modules",
  "*/site-packages",
  "*/dist-packages",
];

const files = patterns([
  "*/.aws/credentials",
  "*/.docker/config.json",
  "*/.env",
  "*/.env.local",
  "*/.env.production",
  "*/.git-credentials",
  "*/.netrc",
  "*/.pgpass",
  "*/.pypirc",
]);

export const containerChecks: readonly Check[] = [
  {
    name: "no-secrets-in-files",
    timeoutSeconds: 900,
    // CIS Docker Benchmark: "Ensure secrets are not stored in container images". Only names are put out.
    script: lines`
      ${walk([...ofSystem, ...ofPackages])}
      while read -r file; do
        if [ ! -s "$file" ]; then continue; fi
        case "$file" in
          ${files})
            fail "$file holds credentials; remove it in the step that makes it"
            ;;
        esac
        if grep -qsE -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' \
          -e '(^|[^0-9A-Z])(AKIA|ASIA)[0-9A-Z]{16}([^0-9A-Z]|$)' "$file"; then
          fail "$file holds a private key or an access key; remove it in the step that makes it"
        fi
      done < <(walk '')
    `,
  },
  noPasswords,
  {
    name: "no-foreign-setuid-files",
    timeoutSeconds: 300,
    // CIS Docker Benchmark: "Ensure setuid and setgid permissions are removed". Those of the system's packages are known
    // to its vendor, so they may stay. Before folders were merged, packages had /bin where there is /usr/bin now.
    script: lines`
      ${walk(ofSystem)}
      owner() {
        if command -v rpm; then rpm -qf "$1"
        elif command -v dpkg-query; then dpkg-query -S "$1" || dpkg-query -S "$(echo "$1" | sed 's|/usr/|/|')"
        else apk info --who-owns "$1"
        fi
      }
      while read -r file; do
        if [ ! -u "$file" ] && [ ! -g "$file" ]; then continue; fi
        owner "$file" > /dev/null 2>&1 ||
          fail "$file runs with its owner's rights and is of no package; take them away with chmod a-s"
      done < <(walk '')
    `,
  },
  { name: "packages-are-current", timeoutSeconds: 900, script: noSecurityUpdates },
  {
    name: "not-root",
    timeoutSeconds: 60,
    // CIS Docker Benchmark: "Ensure that a user for the container has been created". Steps of a test may run as root
    // whatever the image says, so the container's first process is looked at. Last, since a base image may well be root.
    script: lines`
      user=$(grep '^Uid:' /proc/1/status | cut -f 2)
      [ "$user" != 0 ] || fail 'the container runs as root; end the Dockerfile with USER and an account of its own'
    `,
  },
];
