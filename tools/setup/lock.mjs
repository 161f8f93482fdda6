// One set-up at a time in a repository.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheDir, repoRoot } from "../paths.mjs";

const lock = join(cacheDir, "setup.lock");

/** Tells this checkout's lock from one that was copied with another checkout, whose set-up may still run there. */
const checkout = createHash("sha256").update(repoRoot).digest("hex").slice(0, 12);
const holderName = (pid) => `${pid}-${checkout}`;

/**
 * The lock is a folder with a file for each process that holds it, named by its ID and the checkout: the set-up, and the
 * command that it runs, which may outlive it. The folder comes into being with the first file in it, by a rename, which
 * fails where a folder with a file exists. A dead holder's file is deleted by its name, so of two that take over at once
 * neither can delete the other's.
 */
export async function withLock(work) {
  mkdirSync(cacheDir, { recursive: true });
  let told = false;
  while (!take()) {
    const holder = holderOfLock();
    if (holder !== undefined && !isAlive(holder)) {
      unlinkIfThere(join(lock, holder));
    } else {
      if (holder !== undefined && !told) {
        console.log(
          `set-up: waiting for the one of process ${holder.split("-")[0]} (if that is no set-up, delete ${lock})`,
        );
        told = true;
      }
      await sleep(200);
    }
  }
  process.once("exit", release);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Notes that a command works for the set-up that has the lock. Gives back how to end that. */
export function holdAlso(pid) {
  const file = join(lock, holderName(pid));
  writeFileSync(file, "");
  return () => unlinkIfThere(file);
}

function take() {
  const mine = `${lock}.${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, holderName(process.pid)), "");
  try {
    // What a dead holder left is an empty folder by now, and some systems don't rename onto one.
    removeIfEmpty(lock);
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true });
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) return false;
    throw error;
  }
}

function holderOfLock() {
  try {
    return readdirSync(lock)[0];
  } catch {
    return undefined;
  }
}

function isAlive(holder) {
  const [pid, at] = holder.split("-");
  if (at !== checkout) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function release() {
  unlinkIfThere(join(lock, holderName(process.pid)));
  removeIfEmpty(lock);
}

function unlinkIfThere(file) {
  try {
    unlinkSync(file);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function removeIfEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
  }
}
