// How the outcomes of one program under the two plugins differ.

import { isDeepStrictEqual } from "node:util";
import { resourceTypes } from "../../sandbox/aws-plugin/resource-types";
import type { Outcome } from "./outcome";
import { blotted, failing } from "./outcome";
import type { Operation, Step } from "./stack";

export interface Difference {
  readonly operation: string;
  /** A resource, or what else it is about. */
  readonly about: string;
  readonly standIn: string;
  readonly provider: string;
}

/** Outputs that change along are not the program's doing, and the stand-in doesn't tell them. */
function isInput(resource: string, path: string): boolean {
  const table = resourceTypes[resource.split("::")[0] ?? ""];
  return table === undefined || topOf(path) in table.inputs;
}

export function differencesOf(standIn: Outcome, provider: Outcome): Difference[] {
  const labels = new Set([...standIn.operations.keys(), ...provider.operations.keys()]);
  return [
    ...[...labels].flatMap((label) =>
      ofOperation(label, standIn.operations.get(label), provider.operations.get(label)),
    ),
    ...ofHeld(standIn.held, provider.held),
    ...ofLeft(standIn.left, provider.left),
  ];
}

function ofOperation(operation: string, standIn?: Operation, provider?: Operation): Difference[] {
  const ends = [endOf(standIn), endOf(provider)] as const;
  if (standIn === undefined || provider === undefined || standIn.succeeded !== provider.succeeded) {
    return [{ operation, about: "the operation", standIn: ends[0], provider: ends[1] }];
  }
  // What is under way when something fails is a matter of chance.
  if (!standIn.succeeded) return [];
  const resources = new Set([...standIn.steps, ...provider.steps].map(({ resource }) => resource));
  return [...resources].sort().flatMap((about) => {
    const [left, right] = [standIn, provider].map(({ steps }) =>
      doneTo(steps.filter(({ resource }) => resource === about)),
    ) as [string, string];
    return left === right ? [] : [{ operation, about, standIn: left, provider: right }];
  });
}

function endOf(operation: Operation | undefined): string {
  if (operation === undefined) return "did not come to it";
  if (operation.succeeded) return "succeeded";
  return `failed: ${blotted(operation.errors.join(" | ") || operation.output).slice(0, 700)}`;
}

/** The steps in their order: so a resource that is deleted first differs from one that is deleted last. */
export function doneTo(steps: readonly Step[]): string {
  const done = steps.filter(({ op }) => op !== "same" && op !== "read");
  const names = (resource: string, all: readonly string[]): string =>
    all.filter((name) => isInput(resource, name)).join(", ");
  // The provider's code asks for the replacement where the region differs (forceNewIfRegionChanges), and the bridge then
  // doesn't name it.
  const reasonsOf = (resource: string, all: readonly string[]): string =>
    names(
      resource,
      all.filter((name) => name !== "region"),
    );
  return done.length === 0
    ? "nothing"
    : done
        .map(({ resource, op, diffs, replaces }) => {
          const why =
            op === "update" ? names(resource, diffs) : op === "replace" ? reasonsOf(resource, replaces) : "";
          return why === "" ? op : `${op} (${why})`;
        })
        .join(", ");
}

const topOf = (path: string): string => path.split(/[.[]/)[0] ?? path;

function ofHeld(standIn: Outcome["held"], provider: Outcome["held"]): Difference[] {
  const names = new Set([...Object.keys(standIn), ...Object.keys(provider)]);
  return [...names].sort().flatMap((name) => {
    const [left, right] = [standIn[name], provider[name]];
    if (isDeepStrictEqual(left, right)) return [];
    const operation = "what Image Builder holds";
    if (left === undefined || right === undefined) {
      const [there, gone] = ["is there", "is not there"];
      return [
        {
          operation,
          about: name,
          standIn: left === undefined ? gone : there,
          provider: right === undefined ? gone : there,
        },
      ];
    }
    return fieldsOf(left as object, right as object).map(([field, one, other]) => ({
      operation,
      about: `${name} ${field}`,
      standIn: one,
      provider: other,
    }));
  });
}

function fieldsOf(left: object, right: object): [string, string, string][] {
  const values = [left, right] as [Record<string, unknown>, Record<string, unknown>];
  const fields = new Set(values.flatMap((each) => Object.keys(each)));
  return [...fields].sort().flatMap((field): [string, string, string][] => {
    const [one, other] = values.map((each) => each[field]);
    return isDeepStrictEqual(one, other) ? [] : [[field, show(one), show(other)]];
  });
}

const show = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 300);

function ofLeft(standIn: readonly string[], provider: readonly string[]): Difference[] {
  const operation = "what destroy leaves";
  const [left, right] = [standIn, provider].map((all) => blotted(JSON.stringify([...all].sort()))) as [
    string,
    string,
  ];
  return left === right ? [] : [{ operation, about: "the sandbox", standIn: left, provider: right }];
}

/**
 * What must not happen under either plugin: a failure, a change where there is none, or something left behind. Where the
 * preview must refuse an input, that it doesn't is what must not happen.
 */
export function faultsOf({ operations, left }: Outcome, refused?: string, meddled = false): string[] {
  if (refused !== undefined) {
    const { succeeded, output = "" } = operations.get("preview") ?? {};
    return succeeded === false && output.includes(refused) ? [] : [`preview: ${refused} is not refused`];
  }
  const failed = [...operations].filter(([label, { succeeded }]) => succeeded === (label === failing));
  // After an update that failed, or a change behind Pulumi's back, the next ones have something to do.
  const quiet =
    operations.has(failing) || meddled ? ["up in the end"] : ["up again", "refresh", "up after the refresh"];
  const changed = quiet.flatMap((label) =>
    (operations.get(label)?.steps ?? [])
      .filter(({ op }) => !["same", "refresh", "read"].includes(op))
      .map((step) => `${label}: ${step.resource}: ${doneTo([step])}`),
  );
  return [
    ...failed.map(([label, operation]) => `${label}: ${endOf(operation)}`),
    ...changed,
    ...left.map((each) => `left behind: ${each}`),
  ];
}
