// A root of Debian that tests run the built-in documents on: a folder, which nothing but copies of is ever written to.
// Where one can't be made, there is none, and the tests say why they are skipped.

import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cacheDir, debianDir, repoRoot } from "../paths.mjs";
import { run } from "./run.mjs";
import { onPath } from "./search-path.mjs";

const release = "bookworm";

/** What the documents look for on a system, and what makes what they look for. */
const packages = [
  "busybox",
  "createrepo-c",
  "curl",
  "dbus",
  "dnf",
  "iproute2",
  "openssh-server",
  "rpm",
  "shellcheck",
  "systemd-container",
  "systemd-sysv",
];

/** Why this machine can't make one, or undefined. */
export function whyNoDebian() {
  if (process.platform !== "linux") return "it needs Linux";
  if (process.getuid?.() !== 0) return "it needs root, for namespaces and mounts";
  if (!readOr("/etc/os-release", "").match(/^ID=debian$/m)) return "it is made by Debian's apt";
  const missing = ["apt-get", "dpkg-deb", "perl", "unshare"].find((name) => !onPath(name));
  if (missing !== undefined) return `it needs ${missing}`;
  return spawnSync("unshare", ["--mount", "--net", "--pid", "--fork", "mount", "-t", "tmpfs", "t", "/mnt"])
    .status === 0
    ? undefined
    : "it needs the right to make namespaces and to mount";
}

export const debianStep = {
  name: "debian",
  says: `making a root of Debian in .cache/debian; the first time takes a minute or two`,
  needs: [],
  inputs: ["tools/setup/debian.mjs"],
  values: () => [whyNoDebian() ?? ""],
  outputs: whyNoDebian() === undefined ? [debianDir.slice(repoRoot.length + 1)] : [],
  async run() {
    const reason = whyNoDebian();
    if (reason !== undefined) return `left out: ${reason}`;
    rmSync(debianDir, { recursive: true, force: true });
    try {
      await makeRoot();
    } catch (error) {
      // Debian's archive may be out of reach: then what needs it is skipped, and all else goes on.
      const said = String(error.message ?? error)
        .trim()
        .split("\n");
      mkdirSync(debianDir, { recursive: true });
      writeFileSync(join(debianDir, leftOutFile), `${said.at(-1)}\n`);
      return `left out: ${said.at(-1)}`;
    }
  },
};

const leftOutFile = "left-out";

/** Why there is no root though this machine can make one, or undefined. */
export function whyLeftOut() {
  const reason = readOr(join(debianDir, leftOutFile), "").trim();
  return reason === "" ? undefined : reason;
}

async function makeRoot() {
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, "debian-"));
  try {
    const root = join(work, "root");
    const mmdebstrap = onPath("mmdebstrap") ? "mmdebstrap" : await unpacked(work, "mmdebstrap");
    const left = ["doc", "locale", "man"].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
    const options = ["--variant=apt", "--mode=root", `--include=${packages.join(",")}`, "--quiet", ...left];
    await run(mmdebstrap, [...options, release, root]);
    renameSync(root, debianDir);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The program of a package that isn't installed here. The machine's own apt is left as it is. */
async function unpacked(work, name) {
  const state = join(work, "apt");
  mkdirSync(join(state, "lists/partial"), { recursive: true });
  const apt = (...args) =>
    run("apt-get", ["-o", `Dir::State::lists=${state}/lists`, "-qq", ...args], { cwd: state });
  await apt("update");
  await apt("download", name);
  const file = readdirSync(state).find((entry) => entry.endsWith(".deb"));
  await run("dpkg-deb", ["--extract", join(state, file), join(work, name)]);
  return join(work, name, "usr/bin", name);
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
