// Every change that the lane tries.

import type { Change } from "./change";
import { drift } from "./drift";
import { empty } from "./empty";
import { failed } from "./failed";
import { goldenImage } from "./golden-image";
import { leftOut } from "./left-out";
import { order } from "./order";
import { refused } from "./refused";

export const changes: readonly Change[] = [
  ...leftOut,
  ...order,
  ...drift,
  ...empty,
  ...failed,
  ...goldenImage,
  ...refused,
];
