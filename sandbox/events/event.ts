// What services tell EventBridge.

import { randomUUID } from "node:crypto";
import type { Place } from "../image-builder/arns";
import { now } from "../image-builder/call";

/** As services send them. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface ServiceEvent extends Place {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An event as a target got it, or why it did not. */
export interface Delivery {
  readonly rule: string;
  readonly targetArn: string;
  readonly event: ServiceEvent;
  readonly failure?: string;
}

/** An event of Image Builder's; fractions of a second are not told. */
export const imageBuilderEvent = (
  { account, region }: Place,
  event: Pick<ServiceEvent, "detail-type" | "resources" | "detail">,
): ServiceEvent => ({
  version: "0",
  id: randomUUID(),
  source: "aws.imagebuilder",
  account,
  region,
  time: now().replace(/\.\d+/, ""),
  ...event,
});
