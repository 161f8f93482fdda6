import * as pulumi from "@pulumi/pulumi";

/** What nobody knows yet. */
export function unknownOutput<T>(): pulumi.Output<T> {
  // The public constructor of Output takes only values.
  const Output = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<T>;
  const nothing = Promise.resolve(undefined);
  return new Output([], nothing, Promise.resolve(false), Promise.resolve(false), Promise.resolve([]));
}
