// Whether lines are bash at all, as bash itself says where there is one. It reads them, and runs nothing.

import { spawnSync } from "node:child_process";

export interface SyntaxError {
  /** Which of the lines that were given; the last where it is noticed only at the end. */
  readonly index: number;
  /** In bash's words, which repeat a part of the lines. */
  readonly says: string;
}

/** What is wrong first. Undefined also where there is no bash, or one that is older than those of images. */
export function bashSyntaxError(lines: readonly string[]): SyntaxError | undefined {
  if (!hasBash()) return undefined;
  // A reference is replaced by its value before bash sees it; braces would be words of bash's own in some places.
  const texts = lines.map((line) => line.replaceAll(/\{\{.*?\}\}/g, "1"));
  const { status, stderr } = bash(["-n"], `${texts.join("\n")}\n`);
  const [, at, says = ""] = /^.*?: line (\d+): (.*)$/m.exec(stderr) ?? [];
  if (status === 0 || at === undefined) return undefined;
  return { index: indexOf(texts, Number(at)), says };
}

/** Which of the texts a line of all is in. */
function indexOf(texts: readonly string[], line: number): number {
  let before = 0;
  for (const [index, text] of texts.entries()) {
    before += text.split("\n").length;
    if (line <= before) return index;
  }
  return texts.length - 1;
}

const bash = (args: readonly string[], input: string) =>
  spawnSync("bash", args, {
    input,
    encoding: "utf8",
    timeout: 10_000,
    // Nothing of the user's: BASH_ENV is a script that bash would run first.
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
  });

let found: boolean | undefined;

/** On Windows, bash starts a system of its own. macOS has 3.2, which doesn't read all that images do. */
function hasBash(): boolean {
  found ??= process.platform !== "win32" && bash(["-c", '[ "${BASH_VERSINFO[0]}" -ge 4 ]'], "").status === 0;
  return found;
}
