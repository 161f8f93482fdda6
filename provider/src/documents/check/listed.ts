// Parameters and constants of a component that are written as those of workflows: `- name: Port`, with the type beside
// it. AWSTOE takes each of these for the name of a parameter.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html

import type { Report } from "./report";
import { isMembers, member, text } from "./value";

/** The document with such parameters written as AWSTOE has them, so that all else can be checked. Each is reported. */
export function unlisted(document: unknown, report: Report): unknown {
  if (!isMembers(document)) return document;
  const written = (["parameters", "constants"] as const).flatMap((kind) => {
    const items = member(document, kind);
    return Array.isArray(items)
      ? [[kind, items.map((item, index) => rewritten(item, kind, index, report))] as const]
      : [];
  });
  return { ...document, ...Object.fromEntries(written) };
}

function rewritten(item: unknown, kind: string, index: number, report: Report): unknown {
  const name = text(member(item, "name"));
  if (
    name === undefined ||
    !isMembers(item) ||
    !["type", "value", "default"].some((key) => Object.hasOwn(item, key))
  )
    return item;
  const { name: _, ...definition } = item;
  const right = kind === "constants" ? "{ type: string, value: … }" : "{ type: string, default: … }";
  const rule = `must have its name as the key, and its type below it: \`- Name: ${right}\``;
  report.add([kind, index], {
    rule,
    detail: rule.replace("Name:", `${name}:`),
    as: "listed-parameters",
  });
  return { [name]: definition };
}
