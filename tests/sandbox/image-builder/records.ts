// A plain record of the AWS resources that are not Image Builder's (roles, topics, buckets), as the stand-in of the aws
// plugin reports them. Nothing is checked or acted upon here; builds look some of them up.

import type { Place } from "./arns";

export interface Resource extends Place {
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Recorded extends Resource {
  readonly type: string;
  readonly id: string;
}

export class Records {
  private readonly byType = new Map<string, Map<string, Resource>>();

  put(type: string, id: string, resource: Resource): void {
    const ofType = this.byType.get(type) ?? new Map<string, Resource>();
    this.byType.set(type, ofType.set(id, resource));
  }

  get(type: string, id: string): Resource | undefined {
    return this.byType.get(type)?.get(id);
  }

  delete(type: string, id: string): boolean {
    return this.byType.get(type)?.delete(id) ?? false;
  }

  list(wantedType?: string): Recorded[] {
    return [...this.byType]
      .filter(([type]) => wantedType === undefined || type === wantedType)
      .flatMap(([type, resources]) => [...resources].map(([id, resource]) => ({ type, id, ...resource })));
  }
}
