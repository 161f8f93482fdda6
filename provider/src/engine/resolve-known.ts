// Makes a plan plain: what is known already becomes values, everything else is marked.

import type * as Pulumi from "@pulumi/pulumi";
import type { Child } from "../plan/child";
import { Asked, Deferred, Derived, Interpolated, Merged, Ref } from "../plan/deferred";
import { Given, Policy } from "../plan/policy";
import type { Statement } from "../plan/policy";
import { Lifted, containsSecret, containsUnknown, isPlainObject, strip } from "../protocol/values";
import type { Values } from "../protocol/values";
import type { Answers } from "./answers";
import type { KnownChild } from "./check-children";

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
    if (Array.isArray(value)) return Promise.all(value.map((item) => this.plain(item)));
    return isPlainObject(value) ? this.values(value) : value;
  }

  private async deferred(value: Deferred<unknown>): Promise<unknown> {
    // What another child puts out is known only when it is there.
    if (value instanceof Ref) return notKnown;
    if (value instanceof Asked) return this.asked(value);
    if (value instanceof Derived) return this.derived(value);
    if (value instanceof Policy) {
      // Which parts of a policy are the user's still counts.
      return new Policy(value.kind, (await this.inPolicy(value.statements)) as Statement[]);
    }
    if (value instanceof Merged) {
      return merged(await Promise.all(value.parts.map((part) => this.plain(part))));
    }
    if (value instanceof Interpolated) await this.plain(value.parts);
    return notKnown;
  }

  private async asked(question: Asked<unknown>): Promise<unknown> {
    if (this.answers === undefined) return question.sample === undefined ? notKnown : question.sample;
    const about = await this.plain(question.about);
    const plain = strip(about) as unknown[];
    if (containsUnknown(plain)) return notKnown;
    return this.lifted(this.answers.of(question, () => this.pulumi.output(plain)));
  }

  private async derived({ from, to }: Derived<unknown>): Promise<unknown> {
    const parts = await this.plain(from);
    const plain = strip(parts) as unknown[];
    if (containsUnknown(plain)) return notKnown;
    const value = await this.plain(to(plain));
    return containsSecret(parts) ? new Lifted(value, true, true) : value;
  }

  private async inPolicy(value: unknown): Promise<unknown> {
    if (value instanceof Interpolated) {
      return new Interpolated((await this.inPolicy(value.parts)) as unknown[]);
    }
    if (value instanceof Given) return value.of(await this.plain(value.value));
    if (Array.isArray(value)) return Promise.all(value.map((item) => this.inPolicy(item)));
    return isPlainObject(value) ? ofEach(value, (inner) => this.inPolicy(inner)) : this.plain(value);
  }

  private async lifted(output: unknown): Promise<Lifted> {
    const parts = output as Parts;
    // All of them fail where one does, and none may go unheard.
    const [value, known, secret] = await Promise.all([
      parts.promise(),
      parts.isKnown,
      parts.isSecret,
      parts.allResources(),
    ]);
    // What an `apply` gives back may hold further Outputs.
    return new Lifted(await this.plain(value), known, secret);
  }
}

/** The parts of an Output that the SDK marks as internal. */
interface Parts {
  promise(): Promise<unknown>;
  allResources(): Promise<unknown>;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
}

async function ofEach(object: Values, settled: (value: unknown) => Promise<unknown>): Promise<Values> {
  const entries = Object.entries(object).map(async ([key, inner]) => [key, await settled(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function merged(parts: unknown[]): Lifted {
  const lifts = parts.map((part) => (part instanceof Lifted ? part : new Lifted(part, true, false)));
  const secret = lifts.some((part) => part.secret);
  if (lifts.some(({ known }) => !known)) return new Lifted(undefined, false, secret);
  return new Lifted(Object.assign({}, ...lifts.map(({ value }) => value as object)), true, secret);
}
