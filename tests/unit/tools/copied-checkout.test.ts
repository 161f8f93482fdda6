// A checkout that was copied to another folder, with all that set-up has made: it uses its own code, and waits for nobody.

import { expect } from "chai";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../../../tools/paths.mjs";
import { steps } from "../../../tools/setup/steps.mjs";

/** Where set-up writes, but for what npm unpacks. */
const madeBySetUp = [
  ".cache",
  "node_modules/.bin",
  "node_modules/@goldenimage",
  "provider/bin",
  "policy/bin",
  "sdk/nodejs/bin",
];

/** Of tools that look a file up by its path, and find nothing under another; and another system, which has its own paths. */
const caches = [".cache/checks", ".cache/debian"];

/** What set-up makes anew when the checkout is at another place. */
const madeAnew = steps
  .filter((step) => step.values?.().includes(repoRoot))
  .flatMap(({ outputs }) => outputs.map((output) => output.split(/[\\/]/).slice(0, 2).join("/")));

/** All files and links below a folder but for what is left out; links are not followed. */
function filesIn(path: string, leftOut: readonly string[]): string[] {
  const stat = lstatSync(join(repoRoot, path), { throwIfNoEntry: false });
  if (stat === undefined || leftOut.includes(path)) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(repoRoot, path)).flatMap((name) => filesIn(`${path}/${name}`, leftOut));
}

/** Whether a link leads to the checkout by its full path, or a file has it. Binaries have it for their stack traces. */
function namesCheckout(path: string): boolean {
  const file = join(repoRoot, path);
  if (lstatSync(file).isSymbolicLink()) return readlinkSync(file).startsWith(repoRoot);
  const content = readFileSync(file);
  return !content.subarray(0, 8192).includes(0) && content.includes(repoRoot);
}

describe("A copied checkout", () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "goldenimage-copy-")));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const copy = (...paths: string[]) => {
    for (const path of paths) {
      cpSync(join(repoRoot, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
    }
  };

  it("imports its own SDK", () => {
    copy("sdk/nodejs/bin", "node_modules/@goldenimage");
    const found = createRequire(join(folder, "program.js")).resolve("@goldenimage/pulumi");
    expect(realpathSync(found)).to.equal(join(folder, "sdk/nodejs/bin/index.js"));
  });

  it("sets up again what contains the path of the original", () => {
    const files = madeBySetUp.flatMap((path) => filesIn(path, [...caches, ...madeAnew]));
    expect(files.filter(namesCheckout)).to.be.empty;
  });

  describe("while the original is set up", () => {
    const running: ChildProcess[] = [];

    afterEach(() => {
      for (const child of running.splice(0)) child.kill();
    });

    /** What a program prints first. */
    const printed = async (program: string, cwd: string): Promise<string> => {
      const child = spawn(process.execPath, [program], { cwd, stdio: ["ignore", "pipe", "inherit"] });
      running.push(child);
      const [text] = (await once(child.stdout, "data")) as [Buffer];
      return text.toString();
    };

    it("waits only for its own set-up", async () => {
      const [original, copied] = ["original", "copied"].map((name) => join(folder, name)) as [string, string];
      for (const path of ["tools/paths.mjs", "tools/setup/lock.mjs", "tools/pulumi/go.mod"]) {
        cpSync(join(repoRoot, path), join(original, path), { recursive: true });
      }
      const program = (work: string) =>
        `import { withLock } from "./tools/setup/lock.mjs"; await withLock(async () => { ${work} });`;
      mkdirSync(join(original, ".cache"));
      writeFileSync(
        join(original, "hold.mjs"),
        program('console.log("held"); await new Promise((resolve) => setTimeout(resolve, 600_000));'),
      );
      writeFileSync(join(original, "take.mjs"), program('console.log("taken");'));
      expect(await printed("hold.mjs", original)).to.equal("held\n");
      cpSync(original, copied, { recursive: true });
      expect(readdirSync(join(copied, ".cache/setup.lock"))).not.to.be.empty;
      expect(await printed("take.mjs", copied)).to.equal("taken\n");
    });
  });
});
