// What is recorded beside a resource.

import type { Recorded } from "../image-builder/records";
import type { World } from "../image-builder/world";

/** The records of a type in the resource's account and region. */
export const inRegion = (world: World, { account, region }: Recorded, type: string): Recorded[] =>
  inAccount(world, { account }, type).filter((each) => each.region === region);

/** The records of a type in the resource's account: IAM has no regions. */
export const inAccount = (world: World, { account }: Pick<Recorded, "account">, type: string): Recorded[] =>
  world.records.list(type).filter((each) => each.account === account);

/** Whether the list that a property holds has the value. */
export const lists = ({ properties }: Recorded, property: string, value: string): boolean => {
  const list = properties[property];
  return Array.isArray(list) && list.includes(value);
};
