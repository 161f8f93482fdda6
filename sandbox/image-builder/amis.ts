// AMIs and their snapshots, of which one stands for those of all volumes.

import type { ArrivedAmi, Store } from "./world";

export function registerAmi(store: Store, ami: ArrivedAmi): void {
  const snapshotId = ami.imageId.replace("ami-", "snap-");
  store.amis.set(ami.imageId, ami);
  store.snapshots.set(snapshotId, { snapshotId, imageId: ami.imageId, tags: ami.tags });
}

export const snapshotsOf = (store: Store, { imageId }: ArrivedAmi): string[] =>
  [...store.snapshots.values()]
    .filter((each) => each.imageId === imageId)
    .map(({ snapshotId }) => snapshotId);
