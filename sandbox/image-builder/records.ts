// A plain record of the AWS resources that are not Image Builder's (roles, topics, buckets), as the stand-in of the aws
// plugin reports them. Nothing is checked here: ../neighbours knows what AWS refuses. Builds look some of them up.

import type { Place } from "./arns";

export interface Resource extends Place {
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Recorded extends Resource {
  readonly type: string;
  readonly id: string;
}

/** Where to look: in any account and region, unless they are given. */
export type Where = Partial<Place>;

export class Records {
  private readonly recorded: Recorded[] = [];
  private readonly creations = new WeakMap<Recorded, Date>();

  put(type: string, id: string, resource: Resource, createdAt = new Date()): void {
    const before = this.get(type, id, resource);
    this.delete(type, id, resource);
    const record = { type, id, ...resource };
    this.recorded.push(record);
    this.creations.set(record, before === undefined ? createdAt : this.createdAt(before));
  }

  createdAt(record: Recorded): Date {
    return this.creations.get(record) ?? new Date(0);
  }

  get(type: string, id: string, where: Where = {}): Recorded | undefined {
    return this.recorded.find(matcher(type, id, where));
  }

  delete(type: string, id: string, where: Where = {}): boolean {
    const found = this.recorded.findIndex(matcher(type, id, where));
    if (found >= 0) {
      this.recorded.splice(found, 1);
    }
    return found >= 0;
  }

  /** Has exactly these of the aws package's types. */
  replaceAll(recorded: readonly Recorded[]): void {
    const others = this.recorded.filter(({ type }) => !type.startsWith("aws:"));
    this.recorded.splice(0, Infinity, ...others, ...recorded);
  }

  list(wantedType?: string): Recorded[] {
    return this.recorded.filter(({ type }) => wantedType === undefined || type === wantedType);
  }
}

const matcher =
  (type: string, id: string, { account, region }: Where) =>
  (each: Recorded): boolean =>
    each.type === type &&
    each.id === id &&
    (account ?? each.account) === each.account &&
    (region ?? each.region) === each.region;
