// Texts that decide which resources exist and what they are called. They reach the plan plain even where they depend on
// a resource: construct.ts gives every part of an input the dependencies of the whole.

const steps = "(customize|harden\\.steps|tests\\.steps)";

const deciding = new RegExp(
  `^(${[
    "source\\.os|platform|architecture|version|name",
    "harden\\.stig",
    "tests\\.skip\\[\\]",
    `${steps}\\[\\]\\.name`,
    "workflows\\[\\]\\.(name|type)",
    "notify\\.events\\[\\]",
  ].join("|")})$`,
);

/** Whether the input at a path decides; `[]` is an item of a list. */
export const decides = (path: string): boolean => deciding.test(path);
