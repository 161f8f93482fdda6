// An image goes from state to state, and Image Builder tells the event bus of it.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html

import type { ImageStatus } from "@aws-sdk/client-imagebuilder";
import { imageBuilderEvent } from "../events/event";
import type { Call } from "./call";
import type { StoredImage } from "./world";

const told: readonly (ImageStatus | undefined)[] = [
  "BUILDING",
  "TESTING",
  "DISTRIBUTING",
  "INTEGRATING",
  "AVAILABLE",
  "CANCELLED",
  "FAILED",
];

export function changeState(
  image: StoredImage,
  state: StoredImage["state"],
  { world, store }: Pick<Call, "world" | "store">,
): void {
  const before = image.state.status;
  image.state = state;
  if (told.includes(state.status)) {
    world.events.emit(
      "event",
      imageBuilderEvent(store.place, {
        "detail-type": "EC2 Image Builder Image State Change",
        resources: [image.arn],
        detail: { "previous-state": { status: before }, state: { status: state.status } },
      }),
    );
  }
}
