// What the file backend holds of a stack, read from its files. The CLI shows the same, but takes a third of a second of
// a processor each time, and the Automation API asks it three times after each update.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OutputMap, UpdateSummary } from "@pulumi/pulumi/automation";

export interface StateResource {
  urn: string;
  id?: string;
  type: string;
  inputs: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  protect?: boolean;
  provider?: string;
  deletedWith?: string;
  dependencies?: string[];
  /** In seconds. */
  customTimeouts?: Record<string, number>;
}

export class StoredState {
  private readonly backend: string;

  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    private readonly project: string,
    private readonly stack: string,
  ) {
    this.backend = join(fileURLToPath(environment.PULUMI_BACKEND_URL ?? ""), ".pulumi");
  }

  text(): string {
    return readFileSync(join(this.backend, "stacks", this.project, `${this.stack}.json`), "utf8");
  }

  /** All of the stack's resources, with what is secret as it is stored. */
  resources(): StateResource[] {
    const { checkpoint } = JSON.parse(this.text()) as {
      checkpoint: { latest?: { resources?: StateResource[] } };
    };
    return checkpoint.latest?.resources ?? [];
  }

  /** Whether there is something that only the CLI can show in plain text. */
  hasSecrets(): boolean {
    return this.text().includes('"ciphertext"');
  }

  outputs(): OutputMap {
    const stack = this.resources().find(({ type }) => type === "pulumi:pulumi:Stack");
    return Object.fromEntries(
      Object.entries(stack?.outputs ?? {}).map(([name, value]) => [name, { value, secret: false }]),
    );
  }

  /** What the last operation has done. */
  lastUpdate(): UpdateSummary | undefined {
    const folder = join(this.backend, "history", this.project, this.stack);
    // Their names end in the time.
    const last = readdirSync(folder)
      .filter((name) => name.endsWith(".history.json"))
      .sort()
      .at(-1);
    return last === undefined
      ? undefined
      : (JSON.parse(readFileSync(join(folder, last), "utf8")) as UpdateSummary);
  }
}

export const nameOf = ({ urn }: StateResource): string => urn.split("::").slice(3).join("::");

/** The name of the project that a YAML program is. */
export const projectOf = (program: string): string => /^name: *(\S+)/m.exec(program)?.[1] ?? "";
