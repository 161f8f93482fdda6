// The checks of the built-in suite, each in good and in bad states of a real system.

import { expect } from "chai";
import { checkNames, testDocument } from "../../provider/src/documents/built-in/index";
import { type Case, file, program, testCases } from "./cases";
import { needsDebian } from "./debian";
import { scriptOf } from "./documents";
import { aptUpdate, dnfUpdate, noDnf } from "./repositories";

const linux = { platform: "Linux", container: false } as const;
const document = testDocument(linux, { skip: [], encrypted: true });

const hash = "$6$salt$hash";
const aged = (path: string): string => `touch -d '1 day ago' ${path}\n`;
const sshd = (lines: string): string => `printf '%s\\n' ${lines} >> /etc/ssh/sshd_config\n`;
const match = "'Match Address 10.0.0.0/8' 'PermitRootLogin yes'";

const cases: Readonly<Record<string, readonly Case[]>> = {
  "system-is-up": [
    ["a running system", program("systemctl", "[ $1 = list-units ] || echo running"), true],
    [
      "a system with a failed unit",
      program("systemctl", "[ $1 = list-units ] || { echo degraded; exit 1; }"),
      true,
    ],
    [
      "a system in rescue mode",
      program("systemctl", "[ $1 = list-units ] || { echo maintenance; exit 1; }"),
      "the system is maintenance; it must be running or degraded",
    ],
  ],
  "ssm-agent-runs": [
    ["an agent as a snap", program("systemctl", 'case "$*" in *snap.*) ;; *) exit 3 ;; esac'), true],
    ["no agent", program("systemctl", "exit 3"), "the SSM agent does not run"],
  ],
  "no-pending-security-updates": [
    [
      "apt, all current",
      `${aptUpdate()}apt-get -qq update\nDEBIAN_FRONTEND=noninteractive apt-get -qqy dist-upgrade > /dev/null`,
      true,
    ],
    ["apt with a security update", aptUpdate(), "security updates are pending: tool; build again"],
    [
      "apt with an update on hold",
      `${aptUpdate()}apt-mark hold tool > /dev/null`,
      "security updates are pending: tool;",
    ],
    [
      "apt with a dependency that isn't met",
      `${aptUpdate({ depends: "nothing-like-this" })}dpkg --force-depends --install /repository/tool_2.deb > /dev/null 2>&1`,
      "apt-get cannot tell which updates are pending; run apt-get --fix-broken install",
    ],
    [
      "apt without a repository of security updates",
      aptUpdate({ suite: "bookworm" }),
      "apt-get knows no repository of security updates",
    ],
    [
      "apt without any repository",
      `${noDnf}rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*`,
      "apt-get knows no repository",
    ],
    ["dnf, all current", `${dnfUpdate}dnf --quiet --assumeyes upgrade > /dev/null`, true],
    ["dnf with a security update", dnfUpdate, "security updates are pending: tool.noarch; build again"],
    [
      "dnf with a repository that is gone, and may be",
      `${dnfUpdate}mv /repository /gone`,
      "dnf cannot tell which updates are pending",
    ],
    ["dnf without any repository", "", "dnf cannot tell which updates are pending"],
    [
      "dnf of Amazon Linux 2023",
      `${program("dnf", 'case "$*" in *--releasever=latest*) exit 0 ;; *) exit 1 ;; esac')}
       printf 'ID=amzn\\nVERSION_ID=2023\\n' > /etc/os-release`,
      true,
    ],
    [
      "zypper with other patches",
      `${noDnf}rm /usr/bin/apt-get\n${program("zypper", 'case "$*" in *refresh) ;; *) exit 100 ;; esac')}`,
      true,
    ],
    [
      "zypper with a security patch",
      `${noDnf}rm /usr/bin/apt-get\n${program("zypper", "case \"$*\" in *refresh) ;; *) echo '1 patch needed'; exit 101 ;; esac")}`,
      "security updates are pending: 1 patch needed;",
    ],
    [
      "zypper out of reach",
      `${noDnf}rm /usr/bin/apt-get\n${program("zypper", "exit 4")}`,
      "zypper cannot tell which updates are pending",
    ],
    [
      "no package manager",
      `${noDnf}rm /usr/bin/apt-get`,
      "there is no package manager that this check knows",
    ],
  ],
  "no-authorized-keys": [
    ["no keys", "", true],
    [
      "the key pair of the launch",
      file("/home/me/.ssh/authorized_keys", "# from cloud-init\n  \nssh-ed25519 AAAAgiven pair\n") +
        file("/root/.ssh/authorized_keys", 'no-pty,command="exit 142" ssh-ed25519 AAAAgiven pair') +
        "useradd me",
      true,
    ],
    [
      "a key beside it, on a line without an end",
      `useradd me\n${file("/home/me/.ssh/authorized_keys", "ssh-ed25519 AAAAgiven pair\nssh-rsa AAAAother me")}`,
      "/home/me/.ssh/authorized_keys has keys that came with the image",
    ],
    [
      "a key where the daemon looks for it",
      sshd("'AuthorizedKeysFile /etc/ssh/keys/%u'") + file("/etc/ssh/keys/root", "ssh-rsa AAAAother me\n"),
      "/etc/ssh/keys/root has keys",
    ],
    [
      "a key where the daemon looks for it for one account",
      `useradd me\n${sshd("'Match User me' 'AuthorizedKeysFile %h/mine'")}${file("/home/me/mine", "ssh-rsa AAAAother me\n")}`,
      "/home/me/mine has keys",
    ],
    [
      "a system without cut",
      file("/root/.ssh/authorized_keys", "ssh-rsa AAAAother me\n") + "rm /usr/bin/cut",
      "/root/.ssh/authorized_keys has keys",
    ],
    [
      "a key of the words for no key pair",
      file("/root/.ssh/authorized_keys", "ssh-rsa AAAAother launched without a key pair\n"),
      "/root/.ssh/authorized_keys has keys",
    ],
    ["no curl", "rm /usr/bin/curl", "curl is missing"],
    ["a proxy that curl is told of", file("/root/.curlrc", "proxy = http://127.0.0.1:9\n"), true],
  ],
  "no-passwords": [
    ["locked accounts", "", true],
    ["an account with a locked password", `useradd --password '!${hash}' me`, true],
    ["an empty password", "useradd --password '' me", "me needs no password"],
    ["a password", `usermod --password '${hash}' root`, "root has a password that came"],
    [
      "a password in /etc/passwd",
      `echo 'me:${hash}:1000:1000::/:/bin/sh' >> /etc/passwd`,
      "me has a password in /etc/passwd",
    ],
    ["no password in /etc/passwd", "echo 'me::1000:1000::/:/bin/sh' >> /etc/passwd", "me needs no password"],
    [
      "a password on a last line without an end",
      `printf 'me:${hash}:1::::::' >> /etc/shadow`,
      "me has a password",
    ],
    ["another root", "echo 'toor:x:0:0::/root:/bin/sh' >> /etc/passwd", "toor is another root"],
    ["no /etc/shadow", "rm /etc/shadow", true],
    [
      "no /etc/shadow, and a password in /etc/passwd",
      `rm /etc/shadow\nsed -i 's|^root:x:|root:${hash}:|' /etc/passwd`,
      "root has a password in /etc/passwd",
    ],
  ],
  "ssh-root-login-off": [
    ["the daemon of Debian", "", true],
    ["no SSH daemon", "rm /usr/sbin/sshd", true],
    [
      "login with a password",
      "sed -i '1i PermitRootLogin yes' /etc/ssh/sshd_config",
      "PermitRootLogin is 'yes'; it must",
    ],
    [
      "login with a password for some",
      sshd(match),
      "PermitRootLogin is 'yes' in a block of Match in /etc/ssh/sshd_config",
    ],
    [
      "login with a password for some, as others write it",
      sshd("'match address 10.0.0.0/8' 'permitrootlogin=yes'"),
      "in a block of Match",
    ],
    [
      "login with a password for some, in an included file",
      `printf '%s\\n' ${match} > /etc/ssh/sshd_config.d/a.conf`,
      "PermitRootLogin is 'yes' in a block of Match in /etc/ssh/sshd_config.d/a.conf",
    ],
    [
      "login with a key for some",
      sshd("'Match Address 10.0.0.0/8' 'PermitRootLogin prohibit-password'"),
      true,
    ],
    ["settings that the daemon refuses", sshd("'Nonsense yes'"), "the SSH daemon refuses its settings: "],
    [
      "no host keys",
      "rm /etc/ssh/ssh_host_*",
      "the SSH daemon refuses its settings: sshd: no hostkeys available",
    ],
  ],
  "clock-is-synchronized": [
    ["systemd of Amazon Linux 2", program("timedatectl", "echo '  NTP synchronized: yes'"), true],
    [
      "a free clock",
      program("timedatectl", "echo 'System clock synchronized: no'") + program("sleep", ""),
      "the clock is not synchronized",
    ],
  ],
  "imds-v2-only": [
    ["a refusal without a token", "", true],
    ["an answer without a token", "", "IMDSv1 answers with status 200", { imds: "v1" }],
    ["a proxy that curl is told of", file("/root/.curlrc", "proxy = http://127.0.0.1:9\n"), true],
  ],
  "no-world-writable-system-files": [
    ["a stock system", "", true],
    [
      "files of containers and temporary ones",
      "mkdir -p /var/lib/docker/l /home/me/.local/share/containers/l /var/tmp/x\n" +
        "for file in /var/lib/docker/l/f /home/me/.local/share/containers/l/f /var/tmp/f; do\n" +
        "  echo > $file\n  chmod 666 $file\ndone\n",
      true,
    ],
    ...["/etc/cron.d/job", "/srv/page", "/home/page", "/opt/my tool"].map((path): Case => [
      `a file that anybody may write to, ${path}`,
      `${file(path)}chmod 666 '${path}'`,
      `anybody may write to ${path}; take it away`,
    ]),
    ["a folder that anybody may write to", "mkdir -m 777 /opt/app", "anybody may write to /opt/app;"],
    [
      "a file on another disk",
      "mkdir -p /run/disk/upper /run/disk/work /data\n" +
        "mount -t overlay -o lowerdir=/srv,upperdir=/run/disk/upper,workdir=/run/disk/work disk /data\n" +
        "echo > /data/f\nchmod 666 /data/f",
      "anybody may write to /data/f;",
    ],
    [
      "a file in memory",
      "mkdir /memory\nmount -t tmpfs -o mode=755 t /memory\necho > /memory/f\nchmod 666 /memory/f",
      true,
    ],
  ],
  "machine-id-is-own": [
    [
      "an ID of this launch",
      "systemd-machine-id-setup 2> /dev/null\nsystemd-id128 new > /etc/machine-id",
      true,
    ],
    ["no ID", ": > /etc/machine-id", "/etc/machine-id has no ID"],
    [
      "the ID of the build",
      `systemd-id128 new > /etc/machine-id\n${aged("/etc/machine-id")}`,
      "/etc/machine-id came with the image",
    ],
  ],
  "host-keys-are-own": [
    ["no keys", "rm /etc/ssh/ssh_host_*", true],
    ["keys of this launch", "rm /etc/ssh/ssh_host_*\nssh-keygen -q -A", true],
    [
      "a key of the build",
      `rm /etc/ssh/ssh_host_*\nssh-keygen -q -A\n${aged("/etc/ssh/ssh_host_rsa_key")}`,
      "/etc/ssh/ssh_host_rsa_key came",
    ],
    [
      "a key of the build that the daemon is told of",
      `rm /etc/ssh/ssh_host_*\nssh-keygen -q -t ed25519 -N '' -f /etc/ssh/mine\n${aged("/etc/ssh/mine")}${sshd("'HostKey /etc/ssh/mine'")}`,
      "/etc/ssh/mine came with the image",
    ],
  ],
};

describe("checks of an instance, on Debian", () => {
  needsDebian();

  it("are all tried", () => {
    expect(Object.keys(cases)).to.have.members(checkNames(linux));
  });

  testCases((name) => scriptOf(document, name), cases);
});
