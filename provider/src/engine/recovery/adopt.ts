// Takes up what an update before this one has made and lost. A CLI that is killed doesn't write down what it was just
// making, and AWS would refuse to make it again, or make it twice.

import type * as Pulumi from "@pulumi/pulumi";
import { versionKey } from "../../plan/child";
import type { Child } from "../../plan/child";
import { importIds } from "../ownership";
import { gapsOf } from "./orphans";
import type { Gaps } from "./orphans";
import { stackState } from "./stack-state";

/**
 * What is there is imported, and the engine updates it where the program wants it otherwise. A version can't be
 * updated, and AWS doesn't tell all that it was made of: its counter goes on to the next one, and deletes it.
 */
export async function takingUp(
  pulumi: typeof Pulumi,
  monitor: string,
  component: { urn: string; name: string; children: readonly Child[] },
  options: Pulumi.InvokeOptions,
): Promise<Pulumi.ResourceTransformation[]> {
  const state = await stackState(pulumi, monitor);
  const gaps = gapsOf(component.urn, component.name, component.children, state);
  if (gaps === undefined || (gaps.missing.length === 0 && gaps.spent.size === 0)) return [];
  const { lookUp } = require("./look-up") as typeof import("./look-up");
  const found = await lookUp(gaps, options, (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    void pulumi.log.info(
      `what an interrupted update may have made of ${component.name} can't be looked up: ${reason}`,
    );
  });
  const changes = changesOf(gaps, found);
  return [
    ({ name, props, opts }) => {
      const { spent, id } = changes.get(name) ?? {};
      return {
        props: spent === undefined ? props : { ...props, spent },
        opts: id === undefined ? opts : { ...opts, import: id },
      };
    },
  ];
}

interface Change {
  /** The ID to import. */
  id?: string;
  /** The version that was counted, and that Pulumi has nothing of. */
  spent?: string;
}

/** What changes in the registration of resources, by their names. */
function changesOf(
  { missing, spent, resourceName }: Gaps,
  found: ReadonlyMap<string, string>,
): Map<string, Change> {
  const changes = new Map<string, Change>();
  for (const [key, version] of spent) changes.set(resourceName(versionKey(key)), { spent: version });
  for (const { key, type, args } of missing) {
    const arn = found.get(key);
    if (arn === undefined) continue;
    const id = importIds[type]?.(arn) ?? arn;
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
    changes.set(resourceName(key), { id: typeof args.region === "string" ? `${id}@${args.region}` : id });
  }
  return changes;
}
