// A component and its children are served by one process of the plugin, also where the program names no version of it.

import { expect } from "chai";
import { CliStack } from "./cli-stack";
import { program } from "./versioned-stack";
import { useWorkspace } from "./workspace";

const providerType = "pulumi:providers:goldenimage";

/** As a program without a version left it when the children asked for the plugin by its version. */
const named = "default_0_1_0_github_/api.github.com/goldenimage/pulumi-goldenimage";

interface Resource {
  urn: string;
  id?: string;
  provider?: string;
}

function withSecondProvider(text: string): string {
  const state = JSON.parse(text) as { deployment: { resources: Resource[] } };
  state.deployment.resources = state.deployment.resources.flatMap((resource) => {
    if (resource.urn.includes(`::${providerType}::`)) {
      const second = { ...resource, urn: resource.urn.replace(/::default$/, `::${named}`), id: "second" };
      return [resource, second];
    }
    const [urn] = /^.*::pulumi:providers:goldenimage::/.exec(resource.provider ?? "") ?? [];
    return urn === undefined ? resource : { ...resource, provider: `${urn}${named}::second` };
  });
  return JSON.stringify(state);
}

describe("a program without a version of the plugin", () => {
  const workspace = useWorkspace("test");

  it("has one provider of it, and a stack with two goes on with one", async () => {
    const stack = await CliStack.open(workspace.sandbox, program("one"));
    const providers = async () => (await stack.resources()).filter(({ type }) => type === providerType);
    await stack.run("up", "--yes", "--skip-preview");
    expect(await providers()).to.have.length(1);
    await stack.importState(withSecondProvider(await stack.exportState()));
    expect(await providers()).to.have.length(2);
    await stack.run("preview", "--expect-no-changes");
    await stack.run("up", "--yes", "--skip-preview");
    expect(await providers()).to.have.length(1);
    await stack.expectWhole();
    await stack.run("destroy", "--yes", "--skip-preview");
    expect(workspace.leftovers()).to.deep.equal([]);
    stack.close();
  });
});
