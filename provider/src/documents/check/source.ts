// A document as it came: text, in which everything has a line, or an object, in which everything has a path.

import type * as Yaml from "yaml";
import type { Path } from "./value";

export interface Source {
  readonly isText: boolean;
  readonly value: unknown;
  /** The line of a member's name, or of an item. Where the path leads nowhere, the line of what is nearest. */
  readonly line: (path: Path) => number | undefined;
  /** The line on which a string's value says something. */
  readonly lineOf: (path: Path, words: string) => number | undefined;
}

/** Why text is no YAML. */
export interface Unreadable {
  readonly line: number;
  readonly rule: string;
  readonly detail?: string;
}

export const objectSource = (value: object): Source => ({
  isText: false,
  value,
  line: () => undefined,
  lineOf: () => undefined,
});

export function textSource(content: string): Source | Unreadable[] {
  const yaml: typeof Yaml = require("yaml");
  const lineCounter = new yaml.LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  let document: Yaml.Document.Parsed;
  try {
    document = yaml.parseDocument(content, { lineCounter, prettyErrors: false, merge: true });
  } catch {
    // Thousands of brackets overflow the parser's stack.
    return [{ line: 1, rule: tooDeep }];
  }
  if (document.errors.length > 0) {
    return firstOfEachLine(document.errors.map((error) => describe(error, content, lineAt(error.pos[0]))));
  }
  const unquoted = findUnquoted(yaml, document, content);
  if (unquoted.length > 0) {
    const rule = "a reference in {{ }} must be in quotes, or YAML takes it for an object";
    return unquoted.map((offset) => ({ line: lineAt(offset), rule }));
  }
  const unknownAliases = findUnknownAliases(yaml, document);
  if (unknownAliases.length > 0) {
    return unknownAliases.map(([name, offset]) => {
      const rule = "a value that begins with * must be in quotes, or refer to an anchor above";
      return { line: lineAt(offset), rule, detail: `there is no anchor '${name}' above: ${rule}` };
    });
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    return [{ line: 1, rule: "the document has too many aliases" }];
  }

  const find = (path: Path): { line: number; range: Yaml.Range | null | undefined } => {
    let node: unknown = document.contents;
    let offset = document.contents?.range[0] ?? 0;
    for (const segment of path) {
      if (yaml.isAlias(node)) node = node.resolve(document);
      let next: unknown;
      if (yaml.isMap(node)) {
        const pair = node.items.find(({ key }) => yaml.isScalar(key) && String(key.value) === segment);
        if (pair === undefined || !yaml.isScalar(pair.key)) break;
        offset = pair.key.range?.[0] ?? offset;
        next = pair.value;
      } else if (yaml.isSeq(node)) {
        next = typeof segment === "number" ? node.items[segment] : undefined;
        if (yaml.isNode(next)) offset = next.range?.[0] ?? offset;
      } else break;
      node = next;
    }
    return { line: lineAt(offset), range: yaml.isNode(node) ? node.range : undefined };
  };
  return {
    isText: true,
    value,
    line: (path) => find(path).line,
    lineOf: (path, words) => {
      const { line, range } = find(path);
      const offset = range ? content.indexOf(words, range[0]) : -1;
      return range && offset >= 0 && offset < range[1] ? lineAt(offset) : line;
    },
  };
}

const tooDeep = "the document is nested too deeply";

/** One mistake makes others behind it, which would only hide it. */
function firstOfEachLine(all: readonly Unreadable[]): Unreadable[] {
  const lines = new Map<number, Unreadable>();
  for (const one of all) if (!lines.has(one.line)) lines.set(one.line, one);
  return [...lines.values()].slice(0, 5);
}

function describe(error: Yaml.YAMLParseError, content: string, line: number): Unreadable {
  const lineText = content.split("\n")[line - 1] ?? "";
  switch (error.code) {
    case "DUPLICATE_KEY": {
      const key = /^[\w.$-]+/.exec(content.slice(error.pos[0]))?.[0];
      const end = "is the same as an earlier one: leave one out";
      const rule = `a key ${end}`;
      return key === undefined ? { line, rule } : { line, rule, detail: `the key '${key}' ${end}` };
    }
    case "TAB_AS_INDENT":
      return { line, rule: "a tab can't indent in YAML: use spaces" };
    case "MULTIPLE_DOCS":
      return { line, rule: "there must be one document only" };
    default: {
      if (error.message.startsWith("Maximum call stack")) return { line, rule: tooDeep };
      const rule = "this is not YAML";
      // The commonest cause has a message of its own.
      if (/[:-]\s+\{\{/.test(lineText))
        return { line, rule: `${rule}: a value that begins with {{ must be in quotes` };
      return { line, rule, detail: `${rule}: ${error.message}` };
    }
  }
}

/** Where `{{ name }}` stands without quotes, so that it is an object whose key is an object. */
function findUnquoted(yaml: typeof Yaml, document: Yaml.Document.Parsed, content: string): number[] {
  const found: number[] = [];
  yaml.visit(document, {
    Map(_, node) {
      const key = node.items[0]?.key;
      if (!node.flow || !yaml.isMap(key) || !node.range) return undefined;
      if (!content.startsWith("{{", node.range[0])) return undefined;
      found.push(node.range[0]);
      return yaml.visit.SKIP;
    },
  });
  return found;
}

/** As in `fileNamePattern: *log`, which one of the guide's examples has. */
function findUnknownAliases(yaml: typeof Yaml, document: Yaml.Document.Parsed): [string, number][] {
  const found: [string, number][] = [];
  yaml.visit(document, {
    Alias(_, node) {
      if (node.resolve(document) === undefined) found.push([node.source, node.range?.[0] ?? 0]);
    },
  });
  return found;
}
