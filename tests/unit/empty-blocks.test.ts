// A block without any value does not reach AWS: the provider would then give it in each update again. So no child has one,
// whatever object a user leaves empty.

import { expect } from "chai";
import schema from "../../provider/schema.json";
import { isPlainObject } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";
import { resourceType, type Shape } from "../../sandbox/aws-plugin/resource-types";
import { kinds, problemsOf, toArgs, type Kind } from "../fuzz/check";
import { account } from "../fuzz/accept";
import { answersTo, resolved } from "../fuzz/in-process-engine";
import { container, small } from "./refusals/bases";
import { withAt } from "./refusals/refusal";

interface Type {
  properties?: Record<string, { $ref?: string }>;
  required?: string[];
}

const types = schema.types as unknown as Record<string, Type>;
const typeOf = ({ $ref }: { $ref?: string }): Type | undefined =>
  types[decodeURIComponent($ref?.replace("#/types/", "") ?? "")];

/** The paths of objects that may be empty. */
function empties({ properties = {} }: Type, at = ""): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const type = typeOf(property);
    if (type?.properties === undefined) return [];
    const path = at === "" ? name : `${at}.${name}`;
    return [...((type.required ?? []).length === 0 ? [path] : []), ...empties(type, path)];
  });
}

/** Where a value has an object without members; a map may have none. */
function emptyIn(shape: Shape | undefined, value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => emptyIn((shape as readonly Shape[] | undefined)?.[0], item, path));
  }
  if (!isPlainObject(value) || typeof shape !== "object" || "*" in shape) return [];
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  const fields = shape as Readonly<Record<string, Shape>>;
  return given.length === 0
    ? [path]
    : given.flatMap(([name, each]) => emptyIn(fields[name], each, `${path}.${name}`));
}

const subjects: Readonly<Record<string, { kind: Kind; bases: readonly Values[] }>> = {
  GoldenImage: {
    kind: kinds.GoldenImage,
    bases: [
      { ...small, region: "eu-west-1" },
      { ...container, region: "eu-west-1" },
    ],
  },
  ImageDistribution: {
    kind: kinds.ImageDistribution,
    bases: [
      { regions: { "eu-west-1": {} } },
      { regions: { "eu-west-1": { container: { repositoryName: "web" } } } },
    ],
  },
};

describe("an object that is left empty", () => {
  for (const [name, { kind, bases }] of Object.entries(subjects)) {
    const { inputProperties } = (schema.resources as unknown as Record<string, { inputProperties: object }>)[
      kind.token
    ] ?? { inputProperties: {} };
    for (const path of empties({ properties: inputProperties as Type["properties"] })) {
      it(`leaves no empty block at AWS: ${name}.${path}`, async () => {
        for (const base of bases) {
          const inputs = withAt(base, path, {});
          if ((await problemsOf(kind, "web", inputs)).length > 0) continue;
          const plan = kind.plan?.("web", toArgs(kind, inputs, []) as never, "eu-west-1") ?? [];
          for (const { key, type, args } of plan) {
            if (!type.startsWith("aws:")) continue;
            const { inputs: shapes } = resourceType(type);
            const values = (await resolved(args, () => "an output", answersTo(plan, account))) as Values;
            const found = Object.entries(values).flatMap(([input, value]) =>
              emptyIn(shapes[input], value, input),
            );
            // An object in S3 takes its own default tags, none, in place of the provider's.
            expect(
              found.filter((each) => !each.startsWith("overrideProvider")),
              key,
            ).to.deep.equal([]);
          }
        }
      });
    }
  }
});
