// What can be told of a C# program without .NET: whether each class, property and member of an enum that it names is in
// sdk/dotnet, and each value of the type that the property has. Whether it compiles is left to a machine that has .NET.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../tools/paths.mjs";

/** By class, the declared type of each property. */
const sdk = readSdk(join(repoRoot, "sdk/dotnet"));

function readSdk(folder: string): Map<string, Map<string, string>> {
  const classes = new Map<string, Map<string, string>>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".cs"))) {
    let properties = new Map<string, string>();
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      const type = /^\s*public .*\b(?:class|struct) (\w+)/.exec(line)?.[1];
      if (type !== undefined) classes.set(type, (properties = new Map<string, string>()));
      const property = /^\s*public (?:static )?([\w.<>, ]+\??) (\w+)(?: \{ get;.*)?$/.exec(line);
      if (property !== null) properties.set(property[2] ?? "", property[1] ?? "");
    }
  }
  return classes;
}

// Strings, numbers, names with dots (with their type arguments), and single characters.
const token = /"(?:[^"\\]|\\.)*"|\d+|@?[A-Za-z_][\w.]*(?:<[\w.,<>? ]+>)?|[^\s\w]/g;

/** What is wrong with a program, in its order. */
export function mistakesInCsharp(program: string): string[] {
  const tokens = program.replace(/\/\/.*$/gm, "").match(token) ?? [];
  const variables = new Map<string, string>();
  const mistakes: string[] = [];
  let at = 0;
  const take = (): string => tokens[at++] ?? "";
  const accept = (wanted: string): boolean => tokens[at] === wanted && ++at > 0;

  function fits(expected: string | undefined, found: string, what: string): void {
    // An object takes anything; of a type that isn't the SDK's, nothing is known.
    if (expected === undefined || /\b(object|Any)\b/.test(expected)) return;
    if (!new RegExp(`\\b${found}\\b`).test(expected)) mistakes.push(`${what} is not ${expected}`);
  }

  function expression(expected?: string): void {
    if (accept("{")) return initializer(undefined, expected);
    if (!accept("new")) return value(expected);
    const name = take();
    const known = sdk.get(name);
    if (known === undefined && !name.startsWith("Dictionary<")) mistakes.push(`there is no class ${name}`);
    fits(expected, name, `new ${name}`);
    if (accept("(")) {
      while (!accept(")") && at < tokens.length) {
        expression();
        accept(",");
      }
    }
    if (accept("{")) initializer(known && { name, properties: known }, undefined);
  }

  /** Of an object: `Property = value`; of a collection: `["key"] = value`, or values. */
  function initializer(
    object: { name: string; properties: Map<string, string> } | undefined,
    element: string | undefined,
  ): void {
    while (!accept("}") && at < tokens.length) {
      if (accept("[")) {
        while (!accept("]") && at < tokens.length) at++;
        accept("=");
        expression(element);
      } else if (object !== undefined) {
        const property = take();
        const type = object.properties.get(property);
        if (type === undefined) mistakes.push(`${object.name} has no ${property}`);
        accept("=");
        expression(type);
      } else {
        expression(element);
      }
      accept(",");
    }
  }

  function value(expected?: string): void {
    for (let depth = 0; at < tokens.length;) {
      const next = tokens[at] ?? "";
      if (depth === 0 && /^[,;)}\]]$/.test(next)) return;
      depth += /^[([{]$/.test(next) ? 1 : /^[)\]}]$/.test(next) ? -1 : 0;
      at++;
      if (depth > 0) continue;
      if (next.startsWith('"')) fits(expected, "string", next);
      else if (/^\d/.test(next)) fits(expected, "int", next);
      else if (/^(true|false)$/.test(next)) fits(expected, "bool", next);
      else member(next, expected);
    }
  }

  /** A member of an enum, or an output of a resource that has been made. */
  function member(name: string, expected?: string): void {
    const [owner = "", property] = name.split(".");
    const type = variables.get(owner) ?? owner;
    const properties = sdk.get(type);
    if (properties === undefined || property === undefined) return;
    const found = properties.get(property);
    if (found === undefined) mistakes.push(`${type} has no ${property}`);
    else if (type === owner) fits(expected, type, name);
  }

  while (at < tokens.length) {
    if (tokens[at] === "var" && tokens[at + 3] === "new") {
      variables.set(tokens[at + 1] ?? "", tokens[at + 4] ?? "");
      at += 3;
    }
    if (tokens[at] === "new") expression();
    else member(take());
  }
  return mistakes;
}
