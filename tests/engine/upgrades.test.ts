// Stacks that the last release has made, as the present plugin updates them.

import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Sandbox } from "../../sandbox/sandbox";
import { version } from "../../tools/package/targets.mjs";
import { formerDir, repoRoot } from "../../tools/paths.mjs";
import { skipBecause } from "../../tools/test/skip-because";
import { ProjectStack } from "./languages";
import type { Deployment } from "./languages";
import { Workspace, resourcesIn } from "./workspace";

const former = join(formerDir, "provider/bin");
const present = join(repoRoot, "provider/bin");

/** Has the engine start another plugin from now on. */
function changePlugin(sandbox: Sandbox, folder: string): void {
  const home = sandbox.environment.PULUMI_HOME ?? "";
  const installed = join(home, "plugins", `resource-goldenimage-v${version}`, "pulumi-resource-goldenimage");
  rmSync(installed);
  symlinkSync(join(folder, "pulumi-resource-goldenimage"), installed);
}

/** Between them, all kinds of resources, and images that stand on others. */
const examples = ["hardened-base", "application", "container", "private-network", "distribution"];

/** What has versions: a release whose documents are better makes another. */
const versionedType = /^aws:imagebuilder\/(component|imageRecipe|containerRecipe):/;
const versionedArn = /:(component|image-recipe|container-recipe)\//;

/** What is replaced instead of changed is another resource at AWS. */
const identities = ({ resources }: Deployment): Record<string, string | undefined> =>
  Object.fromEntries(
    resources
      .filter(({ type }) => type.startsWith("aws:") && !versionedType.test(type))
      .map(({ urn, id }) => [urn, id]),
  );

/** The types of the resources that a preview with `--diff` replaces or deletes. */
const replaced = (preview: string): string[] =>
  [...preview.matchAll(/^ *(?:\+-|-\+|\+\+|--|-) ?((?:aws|goldenimage):[^:]+:\w+): \(/gm)]
    .map(([, type = ""]) => type)
    .filter((type) => !versionedType.test(type));

describe("a stack of the last release", () => {
  before("the last release", function () {
    if (!existsSync(former)) {
      skipBecause(this, "The commit of the last release is not in the history of this clone.");
    }
  });

  for (const example of examples) {
    it(`goes on with this one, with every resource that it has: ${example}`, async () => {
      const program = join(repoRoot, "examples", example, "yaml");
      const workspace = await Workspace.open(former);
      const { sandbox } = workspace;
      const stack = await ProjectStack.open(workspace, program);
      try {
        await stack.operate(program, "up", "--yes", "--skip-preview");
        const before = identities(await stack.deployment());
        const atAws = resourcesIn(sandbox).filter((arn) => !versionedArn.test(arn));

        changePlugin(sandbox, present);
        const preview = await stack.operate(program, "preview", "--diff");
        expect(replaced(preview), preview).to.deep.equal([]);
        await stack.operate(program, "up", "--yes", "--skip-preview");
        expect(identities(await stack.deployment())).to.include(before);
        expect(resourcesIn(sandbox)).to.include.members(atAws);
        await stack.operate(program, "preview", "--expect-no-changes");
      } finally {
        stack.close();
        await workspace.close();
      }
    });
  }
});
