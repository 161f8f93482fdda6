// Arbitrary values of small kinds, valid in AWS's eyes, and those that many inputs share.

import fc from "fast-check";
import { account } from "./accept";

export type Record = { [key: string]: unknown };

/** An object of which any properties may be missing but the named ones. */
export const some = (
  properties: { [key: string]: fc.Arbitrary<unknown> },
  required: string[] = [],
): fc.Arbitrary<Record> =>
  fc
    .record(properties, { requiredKeys: required, noNullPrototype: true })
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)));

/** An object of all the properties. */
export const whole = (properties: { [key: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<Record> =>
  fc.record(properties, { noNullPrototype: true });

export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

export const regions = ["eu-west-1", "us-east-1", "cn-north-1", "us-gov-west-1"] as const;

export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

export const name = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){1,3}$/);

/** Names as programs give them to resources. */
export const resourceName = fc.oneof(name, fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{2,20}$/));

/** Any text that isn't empty: spaces, quotes, several lines, characters of two UTF-16 units. */
export const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
  fc.string({ minLength: 1, maxLength: 40, unit: "binary-ascii" }).filter((value) => !value.includes("\0")),
  fc.constantFrom("a: b", "# no comment", 'it\'s "quoted"', "two\nlines", "{{ braces }}", "- dash", " "),
);

const tagText = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _.:/=+@-]{0,20}$/);

export const tags: fc.Arbitrary<{ [key: string]: string }> = fc.dictionary(
  tagText.filter((key) => !/^aws:/i.test(key) && !["CreatedBy", "Name", "Tags"].includes(key)),
  fc.string({ maxLength: 40 }),
  { minKeys: 1, maxKeys: 5, noNullPrototype: true },
);

const kmsKeyArn = (region: string): string =>
  `arn:${partitionOf(region)}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

export const kmsKey = (region: string): fc.Arbitrary<string> =>
  fc.constantFrom(kmsKeyArn(region), `arn:${partitionOf(region)}:kms:${region}:${account}:alias/images`);

/** Where an alias will not do: in policies, and where AWS answers with the key. */
export const kmsKeyItself = (region: string): fc.Arbitrary<string> => fc.constant(kmsKeyArn(region));

export const roleArn = (region: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...["images", "golden/images"].map((role) => `arn:${partitionOf(region)}:iam::${account}:role/${role}`),
  );

export const amiId = fc.stringMatching(/^ami-[0-9a-f]{17}$/);
