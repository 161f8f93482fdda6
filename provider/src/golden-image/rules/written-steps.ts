// The steps that the user wrote, as the plan names them.

import { isOpen, knownList, knownObject, knownString, undecided } from "../../checks/known";
import type { Problem } from "../../checks/problems";
import type { Values } from "../../protocol/values";
import { named } from "../steps";
import type { ImageContext } from "./context";

export interface WrittenStep {
  readonly path: string;
  readonly step: Values;
  /** Its name, or what the plan calls it; empty where the name is refused. */
  readonly label: string;
  readonly test: boolean;
}

export function writtenSteps(inputs: Values): WrittenStep[] {
  const lists: [path: string, list: unknown, kind: string | undefined][] = [
    ["customize", inputs.customize, undefined],
    ["harden.steps", knownObject(inputs.harden).steps, "harden"],
    ["tests.steps", knownObject(inputs.tests).steps, "test"],
  ];
  return lists.flatMap(([path, list, kind]) => {
    const items = knownList(list);
    return named(path, items.map(knownObject), kind)
      .filter((_, index) => isOpen(items[index]))
      .map(({ label, path: at, step, phase }) => ({
        path: at,
        step,
        label: step.name === undefined ? label : undecided(step.name) ? "" : (knownString(step.name) ?? ""),
        test: phase === "test",
      }));
  });
}

/** Makes a check of each step. */
export const onSteps =
  (
    check: (step: WrittenStep, context: ImageContext) => Problem[],
  ): ((inputs: Values, context: ImageContext) => Problem[]) =>
  (inputs, context) =>
    writtenSteps(inputs).flatMap((step) => check(step, context));
