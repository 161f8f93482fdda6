// What a document is for.

export type Platform = "Linux" | "Windows" | "macOS";

/** There are containers of Linux and of Windows. */
export interface Subject {
  platform: Platform;
  container: boolean;
}

/** One thing that holds for every instance of an image. The name is also that of its step. */
export interface Check {
  name: string;
  timeoutSeconds: number;
  script: string;
}
