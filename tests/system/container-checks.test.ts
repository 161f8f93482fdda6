// The checks of a container's suite, each in good and in bad states. A container is a root without a system that runs.

import { expect } from "chai";
import { checkNames, testDocument } from "../../provider/src/documents/built-in/index";
import { type Case, file, program, testCases } from "./cases";
import { needsDebian } from "./debian";
import { scriptOf } from "./documents";
import { files, key, word, base64 } from "./credentials";
import { noDnf } from "./repositories";

const container = { platform: "Linux", container: true } as const;
const document = testDocument(container, { skip: [], encrypted: true });

const accessKey = (rest: string): string => `${"AK"}IA${rest}`;
const hasRpm = (packages: string): string => program("rpm", `case "$2" in ${packages}) ;; *) exit 1 ;; esac`);
const status = (user: number): string =>
  `printf 'Name:\\tx\\nUid:\\t${user}\\t${user}\\t${user}\\t${user}\\n' > /status\nmount --bind /status /proc/1/status\n`;
/** The package of a Debian root has host keys, which an image of a container should not have. */
const noHostKeys = "rm -f /etc/ssh/ssh_host_*\n";

const cases: Readonly<Record<string, readonly Case[]>> = {
  "no-secrets-in-files": [
    ["a stock system with an SSH client", noHostKeys, true],
    [
      "an application, its packages, public keys and documentation",
      noHostKeys +
        file("/app/.env", "") +
        file("/app/node_modules/tls/test.key", key) +
        file("/usr/share/doc/example.pem", key) +
        file("/usr/local/go/src/crypto/tls/testdata/k.pem", key) +
        file("/go/pkg/mod/example.com/x/k.pem", key) +
        file("/app/x_test.go", `package x\nconst key = "-----BEGIN RSA ${word} KEY-----"\n`) +
        file("/app/README.md", `aws_access_key_id = ${accessKey("IOSFODNN7EXAMPLE")}\n`) +
        file("/etc/ssl/ca.pem", `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`) +
        "cp /usr/bin/ssh-keygen /app/tool\n",
      true,
    ],
    ["the host keys of the base", "", "/etc/ssh/ssh_host_ecdsa_key holds a private key"],
    ["a private key", noHostKeys + file("/srv/my files/k", key), "/srv/my files/k holds a private key"],
    [
      "a private key of Windows",
      noHostKeys + file("/srv/k", key.replaceAll("\n", "\r\n")),
      "/srv/k holds a private key",
    ],
    [
      "a key in one line of JSON",
      noHostKeys + file("/app/account.json", `{"private_key": "${key.replaceAll("\n", "\\n")}"}`),
      "/app/account.json holds a private key",
    ],
    [
      "an access key",
      noHostKeys + file("/app/x.py", `k = '${accessKey("Z".repeat(16))}'\n`),
      "/app/x.py holds",
    ],
    [
      "an access key after one of the documentation",
      noHostKeys + file("/app/x", `${accessKey("IOSFODNN7EXAMPLE")} ${accessKey("Z".repeat(16))}`),
      "/app/x holds",
    ],
    [
      "an image of busybox's programs",
      `${noHostKeys}for name in grep ls cat sed; do ln -sf /usr/bin/busybox /usr/bin/$name; done\n${file("/srv/k", key)}`,
      "/srv/k holds a private key",
    ],
    [
      "files of settings without a secret",
      noHostKeys +
        files.map(([path, , plain]) => (plain === undefined ? "" : file(`/home/me/${path}`, plain))).join(""),
      true,
    ],
    ...files.map(([path, secret]): Case => [
      `${path} with a secret`,
      noHostKeys + file(`/home/me/${path}`, secret),
      `/home/me/${path} holds credentials`,
    ]),
  ],
  "no-passwords": [
    ["root of an old Alpine", "sed -i 's/^root:[^:]*:/root::/' /etc/shadow", "root needs no password"],
  ],
  "no-foreign-setuid-files": [
    ["a stock system", "", true],
    [
      "a file of a package of rpm's",
      `${hasRpm("/usr/bin/su")}find / -xdev -perm /6000 -type f -exec chmod a-s {} +\nchmod u+s /usr/bin/su`,
      true,
    ],
    [
      "a file that was put there",
      `rm /usr/bin/rpm\n${file("/app/tool")}chmod 2755 /app/tool`,
      "/app/tool runs with its owner's rights and is of no package",
    ],
  ],
  "packages-are-current": [
    [
      "an outdated Alpine",
      `${noDnf}rm /usr/bin/apt-get\n${program("apk", "[ $1 = update ] || printf 'Installed: Available:\\nbusybox-1.36-r1 < 1.36-r2\\n'")}`,
      "security updates are pending: busybox-1.36-r1;",
    ],
    [
      "Alpine out of reach",
      `${noDnf}rm /usr/bin/apt-get\n${program("apk", "[ $1 != update ]")}`,
      "apk cannot tell which updates are pending",
    ],
    ["microdnf, which can't tell", `${noDnf}rm /usr/bin/apt-get\n${program("microdnf", "exit 1")}`, true],
  ],
  "not-root": [
    ["an account of its own", status(1000), true],
    ["root", status(0), "the container runs as root"],
  ],
};

/** What an account that isn't root can't see. */
const asNobody = (script: string): string =>
  `cat > /check.sh << 'END OF CHECK'\n${script}\nEND OF CHECK\nexec setpriv --reuid 65534 --regid 65534 --clear-groups bash /check.sh\n`;

describe("checks of a container, on Debian", () => {
  needsDebian();

  it("are all tried", () => {
    expect(Object.keys(cases)).to.have.members(checkNames(container));
  });

  testCases((name) => scriptOf(document, name), cases);

  describe("as another account than root", () => {
    testCases((name) => asNobody(scriptOf(document, name)), {
      "no-secrets-in-files": [
        ["a stock system", noHostKeys, true],
        [
          "a key that it can't read",
          `${file("/app/server.key", key)}chmod 600 /app/server.key`,
          "/app/server.key may hold credentials",
        ],
      ],
      "no-passwords": [
        ["a stock system", "", true],
        [
          "no password in /etc/passwd",
          "echo 'me::1000:1000::/:/bin/sh' >> /etc/passwd",
          "me needs no password",
        ],
      ],
    });
  });
});
