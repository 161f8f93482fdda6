import * as pulumi from "@pulumi/pulumi";
import { Ref } from "../plan/child";

/** The outputs that the contract lists, off a component whose base class makes sure that they are there. */
export function outputsOf<Name extends string>(
  component: Record<Name, pulumi.Output<unknown>>,
  names: readonly Name[],
): Record<Name, pulumi.Output<unknown>> {
  return Object.fromEntries(names.map((name) => [name, component[name]])) as Record<
    Name,
    pulumi.Output<unknown>
  >;
}

/** Values by region, of which some are read off children. */
export const inRegions = (
  values: readonly (readonly [region: string, value: unknown])[],
  read: (ref: Ref) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> =>
  pulumi.output(
    Object.fromEntries(
      values.map(([region, value]) => [region, value instanceof Ref ? read(value) : value]),
    ) as Record<string, pulumi.Input<string>>,
  );
