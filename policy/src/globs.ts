// Patterns in configuration: `*` stands for any characters, the rest for itself.

export function matches(value: string, pattern: string): boolean {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s").test(value);
}

export function matchesAny(value: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(value, pattern));
}

/** A list of words or patterns in a policy's configuration. */
export function patternList(description: string, defaults: string[] = []) {
  return {
    type: "array" as const,
    items: { type: "string" as const },
    default: defaults,
    description,
  };
}
