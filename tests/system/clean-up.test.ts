// What the clean-up takes from a real system, and what it leaves.

import { expect } from "chai";
import { cleanUpDocument } from "../../provider/src/documents/built-in/index";
import type { CleanUpPart } from "../../provider/src/documents/built-in/index";
import { file, program } from "./cases";
import { files as credentials, key } from "./credentials";
import { needsDebian, runOnDebian } from "./debian";
import { scriptsOf } from "./documents";

const linux = { platform: "Linux", container: false } as const;
const container = { platform: "Linux", container: true } as const;

interface Outcome {
  /** What the parts put out. */
  readonly output: string;
  /** The content of those of the files that are left. */
  readonly left: ReadonlyMap<string, string>;
}

/** Cleans up a prepared system. Fails the test where a step fails. */
function cleanUp(
  prepare: string,
  paths: readonly string[],
  {
    parts,
    makeHostKeys,
    image = linux,
  }: { parts?: CleanUpPart[]; makeHostKeys?: boolean; image?: typeof linux | typeof container } = {},
): Outcome {
  const scripts = scriptsOf(cleanUpDocument(image, { parts, makeHostKeys }));
  const look = paths.map(
    (path) =>
      `if [ -e '${path}' ]; then printf '%s\\0%s\\0' '${path}' "$(tail -n +1 '${path}' 2> /dev/null)"; fi`,
  );
  const results = runOnDebian([`set -e\n${prepare}`, ...scripts.values(), look.join("\n")]);
  const names = ["preparing", ...scripts.keys(), "looking"];
  results.forEach(({ code, output }, index) => expect(code, `${names[index]}: ${output}`).to.equal(0));
  const seen = results.at(-1)?.output.split("\0").slice(0, -1) ?? [];
  const left = new Map(
    seen.flatMap((path, index) => (index % 2 === 0 ? [[path, seen[index + 1] ?? ""]] : [])) as [
      string,
      string,
    ][],
  );
  const output = results
    .slice(1, -1)
    .map((result) => result.output)
    .join("");
  return { output, left };
}

/** Cleans up, and expects which files are left. */
function expectLeft(
  prepare: string,
  gone: readonly string[],
  kept: readonly string[],
  parts: CleanUpPart[],
): Outcome {
  const outcome = cleanUp(prepare, [...gone, ...kept], { parts });
  expect([...outcome.left.keys()], outcome.output).to.have.members(kept);
  return outcome;
}

const plant = (paths: readonly string[]): string => paths.map((path) => file(path)).join("");

describe("the clean-up, on Debian", () => {
  needsDebian();

  it("takes credentials by what is in them, and leaves settings", () => {
    const ofHomes = credentials.filter(([path]) => !path.startsWith(".env"));
    const plain = ofHomes.filter(([, , settings]) => settings !== undefined);
    const gone = [
      "/root/.ssh/id_ed25519",
      "/root/.ssh/cloud.pem",
      ...ofHomes.map(([path]) => `/root/${path}`),
    ];
    const kept = [
      "/root/.ssh/id_ed25519.pub",
      "/root/.ssh/config",
      ...plain.map(([path]) => `/home/me/${path}`),
    ];
    expectLeft(
      file("/root/.ssh/id_ed25519", key) +
        file("/root/.ssh/cloud.pem", key) +
        file("/root/.ssh/id_ed25519.pub", "ssh-ed25519 AAAA me") +
        file("/root/.ssh/config") +
        ofHomes.map(([path, secret]) => file(`/root/${path}`, secret)).join("") +
        plain.map(([path, , settings]) => file(`/home/me/${path}`, settings)).join(""),
      gone,
      kept,
      ["credentials"],
    );
  });

  it("takes credentials from homes that no line of /etc/passwd ends with, or that a directory knows", () => {
    const secret = file("/srv/app/.vault-token") + file("/home/of directory/.vault-token");
    expectLeft(
      `${secret}printf 'app:x:1000:1000::/srv/app' >> /etc/passwd`,
      ["/srv/app/.vault-token", "/home/of directory/.vault-token"],
      [],
      ["credentials"],
    );
  });

  it("fails the build for credentials that it can't take away", () => {
    const script = scriptsOf(cleanUpDocument(linux)).get("RemoveCredentials") ?? "";
    const [, removed] = runOnDebian([
      `${file("/root/.vault-token")}mount --bind /root/.vault-token /root/.vault-token`,
      script,
    ]);
    expect(removed?.output).to.include("/root/.vault-token");
    expect(removed?.code).to.not.equal(0);
  });

  it("takes histories", () => {
    const gone = ["/root/.bash_history", "/home/me/.python_history", "/root/.ssh/known_hosts"];
    expectLeft(plant([...gone, "/root/.bashrc"]), gone, ["/root/.bashrc"], ["histories"]);
  });

  describe("host keys of SSH", () => {
    const keys = ["/etc/ssh/ssh_host_ed25519_key", "/etc/ssh/ssh_host_ed25519_key.pub"];
    const unit = "/etc/systemd/system/multi-user.target.wants/make-ssh-host-keys.service";

    it("stay where nothing makes new ones", () => {
      const { left, output } = cleanUp("", keys, { parts: ["sshKeys"] });
      expect(left).to.have.all.keys(keys);
      expect(output).to.include(
        "left the host keys of SSH: nothing here makes new ones; set harden.makeHostKeys",
      );
    });

    it("stay where cloud-init is switched off", () => {
      const off = program("cloud-init", "exit 0") + file("/etc/cloud/cloud-init.disabled", "");
      expect(cleanUp(off, keys, { parts: ["sshKeys"] }).left).to.have.all.keys(keys);
    });

    for (const [what, prepare] of [
      ["cloud-init", program("cloud-init", "exit 0")],
      [
        "a unit of the distribution",
        file("/lib/systemd/system/sshd-keygen@.service", "ExecStart=/usr/libexec/openssh/sshd-keygen %i\n"),
      ],
    ] as const) {
      it(`go where ${what} makes new ones`, () => {
        expect(cleanUp(prepare, keys, { parts: ["sshKeys"] }).left).to.have.property("size", 0);
      });
    }

    it("go where a unit of ours makes them, which is asked for", () => {
      const { left } = cleanUp("", [...keys, unit], { parts: ["sshKeys"], makeHostKeys: true });
      expect([...left.keys()]).to.deep.equal([unit]);
      expect(left.get(unit)).to.include("ExecStart=/usr/bin/env ssh-keygen -A");
    });

    it("go from a container", () => {
      expect(cleanUp("", keys, { parts: ["sshKeys"], image: container }).left).to.have.property("size", 0);
    });
  });

  it("empties the machine ID, after the logs", () => {
    const scripts = [...scriptsOf(cleanUpDocument(linux)).keys()];
    expect(scripts.indexOf("EmptyMachineId")).to.be.greaterThan(scripts.indexOf("EmptyLogs"));
    const { left } = cleanUp("systemd-id128 new > /etc/machine-id", ["/etc/machine-id"], {
      parts: ["identity"],
    });
    expect(left.get("/etc/machine-id")).to.equal("");
  });

  describe("logs", () => {
    it("are emptied, and what was rotated is taken by its own name", () => {
      const gone = [
        "/var/log/syslog.1",
        "/var/log/app/access.log-20260101",
        "/var/log/app/access.log-20260101-1767225600",
        "/var/log/dpkg.log.12",
        "/var/log/messages.gz",
        "/var/log/.hidden.log.1",
        "/var/log/journal/0123/system.journal",
        "/var/log/journal/0123/user-1000@1-2-3.journal~",
      ];
      const emptied = [
        "/var/log/messages",
        "/var/log/app-2024/access.log",
        "/var/log/app.1/run.log",
        "/var/log/.hidden.log",
      ];
      const kept = ["/var/log/amazon/ssm/agent.log", "/var/log/lastlog2.db", "/var/log/app/state.sqlite3"];
      const { left } = expectLeft(
        plant([...gone, ...emptied, ...kept]),
        gone,
        [...emptied, ...kept],
        ["logs"],
      );
      for (const path of emptied) expect(left.get(path), path).to.equal("");
      for (const path of kept) expect(left.get(path), path).to.equal("x");
    });

    it("of other folders and file systems stay, whatever links to them", () => {
      const kept = ["/srv/data/current", "/var/log/remote/current"];
      const { output } = expectLeft(
        `mkdir -p /srv/data /srv/remote /var/log/remote\nln -s /srv/data /var/log/data\nmount --bind /srv/remote /var/log/remote\n${plant(kept)}`,
        [],
        kept,
        ["logs"],
      );
      expect(output).to.include("left /var/log/remote, where something is mounted");
    });

    it("that can't be emptied are named", () => {
      const { output } = cleanUp(
        `${file("/var/log/app.log")}mount --bind -o ro /var/log/app.log /var/log/app.log || true\nmount -o remount,bind,ro /var/log/app.log`,
        [],
        { parts: ["logs"] },
      );
      expect(output).to.include("left /var/log/app.log");
    });
  });

  describe("temporary files", () => {
    it("go, hidden ones too, except what Image Builder and running programs need", () => {
      const gone = [
        "/tmp/installer.sh",
        "/tmp/unpacked/file",
        "/tmp/.hidden",
        "/tmp/my file",
        "/tmp/work2",
        "/tmp/..odd",
      ];
      const kept = [
        "/tmp/perform_cleanup",
        "/tmp/skip_cleanup_ssh_files",
        "/tmp/imagebuilder_service/ssm_installed",
        "/tmp/TOE_2026-01-01_12-00-00_UTC-0_id/console.log",
        "/tmp/work/run.sh",
        "/tmp/a program/run.sh",
        "/tmp/open",
        "/tmp/cwd/file",
      ];
      const { output } = expectLeft(
        `${plant([...gone, ...kept])}
         printf 'sleep 100\\n' | tee /tmp/work/run.sh > '/tmp/a program/run.sh'
         bash /tmp/work/run.sh &
         bash '/tmp/a program/run.sh' &
         sleep 100 < /tmp/open &
         (cd /tmp/cwd; exec sleep 100) &
         until grep -q run.sh /proc/*/cmdline && ls -l /proc/*/cwd 2> /dev/null | grep -q cwd$; do sleep 0.1; done`,
        gone,
        kept,
        ["temporaryFiles"],
      );
      expect(output).to.include("left /tmp/work, which a program uses").and.include("left /tmp/open, which");
    });

    it("on other file systems stay, and the build goes on", () => {
      const kept = [
        "/tmp/build/mnt/precious",
        "/tmp/disk/precious",
        "/tmp/my disk/precious",
        "/srv/precious",
      ];
      const { output } = expectLeft(
        `mkdir -p /srv /tmp/build/mnt /tmp/disk '/tmp/my disk'
         mount --bind /srv /tmp/build/mnt
         mount -t tmpfs t /tmp/disk
         mount -t tmpfs t '/tmp/my disk'
         ${plant(kept)}`,
        [],
        kept,
        ["temporaryFiles"],
      );
      for (const entry of ["build", "disk", "my disk"]) {
        expect(output).to.include(`left /tmp/${entry}, where something is mounted`);
      }
    });

    it("cost no program each", () => {
      const scripts = scriptsOf(cleanUpDocument(linux, { parts: ["temporaryFiles"] }));
      const count = program("rm", 'echo rm >> /programs\nexec /bin/rm "$@"');
      const look = "ls /tmp | grep -c file; wc -l < /programs";
      const results = runOnDebian([`${count}touch /tmp/file{1..1200}`, ...scripts.values(), look]);
      expect(results.at(-1)?.output).to.equal("0\n3\n");
    });

    it("that can't be removed are named, and the build goes on", () => {
      const kept = ["/tmp/stubborn"];
      const rm = program("rm", 'case "$*" in *stubborn*) exit 1 ;; esac');
      const { output } = expectLeft(plant(kept) + rm, [], kept, ["temporaryFiles"]);
      expect(output).to.include("left /tmp/stubborn, which cannot be removed");
    });
  });

  it("of caches goes on where one can't be emptied", () => {
    const { output } = cleanUp(program("dnf", "exit 1"), [], { parts: ["caches"] });
    expect(output).to.include("left the cache of dnf");
  });

  for (const image of [linux, container]) {
    it(`does no harm a second time, and to a minimal system${image.container ? ", in a container" : ""}`, () => {
      const minimal = "rm -rf /usr/bin/dnf /var/log/journal /var/lib/dbus /usr/bin/ssh* /etc/ssh";
      const scripts = [...scriptsOf(cleanUpDocument(image)).values()];
      for (const { code, output } of runOnDebian([minimal, ...scripts, ...scripts]))
        expect(code, output).to.equal(0);
    });
  }

  it("does what is asked for, and nothing else", () => {
    expect([...scriptsOf(cleanUpDocument(linux, { parts: ["logs", "credentials"] })).keys()]).to.deep.equal([
      "RemoveCredentials",
      "EmptyLogs",
    ]);
  });
});
