// When a step is current: its outputs are there, and its stamp says that they were made from what is there now.
//
// What it was made from is the content of its inputs, the values it names (versions, say), and the very runs of the
// steps that it needs: so when a prerequisite is done anew, all that builds on it is too.

import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheDir, repoRoot } from "../paths.mjs";
import { SetupError } from "./errors.mjs";

const stampsDir = join(cacheDir, "stamps");
const madeFromInputs = new Set(["bin", "node_modules", "__pycache__"]);

export function isCurrent(step) {
  if (isLeftOut(step)) return true;
  return readStamp(step.name)?.split(" ")[0] === digest(step) && step.outputs.every(isThere);
}

export async function makeCurrent(step) {
  // The digest is taken first: an input that changes meanwhile makes the step stale, not wrong.
  const before = digest(step);
  // And the old stamp goes first: what is half done is not done.
  rmSync(stampFile(step.name), { force: true });
  if (!step.adopt?.()) {
    const start = Date.now();
    console.log(`set-up: ${step.name}: ${step.says}`);
    const found = await step.run();
    const missing = step.outputs.filter((output) => !isThere(output));
    if (missing.length > 0)
      throw new SetupError(`${step.name} was done, and there is no ${missing.join(", ")}`);
    console.log(`set-up: ${step.name}: ${found ?? "done"} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  }
  writeStamp(step.name, `${before} ${randomUUID()}`);
}

const toldOf = new Set();

/** A step whose source isn't in the repository has nothing to do. It says so: nothing is passed over in silence. */
function isLeftOut(step) {
  if (step.source === undefined || isThere(step.source)) return false;
  if (!toldOf.has(step.name)) console.log(`set-up: ${step.name}: left out, there is no ${step.source}`);
  toldOf.add(step.name);
  return true;
}

function digest(step) {
  const hash = createHash("sha256");
  for (const value of step.values?.() ?? []) hash.update(`value ${value}\n`);
  for (const need of step.needs) hash.update(`need ${need} ${readStamp(need) ?? ""}\n`);
  for (const input of step.inputs) addInput(hash, input);
  return hash.digest("hex");
}

function addInput(hash, path) {
  const full = join(repoRoot, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat) hash.update(`absent ${path}\n`);
  else if (stat.isDirectory()) {
    for (const name of readdirSync(full).sort()) {
      if (!madeFromInputs.has(name) && !name.endsWith(".egg-info")) addInput(hash, join(path, name));
    }
  } else {
    hash.update(`file ${path} ${stat.size}\n`).update(readFileSync(full));
  }
}

function isThere(path) {
  return existsSync(join(repoRoot, path));
}

function stampFile(name) {
  return join(stampsDir, name);
}

function readStamp(name) {
  try {
    return readFileSync(stampFile(name), "utf8");
  } catch {
    return undefined;
  }
}

function writeStamp(name, text) {
  mkdirSync(stampsDir, { recursive: true });
  const unfinished = `${stampFile(name)}.new`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, stampFile(name));
}
