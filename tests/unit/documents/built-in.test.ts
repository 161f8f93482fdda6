import { expect } from "chai";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import {
  checkNames,
  cleanUpDocument,
  patchDocument,
  type TargetImage,
  testDocument,
} from "../../../provider/src/documents/built-in/index";
import { checkDocument } from "../../../provider/src/documents/check/index";
import { judge } from "../../../sandbox/image-builder/shell-judge";

interface Step {
  name: string;
  action: string;
  timeoutSeconds?: number;
  inputs?: { commands?: string[] };
}

const linux: TargetImage = { platform: "Linux", container: false };
const container: TargetImage = { platform: "Linux", container: true };
const subjects: readonly TargetImage[] = (["Linux", "Windows", "macOS"] as const).flatMap((platform) => [
  { platform, container: false },
  { platform, container: true },
]);
const title = ({ platform, container }: TargetImage) => `${platform}${container ? ", container" : ""}`;

const allChecks = (image: TargetImage) => testDocument(image, { skip: [], encrypted: true });
const documentsOf = (image: TargetImage): readonly [what: string, document: string][] => [
  ["patch", patchDocument(image)],
  ["clean-up", cleanUpDocument(image)],
  ["test", allChecks(image)],
];
const phaseOf = (document: string) => {
  const { phases } = parse(document) as { phases: { name: string; steps: Step[] }[] };
  expect(phases).to.have.length(1);
  return phases[0] ?? expect.fail("there is no phase");
};
const scriptOf = (document: string, name: string): string =>
  phaseOf(document)
    .steps.find((step) => step.name === name)
    ?.inputs?.commands?.join("\n") ?? expect.fail(`there is no step ${name}`);

/** A folder that stands for a Linux system, and the programs that there are on it. */
class FakeSystem {
  readonly root = mkdtempSync(join(tmpdir(), "built-in-"));
  private readonly bin = join(this.root, "bin");

  constructor() {
    const real = [
      "awk",
      "basename",
      "chmod",
      "cut",
      "date",
      "find",
      "grep",
      "head",
      "ln",
      "ls",
      "mkdir",
      "mktemp",
    ];
    mkdirSync(this.bin);
    for (const name of [...real, "paste", "rm", "sed", "stat"]) {
      const path = ["/usr/bin", "/bin"].map((folder) => join(folder, name)).find(existsSync);
      symlinkSync(path ?? expect.fail(`${name} is missing here`), join(this.bin, name));
    }
    this.program("sleep", "");
    this.file("etc/os-release", "ID=amzn\nVERSION_ID=2023\n");
    this.file(
      "etc/passwd",
      `root:x:0:0::${this.root}/root:/bin/bash\nec2-user:x:1000:1000::${this.root}/home/ec2-user:\n`,
    );
  }

  file(path: string, content = "x\n", mode = 0o644): string {
    const full = join(this.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    chmodSync(full, mode);
    return full;
  }

  program(name: string, body: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }

  /** The metadata service of an instance that was launched with a key pair, ten minutes ago. */
  metadata({ v1 = 401 } = {}): void {
    const pending = new Date(Date.now() - 600_000).toISOString();
    this.program(
      "curl",
      [
        'case "$*" in',
        "  *-w*) printf %s " + String(v1) + " ;;",
        "  *api/token) echo token ;;",
        "  *openssh-key) echo 'ssh-ed25519 AAAAgiven pair' ;;",
        `  *document) echo '  "pendingTime" : "${pending}",' ;;`,
        "  *-o*instance-id) ;;",
        "  *instance-id) echo i-1 ;;",
        "  *) exit 22 ;;",
        "esac",
      ].join("\n"),
    );
  }

  run(script: string): { code: number | null; output: string } {
    const here = script
      .replace(
        /(?<![\w./*})\]])\/(?=(boot|etc|home|opt|proc|root|run|sys|tmp|usr|var|dev(?!\/))\b)/g,
        `${this.root}/`,
      )
      .replaceAll("walk ''", `walk '${this.root}'`);
    // A file, as AWSTOE makes of it.
    const { status, stdout, stderr } = spawnSync("/bin/bash", [this.file("script.sh", here)], {
      env: { PATH: this.bin },
      encoding: "utf8",
      timeout: 20_000,
    });
    return { code: status, output: stdout.replaceAll(this.root, "") + stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const longAgo = new Date(Date.now() - 86_400_000);
const hasRpm = (packages: string) => (system: FakeSystem) => {
  system.program("rpm", `case "$2" in ${packages}) ;; *) exit 1 ;; esac`);
};

/** What a check says of a system. `true`: all is well. */
type Case = readonly [what: string, prepare: (system: FakeSystem) => void, says: true | string];

const casesOfLinux: Readonly<Record<string, readonly Case[]>> = {
  "system-is-up": [
    [
      "a running system",
      (system) => system.program("systemctl", "[ $1 = list-units ] || echo running"),
      true,
    ],
    [
      "a system with a failed unit",
      (system) => system.program("systemctl", "[ $1 = list-units ] || { echo degraded; exit 1; }"),
      true,
    ],
    [
      "a system in rescue mode",
      (system) => system.program("systemctl", "[ $1 = list-units ] || { echo maintenance; exit 1; }"),
      "the system is maintenance; it must be running or degraded",
    ],
  ],
  "ssm-agent-runs": [
    [
      "an agent as a snap",
      (system) => system.program("systemctl", 'case "$*" in *snap.*) ;; *) exit 3 ;; esac'),
      true,
    ],
    ["no agent", (system) => system.program("systemctl", "exit 3"), "the SSM agent does not run"],
  ],
  "no-pending-security-updates": [
    [
      "a current Amazon Linux 2023",
      (system) => system.program("dnf", 'case "$*" in *--releasever=latest*) exit 0 ;; *) exit 1 ;; esac'),
      true,
    ],
    [
      "updates with dnf",
      (system) =>
        system.program(
          "dnf",
          "echo; echo 'openssl.x86_64 1:3 amazonlinux'; echo 'curl.x86_64 8 amazonlinux'; exit 100",
        ),
      "security updates are pending: openssl.x86_64 curl.x86_64; build again, with patches on",
    ],
    ["repositories out of reach", (system) => system.program("yum", "exit 1"), "/bin/yum cannot tell"],
    [
      "apt with another update",
      (system) => {
        system.program(
          "apt-get",
          "case \"$*\" in *dist-upgrade*) echo 'Inst vim [1] (2 Debian:12/stable [amd64])' ;; esac",
        );
      },
      true,
    ],
    [
      "apt with a security update",
      (system) => {
        const line = "Inst libssl3 [1] (2 Debian-Security:12/stable-security [amd64])";
        system.program("apt-get", `case "$*" in *dist-upgrade*) echo '${line}' ;; esac`);
      },
      "security updates are pending: libssl3; build again, with patches on",
    ],
    ["apt out of reach", (system) => system.program("apt-get", "exit 100"), "apt-get cannot tell"],
    ["zypper with other patches", (system) => system.program("zypper", "[ $3 = refresh ] || exit 100"), true],
    [
      "zypper with a security patch",
      (system) => system.program("zypper", "[ $3 = refresh ] || { echo '1 patch needed'; exit 101; }"),
      "security updates are pending: 1 patch needed;",
    ],
    ["no package manager", () => undefined, "there is no package manager that this check knows"],
  ],
  "no-authorized-keys": [
    ["no keys", (system) => system.metadata(), true],
    [
      "the key pair of the launch",
      (system) => {
        system.metadata();
        system.file("home/ec2-user/.ssh/authorized_keys", "# from cloud-init\nssh-ed25519 AAAAgiven pair\n");
        system.file("root/.ssh/authorized_keys", 'no-pty,command="exit 142" ssh-ed25519 AAAAgiven pair\n');
      },
      true,
    ],
    [
      "a key beside it",
      (system) => {
        system.metadata();
        system.file(
          "home/ec2-user/.ssh/authorized_keys",
          "ssh-ed25519 AAAAgiven pair\nssh-rsa AAAAother me\n",
        );
      },
      "/home/ec2-user/.ssh/authorized_keys has keys that came with the image",
    ],
    [
      "a key of root, without a key pair",
      (system) => {
        system.program("curl", 'case "$*" in *token) echo t ;; *) exit 22 ;; esac');
        system.file("root/.ssh/authorized_keys2", "ssh-rsa AAAAother me\n");
      },
      "/root/.ssh/authorized_keys2 has keys",
    ],
    ["no curl", () => undefined, "curl is missing"],
  ],
  "no-passwords": [
    [
      "locked accounts",
      (system) => system.file("etc/shadow", "root:*LOCK*:1::::::\nec2-user:!!:1::::::\n"),
      true,
    ],
    [
      "an empty password",
      (system) => system.file("etc/shadow", "root:*:1\nadmin::1::::::\n"),
      "admin needs no password",
    ],
    [
      "a password",
      (system) => system.file("etc/shadow", "root:$6$salt$hash:1::::::\n"),
      "root has a password that came",
    ],
  ],
  "ssh-root-login-off": [
    ["no SSH daemon", (system) => system.program("sshd", "echo 'permitrootlogin no'"), true],
    ["login with a key", (system) => system.program("sshd", "echo 'permitrootlogin without-password'"), true],
    [
      "login with a password",
      (system) => system.program("sshd", "echo 'port 22'; echo 'permitrootlogin yes'"),
      "PermitRootLogin is 'yes'; it must be no or prohibit-password",
    ],
    [
      "a daemon with broken settings",
      (system) => system.program("sshd", "exit 255"),
      "PermitRootLogin is ''",
    ],
  ],
  "clock-is-synchronized": [
    [
      "systemd of Amazon Linux 2",
      (system) => system.program("timedatectl", "echo '  NTP synchronized: yes'"),
      true,
    ],
    [
      "a free clock",
      (system) => system.program("timedatectl", "echo 'System clock synchronized: no'"),
      "the clock is not synchronized",
    ],
  ],
  "imds-v2-only": [
    ["a refusal without a token", (system) => system.metadata(), true],
    ["an answer without a token", (system) => system.metadata({ v1: 200 }), "IMDSv1 answers with status 200"],
  ],
  "no-world-writable-system-files": [
    [
      "a shared folder with the sticky bit",
      (system) => {
        mkdirSync(join(system.root, "var/tmp"), { recursive: true });
        chmodSync(join(system.root, "var/tmp"), 0o1777);
        system.file("var/lib/docker/layer/file", "x", 0o666);
      },
      true,
    ],
    [
      "a writable file",
      (system) => {
        system.file("etc/cron.d/job", "x", 0o666);
      },
      "anybody may write to /etc/cron.d/job; take it away",
    ],
    [
      "a writable folder",
      (system) => {
        mkdirSync(join(system.root, "opt/app"), { recursive: true });
        chmodSync(join(system.root, "opt/app"), 0o777);
      },
      "anybody may write to /opt/app;",
    ],
  ],
  "machine-id-is-own": [
    [
      "an ID of this launch",
      (system) => {
        system.metadata();
        system.file("etc/machine-id", `${"0a".repeat(16)}\n`);
      },
      true,
    ],
    [
      "no ID",
      (system) => {
        system.metadata();
        system.file("etc/machine-id", "");
      },
      "/etc/machine-id has no ID",
    ],
    [
      "the ID of the build",
      (system) => {
        system.metadata();
        utimesSync(system.file("etc/machine-id", `${"0a".repeat(16)}\n`), longAgo, longAgo);
      },
      "/etc/machine-id came with the image",
    ],
  ],
  "host-keys-are-own": [
    ["no keys", (system) => system.metadata(), true],
    [
      "keys of this launch",
      (system) => {
        system.metadata();
        system.file("etc/ssh/ssh_host_rsa_key");
      },
      true,
    ],
    [
      "a key of the build",
      (system) => {
        system.metadata();
        system.file("etc/ssh/ssh_host_ed25519_key");
        utimesSync(system.file("etc/ssh/ssh_host_rsa_key"), longAgo, longAgo);
      },
      "/etc/ssh/ssh_host_rsa_key came with the image",
    ],
  ],
};

const privateKey = `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----\nb3Bl\n`;

const casesOfContainers: Readonly<Record<string, readonly Case[]>> = {
  "no-secrets-in-files": [
    [
      "an application, its packages and its public keys",
      (system) => {
        system.file("app/server.js");
        system.file("app/.env", "");
        system.file("app/node_modules/tls/test.key", privateKey);
        system.file("usr/share/doc/example.pem", privateKey);
        system.file("etc/ssl/ca.pem", "-----BEGIN CERTIFICATE-----\n");
      },
      true,
    ],
    ["a file of settings", (system) => system.file("app/.env", "TOKEN=1\n"), "/app/.env holds credentials"],
    [
      "credentials of AWS",
      (system) => system.file("root/.aws/credentials"),
      "/root/.aws/credentials holds credentials",
    ],
    [
      "a private key",
      (system) => system.file("srv/my files/k", privateKey),
      "/srv/my files/k holds a private key",
    ],
    [
      "an access key",
      (system) => system.file("app/x.py", `k = '${"AKIA"}${"Z".repeat(16)}'\n`),
      "/app/x.py holds",
    ],
  ],
  "no-passwords": [
    [
      "root of an old Alpine",
      (system) => system.file("etc/shadow", "root:::0:::::\n"),
      "root needs no password",
    ],
  ],
  "no-foreign-setuid-files": [
    [
      "a file of a package",
      (system) => {
        hasRpm("*/usr/bin/su")(system);
        system.file("usr/bin/su", "x", 0o4755);
        system.file("app/tool", "x", 0o755);
      },
      true,
    ],
    [
      "a file that was put there",
      (system) => {
        hasRpm("*/usr/bin/su")(system);
        system.file("app/tool", "x", 0o2755);
      },
      "/app/tool runs with its owner's rights and is of no package",
    ],
    [
      "a file of a Debian package from before folders were merged",
      (system) => {
        system.program("dpkg-query", '[ "$2" = /bin/su ]');
        system.file("usr/bin/su", "x", 0o4755);
      },
      true,
    ],
  ],
  "packages-are-current": [
    [
      "an outdated Alpine",
      (system) =>
        system.program(
          "apk",
          "[ $1 = update ] || printf 'Installed: Available:\\nbusybox-1.36-r1 < 1.36-r2\\n'",
        ),
      "security updates are pending: busybox-1.36-r1;",
    ],
    ["microdnf, which can't tell", (system) => system.program("microdnf", "exit 1"), true],
  ],
  "not-root": [
    [
      "an account of its own",
      (system) => system.file("proc/1/status", "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n"),
      true,
    ],
    ["root", (system) => system.file("proc/1/status", "Uid:\t0\t0\t0\t0\n"), "the container runs as root"],
  ],
};

describe("built-in documents", () => {
  for (const image of subjects) {
    describe(title(image), () => {
      for (const [what, document] of documentsOf(image)) {
        it(`${what} is a document that Image Builder accepts`, () => {
          expect(checkDocument(document, "component", { platform: image.platform })).to.deep.equal([]);
          expect(document.length).to.be.below(16_000);
          expect(phaseOf(document).name).to.equal(what === "test" ? "test" : "build");
        });

        it(`${what} has a time limit for each step but a restart`, () => {
          for (const { name, action, timeoutSeconds } of phaseOf(document).steps) {
            if (action === "Reboot") expect(timeoutSeconds, name).to.equal(undefined);
            else expect(timeoutSeconds, name).to.be.a("number");
          }
        });

        it(`${what} has scripts that pass the checks`, () => {
          for (const { name, action, inputs } of phaseOf(document).steps) {
            const script = inputs?.commands?.join("\n") ?? "";
            if (action === "ExecuteBash") {
              const { status, stderr } = spawnSync("/bin/bash", ["-n"], { input: script, encoding: "utf8" });
              expect(status, `${name}: ${stderr}`).to.equal(0);
            }
            // There is no PowerShell to run these with, so that only what opens and doesn't close is found.
            if (action === "ExecutePowerShell") {
              const plain = script.replace(/'[^'\n]*'/g, "''").replace(/"(?:\$\([^"\n]*?\)|[^"\n])*"/g, '""');
              for (const [open, close] of ["{}", "()", "[]"].map((pair) => [...pair])) {
                expect(plain.split(open ?? "").length, `${name}: ${plain}`).to.equal(
                  plain.split(close ?? "").length,
                );
              }
            }
          }
        });

        it(`${what} succeeds in the emulator`, () => {
          for (const step of phaseOf(document).steps)
            expect(judge({ action: step.action, inputs: step.inputs }).exitCode, step.name).to.equal(0);
        });

        it(`${what} prints as a person would write it`, () => {
          expect(document).to.not.match(/^ *(?:- |\w+: |- \w+: )[>"']/m, "folded or quoted");
          expect(document).to.not.match(/ $/m, "spaces at the end of a line");
          expect(Math.max(...document.split("\n").map((line) => line.length))).to.be.at.most(140);
        });
      }

      it("omit a check by its name", () => {
        const names = checkNames(image);
        expect(phaseOf(allChecks(image)).steps.map(({ name }) => name)).to.deep.equal(names);
        expect(new Set(names).size).to.equal(names.length);
        for (const name of names) {
          expect(name).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          const skip = () => testDocument(image, { skip: [name], encrypted: false });
          if (names.length === 1) {
            expect(skip).to.throw("every check is left out");
          } else {
            const left = phaseOf(skip()).steps.map((step) => step.name);
            expect(left).to.deep.equal(names.filter((other) => other !== name));
          }
        }
      });
    });
  }

  it("have these checks on each system", () => {
    const names = subjects.map((image) => [title(image), checkNames(image).join(" ")]);
    expect(Object.fromEntries(names)).to.deep.equal({
      Linux:
        "system-is-up ssm-agent-runs no-pending-security-updates no-authorized-keys no-passwords ssh-root-login-off clock-is-synchronized imds-v2-only no-world-writable-system-files machine-id-is-own host-keys-are-own",
      "Linux, container":
        "no-secrets-in-files no-passwords no-foreign-setuid-files packages-are-current not-root",
      Windows:
        "system-is-up services-run firewall-is-on defender-is-on no-pending-updates ssm-agent-runs clock-is-synchronized imds-v2-only no-default-passwords rdp-needs-nla",
      "Windows, container": "no-secrets-in-files",
      macOS: "system-is-up ssm-agent-runs no-authorized-keys clock-is-synchronized imds-v2-only",
      "macOS, container": "system-is-up ssm-agent-runs no-authorized-keys clock-is-synchronized imds-v2-only",
    });
  });

  it("read like this", () => {
    const all = checkNames(linux);
    const skip = all.filter((name) => name !== "ssm-agent-runs");
    expect(testDocument(linux, { skip, encrypted: true })).to.equal(`\
description: Checks that a new instance is usable and closed.
schemaVersion: 1
phases:
  - name: test
    steps:
      - name: ssm-agent-runs
        action: ExecuteBash
        timeoutSeconds: 120
        inputs:
          commands:
            - |
              set -eu
              fail() { echo "$1"; exit 1; }
              for unit in amazon-ssm-agent snap.amazon-ssm-agent.amazon-ssm-agent; do
                if systemctl is-active --quiet "$unit"; then exit 0; fi
              done
              fail 'the SSM agent does not run; install amazon-ssm-agent and enable its service'
`);
  });

  it("patch a system and restart it, and patch a container without", () => {
    const actions = (image: TargetImage) => phaseOf(patchDocument(image)).steps.map(({ action }) => action);
    expect(actions(linux)).to.deep.equal(["UpdateOS", "ExecuteBash", "ExecuteBash", "Reboot"]);
    expect(actions({ platform: "Windows", container: false })).to.deep.equal([
      "UpdateOS",
      "Reboot",
      "UpdateOS",
      "Reboot",
    ]);
    for (const image of subjects.filter(({ platform, container }) => container || platform === "macOS")) {
      expect(actions(image), title(image)).to.not.include("Reboot").and.not.include("UpdateOS");
    }
  });

  it("don't run Sysprep, which Image Builder does", () => {
    const document = cleanUpDocument({ platform: "Windows", container: false });
    expect(document).to.not.match(/EC2Launch\.exe"? sysprep|& .*SysprepInstance|sysprep\.exe/i);
  });

  describe("on a system", function () {
    // Each case starts a few dozen small programs.
    let system: FakeSystem;
    beforeEach(() => (system = new FakeSystem()));
    afterEach(() => system.remove());

    for (const [image, cases] of [
      [linux, casesOfLinux],
      [container, casesOfContainers],
    ] as const) {
      describe(title(image), () => {
        it("try every check", () => {
          expect(Object.keys(cases)).to.have.members(checkNames(image));
        });

        for (const [name, list] of Object.entries(cases)) {
          for (const [what, prepare, says] of list) {
            it(`${name}: ${what}`, () => {
              prepare(system);
              const { code, output } = system.run(scriptOf(allChecks(image), name));
              if (says === true) {
                expect(code, output).to.equal(0);
              } else {
                expect(output).to.include(says);
                expect(output.trim().split("\n"), output).to.have.length(1);
                expect(code).to.equal(1);
              }
            });
          }
        }
      });
    }

    it("upgrade the packages of a container with its package manager", () => {
      const script = scriptOf(patchDocument(container), "UpgradePackages");
      expect(system.run(script).output).to.include("there is no package manager");
      system.program("apt-get", 'echo "apt-get $*"');
      expect(system.run(script)).to.deep.equal({
        code: 0,
        output: "apt-get update\napt-get dist-upgrade --assume-yes\n",
      });
      system.program("microdnf", 'echo "microdnf $*"');
      expect(system.run(script).output).to.equal("microdnf upgrade --assumeyes --releasever=latest\n");
    });

    it("upgrade only Amazon Linux 2023 to its latest release", () => {
      const script = scriptOf(patchDocument(linux), "UpgradeAmazonLinuxRelease");
      system.program("dnf", 'echo "dnf $*"');
      expect(system.run(script).output).to.equal("dnf upgrade --assumeyes --releasever=latest\n");
      system.file("etc/os-release", "ID=rhel\nVERSION_ID=9.4\n");
      expect(system.run(script)).to.deep.equal({ code: 0, output: "" });
    });

    it("remove what the build left, except what Image Builder still needs", () => {
      const gone = [
        "root/.aws/credentials",
        "home/ec2-user/.netrc",
        "home/ec2-user/.ssh/id_ed25519",
        "root/.bash_history",
        "home/ec2-user/.python_history",
        "etc/ssh/ssh_host_rsa_key",
        "etc/ssh/ssh_host_rsa_key.pub",
        "root/.ssh/authorized_keys",
        "var/lib/systemd/random-seed",
        "var/lib/apt/lists/list",
        "var/log/syslog.1",
        "tmp/installer.sh",
        "tmp/unpacked/file",
      ];
      const kept = [
        "home/ec2-user/.bashrc",
        "home/ec2-user/.ssh/config",
        "etc/ssh/sshd_config",
        "var/log/amazon/ssm/amazon-ssm-agent.log",
        "var/lib/amazon/ssm/Vault/Store/RegistrationKey",
        "tmp/perform_cleanup",
        "tmp/skip_cleanup_ssh_files",
        "tmp/imagebuilder_service/ssm_installed",
        "tmp/TOE_2026-01-01_12-00-00_UTC-0_id/console.log",
        "tmp/work/run.sh",
      ];
      const emptied = ["etc/machine-id", "var/log/messages", "var/log/nginx/access.log"];
      for (const path of [...gone, ...kept, ...emptied]) system.file(path);
      system.file("var/lib/dbus/machine-id");
      system.file("proc/42/cmdline", `bash\0${system.root}/tmp/work/run.sh\0`);
      system.program("cloud-init", 'echo "cloud-init $*"');
      system.program("apt-get", 'echo "apt-get $*"');

      const document = cleanUpDocument(linux);
      const outputs = phaseOf(document).steps.map(({ name }) => {
        const { code, output } = system.run(scriptOf(document, name));
        expect(code, `${name}: ${output}`).to.equal(0);
        return output;
      });
      expect(outputs.join("")).to.equal("cloud-init clean --logs\napt-get clean\n");
      const isThere = (path: string) => existsSync(join(system.root, path));
      expect(gone.filter(isThere), "must be gone").to.deep.equal([]);
      expect(
        [...kept, ...emptied].filter((path) => !isThere(path)),
        "must be there",
      ).to.deep.equal([]);
      for (const path of emptied) expect(readFileSync(join(system.root, path), "utf8"), path).to.equal("");
      for (const path of kept.slice(0, -1))
        expect(readFileSync(join(system.root, path), "utf8"), path).to.equal("x\n");

      // A second time, when there is nothing left, it does no harm.
      for (const { name } of phaseOf(document).steps)
        expect(system.run(scriptOf(document, name)).code).to.equal(0);
    });

    it("clean up a minimal container", () => {
      const document = cleanUpDocument(container);
      const names = phaseOf(document).steps.map(({ name }) => name);
      expect(names).to.not.include("ResetCloudInit");
      for (const name of names) {
        const { code, output } = system.run(scriptOf(document, name));
        expect(code, `${name}: ${output}`).to.equal(0);
      }
    });
  });
});
