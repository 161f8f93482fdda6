// Arbitrary values that a shape of AWS's model accepts.

import fc from "fast-check";
import { shapeOf } from "../../provider/src/checks/service-model/model";
import type { Shape } from "../../provider/src/checks/service-model/shape";
import { matcher } from "../../provider/src/checks/service-model/check";

export function valueOf(name: string): fc.Arbitrary<unknown> {
  const shape = shapeOf(name);
  switch (shape.type) {
    case "structure":
      return fc.record(
        Object.fromEntries(
          Object.entries(shape.members ?? {}).map(([key, member]) => [key, valueOf(member.shape)]),
        ),
        { requiredKeys: [...(shape.required ?? [])] },
      );
    case "list":
      return fc.array(valueOf(shape.member ?? ""), sizeOf(shape));
    case "map":
      return fc
        .uniqueArray(fc.tuple(stringOf(shapeOf(shape.key ?? "")), valueOf(shape.value ?? "")), {
          ...sizeOf(shape),
          selector: ([key]) => key,
        })
        .map((entries) => Object.fromEntries(entries));
    case "string":
      return stringOf(shape);
    case "integer":
    case "long":
      return fc.integer({ min: shape.min ?? 0, max: Math.min(shape.max ?? 1000, 2 ** 31 - 1) });
    case "double":
      return fc.double({ min: shape.min ?? 0, noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "timestamp":
      return fc.date({ noInvalidDate: true });
  }
}

/** Small, but not smaller than the shape asks for. */
const sizeOf = ({ min = 0, max = Infinity }: Shape) => ({
  minLength: min,
  maxLength: Math.min(max, min + 2),
});

function stringOf({ enum: allowed, pattern, min = 0, max = 100 }: Shape): fc.Arbitrary<string> {
  if (allowed !== undefined) {
    return fc.constantFrom(...allowed);
  }
  if (pattern === undefined) {
    return fc.string({ minLength: min, maxLength: Math.min(max, min + 20) });
  }
  // fast-check has no look-ahead: without it the pattern accepts more, and the filter takes that out again.
  return fc
    .stringMatching(new RegExp(`^(?:${pattern.replace(/\(\?!.*?\)/g, "")})$`, "u"))
    .filter((text) => matcher(pattern).test(text) && text.length >= min && text.length <= max);
}
