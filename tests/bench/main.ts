// `npm run bench`: ratios measured side by side in one run, as medians. Figures of this machine, now; no pass or fail.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repoRoot } from "../../tools/paths.mjs";
import { writePluginFolder } from "../../tools/plugin-folder.mjs";
import { unpackArchive } from "../engine/archive";
import { CliStack } from "../engine/cli-stack";
import { startSandbox } from "../../sandbox/sandbox";
import { byHand, goldenImages } from "./programs";

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const sizes = (process.env.BENCH_SIZES ?? "1,10,100").split(",").map(Number);

async function main(): Promise<void> {
  await benchStart();
  await benchImages();
}

async function benchStart(): Promise<void> {
  const bundled = join(repoRoot, "provider/bin/pulumi-resource-goldenimage");
  const unbundled = ["--import", "tsx", join(repoRoot, "provider/src/main.ts")];
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-archive-"));
  const archived = await unpackArchive(folder);
  const times: Record<"node" | "bundled" | "archived" | "unbundled", number[]> = {
    node: [],
    bundled: [],
    archived: [],
    unbundled: [],
  };
  for (let round = 0; round < rounds; round++) {
    times.node.push(await timed(() => ended(["-e", "0"])));
    times.bundled.push(await timed(() => firstLine([], bundled)));
    times.archived.push(await timed(() => firstLine([], archived)));
    times.unbundled.push(await timed(() => firstLine(unbundled)));
  }
  rmSync(folder, { recursive: true });
  const node = median(times.node);
  console.log("start to the port's announcement, as a multiple of `node -e 0`");
  console.log(`  bundled plugin     ${(median(times.bundled) / node).toFixed(1)}`);
  console.log(`  one executable     ${(median(times.archived) / node).toFixed(1)}`);
  console.log(`  unbundled sources  ${(median(times.unbundled) / node).toFixed(1)}`);
}

interface Way {
  program: (size: number) => string;
  /** The folder of the plugin, where it isn't that of the build. */
  plugin?: string;
  updates?: boolean;
}

/** Golden images by the plugin, by it without its checks, and the resources of `@pulumi/aws` that a person would write. */
async function benchImages(): Promise<void> {
  const unchecked = await uncheckedPlugin();
  const ways: Record<string, Way> = {
    plugin: { program: goldenImages, updates: true },
    unchecked: { program: goldenImages, plugin: unchecked },
    "by hand": { program: byHand, updates: true },
  };
  for (const size of sizes) {
    const seconds: Record<string, Record<"previews" | "update", number[]>> = {};
    let peak = 0;
    const repeats = size >= 100 ? 1 : rounds;
    for (let round = 0; round < repeats; round++) {
      for (const [how, way] of Object.entries(ways)) {
        const watch =
          how === "plugin" ? setInterval(() => (peak = Math.max(peak, pluginMemory())), 100) : undefined;
        const taken = await deployed(way, size);
        clearInterval(watch);
        const of = (seconds[how] ??= { previews: [], update: [] });
        of.previews.push(median(taken.previews));
        if (taken.update !== undefined) of.update.push(taken.update);
      }
    }
    const ratio = (what: "previews" | "update", other: string): string =>
      (median(seconds.plugin?.[what] ?? []) / median(seconds[other]?.[what] ?? [])).toFixed(2);
    const took = (what: "previews" | "update"): string => median(seconds.plugin?.[what] ?? []).toFixed(1);
    console.log(
      `${size} image(s), ${repeats} round(s): plugin/by hand preview ${ratio("previews", "by hand")}, ` +
        `update ${ratio("update", "by hand")}; checked/unchecked preview ${ratio("previews", "unchecked")}; ` +
        `plugin's preview ${took("previews")} s, update ${took("update")} s; largest plugin process ${peak} MB`,
    );
  }
  rmSync(unchecked, { recursive: true });
}

/** How long a few previews of new images take, and their update, in seconds. */
async function deployed(
  { program, plugin, updates }: Way,
  size: number,
): Promise<{ previews: number[]; update?: number }> {
  const sandbox = await startSandbox({}, plugin);
  const stack = await CliStack.open(sandbox, program(size));
  const run = async (...command: string[]): Promise<number> => {
    const began = performance.now();
    const { code, output } = await stack.pulumi(...command).ended;
    if (code !== 0) throw new Error(output);
    return (performance.now() - began) / 1000;
  };
  try {
    const previews: number[] = [];
    for (let index = 0; index < 3; index++) previews.push(await run("preview"));
    return updates ? { previews, update: await run("up", "--yes", "--skip-preview") } : { previews };
  } finally {
    stack.close();
    await sandbox.close();
  }
}

/** The plugin as it is shipped, but for its checks. */
async function uncheckedPlugin(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "goldenimage-unchecked-"));
  const instead = { "engine/checks.ts": "checks.ts", "internal/content-version/look-ups.ts": "look-ups.ts" };
  await writePluginFolder(folder, {
    instead: Object.fromEntries(
      Object.entries(instead).map(([module, other]) => [
        join(repoRoot, "provider/src", module),
        join(repoRoot, "tests/bench/unchecked", other),
      ]),
    ),
  });
  return folder;
}

/** The peak of the largest of our plugin's processes, in MB. */
function pluginMemory(): number {
  const peaks = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("pulumi-resource-goldenimage.js"))
          return 0;
        return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
      } catch {
        return 0; // It has just ended.
      }
    });
  return Math.round(Math.max(0, ...peaks) / 1024);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
}

function ended(args: string[]): Promise<unknown> {
  return new Promise((resolve) => spawn(process.execPath, args).once("close", resolve));
}

async function firstLine(args: string[], program = process.execPath): Promise<void> {
  const child = spawn(program, args, { cwd: repoRoot });
  await new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  child.kill();
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
