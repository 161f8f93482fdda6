// Runs programs under both plugins and compares what becomes of them.

import { reasonFor, reasonForFault } from "./accepted";
import type { Change } from "./changes/change";
import { differencesOf, faultsOf } from "./differences";
import type { Outcome } from "./outcome";
import { outcomeOf } from "./outcome";
import { openPlace, type PluginName, pluginNames } from "./plugins";
import { type Finding, tell } from "./report";

export interface Verdict extends Finding {
  /** What was found and is accepted, by its reason. */
  readonly accepted: readonly string[];
}

export async function judge(change: Change): Promise<Verdict> {
  const outcomes = new Map<PluginName, Outcome>();
  for (const plugin of pluginNames) {
    const place = await openPlace(plugin);
    try {
      await change.prepare?.(place);
      const outcome = await outcomeOf(place, change, (operation) =>
        tell(`${change.name} · ${plugin} · ${operation}`),
      );
      outcomes.set(plugin, outcome);
    } finally {
      await place.close();
    }
  }
  return verdictOf(change, outcomes.get("stand-in") as Outcome, outcomes.get("provider") as Outcome);
}

function verdictOf({ name, fails, meddle }: Change, standIn: Outcome, provider: Outcome): Verdict {
  const accepted: string[] = [];
  const isNew = (reason: string | undefined): boolean => {
    if (reason !== undefined) accepted.push(reason);
    return reason === undefined;
  };
  const differences = differencesOf(standIn, provider).filter((each) => isNew(reasonFor(name, each)));
  const faults = (
    [
      ["stand-in", standIn],
      ["provider", provider],
    ] as const
  )
    .flatMap(([plugin, outcome]) =>
      faultsOf(outcome, fails, meddle !== undefined).map((fault) => ({ plugin, fault })),
    )
    .filter(({ plugin, fault }) => isNew(reasonForFault(name, plugin, fault)));
  return { program: name, differences, faults, accepted: [...new Set(accepted)] };
}
