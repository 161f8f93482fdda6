// Everything that the sandbox holds, as plain data: which resources, AMIs and parameters are where.

import type { Recorded } from "./records";
import type { Store, World } from "./world";

export type PlaceSnapshot = ReturnType<typeof placeSnapshot>;

export interface Snapshot {
  /** By account, then by region. */
  readonly accounts: Record<string, Record<string, PlaceSnapshot>>;
  readonly resources: Recorded[];
}

export function snapshot(world: World): Snapshot {
  const accounts: Record<string, Record<string, PlaceSnapshot>> = {};
  for (const store of world.allStores()) {
    const { account, region } = store.place;
    accounts[account] = { ...accounts[account], [region]: placeSnapshot(store) };
  }
  return structuredClone({ accounts, resources: world.records.list() });
}

/** What all accounts hold in all regions. */
export const placesOf = <Held>(accounts: Record<string, Record<string, Held>>): Held[] =>
  Object.values(accounts).flatMap((regions) => Object.values(regions));

const placeSnapshot = (store: Store) => ({
  components: [...store.components.values()],
  imageRecipes: [...store.imageRecipes.values()],
  containerRecipes: [...store.containerRecipes.values()],
  workflows: [...store.workflows.values()],
  infrastructureConfigurations: [...store.infrastructureConfigurations.values()],
  distributionConfigurations: [...store.distributionConfigurations.values()],
  imagePipelines: [...store.imagePipelines.values()],
  lifecyclePolicies: [...store.lifecyclePolicies.values()],
  images: [...store.images.values()],
  workflowRuns: [...store.workflowRuns.values()],
  instances: [...store.instances.values()],
  amis: [...store.amis.values()],
  snapshots: [...store.snapshots.values()],
  lifecycleExecutions: [...store.lifecycleExecutions],
  containers: [...store.containers],
  parameters: Object.fromEntries(
    [...store.parameters].map(([name, { value, dataType }]) => [name, { value, dataType }]),
  ),
});
