// What becomes of a program, step by step.

import { isPlainObject } from "../../provider/src/protocol/values";
import type { Snapshot } from "../../sandbox/image-builder";
import { resourceTypes } from "../../sandbox/aws-plugin/resource-types";
import type { Place } from "./plugins";
import { type Operation, Stack } from "./stack";

export interface Outcome {
  readonly operations: ReadonlyMap<string, Operation>;
  /** What Image Builder held in the end, with what differs by chance blotted out. */
  readonly held: Readonly<Record<string, unknown>>;
  /** What there still was when the stack was destroyed. */
  readonly left: readonly string[];
}

/** The update that is to fail. */
export const failing = "up with the change, refused";

export interface Script {
  readonly program: string;
  /** What it is changed to, with the settings of the stack that change along. */
  readonly changed?: { readonly program: string; readonly config?: Record<string, string> };
  readonly config?: Record<string, string>;
  /** Operations of Image Builder, each of which is refused once in the update with the change. */
  readonly refused?: readonly string[];
  /** Changes something behind Pulumi's back, before the refresh. */
  meddle?(place: Place): Promise<void>;
  /** Whether the program is previewed only. */
  readonly previewOnly?: boolean;
}

/** Runs a program, and its change where it has one, through all operations. */
export async function outcomeOf(
  place: Place,
  script: Script,
  tell: (operation: string) => void,
): Promise<Outcome> {
  const { sandbox } = place;
  const before = await place.neighbours();
  const stack = await Stack.open(sandbox, script.program, script.config);
  const operations = new Map<string, Operation>();
  const operate = async (
    label: string,
    command: Parameters<Stack["operate"]>[0],
    ...flags: string[]
  ): Promise<boolean> => {
    tell(label);
    const operation = await stack.operate(command, ...flags);
    operations.set(label, operation);
    return operation.succeeded;
  };
  let held = {};
  try {
    const previewed = await operate("preview", "preview");
    if (script.previewOnly !== true && previewed && (await operate("up", "up"))) {
      if (script.changed !== undefined) {
        stack.write(script.changed.program);
        await stack.configure(script.changed.config ?? {});
        await operate("preview of the change", "preview");
        if (script.refused === undefined) await operate("up with the change", "up");
        else {
          await place.refuse(script.refused);
          // So that each of the refusals is met.
          await operate(failing, "up", "--continue-on-error");
          sandbox.imageBuilder.clearFaults();
        }
      }
      await operate("up again", "up");
      await script.meddle?.(place);
      await operate("refresh", "refresh");
      await operate("up after the refresh", "up");
      if (script.meddle !== undefined) await operate("up in the end", "up");
      held = heldBy(sandbox.imageBuilder.state());
    }
    sandbox.imageBuilder.empty();
    if (script.previewOnly !== true) await operate("destroy", "destroy");
    const neighbours = await place.neighbours();
    const left = [
      ...stack.resources(),
      ...neighbours.filter((each) => !before.includes(each)),
      ...Object.keys(heldBy(sandbox.imageBuilder.state())),
    ];
    return { operations, held, left };
  } finally {
    stack.close();
  }
}

/** Images and what comes with them stay by choice. */
const stays = new Set([
  "images",
  "amis",
  "snapshots",
  "lifecycleExecutions",
  "containers",
  "parameters",
  "workflowRuns",
  "instances",
  "launchTemplateVersions",
  "exports",
  "deliveries",
]);

/** Image Builder's resources by what they are called, without what AWS owns. */
function heldBy({ accounts }: Snapshot): Record<string, unknown> {
  const all = Object.entries(accounts).flatMap(([account, regions]) =>
    Object.entries(regions).flatMap(([region, kinds]) =>
      Object.entries(kinds as object).flatMap(([kind, resources]) =>
        stays.has(kind)
          ? []
          : (resources as { arn?: string; dateUpdated?: string }[])
              .filter(({ arn }) => arn?.split(":")[4] === account)
              // When something was updated last follows from the updates, which are compared.
              .map(({ dateUpdated: _, ...resource }): [string, unknown] => [
                `${region} ${String(resource.arn)}`,
                resource,
              ]),
      ),
    ),
  );
  return JSON.parse(blotted(JSON.stringify(Object.fromEntries(all))), plain) as Record<string, unknown>;
}

/** What Terraform has as a set is sent in any order. */
const sets = new Set(
  Object.values(resourceTypes).flatMap(({ sets: paths }) => paths.map((path) => path.split(".").at(-1))),
);

/** The same text for the same content, whatever the order of its members. */
const keyOf = (value: unknown): string =>
  isPlainObject(value)
    ? JSON.stringify(
        Object.keys(value)
          .sort()
          .map((key) => [key, keyOf(value[key])]),
      )
    : JSON.stringify(value);

/** An empty list says no more than none. */
function plain(name: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.length === 0) return undefined;
  return sets.has(name)
    ? [...value].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
    : (value as unknown[]);
}

/** Without what differs from run to run. */
export const blotted = (text: string): string =>
  text
    .replace(/\b(ami|lt|vpc|subnet|sg|rtb|vpce|pl|snap)-[0-9a-f]{8,17}\b/g, "$1-*")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "*")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "*")
    .replace(/-[0-9a-f]{7}(?=["/\\])/g, "-*")
    .replace(/\b[0-9a-f]{16}\b/g, "*");
