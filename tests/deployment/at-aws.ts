// What AWS has of a stack's resources, as inputs would say it, so that two stacks can be compared: with names for what AWS
// and Pulumi make up.

import { ownershipChild } from "../../provider/src/engine/ownership";
import { isImageBuilder } from "../../sandbox/aws-plugin/operations";
import { autoNamed, resourceType } from "../../sandbox/aws-plugin/resource-types";
import type { InProcessEngine, State } from "../fuzz/in-process-engine";
import { quiet } from "../quiet-log";

export type AtAws = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export async function atAws(engine: InProcessEngine): Promise<AtAws> {
  const resources = engine.resources.filter(({ type }) => type.startsWith("aws:"));
  const owner = String(engine.outputs(ownershipChild.key)?.value);
  const names = [[owner, "<ownership>"] as const, ...resources.flatMap(madeUp)];
  names.sort(([a], [b]) => b.length - a.length);
  const found = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { key, type, name, id, outputs } of resources) {
    const state = { region: outputs.region };
    const read = await engine.provider(type).read?.({ urn: name, type, id, inputs: {}, state, log: quiet });
    const { __defaults: _, ...inputs } = read?.inputs ?? {};
    // A version never goes back, whatever it was before.
    const version = isImageBuilder(type) && "version" in inputs && { version: "<counted>" };
    const text = JSON.stringify({ ...inputs, ...version });
    const named = names.reduce((all, [value, called]) => all.replaceAll(value, called), text);
    found.set(`${type} ${key}`, JSON.parse(named) as Record<string, unknown>);
  }
  return found;
}

/** What is another in each stack, with a name for it. */
function madeUp({ key, type, name, id, inputs, outputs }: State): [string, string][] {
  const { computed, inputs: shapes } = resourceType(type);
  const naming = autoNamed(type) ?? "";
  const automatic = new RegExp(`^${name}-[0-9a-f]{7}$`, "i").test(String(inputs[naming]));
  const properties = [
    ...computed.filter((property) => !(property in shapes)),
    ...(automatic ? [naming] : []),
  ];
  const values: [string, unknown][] = [
    ["id", id],
    ...properties.map((each): [string, unknown] => [each, outputs[each]]),
  ];
  return values.flatMap(([property, value]): [string, string][] => {
    // Some are called after what the user wrote.
    const given = value === inputs[naming] && !automatic;
    return typeof value !== "string" || value.length < 8 || given ? [] : [[value, `<${key} ${property}>`]];
  });
}
