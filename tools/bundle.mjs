import { build } from "esbuild";

/** Bundles a plugin into one file that needs nothing but Node. Modules are still loaded when they are first used. */
export async function bundlePlugin(entry, outfile) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [
      {
        // The Pulumi SDK compiles TypeScript programs by itself; a plugin never needs that.
        name: "without-typescript",
        setup(builder) {
          builder.onLoad({ filter: /@pulumi[\\/]pulumi[\\/]typescript-shim\.js$/ }, () => ({ contents: "" }));
        },
      },
    ],
  });
}
