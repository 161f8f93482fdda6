// Puts what a plan has to ask to AWS, and tells what is wrong by the answers.

import type * as Pulumi from "@pulumi/pulumi";
import type { Asking } from "../plan/deferred";
import type { Plan } from "../plan/plan";
import { Answers } from "./answers";
import type { AnyComponent } from "./component-definition";
import { resolveKnown } from "./resolve-known";

/** `wrong` has lines that begin with the path of an input. */
export async function ask(
  pulumi: typeof Pulumi,
  component: AnyComponent,
  plan: Plan<object>,
  asking: Asking,
): Promise<{ answers: Answers; wrong: readonly string[] }> {
  const answers = new Answers(asking);
  plan.announce?.(asking);
  try {
    await resolveKnown(pulumi, plan.children, answers);
  } catch (error) {
    return { answers, wrong: [error instanceof Error ? error.message : String(error)] };
  }
  return { answers, wrong: (await component.askFurther?.(plan, asking)) ?? [] };
}
