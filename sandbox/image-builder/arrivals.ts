// What builds have brought about outside Image Builder: in which account and region, and by which build.

import type { Delivery } from "../events/event";
import type {
  ArrivedAmi,
  ArrivedContainer,
  ExportedFile,
  LaunchTemplateVersion,
  Store,
  World,
} from "./world";

export interface ArrivedParameter {
  readonly name: string;
  readonly value: string;
  readonly dataType: string;
  readonly sourceImageArn: string;
}

export interface PlaceArrivals {
  readonly amis: ArrivedAmi[];
  readonly containers: ArrivedContainer[];
  readonly parameters: ArrivedParameter[];
  readonly launchTemplateVersions: LaunchTemplateVersion[];
  readonly exports: ExportedFile[];
  readonly events: Delivery[];
}

/** By account, then by region; only where something is. */
export type Arrivals = Record<string, Record<string, PlaceArrivals>>;

/** Of one build, or of all. */
export function arrivals(world: World, imageArn?: string): Arrivals {
  const found: Arrivals = {};
  for (const store of world.allStores()) {
    const here = arrivalsIn(store, imageArn);
    if (Object.values(here).some((list: unknown[]) => list.length > 0)) {
      const { account, region } = store.place;
      found[account] = { ...found[account], [region]: here };
    }
  }
  return structuredClone(found);
}

function arrivalsIn(store: Store, imageArn: string | undefined): PlaceArrivals {
  const ofImage = ({ sourceImageArn }: { readonly sourceImageArn: string }): boolean =>
    imageArn === undefined || sourceImageArn === imageArn;
  const parameters = [...store.parameters].map(([name, parameter]) => ({ name, ...parameter }));
  return {
    amis: [...store.amis.values()].filter(ofImage),
    containers: store.containers.filter(ofImage),
    parameters: parameters.filter(ofImage),
    launchTemplateVersions: store.launchTemplateVersions.filter(ofImage),
    exports: store.exports.filter(ofImage),
    events: store.deliveries.filter(
      ({ event }) => imageArn === undefined || event.resources.includes(imageArn),
    ),
  };
}
