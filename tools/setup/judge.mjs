// The real AWS provider as a Pulumi plugin, for `npm run judge`.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { awsJudgeDir, repoRoot } from "../paths.mjs";
import { SetupError } from "./errors.mjs";
import { go, goBuildInto } from "./go.mjs";
import { copyProvider } from "./judge-provider.mjs";

const module = "tools/judge";
const plugin = join(awsJudgeDir, "pulumi-resource-aws");
const provider = "github.com/hashicorp/terraform-provider-aws";
const why = "to build the AWS provider that the stand-in is compared with";

export const awsJudgeStep = {
  name: "aws-judge",
  says: "building the real AWS provider; the first time takes some ten minutes on two cores",
  needs: [],
  source: `${module}/go.mod`,
  inputs: [
    ...readdirSync(join(repoRoot, module))
      .filter((name) => name.endsWith(".go") || name.startsWith("go."))
      .map((name) => `${module}/${name}`),
    "tools/setup/judge-provider.mjs",
  ],
  // The copy is named by its path.
  values: () => [repoRoot],
  outputs: [plugin.slice(repoRoot.length + 1)],
  async run() {
    // go.sum has the checksum of what is copied.
    await go(module, ["mod", "download", provider], why);
    const original = (await go(module, ["list", "-m", "-f", "{{.Dir}}", provider], why)).trim();
    const copy = join(awsJudgeDir, "provider");
    mkdirSync(awsJudgeDir, { recursive: true });
    copyProvider(original, copy);
    const modfile = join(awsJudgeDir, "go.mod");
    writeFileSync(modfile, withCopy(readFileSync(join(repoRoot, module, "go.mod"), "utf8"), copy));
    writeFileSync(join(awsJudgeDir, "go.sum"), readFileSync(join(repoRoot, module, "go.sum")));
    await goBuildInto({
      module,
      program: ".",
      file: plugin,
      flags: [`-modfile=${modfile}`],
      nice: true,
      why,
    });
    return "built";
  },
};

/** The go.mod that builds from the copy. */
function withCopy(text, copy) {
  const replaced = text.replace(new RegExp(`^(replace ${provider} =>) .*$`, "m"), `$1 ${copy}`);
  if (replaced === text) throw new SetupError(`${module}/go.mod does not replace ${provider}`);
  return replaced;
}
