// All that is wrong with a resource, as far as that is known before it is registered.

import type * as Pulumi from "@pulumi/pulumi";
import { checkInputs } from "../checks/inputs";
import type { Problem } from "../checks/problems";
import { checkChildren } from "./check-children";
import { checkPolicies } from "./check-policies";
import type { KnownChild } from "./check-children";
import type { Child } from "../plan/child";
import type { Values } from "../protocol/values";
import { resolveKnown } from "./resolve-known";

/** By what the user wrote: the contract, and then the rules across inputs. */
export const checkWritten = (
  type: string,
  inputs: Values,
  rules: (inputs: Values) => Problem[],
): Problem[] => {
  const contracts = checkInputs(type, inputs);
  const told = concluded(contracts);
  const ofRules = rules(inputs).filter(({ path }) => !told.has(path));
  const toldByRules = concluded(ofRules);
  return [...contracts.filter(({ path }) => !toldByRules.has(path)), ...ofRules];
};

/** Where everything is said. */
const concluded = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(problems.filter(({ conclusive }) => conclusive).map(({ path }) => path));

/** By what it would make of that: AWS's model of the requests, the policies that it would write, and `further`. */
export async function checkPlanned(
  pulumi: typeof Pulumi,
  resourceName: string,
  children: readonly Child[],
  further: (known: readonly KnownChild[]) => Problem[] | Promise<Problem[]> = () => [],
): Promise<Problem[]> {
  const known = await resolveKnown(pulumi, children);
  return [...checkChildren(resourceName, known), ...checkPolicies(known), ...(await further(known))];
}
