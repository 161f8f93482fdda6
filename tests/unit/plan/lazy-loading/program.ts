// Registers a golden image in a process of its own, and tells which modules of @pulumi/aws that has loaded.

import { GoldenImage } from "../../components";
import { registrations } from "../../mocks";

async function main(): Promise<void> {
  const args = JSON.parse(process.argv[2] ?? "") as ConstructorParameters<typeof GoldenImage>[1];
  await registrations(false, () => new GoldenImage("web", args));
  const modules = Object.keys(require.cache).flatMap(
    (path) => /@pulumi[\\/](awsx?[\\/].+)\.js$/.exec(path)?.[1]?.replaceAll("\\", "/") ?? [],
  );
  console.log(JSON.stringify(modules));
}

void main();
