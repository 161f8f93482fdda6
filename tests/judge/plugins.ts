// The two plugins that are compared, each in a sandbox of its own.

import type { Sandbox } from "../../sandbox/sandbox";
import { startSandbox } from "../../sandbox/sandbox";
import { recordFile } from "../engine/workspace";
import { startNeighbours } from "./neighbours";

export type PluginName = "stand-in" | "provider";

export const pluginNames: readonly PluginName[] = ["stand-in", "provider"];

export interface Place {
  readonly sandbox: Sandbox;
  /** Types and IDs of what there is beside Image Builder's resources. */
  neighbours(): Promise<string[]>;
  /** Has Image Builder refuse the next request of each of these operations. */
  refuse(operations: readonly string[]): Promise<void>;
  /** Puts a file into S3 that no stack has made. */
  storeFile(bucket: string, key: string): Promise<void>;
  close(): Promise<void>;
}

const named = (all: readonly { readonly type: string; readonly id: string }[]): string[] =>
  all.filter(({ type }) => type.startsWith("aws:")).map(({ type, id }) => `${type} ${id}`);

export async function openPlace(plugin: PluginName): Promise<Place> {
  if (plugin === "stand-in") {
    const sandbox = await startSandbox();
    return {
      sandbox,
      neighbours: async () => named(sandbox.imageBuilder.state().resources),
      refuse: (operations) => refuse(sandbox, operations),
      storeFile: (bucket, key) => recordFile(sandbox, bucket, key),
      close: () => sandbox.close(),
    };
  }
  const neighbours = await startNeighbours();
  const sandbox = await startSandbox({ neighbours: neighbours.records }, undefined, neighbours.aws);
  return {
    sandbox,
    neighbours: async () => named(await neighbours.records()),
    refuse: (operations) => refuse(sandbox, operations),
    storeFile: neighbours.storeFile,
    async close() {
      await sandbox.close();
      await neighbours.close();
    },
  };
}

async function refuse({ imageBuilder }: Sandbox, operations: readonly string[]): Promise<void> {
  for (const operation of operations) {
    const body = JSON.stringify({ operation, count: 1, status: 400 });
    await fetch(`${imageBuilder.url}/_sandbox/faults`, { method: "POST", body });
  }
}
