// What follows from the inputs that must be known in preview: what kind of image it is, and for which machine.

import type { Architecture, Platform } from "../checks/schema/generated/types";
import { catalogue } from "./catalogue";

export interface Decisions {
  platform: Platform;
  architecture: Architecture;
  container: boolean;
  tested: boolean;
}

/** The inputs that decide, plain. */
export interface Deciding {
  os?: string;
  /** The ARN of the image, or of the pipeline of images, that it starts from. */
  startsFrom?: unknown;
  platform?: Platform;
  architecture?: Architecture;
  container: boolean;
  tested?: boolean;
}

export function decide(given: Deciding): Decisions {
  const os = given.os === undefined ? undefined : catalogue[given.os];
  const platform = given.platform ?? os?.platform ?? "Linux";
  return {
    platform,
    architecture: given.architecture ?? architectureOf(given, platform),
    container: given.container,
    tested: given.tested ?? true,
  };
}

function architectureOf({ startsFrom }: Deciding, platform: Platform): Architecture {
  if (platform === "macOS") return "arm64";
  return typeof startsFrom === "string" && /arm64/.test(startsFrom) ? "arm64" : "x86_64";
}
