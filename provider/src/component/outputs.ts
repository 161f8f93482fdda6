import type * as pulumi from "@pulumi/pulumi";

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
