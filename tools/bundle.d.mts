export function bundlePlugin(entry: string, outfile: string): Promise<void>;
