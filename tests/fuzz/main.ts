// npm run fuzz: random inputs of every resource. FUZZ_RUNS says how many of each (10,000 unless told), FUZZ_SEED repeats
// a run, FUZZ_ONLY takes the properties whose names contain it.

import { randomInt } from "node:crypto";
import { accepted, forgotten, ordered, refused } from "./properties";

const runs = Number(process.env.FUZZ_RUNS ?? 10_000);
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const only = process.env.FUZZ_ONLY ?? "";

async function main(): Promise<void> {
  console.log(`${runs} inputs each; FUZZ_SEED=${seed} repeats this run`);
  for (const { name, run } of [...accepted, ...refused, ...forgotten, ordered].filter((each) =>
    each.name.includes(only),
  )) {
    const began = Date.now();
    try {
      await run(runs, seed);
      console.log(`  ✔ ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`  ✖ ${name}\n${String(error)}\n${String((error as Error).cause ?? "")}`);
    }
  }
}

void main();
