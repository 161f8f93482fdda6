// Rules that several resources have.

import { itemsDiffer } from "./lists";
import { given, knownList } from "./known";
import { hasForm, policyArn } from "./identifiers";
import type { Problem } from "./problems";
import type { Values } from "../protocol/values";

export function exactlyOne(path: string, object: Values, properties: readonly string[]): Problem[] {
  const present = given(object, properties);
  if (present.length === 1) return [];
  const all = properties.map(quoted).join(", ");
  return [
    {
      path,
      message:
        present.length === 0
          ? `needs exactly one of ${all}`
          : `has ${present.map(quoted).join(" and ")}: set exactly one of ${all}`,
    },
  ];
}

/** Of properties that exclude each other, none need be set. */
export function atMostOne(path: string, object: Values, properties: readonly string[]): Problem[] {
  const present = given(object, properties);
  return present.length <= 1
    ? []
    : [{ path, message: `has ${present.map(quoted).join(" and ")}: set one of them` }];
}

const quoted = (property: string): string => `'${property}'`;

/** Policies to attach to a role, each once. */
export const policiesAreArns = (path: string, list: unknown): Problem[] => [
  ...knownList(list).flatMap((arn, index) => hasForm(`${path}[${index}]`, arn, policyArn)),
  ...itemsDiffer(path, list),
];
