export interface BundleOptions {
  metafile?: string;
  instead?: Record<string, string>;
}

export function bundlePlugin(entry: string, outfile: string, options?: BundleOptions): Promise<void>;
