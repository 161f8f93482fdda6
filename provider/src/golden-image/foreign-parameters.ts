// Parameters of components that exist already, Amazon's and the user's: which a component has, only its document tells.
// AWS refuses others in the update, by the place of the component in the recipe; here it is told in preview, where the
// user wrote it.

import * as pulumi from "@pulumi/pulumi";
import { resolveKnown } from "../engine/resolve-known";
import { entryPath } from "../checks/wording";
import { textSource } from "../documents/check/source";
import { list, member, members } from "../documents/check/value";
import { didYouMean } from "../checks/suggestions";
import type { Child } from "../plan/child";
import { Lifted } from "../protocol/values";

interface Foreign {
  path: string;
  arn: string;
  given: readonly string[];
}

/** What the steps give that their components don't have, as lines with the paths of the user's input. */
export async function foreignParameters(
  children: readonly Child[],
  options: pulumi.InvokeOptions,
): Promise<string[]> {
  const recipes = children.filter(({ key }) => key === "recipe");
  const found = await Promise.all(
    (await foreignComponents(recipes)).map((each) => undeclared(each, options)),
  );
  return found.flat();
}

/** Components that are given by ARNs that are known, and get parameters by the user. */
async function foreignComponents(recipes: readonly Child[]): Promise<Foreign[]> {
  const known = await resolveKnown(pulumi, recipes);
  return known.flatMap(({ args: { components }, origins = {} }) =>
    list(components).flatMap((component, index) => {
      const path = origins[`components[${index}]`];
      const arn = plain(member(component, "componentArn"));
      const given = list(member(component, "parameters")).map((parameter) =>
        plain(member(parameter, "name")),
      );
      return path === undefined || typeof arn !== "string" || given.length === 0
        ? []
        : [{ path, arn, given: given.filter((name) => typeof name === "string") }];
    }),
  );
}

const plain = (value: unknown): unknown => (value instanceof Lifted ? value.value : value);

async function undeclared({ path, arn, given }: Foreign, options: pulumi.InvokeOptions): Promise<string[]> {
  const declared = await parametersOf(arn, options);
  if (declared === undefined) return [];
  const all = declared.length === 0 ? "; it has none" : `; it has ${declared.join(", ")}`;
  return given
    .filter((name) => !declared.includes(name))
    .map(
      (name) =>
        `${entryPath(`${path}.parameters`, name, false)}: is not a parameter of the component` +
        (didYouMean(name, declared) || all),
    );
}

/** Undefined where the component can't be looked up, or doesn't show its document: then AWS says it in the update. */
async function parametersOf(arn: string, options: pulumi.InvokeOptions): Promise<string[] | undefined> {
  const { getComponent } =
    require("@pulumi/aws/imagebuilder/getComponent") as typeof import("@pulumi/aws/imagebuilder/getComponent");
  // An ARN names its region.
  const region = arn.split(":")[3];
  const data = await getComponent({ arn, region }, options).then(
    (component) => component.data,
    () => undefined,
  );
  if (data === undefined || data === "") return undefined;
  const source = textSource(data);
  return Array.isArray(source)
    ? undefined
    : list(member(source.value, "parameters")).flatMap((parameter) =>
        members(parameter).map(([name]) => name),
      );
}
