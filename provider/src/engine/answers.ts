// Puts the questions of a plan to AWS, each once.

import type * as pulumi from "@pulumi/pulumi";
import type { Asked, Asking } from "../plan/deferred";

export class Answers {
  readonly #answers = new Map<Asked<unknown>, pulumi.Output<unknown>>();

  constructor(readonly asking: Asking) {}

  /** `resolved` is what the question is about. */
  of(question: Asked<unknown>, resolved: () => pulumi.Output<unknown[]>): pulumi.Output<unknown> {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    // Cast: an answer may be an Output too, which `apply` looks into as it does into a promise.
    const answer = resolved().apply((about) => question.ask(about, this.asking) as Promise<unknown>);
    this.#answers.set(question, answer);
    return answer;
  }
}
