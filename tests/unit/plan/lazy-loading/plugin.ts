// Starts the plugin in a process of its own, and tells which modules of the Pulumi SDK that has loaded.

import "../../../../provider/src/main";

const modules = Object.keys(require.cache).flatMap(
  (path) => /(@pulumi[\\/]pulumi[\\/].+)\.js$/.exec(path)?.[1]?.replaceAll("\\", "/") ?? [],
);
console.log(JSON.stringify(modules));
process.exit();
