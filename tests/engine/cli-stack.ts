// A stack of a YAML program under the CLI itself, so that a test can kill what runs.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { tool } from "../../tools/paths.mjs";
import type { Settings } from "../../sandbox/image-builder/settings";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { StoredState, projectOf } from "./stored-state";
import type { StateResource } from "./stored-state";
import { resourcesIn } from "./workspace";

export interface Command {
  process: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
}

/** Resolves when the kernel has stopped the process, all its threads included, or when it has ended. */
async function isStopped(pid: number | undefined): Promise<void> {
  while (!threadStates(pid).every((state) => "TtZX".includes(state))) await delay(1);
}

/** One letter a thread; none for a process that has ended. */
function threadStates(pid: number | undefined): string[] {
  const stateOf = (thread: string): string[] => {
    const stat = readIfThere(() => readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8"));
    // The state follows the name, which is in parentheses and may have any characters.
    return stat === undefined ? [] : [stat.replace(/^.*\) /s, "").charAt(0)];
  };
  return (readIfThere(() => readdirSync(`/proc/${pid}/task`)) ?? []).flatMap(stateOf);
}

function isJson(file: string): boolean {
  const text = readIfThere(() => readFileSync(file, "utf8"));
  return text !== undefined && readIfThere(() => JSON.parse(text) as unknown) !== undefined;
}

function readIfThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

interface Opened {
  sandbox: Sandbox;
  folder: string;
  state: StoredState;
}

export class CliStack {
  private opened: Opened | undefined;

  /** `environment` is what the CLI gets beside that of the sandbox. */
  constructor(private readonly environment: Readonly<Record<string, string>> = {}) {}

  static async open(sandbox: Sandbox, program: string): Promise<CliStack> {
    const stack = new CliStack();
    await stack.open(sandbox, program);
    return stack;
  }

  async open(sandbox: Sandbox, program: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "goldenimage-cli-"));
    const state = new StoredState(sandbox.environment, projectOf(program), "dev");
    this.opened = { sandbox, folder, state };
    this.write(program);
    await this.pulumi("stack", "init", "dev").ended;
    const config = Object.entries(sandbox.config).flatMap(([key, value]) => [
      "--plaintext",
      `${key}=${value}`,
    ]);
    await this.pulumi("config", "set-all", ...config).ended;
  }

  get sandbox(): Sandbox {
    return this.held.sandbox;
  }

  private get held(): Opened {
    if (this.opened === undefined) throw new Error("the stack is open within tests only");
    return this.opened;
  }

  write(program: string): void {
    this.writeFile("Pulumi.yaml", program);
  }

  writeFile(name: string, text: string): void {
    writeFileSync(join(this.held.folder, name), text);
  }

  pulumi(...args: string[]): Command {
    return this.start(tool("pulumi"), ...args, "--non-interactive");
  }

  /** What appears on a terminal of so many columns. */
  onTerminal(columns: number, ...args: string[]): Command {
    return this.start("python3", join(__dirname, "terminal.py"), String(columns), tool("pulumi"), ...args);
  }

  private start(command: string, ...args: string[]): Command {
    const child = spawn(command, args, {
      cwd: this.held.folder,
      env: { ...process.env, TERM: "xterm-256color", ...this.sandbox.environment, ...this.environment },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
      child.on("close", (code) => resolve({ code, output })),
    );
    return { process: child, ended };
  }

  /** Runs a command that must succeed, and answers what it printed. */
  async run(...args: string[]): Promise<string> {
    const { code, output } = await this.pulumi(...args).ended;
    expect(code, output).to.equal(0);
    return output;
  }

  exportState(): Promise<string> {
    return this.run("stack", "export");
  }

  async importState(state: string): Promise<void> {
    this.writeFile("state.json", state);
    await this.run("stack", "import", "--file", "state.json");
  }

  /** All resources of the stack, as the state has them. */
  resources(): StateResource[] {
    return this.held.state.resources();
  }

  output(name: string): unknown {
    return this.held.state.outputs()[name]?.value;
  }

  /** Nothing is there twice at AWS, nothing that Pulumi doesn't know, and nothing is left to do. */
  async expectWhole(): Promise<void> {
    await this.run("preview", "--expect-no-changes");
    const known = this.resources().flatMap(({ type, id = "" }) =>
      !type.startsWith("aws:") ? [] : [type.startsWith("aws:imagebuilder/") ? id : `${type} ${id}`],
    );
    expect(resourcesIn(this.sandbox).sort()).to.deep.equal(known.sort());
  }

  /**
   * Kills a command with SIGKILL, but not while it writes the state: half a state is none. The process is stopped to look
   * at what is there, and goes on when that is half written.
   */
  async kill({ process: child }: Command): Promise<void> {
    while (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGSTOP");
      await isStopped(child.pid);
      if (this.stateIsWhole()) {
        child.kill("SIGKILL");
        return;
      }
      child.kill("SIGCONT");
      await delay(5);
    }
  }

  /** The backend writes a file beside the state, with its attributes, and can't read the state when that one is cut off. */
  private stateIsWhole(): boolean {
    const states = join(fileURLToPath(this.sandbox.environment.PULUMI_BACKEND_URL ?? ""), ".pulumi/stacks");
    const folder = join(states, readdirSync(states)[0] ?? "");
    return ["dev.json", "dev.json.attrs"].every((name) => isJson(join(folder, name)));
  }

  /** The processes of our plugin that were started from this sandbox's folder. */
  plugins(): number[] {
    const home = this.sandbox.environment.PULUMI_HOME ?? "";
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number)
      .filter((pid) => {
        try {
          return (
            readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("pulumi-resource-goldenimage.js") &&
            readFileSync(`/proc/${pid}/environ`, "utf8").includes(home)
          );
        } catch {
          return false; // It has just ended.
        }
      });
  }

  close(): void {
    if (this.opened) rmSync(this.opened.folder, { recursive: true, force: true });
    this.opened = undefined;
  }
}

interface Use {
  /** A stack for the tests around, or another for each of them. */
  scope?: "suite" | "test";
  settings?: Partial<Settings>;
  environment?: Readonly<Record<string, string>>;
}

/** A stack in a sandbox of its own. */
export function useCliStack(program: string, { scope = "suite", settings, environment }: Use = {}): CliStack {
  const stack = new CliStack(environment);
  let sandbox: Sandbox | undefined;
  const [first, last] = scope === "suite" ? [before, after] : [beforeEach, afterEach];
  first(async () => {
    sandbox = await startSandbox(settings);
    await stack.open(sandbox, program);
  });
  last(async () => {
    stack.close();
    await sandbox?.close();
  });
  return stack;
}
