import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a plugin into one file that needs nothing but Node. Modules are still loaded when they are first used. With
 * `instead`, other modules stand in for some: by path, the path of the other.
 */
export async function bundlePlugin(entry, outfile, { metafile, instead = {} } = {}) {
  const built = await build({
    metafile: metafile !== undefined,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
    // The Pulumi SDK has all of npm in it, and uses a part that doesn't look for node-gyp.
    logOverride: { "require-resolve-not-external": "silent" },
    plugins: [
      {
        name: "instead",
        setup(builder) {
          builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const other = instead[path];
            return (
              other && { contents: `export * from ${JSON.stringify(other)};`, resolveDir: dirname(other) }
            );
          });
        },
      },
      {
        // What the Pulumi SDK has beside its runtime: a compiler for programs, the Automation API, and a packer of
        // functions that brings npm along. A plugin never needs them, and loading them takes longer than all the rest.
        name: "the-runtime-alone",
        setup(builder) {
          builder.onLoad(
            {
              filter:
                /@pulumi[\\/]pulumi[\\/](typescript-shim|automation[\\/]index|runtime[\\/]closure[\\/]codePaths)\.js$/,
            },
            () => ({ contents: "" }),
          );
        },
      },
      {
        // The clients of other services have hundreds of operations. Only the form with `import` lets the bundler drop
        // those that aren't used; the rest of the SDK stays outside, to be shared with Image Builder's client.
        name: "only-what-is-used-of-clients",
        setup(builder) {
          builder.onLoad({ filter: /[\\/]aws[\\/]\w+-client\.ts$/ }, async ({ path }) => {
            const { outputFiles } = await build({
              entryPoints: [path],
              bundle: true,
              write: false,
              platform: "node",
              target: "node22",
              format: "cjs",
              mainFields: ["module", "main"],
              plugins: [{ name: "client-alone", setup: clientAlone }],
            });
            return { contents: outputFiles[0].text, loader: "js", resolveDir: dirname(path) };
          });
        },
      },
    ],
  });
  if (metafile !== undefined) writeFileSync(metafile, JSON.stringify(built.metafile));
}

/** Every package but the client itself is left to be resolved by the outer bundle. */
function clientAlone(builder) {
  builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
    kind === "entry-point" || /^@aws-sdk\/client-[^/]+$/.test(path) ? undefined : { path, external: true },
  );
}
