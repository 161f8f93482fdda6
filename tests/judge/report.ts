// What the lane prints: what it is at, and a table of what differs.

import type { Difference } from "./differences";

export interface Finding {
  readonly program: string;
  readonly differences: readonly Difference[];
  /** What is wrong by itself, by plugin. */
  readonly faults: readonly { readonly plugin: string; readonly fault: string }[];
}

const started = Date.now();

export function tell(line: string): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${String(seconds).padStart(5)} s  ${line}`);
}

export function show({ program, differences, faults }: Finding): string[] {
  return [
    ...differences.flatMap(({ operation, about, standIn, provider }) => [
      `✖ ${program} · ${operation} · ${about}`,
      `    stand-in  ${standIn}`,
      `    provider  ${provider}`,
    ]),
    ...faults.map(({ plugin, fault }) => `✖ ${program} · ${plugin} · ${fault}`),
  ];
}

/** Columns as wide as what is in them. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
