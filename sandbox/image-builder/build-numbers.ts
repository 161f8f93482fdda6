import { arnOf } from "./arns";
import type { Store } from "./world";

/** The ARN of an image version's next build. */
export function nextBuild(store: Store, name: string, version: string): string {
  const arn = arnOf(store.place, "image", name, version);
  const build = (store.buildNumbers.get(arn) ?? 0) + 1;
  store.buildNumbers.set(arn, build);
  return `${arn}/${build}`;
}
