// Runs one command of a step: quiet while it goes well, everything it said when it fails.

import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import { clearInterval, setInterval } from "node:timers";
import { repoRoot } from "../paths.mjs";
import { SetupError } from "./errors.mjs";
import { holdAlso } from "./lock.mjs";

const windows = process.platform === "win32";
const heartbeat = 30_000;

/** Runs a command in the repository's root, and gives back what it printed. What is `nice` lets others go first. */
export async function run(command, args, { cwd = repoRoot, env = {}, nice = false } = {}) {
  const start = Date.now();
  // npm is a script on Windows, and those need a shell.
  const shell = windows && command === "npm";
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    shell,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // There is no ID where the command doesn't exist.
  if (nice && child.pid !== undefined) setPriority(child.pid, 15);
  const letGo = child.pid === undefined ? () => {} : holdAlso(child.pid);
  let said = "";
  child.stdout.on("data", (data) => (said += data));
  child.stderr.on("data", (data) => (said += data));
  // Long silence looks like a hang.
  const timer = setInterval(() => {
    console.log(`set-up: still at it: ${command} ${args[0]} (${Math.round((Date.now() - start) / 1000)} s)`);
  }, heartbeat);
  // A set-up that is stopped takes its command with it, then ends by the signal's number.
  const stop = (_signal, number) => {
    child.kill();
    process.exit(128 + number);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const failure = await new Promise((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (code, signal) =>
        resolve(code === 0 ? undefined : `it ended with ${signal ?? code}`),
      );
    });
    if (failure) throw new SetupError(`${[command, ...args].join(" ")}: ${failure}\n${said}`.trimEnd());
    return said;
  } finally {
    letGo();
    clearInterval(timer);
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
