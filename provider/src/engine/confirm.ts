// Tells the resources of this package, in their own state, that all that they are about has been made. Nothing else that
// is written at the end of an update would still be there at the end of a destroy, which goes the other way round.
//
// Pulumi has this call for the outputs of components. Its engine takes it for every resource, and writes down what is
// handed in (executeRegisterResourceOutputs of pkg/resource/deploy/step_executor.go); the engine's tests show it.

import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { partsOf } from "./runtime";

export interface Confirming {
  /** Tells this update from all others. */
  run: string;
  resource: pulumi.CustomResource | undefined;
  made: readonly pulumi.CustomResource[];
  known: pulumi.Output<unknown[]>;
}

/** Once every registration of a component has ended, well or not. */
export async function confirm(confirming: readonly Confirming[]): Promise<void> {
  for (const { run, resource, made, known } of confirming) {
    if (resource === undefined) continue;
    const outputs = outputsOf(resource);
    const isThere = await areKnown([...made.map(({ id }) => id), known, ...Object.values(outputs)]);
    if (!isThere) continue;
    pulumi.runtime.registerResourceOutputs(resource, {
      ...outputs,
      // The resource itself may have another: what changes nothing leaves its outputs as they were.
      completed: run,
      completedAt: new Date().toISOString(),
      known,
    });
  }
}

const outputsOf = (resource: pulumi.CustomResource): Record<string, pulumi.Output<unknown>> =>
  Object.fromEntries(
    Object.entries<unknown>({ ...resource }).flatMap(([name, value]): [string, pulumi.Output<unknown>][] =>
      name !== "id" && name !== "urn" && pulumi.Output.isInstance(value) ? [[name, value]] : [],
    ),
  );

/** Of a registration that has failed, the SDK may leave the outputs unsettled for good. */
function areKnown(outputs: readonly pulumi.Output<unknown>[]): Promise<boolean> {
  const settled = Promise.all(outputs.map((output) => partsOf(output))).then(
    (all) => all.every(({ known }) => known),
    () => false,
  );
  return Promise.race([settled, setImmediate(false)]);
}
