// Stacks of inline TypeScript programs, on the real CLI and engine, in a sandbox of their own.

import { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { StoredState, nameOf } from "./stored-state";
import type { StateResource } from "./stored-state";

export type { StateResource } from "./stored-state";

// gRPC remembers for a while that nobody answers at an address. A later engine may well listen at the port of one that
// has ended, so each client keeps such memories to itself.
const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

const projectName = "engine";

export class Workspace {
  private count = 0;
  private readonly files = new Set<string>();
  private opened: Sandbox | undefined;
  private environment: NodeJS.ProcessEnv = {};
  /** Asked for its version once. */
  private command: Promise<PulumiCommand> | undefined;

  /** `plugin` is the folder of another plugin than the build's. */
  static async open(plugin?: string): Promise<Workspace> {
    const workspace = new Workspace();
    await workspace.open(plugin);
    return workspace;
  }

  get sandbox(): Sandbox {
    if (this.opened === undefined) throw new Error("the workspace is open within tests only");
    return this.opened;
  }

  async open(plugin?: string): Promise<void> {
    this.opened = await startSandbox({}, plugin);
    this.environment = { ...process.env };
    // The Automation API finds the CLI on the PATH of this process.
    Object.assign(process.env, this.opened.environment);
  }

  async close(): Promise<void> {
    if (this.opened === undefined) return;
    process.env = this.environment;
    await this.opened.close();
    this.opened = undefined;
    this.files.clear();
  }

  async stackOf(program: PulumiFn): Promise<Stack> {
    const stack = await LocalWorkspace.createStack(
      { stackName: `stack-${++this.count}`, projectName, program },
      { envVars: this.sandbox.environment, pulumiCommand: await (this.command ??= PulumiCommand.get()) },
    );
    readFromFiles(stack);
    await stack.setAllConfig(
      Object.fromEntries(Object.entries(this.sandbox.config).map(([key, value]) => [key, { value }])),
    );
    return stack;
  }

  /** What there still is; images stay by choice. */
  leftovers(): string[] {
    return resourcesIn(this.sandbox, this.files);
  }

  /** Puts a file into S3 that no stack has made, as far as the sandbox is concerned. */
  async storeFile(bucket: string, key: string): Promise<void> {
    await recordFile(this.sandbox, bucket, key);
    this.files.add(key);
  }

  /** Empties a repository or a bucket of what builds have put there, as a user must before a stack can go. */
  async empty(name: string, region?: string): Promise<void> {
    const { url } = this.sandbox.imageBuilder;
    const query = region === undefined ? "" : `?region=${region}`;
    await fetch(`${url}/_sandbox/contents/${encodeURIComponent(name)}${query}`, { method: "DELETE" });
  }

  /** The state as it is stored: the Automation API's export shows secrets. */
  storedState(stack: Stack): string {
    return stateOf(stack).text();
  }
}

const stateOf = ({ name, workspace }: Stack): StoredState =>
  new StoredState(workspace.envVars, projectName, name);

/** Lets a stack read the results of an operation from files, where they can be read from there. */
function readFromFiles(stack: Stack): void {
  const state = stateOf(stack);
  const ask = stack.outputs.bind(stack);
  stack.outputs = async () => (state.hasSecrets() ? ask() : state.outputs());
  stack.info = async () => state.lastUpdate();
}

/** A workspace for the tests around, or another for each of them. */
export function useWorkspace(scope: "suite" | "test" = "suite"): Workspace {
  const workspace = new Workspace();
  const [first, last] = scope === "suite" ? [before, after] : [beforeEach, afterEach];
  first(() => workspace.open());
  last(() => workspace.close());
  return workspace;
}

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

/** A client of the sandbox's account, as somebody has who works beside Pulumi. */
export const clientOf = ({ imageBuilder }: Sandbox): ImagebuilderClient =>
  new ImagebuilderClient({
    endpoint: imageBuilder.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  });

export async function recordFile({ imageBuilder }: Sandbox, bucket: string, key: string): Promise<void> {
  const path = [objectType, key].map(encodeURIComponent).join("/");
  await fetch(`${imageBuilder.url}/_sandbox/resources/${path}`, {
    method: "PUT",
    body: JSON.stringify({ account: "123456789012", region: "eu-west-1", properties: { bucket, key } }),
  });
}

/** All that there is but images and what belongs to them: ARNs of Image Builder's resources, types and IDs of others. */
export function resourcesIn({ imageBuilder }: Sandbox, files: ReadonlySet<string> = new Set()): string[] {
  const { accounts, resources } = imageBuilder.state();
  const kept = new Set([
    "images",
    "amis",
    "snapshots",
    "lifecycleExecutions",
    "containers",
    "parameters",
    "workflowRuns",
    "instances",
  ]);
  const own = placesOf(accounts)
    .flatMap((place) => Object.entries(place))
    .filter(([kind]) => !kept.has(kind))
    .flatMap(([, held]) => held as { arn?: string }[])
    .map(({ arn }) => String(arn))
    .filter((arn) => arn.split(":")[4] !== "aws");
  const others = resources
    // Import tasks and snapshots stay, as the AMIs do.
    .filter(({ type, id }) => !type.startsWith("ec2:") && !(type === objectType && files.has(id)))
    .map(({ type, id }) => `${type} ${id}`);
  return [...own, ...others];
}

/** The resources of a stack by name. */
export async function resourcesOf(stack: Stack): Promise<Map<string, StateResource>> {
  const state = stateOf(stack);
  const resources = state.hasSecrets() ? await exported(stack) : state.resources();
  return new Map(resources.map((resource) => [nameOf(resource), resource]));
}

async function exported(stack: Stack): Promise<StateResource[]> {
  const { deployment } = await stack.exportStack();
  return (deployment as { resources?: StateResource[] }).resources ?? [];
}

/** What an operation that must fail printed. */
export async function failureOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("the operation succeeded, but should have failed");
}
