// The plugin's executable, called by a person.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { repoRoot } from "../../tools/paths.mjs";

const plugin = join(repoRoot, "provider/bin/pulumi-resource-goldenimage");
const document =
  "schemaVersion: 1.0\nphases:\n  - name: bild\n    steps:\n      - { name: A, action: ExecuteBash, inputs: { commands: [ls] } }\n";

describe("the plugin's executable", () => {
  it("checks a document", () => {
    const { status, stdout } = spawnSync(plugin, ["check", "-"], { input: document, encoding: "utf8" });
    expect(stdout).to.match(
      /^-:3: error: .* is not a phase of Image Builder; did you mean build\?\n1 file: 1 error, 0 warnings\n$/,
    );
    expect(status).to.equal(1);
  });

  it("says how it is used", () => {
    const { status, stdout } = spawnSync(plugin, ["help"], { encoding: "utf8" });
    expect(stdout).to.match(/^check .*FILE\.\.\.\n/);
    expect(status).to.equal(0);
  });
});
