// What an archive is made of, as CycloneDX: the packages that are in the bundle, by CycloneDX's own tool, and Node.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../paths.mjs";
import { run } from "../setup/run.mjs";
import { nodeOf, version } from "./targets.mjs";

const metafile = "provider/bin/metafile.json";

/** The text of a target's SBOM. The same packages give the same text. */
export async function sbomOf(target, folder) {
  const file = join(folder, "sbom.json");
  await run(process.execPath, [
    join(repoRoot, "node_modules/@cyclonedx/cyclonedx-esbuild/bin/cyclonedx-esbuild-cli.js"),
    ...["--output-reproducible", "--output-file", file, metafile],
  ]);
  const sbom = JSON.parse(readFileSync(file, "utf8"));
  const node = nodeOf(target);
  const purl = `pkg:generic/node@${node.version}`;
  sbom.metadata.component = {
    type: "application",
    name: "pulumi-resource-goldenimage",
    version,
    "bom-ref": sbom.metadata.component["bom-ref"],
    licenses: [{ license: { id: "Apache-2.0" } }],
    purl: `pkg:github/goldenimage/pulumi-goldenimage@v${version}`,
  };
  sbom.components.push({
    type: "platform",
    name: "node",
    version: node.version,
    "bom-ref": purl,
    description: `Node.js for ${target}, from the npm package ${node.package}`,
    licenses: [{ license: { id: "MIT" } }],
    purl,
  });
  sbom.dependencies.push({ ref: purl });
  const ofPlugin = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component["bom-ref"]);
  ofPlugin.dependsOn = [...(ofPlugin.dependsOn ?? []), purl].sort();
  return `${JSON.stringify(sbom, null, 2)}\n`;
}
