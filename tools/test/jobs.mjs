// What `npm test` has to do, in pieces that run beside each other, and in which order: whatever takes long begins first,
// so that no processor is idle while the last of them ends.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { cacheDir } from "../paths.mjs";
import { isBroad, laneNameOf } from "./lanes.mjs";

/** The engine's tests wait for other processes much of the time, so that it takes three to keep two processors busy. */
const atATime = 3;

/** Lanes whose files are so quick that they share a process. Each other file has one of its own. */
const shared = new Set(["unit", "emulator", "plugin"]);

/** The files in groups, each of which is for one process. */
export function groupsOf(files) {
  const groups = new Map();
  for (const file of files) {
    const lane = laneNameOf(file);
    const key = shared.has(lane) && !isBroad(file) ? lane : file.split(sep).join("/");
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].map(([name, members]) => ({ name, files: members }));
}

/** Does the work for each job, as many at a time as the machine has use for. Gives back how long each took. */
export async function sideBySide(jobs, work) {
  const before = lastTimes();
  // What has never been timed may take any time.
  const expected = ({ name }) => before[name] ?? Infinity;
  const left = [...jobs].sort((one, other) => compare(expected(other), expected(one)));
  const took = {};
  const worker = async () => {
    for (let job = left.shift(); job; job = left.shift()) {
      const start = Date.now();
      await work(job);
      took[job.name] = Math.round((Date.now() - start) / 100) / 10;
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return took;
}

const compare = (one, other) => (one === other ? 0 : one < other ? -1 : 1);

const timesFile = join(cacheDir, "test-times.json");

/** How long each job took the last time; before the first, how many seconds some took elsewhere. */
function lastTimes() {
  for (const file of [timesFile, join(import.meta.dirname, "times.json")]) {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      // There is none, or it is cut off.
    }
  }
  return {};
}

export function rememberTimes(times) {
  mkdirSync(dirname(timesFile), { recursive: true });
  writeFileSync(timesFile, `${JSON.stringify(times, undefined, 2)}\n`);
}
