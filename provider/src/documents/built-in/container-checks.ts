// What holds for a container image. Image Builder runs the test phase within a container that was started from it.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html

import { quoted } from "../builder";
import { anyContent, credentialFiles, privateKey, secretOfNpm } from "./credential-files";
import { noPasswords } from "./linux-checks";
import { lines } from "./script";
import type { Check } from "./target-image";
import { noSecurityUpdatesOfContainer } from "./updates";

const patterns = (all: readonly string[]): string => all.join(" | \\\n");

/**
 * Images are often without `find`, so folders are walked by hand: `visit` is called for each file. Those of packages are
 * full of examples of keys.
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
      if [ -d "$entry" ]; then walk "$entry"; elif [ -f "$entry" ]; then visit "$entry"; fi
    done
  }
`;

const ofSystem = ["/dev", "/proc", "/sys"];
const ofPackages = [
  "/usr/lib",
  "/usr/lib64",
  "/usr/local/aws-cli",
  "/usr/local/go",
  "/usr/share",
  "*/dist-packages",
  "*/node_modules",
  "*/pkg/mod",
  "*/site-packages",
  "*/testdata",
];

/** The settings of an application, where they hold more than settings: by name, or as a part of an address. */
const ofApplications = [
  `^[^#]*(secret|token|passw(or)?d|(api|access|private)_?key)[a-z0-9_]*=["']?[^"'[:space:]$]`,
  "|^[^#]*://[^/:@[:space:]]+:[^/@[:space:]$]+@",
];

/** An expression of several lines is put together. */
const setSecret = (secret: string): string =>
  secret
    .split("\n")
    .map((part, index) => `secret${index === 0 ? "" : "+"}=${quoted(part)}`)
    .join("\n  ");

/** What is secret in a file, by its name: the branches of a case. */
const secrets = (): string => {
  const names = new Map<string, string[]>();
  for (const { name, secret = anyContent } of credentialFiles)
    names.set(secret, [...(names.get(secret) ?? []), `*/${name}`]);
  names.set(ofApplications.join("\n"), ["*/.env", "*/.env.local", "*/.env.production"]);
  names.get(secretOfNpm)?.push("/etc/npmrc", "/usr/local/etc/npmrc");
  return [...names].map(([secret, all]) => `${patterns(all)})\n  ${setSecret(secret)} ;;`).join("\n");
};

export const containerChecks: readonly Check[] = [
  {
    name: "no-secrets-in-files",
    timeoutSeconds: 900,
    // CIS Docker Benchmark: "Ensure secrets are not stored in container images". Only names are put out. A key is a whole
    // one: programs have its first line as a constant, and AWS's documentation has IDs that end in EXAMPLE.
    script: lines`
      ${walk([...ofSystem, ...ofPackages])}
      batch=() hidden=()
      visit() {
        local secret=
        case "$1" in
          ${secrets()}
        esac
        if [ ! -r "$1" ]; then
          case "$1" in *.key | *.pem | */id_* | *_key) secret=. ;; esac
          if [ -n "$secret" ]; then fail "$1 may hold credentials, and this account cannot read it; remove it"; fi
          hidden+=("$1")
          return 0
        fi
        if [ -n "$secret" ] && grep -qiE -e "$secret" "$1"; then
          fail "$1 holds credentials; remove it in the step that makes it"
        fi
        batch+=("$1")
        if [ \${#batch[@]} -ge 500 ]; then search; fi
      }
      search() {
        local file
        if [ \${#batch[@]} = 0 ]; then return 0; fi
        while IFS= read -r file; do
          if holds_key "$file"; then
            fail "$file holds a private key or an access key; remove it in the step that makes it"
          fi
        done < <(grep -lE -e '${privateKey}' -e '(AKIA|ASIA)[0-9A-Z]{16}' "\${batch[@]}" 2> /dev/null)
        batch=()
      }
      holds_key() {
        local line begun=
        # A program or another file that isn't text.
        if IFS= read -r -d '' _ < "$1"; then return 1; fi
        while IFS= read -r line || [ -n "$line" ]; do
          line=\${line%$'\r'}
          if [[ $line =~ ^[[:space:]]*-----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----$ ]]; then begun=1; fi
          if [[ $line =~ -----END ]]; then begun=; fi
          if [ -n "$begun" ] && [[ $line =~ ^[[:space:]]*[A-Za-z0-9+/=]{40,}$ ]]; then return 0; fi
          if [[ $line =~ PRIVATE\ KEY-----(\\r)?\\n[A-Za-z0-9+/=]{40} ]]; then return 0; fi
          while [[ $line =~ (^|[^0-9A-Za-z])((AKIA|ASIA)[0-9A-Z]{16})([^0-9A-Za-z].*|$) ]]; do
            case "\${BASH_REMATCH[2]}" in *EXAMPLE) ;; *) return 0 ;; esac
            line=\${BASH_REMATCH[4]}
          done
        done < "$1"
        return 1
      }
      walk ''
      search
      if [ \${#hidden[@]} -gt 0 ]; then
        echo "not looked into, since this account cannot read them: \${#hidden[@]} files, such as \${hidden[0]}"
      fi
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
        rpm -qf "$1" || dpkg-query -S "$1" || dpkg-query -S "$(echo "$1" | sed 's|/usr/|/|')" || apk info --who-owns "$1"
      }
      visit() {
        if [ ! -u "$1" ] && [ ! -g "$1" ]; then return 0; fi
        owner "$1" > /dev/null 2>&1 ||
          fail "$1 runs with its owner's rights and is of no package; take them away with chmod a-s"
      }
      walk ''
    `,
  },
  { name: "packages-are-current", timeoutSeconds: 900, script: noSecurityUpdatesOfContainer },
  {
    name: "not-root",
    timeoutSeconds: 60,
    // CIS Docker Benchmark: "Ensure that a user for the container has been created". Steps of a test may run as root
    // whatever the image says, so the container's first process is looked at. Last, since a base image may well be root.
    script: lines`
      user=$(sed -n 's/^Uid:[[:space:]]*\([0-9]*\).*/\1/p' /proc/1/status)
      [ "$user" != 0 ] || fail 'the container runs as root; end the Dockerfile with USER and an account of its own'
    `,
  },
];
