// Takes up what an update before this one has made and lost. A CLI that is killed doesn't write down what it was just
// making, and AWS would refuse to make it again, or make it twice.

import type * as Pulumi from "@pulumi/pulumi";
import type { Child } from "../plan/child";
import { gapsOf } from "./missing";
import { stackState } from "./stack-state";

/**
 * Imports what is there. The engine updates what it imports where the program wants it otherwise, and imports nothing
 * that it has already.
 */
export async function takingUp(
  pulumi: typeof Pulumi,
  monitor: string,
  component: { urn: string; name: string; children: readonly Child[] },
  options: Pulumi.InvokeOptions,
): Promise<Pulumi.ResourceTransformation[]> {
  const state = await stackState(pulumi, monitor);
  const gaps = gapsOf(component.urn, component.name, component.children, state);
  if (gaps === undefined || gaps.missing.length === 0) return [];
  const { lookUp } = require("./look-up") as typeof import("./look-up");
  const found = await lookUp(gaps, options).catch(async (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    await pulumi.log.info(
      `what an interrupted update may have made of ${component.name} can't be looked up: ${reason}`,
    );
    return new Map<string, string>();
  });
  const ids = new Map([...found].map(([key, id]) => [gaps.resourceName(key), id]));
  return [({ name, props, opts }) => ({ props, opts: { ...opts, ...importOf(ids.get(name)) } })];
}

const importOf = (id: string | undefined): { import?: string } => (id === undefined ? {} : { import: id });
