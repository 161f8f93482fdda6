// Prepares what a task needs, and does only what isn't done yet.
//
// Usage: node tools/setup.mjs <target...>, where a target is a step or a set of steps (tools/setup/steps.mjs).
//
// It runs before `npm ci`, so it uses nothing but Node.

import { SetupError } from "./setup/errors.mjs";
import { withLock } from "./setup/lock.mjs";
import { isCurrent, makeCurrent } from "./setup/stamps.mjs";
import { sets, steps } from "./setup/steps.mjs";

/** The steps of the targets with all that they need, prerequisites first. */
function plan(targets) {
  const planned = new Map();
  const add = (name) => {
    const step = steps.find((candidate) => candidate.name === name);
    for (const need of step.needs) add(need);
    planned.set(name, step);
  };
  for (const target of targets) {
    if (sets[target]) sets[target].forEach(add);
    else if (steps.some((step) => step.name === target)) add(target);
    else throw new SetupError(`there is no target "${target}"\n${usage()}`);
  }
  return [...planned.values()];
}

function usage() {
  const lines = Object.entries(sets).map(([name, members]) => `  ${name}: ${members.join(", ")}`);
  return `Usage: node tools/setup.mjs <target...>\nA target is one of these steps: ${steps.map((step) => step.name).join(", ")}\nor of these sets:\n${lines.join("\n")}`;
}

async function main(targets) {
  if (targets.length === 0) throw new SetupError(usage());
  const planned = plan(targets);
  if (planned.every(isCurrent)) return;
  await withLock(async () => {
    // Another set-up may have done it while this one waited for the lock: each step looks again.
    for (const step of planned) {
      if (!isCurrent(step)) await makeCurrent(step);
    }
  });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`set-up: ${error.message}`);
  process.exitCode = 1;
}
