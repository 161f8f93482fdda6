// What runs side by side. The engine's tests mostly wait for other processes, so that one lane leaves a machine idle.

import { dirname, join } from "node:path";

const lanes = 2;

/** Files that share a process: those of a folder; of the engine's, which take the longest, each has its own. */
export function groupsOf(files) {
  const engine = join("tests", "engine");
  const groups = new Map();
  for (const file of files) {
    const key = file.startsWith(engine) ? file : dirname(file);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

/** Does the work for each group, as many at a time as there are lanes. */
export async function inLanes(groups, work) {
  const left = [...groups];
  const lane = async () => {
    for (let group = left.shift(); group; group = left.shift()) await work(group);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
