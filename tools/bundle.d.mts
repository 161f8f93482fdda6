export function bundlePlugin(entry: string, outfile: string, options?: { metafile?: string }): Promise<void>;
