// A stack of a YAML program under the CLI, with what the engine tells of each operation.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tool } from "../../tools/paths.mjs";
import type { Sandbox } from "../../sandbox/sandbox";
import { StoredState, projectOf } from "../engine/stored-state";

export interface Step {
  /** The resource's type and name. */
  readonly resource: string;
  /** "create", "update", "replace", … as the engine calls it. */
  readonly op: string;
  /** The inputs that differ, and those of them that ask for the replacement. */
  readonly diffs: readonly string[];
  readonly replaces: readonly string[];
}

export interface Operation {
  readonly succeeded: boolean;
  readonly steps: readonly Step[];
  readonly output: string;
  /** What the engine and the providers said was wrong. */
  readonly errors: readonly string[];
}

interface Metadata {
  readonly op: string;
  readonly urn: string;
  readonly diffs?: string[];
  readonly keys?: string[];
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: Metadata };
  readonly resOutputsEvent?: { readonly metadata: Metadata };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
}

export class Stack {
  private constructor(
    private readonly sandbox: Sandbox,
    private readonly folder: string,
    private readonly state: StoredState,
  ) {}

  static async open(sandbox: Sandbox, program: string, config: Record<string, string> = {}): Promise<Stack> {
    const state = new StoredState(sandbox.environment, projectOf(program), "dev");
    const stack = new Stack(sandbox, mkdtempSync(join(tmpdir(), "goldenimage-judge-")), state);
    stack.write(program);
    await stack.must("stack", "init", "dev");
    await stack.configure({ ...sandbox.config, ...config });
    return stack;
  }

  write(program: string): void {
    writeFileSync(join(this.folder, "Pulumi.yaml"), program);
  }

  async configure(config: Record<string, string>): Promise<void> {
    const settings = Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    await this.must("config", "set-all", ...settings);
  }

  /** `preview`, `up`, `refresh` or `destroy`. */
  async operate(
    command: "preview" | "up" | "refresh" | "destroy",
    ...flags: readonly string[]
  ): Promise<Operation> {
    const log = join(this.folder, "events.json");
    rmSync(log, { force: true });
    const yes = command === "preview" ? [] : ["--yes", "--skip-preview"];
    const { code, output } = await this.pulumi(command, "--event-log", log, "--diff", ...yes, ...flags);
    const events = existsSync(log) ? readEvents(readFileSync(log, "utf8")) : [];
    return {
      succeeded: code === 0,
      // A refresh knows only afterwards what has changed.
      steps: events.flatMap((event) =>
        stepOf(command === "refresh" ? event.resOutputsEvent : event.resourcePreEvent),
      ),
      output,
      errors: events.flatMap(errorOf),
    };
  }

  /** What the stack puts out. */
  async outputs(): Promise<Record<string, unknown>> {
    const output = await this.must("stack", "output", "--json");
    return JSON.parse(output) as Record<string, unknown>;
  }

  /** How many resources the stack has, without itself and the providers. */
  resources(): string[] {
    return this.state
      .resources()
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .map(({ urn }) => urn);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async must(...args: string[]): Promise<string> {
    const { code, output } = await this.pulumi(...args);
    if (code !== 0) throw new Error(`pulumi ${args[0]} ${args[1]} ended with ${code}:\n${output}`);
    return output;
  }

  private pulumi(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = spawn(tool("pulumi"), [...args, "--non-interactive"], {
      cwd: this.folder,
      // Else there is no --event-log, which the Automation API has, too.
      env: { ...process.env, ...this.sandbox.environment, PULUMI_DEBUG_COMMANDS: "true" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output }));
    });
  }
}

/** One event a line; a line that was cut off is none. */
function readEvents(text: string): EngineEvent[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as EngineEvent];
    } catch {
      return [];
    }
  });
}

function stepOf(event: { readonly metadata: Metadata } | undefined): Step[] {
  if (event === undefined) return [];
  const { op, urn, diffs, keys } = event.metadata;
  const [, , types = "", ...name] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  if (type.startsWith("pulumi:")) return [];
  return [{ resource: `${type}::${name.join("::")}`, op, diffs: sorted(diffs), replaces: sorted(keys) }];
}

const sorted = (names: readonly string[] | undefined): string[] => [...(names ?? [])].sort();

const errorOf = ({ diagnosticEvent: event }: EngineEvent): string[] =>
  event?.severity === "error" ? [event.message.replace(/<\{%.*?%\}>/g, "").trim()] : [];
