// The image that a built-in document is for.

import type { Platform } from "../check/platforms";

/** There are containers of Linux and of Windows. */
export interface TargetImage {
  platform: Platform;
  container: boolean;
}

/** One thing that holds for every instance of an image. The name is also that of its step. */
export interface Check {
  name: string;
  timeoutSeconds: number;
  script: string;
}
