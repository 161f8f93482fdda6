// Errors of AWS repeat what they are about. Where that is secret, the error that the user sees must not.

import { AwaitError } from "./await-error";
import { InitializationError } from "./initialization-error";
import { Lifted, isPlainObject } from "./values";

/** The texts of secret values. A boolean or a number says nothing where it stands. */
export function secretTexts(value: unknown, secret = false): string[] {
  if (value instanceof Lifted) return secretTexts(value.value, secret || value.secret);
  if (Array.isArray(value)) return value.flatMap((item) => secretTexts(item, secret));
  if (isPlainObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => [
      ...(secret ? [key] : []),
      ...secretTexts(inner, secret),
    ]);
  }
  return secret && typeof value === "string" && value !== "" ? [value] : [];
}

/** The text without the secrets in it. A short secret counts only as a word of its own. */
export function redacted(text: string, secrets: readonly string[]): string {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, secret) => {
    const quoted = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const bounded = secret.length < 4 ? `(?<!\\w)${quoted}(?!\\w)` : quoted;
    return left.replace(new RegExp(bounded, "g"), "[secret]");
  }, text);
}

/** Runs what may fail with an error that repeats inputs, which are asked for only then. */
export async function redacting<T>(inputs: () => unknown, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const secrets = secretTexts(inputs());
    if (secrets.length === 0) throw error;
    const message = redacted(error instanceof Error ? error.message : String(error), secrets);
    if (error instanceof AwaitError) throw new AwaitError(message, { cause: error });
    throw error instanceof InitializationError
      ? new InitializationError(message, error.id, error.outputs, { cause: error })
      : new Error(message, { cause: error });
  }
}
