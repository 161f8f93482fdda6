// Takes up what an update before this one has made and lost. A CLI that is killed doesn't write down what it was just
// making, and AWS would refuse to make it again, or make it twice.

import type * as Pulumi from "@pulumi/pulumi";
import { versionKey } from "../plan/child";
import type { Child } from "../plan/child";
import { importIds } from "../plan/ownership";
import { gapsOf } from "./missing";
import type { Gaps } from "./missing";
import { stackState } from "./stack-state";

/**
 * What is there is imported, and the engine updates it where the program wants it otherwise. A version can't be
 * updated, and AWS doesn't tell all that it was made of: its counter takes it away, and it is made again.
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
  const found = await lookUp(gaps, options, (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    void pulumi.log.info(
      `what an interrupted update may have made of ${component.name} can't be looked up: ${reason}`,
    );
  });
  const changes = new Map(gaps.missing.flatMap(({ child }) => changeFor(child, found.get(child.key), gaps)));
  return [
    ({ name, props, opts }) => {
      const { lost, id } = changes.get(name) ?? {};
      return {
        props: lost === undefined ? props : { ...props, lost },
        opts: id === undefined ? opts : { ...opts, import: id },
      };
    },
  ];
}

interface Change {
  /** The ID to import. */
  id?: string;
  /** The ARN of a version to take away. */
  lost?: string;
}

/** What changes in the registration of a resource, by its name. */
function changeFor(
  { key, type, args, versioned }: Child,
  arn: string | undefined,
  { resourceName }: Gaps,
): [string, Change][] {
  if (arn === undefined) return [];
  if (versioned) return [[resourceName(versionKey(key)), { lost: arn }]];
  const id = importIds[type]?.(arn) ?? arn;
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
  return [[resourceName(key), { id: typeof args.region === "string" ? `${id}@${args.region}` : id }]];
}
