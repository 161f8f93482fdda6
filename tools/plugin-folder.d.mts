import type { BundleOptions } from "./bundle.mjs";

export function writePluginFolder(folder: string, options?: BundleOptions): Promise<void>;
