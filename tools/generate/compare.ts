// Tells which generated files differ between two roots.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { madeLater, places } from "./places";

/** The files, each with what is wrong with the one in the repository, in order. */
export function differences(repository: string, fresh: string): string[] {
  const names = new Set([...filesOf(repository), ...filesOf(fresh)]);
  return [...names].sort().flatMap((name) => {
    const committed = contentOf(join(repository, name));
    const generated = contentOf(join(fresh, name));
    if (committed === undefined) return [`${name} is missing`];
    if (generated === undefined) return [`${name} is no longer generated`];
    return committed.equals(generated) ? [] : [`${name} differs`];
  });
}

const filesOf = (root: string): string[] => Object.values(places).flatMap((place) => walk(root, place));

function walk(root: string, name: string): string[] {
  if (madeLater.some((pattern) => pattern.test(name))) return [];
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [name];
  return readdirSync(path).flatMap((child) => walk(root, `${name}/${child}`));
}

const contentOf = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);
