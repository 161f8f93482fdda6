// Dynamic values of workflow documents: `name.$: $.parameters.x`, and conditions.

import type { StepContext, Values } from "./workflow-definitions";

/** An input whose name ends in `.$` has the value that its path leads to. */
export function resolve(value: unknown, context: StepContext): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, context));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) =>
      name.endsWith(".$") ? [name.slice(0, -2), lookUp(item, context)] : [name, resolve(item, context)],
    ),
  );
}

/** `$.parameters.NAME`, `$.stepOutputs.STEP.OUTPUT` or `$.imagebuilder.NAME`; anything else is itself. */
function lookUp(path: unknown, { build, parameters, stepOutputs }: StepContext): unknown {
  if (typeof path !== "string" || !path.startsWith("$.")) {
    return path;
  }
  const { image } = build;
  const root: Values = {
    parameters,
    stepOutputs,
    imagebuilder: { imageBuildVersionArn: image.arn, imageName: image.name, platform: build.recipe.platform },
  };
  return path
    .slice(2)
    .split(".")
    .reduce<unknown>((value, name) => (value as Values | undefined)?.[name], root);
}

export interface Condition {
  readonly value?: unknown;
  readonly and?: readonly Condition[];
  readonly or?: readonly Condition[];
  readonly not?: readonly Condition[] | Condition;
  readonly [comparison: string]: unknown;
}

const comparisons: Readonly<Record<string, (actual: unknown, wanted: unknown) => boolean>> = {
  booleanEquals: (actual, wanted) => String(actual) === String(wanted),
  stringEquals: (actual, wanted) => String(actual) === String(wanted),
  stringStartsWith: (actual, wanted) => String(actual).startsWith(String(wanted)),
  stringEndsWith: (actual, wanted) => String(actual).endsWith(String(wanted)),
  stringContains: (actual, wanted) => String(actual).includes(String(wanted)),
  stringIn: (actual, wanted) => [wanted].flat().map(String).includes(String(actual)),
  numberEquals: (actual, wanted) => Number(actual) === Number(wanted),
  numberGreaterThan: (actual, wanted) => Number(actual) > Number(wanted),
  numberGreaterThanEquals: (actual, wanted) => Number(actual) >= Number(wanted),
  numberLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  numberLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
};

export function holds(condition: Condition, context: StepContext): boolean {
  const { and, or, not } = condition;
  const actual = lookUp(condition.value, context);
  return (
    (and ?? []).every((each) => holds(each, context)) &&
    (or === undefined || or.some((each) => holds(each, context))) &&
    (not === undefined || ![not].flat().some((each) => holds(each as Condition, context))) &&
    Object.entries(comparisons).every(
      ([name, compare]) => condition[name] === undefined || compare(actual, lookUp(condition[name], context)),
    )
  );
}
