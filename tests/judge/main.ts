// `npm run judge`: the stand-in for the aws plugin against the real AWS provider. tools/judge/README.md says how.
//
//   npm run judge                    every example and every change
//   npm run judge -- NAME...         those whose names contain one of these
//   npm run judge -- --list          what there is
//   npm run judge -- --compare       how the stand-in's table of types differs from the provider's schemas
//   npm run judge -- --facts         writes what the schemas say to tools/judge/facts.json

import { changes } from "./changes";
import { compare } from "./compare";
import { examples } from "./examples";
import { writeFacts } from "./facts";
import { judge } from "./lane";
import { show, table, tell } from "./report";

async function main(args: readonly string[]): Promise<boolean> {
  const all = [...examples(), ...changes];
  switch (args[0]) {
    case "--list":
      for (const line of table(all.map(({ name, shows }) => [name, shows]))) console.log(line);
      return true;
    case "--facts":
      await writeFacts();
      return true;
    case "--compare":
      for (const line of compare()) console.log(line);
      return true;
    default:
      return runAll(all.filter(({ name }) => args.length === 0 || args.some((part) => name.includes(part))));
  }
}

async function runAll(chosen: ReturnType<typeof examples>): Promise<boolean> {
  if (chosen.length === 0)
    throw new Error("no example and no change has such a name: npm run judge -- --list");
  const lines: string[] = [];
  const summary: string[][] = [];
  for (const change of chosen) {
    const verdict = await judge(change);
    const count = verdict.differences.length + verdict.faults.length;
    const found = show(verdict);
    for (const line of found) console.log(line);
    lines.push(...found);
    const accepted = verdict.accepted.length === 0 ? "" : `${verdict.accepted.length} accepted`;
    summary.push([count === 0 ? "✔" : "✖", change.name, count === 0 ? "" : `${count} found`, accepted]);
    tell(`${change.name}: ${count === 0 ? "no difference" : `${count} found`}`);
  }
  console.log(["", ...lines, "", ...table(summary)].join("\n"));
  return summary.every(([mark]) => mark === "✔");
}

main(process.argv.slice(2)).then(
  (fine) => {
    process.exitCode = fine ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
