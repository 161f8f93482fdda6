import { describeProblem } from "../checks/problems";
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/plan";
import type { Answers } from "./answers";
import type { Confirming } from "./confirm";
import type { ComponentOptions } from "./options";
import { register } from "./register";

/** Carries out a plan. All components of this package are of this class. */
export class PlannedComponent extends pulumi.ComponentResource {
  readonly outputs: Readonly<Record<string, pulumi.Output<unknown>>>;
  readonly confirming: readonly Confirming[];

  constructor(
    type: string,
    name: string,
    args: pulumi.Inputs,
    { children, outputs, warnings }: Plan<object>,
    answers: Answers,
    options: ComponentOptions = {},
  ) {
    super(type, name, args, options);
    // In preview, where there is time to think; the update would only repeat them.
    if (pulumi.runtime.isDryRun()) {
      for (const warning of warnings?.() ?? []) void pulumi.log.warn(describeProblem(warning), this);
    }
    const { resolve, confirming } = register(this, name, children, answers);
    this.confirming = confirming;
    const secret = new Set(options.additionalSecretOutputs);
    this.outputs = Object.fromEntries(
      Object.entries(outputs).map(([property, planned]) => {
        const output = pulumi.output(resolve(planned));
        return [property, secret.has(property) ? pulumi.secret(output) : output];
      }),
    );
    this.registerOutputs(this.outputs);
  }
}
