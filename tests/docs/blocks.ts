// The code blocks of README and docs.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repoRoot } from "../../tools/paths.mjs";

export interface Block {
  /** Such as `docs/guides/windows.md:3`. */
  where: string;
  language: string;
  text: string;
}

export interface Page {
  path: string;
  text: string;
}

export function pages(): Page[] {
  const found = readdirSync(join(repoRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(repoRoot, "docs", name));
  return [join(repoRoot, "README.md"), join(repoRoot, "policy/README.md"), ...found].map((path) => ({
    path,
    text: readFileSync(path, "utf8"),
  }));
}

export function blocks(language: string): Block[] {
  return allBlocks().filter((block) => block.language === language);
}

export function allBlocks(): Block[] {
  return pages().flatMap(({ path, text }) =>
    [...text.matchAll(/^```(\S*)\n(.*?)^```$/gms)].map((match) => ({
      where: `${relative(repoRoot, path)}:${text.slice(0, match.index).split("\n").length}`,
      language: match[1] ?? "",
      text: match[2] ?? "",
    })),
  );
}

/** The links of a page that lead nowhere within the repository: there is no such file, or no such heading in it. */
export function brokenLinks({ path, text }: Page): string[] {
  const prose = text.replace(/^```.*?^```$/gms, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? "")
    .filter((link) => !/^(https?:|mailto:)/.test(link))
    .filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      return !existsSync(target) || (anchor !== undefined && !anchors(target).has(anchor));
    });
}

/** As GitHub and the Registry make them of headings. */
function anchors(page: string): Set<string> {
  const headings = readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}
