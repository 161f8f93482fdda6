// Makes a plan plain: what is known already becomes values, everything else is marked.

import type * as Pulumi from "@pulumi/pulumi";
import type { Child } from "../plan/child";
import { Asked, Deferred, Derived, Interpolated, Merged, Ref } from "../plan/deferred";
import { Given, Policy } from "../plan/policy";
import { Lifted, containsSecret, containsUnknown, isPlainObject, strip } from "../protocol/values";
import type { Values } from "../protocol/values";
import type { Answers } from "./answers";
import type { KnownChild } from "./check-children";
import { partsOf } from "./runtime";

const notKnown = new Lifted(undefined, false, false);

/** With `answers`, what the plan asks of AWS is asked; without, a sample of the same length stands in its place. */
export const resolveKnown = (
  pulumi: typeof Pulumi,
  children: readonly Child[],
  answers?: Answers,
): Promise<KnownChild[]> => new Known(pulumi, answers).children(children);

class Known {
  constructor(
    private readonly pulumi: typeof Pulumi,
    private readonly answers: Answers | undefined,
  ) {}

  children(children: readonly Child[]): Promise<KnownChild[]> {
    return Promise.all(
      children.map(async (child) => ({
        ...child,
        args: await this.values(child.args),
        policyOf: child.args.role instanceof Ref ? child.args.role.key : undefined,
      })),
    );
  }

  private values(object: Values): Promise<Values> {
    return ofEach(object, (value) => this.plain(value));
  }

  private async plain(value: unknown): Promise<unknown> {
    if (value instanceof Deferred) return this.deferred(value);
    if (this.pulumi.Output.isInstance(value)) return this.lifted(value);
    if (Array.isArray(value)) return this.each(value);
    return isPlainObject(value) ? this.values(value) : value;
  }

  private each(values: readonly unknown[]): Promise<unknown[]> {
    return Promise.all(values.map((value) => this.plain(value)));
  }

  private async deferred(value: Deferred<unknown>): Promise<unknown> {
    // What another child puts out is known only when it is there.
    if (value instanceof Ref) return notKnown;
    if (value instanceof Asked) return this.asked(value);
    if (value instanceof Derived) return this.derived(value);
    if (value instanceof Policy) {
      // Which parts of a policy are the user's still counts.
      return new Policy(value.kind, await this.eachInPolicy(value.statements));
    }
    if (value instanceof Merged) {
      return merged(await this.each(value.parts));
    }
    if (value instanceof Interpolated) await this.plain(value.parts);
    return notKnown;
  }

  private async asked(question: Asked<unknown>): Promise<unknown> {
    if (this.answers === undefined) return question.sample === undefined ? notKnown : question.sample;
    const plain = (await this.each(question.about)).map(strip);
    if (containsUnknown(plain)) return notKnown;
    return this.lifted(this.answers.of(question, () => this.pulumi.output(plain)));
  }

  private async derived({ from, to }: Derived<unknown>): Promise<unknown> {
    const parts = await this.each(from);
    const plain = parts.map(strip);
    if (containsUnknown(plain)) return notKnown;
    const value = await this.plain(to(plain));
    return containsSecret(parts) ? new Lifted(value, true, true) : value;
  }

  private async inPolicy(value: unknown): Promise<unknown> {
    if (value instanceof Interpolated) {
      return new Interpolated(await this.eachInPolicy(value.parts));
    }
    if (value instanceof Given) return value.of(await this.plain(value.value));
    if (Array.isArray(value)) return this.eachInPolicy(value);
    return isPlainObject(value) ? ofEach(value, (inner) => this.inPolicy(inner)) : this.plain(value);
  }

  private eachInPolicy(values: readonly unknown[]): Promise<unknown[]> {
    return Promise.all(values.map((value) => this.inPolicy(value)));
  }

  private async lifted(output: Pulumi.Output<unknown>): Promise<Lifted> {
    const { value, known, secret } = await partsOf(output);
    // What an `apply` gives back may hold further Outputs.
    return new Lifted(await this.plain(value), known, secret);
  }
}

async function ofEach(object: Values, settled: (value: unknown) => Promise<unknown>): Promise<Values> {
  const entries = Object.entries(object).map(async ([key, inner]) => [key, await settled(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function merged(parts: unknown[]): Lifted {
  const lifts = parts.map((part) => (part instanceof Lifted ? part : new Lifted(part, true, false)));
  const secret = lifts.some((part) => part.secret);
  if (lifts.some(({ known }) => !known)) return new Lifted(undefined, false, secret);
  return new Lifted(Object.assign({}, ...lifts.map(({ value }) => value)), true, secret);
}
