// A tenth of what `npm run fuzz` does, or FUZZ_RUNS. The same inputs each time, so that a test fails only by what has
// changed; `npm run fuzz` looks for others. Each file has some of the properties, so that they run beside each other.

import type { Property } from "./properties";

const runs = Number(process.env.FUZZ_RUNS ?? 1000);
const seed = Number(process.env.FUZZ_SEED ?? 67450459);

export function fuzz(properties: readonly Property[]): void {
  describe(`${runs} random inputs of each resource (FUZZ_SEED=${seed})`, () => {
    for (const { name, dear, run } of properties) {
      it(name, () => run(dear ? Math.ceil(runs / 10) : runs, seed));
    }
  });
}
