// Starts the plugin: one table from token to what serves it.

import { Aws } from "./aws/clients";
import { checkWritten } from "./engine/checks";
import { construct } from "./engine/construct";
import { handleRejections } from "./engine/rejections";
import type { AnyComponent } from "./engine/component-definition";
import type { Location } from "./checks/location";
import { describeProblems } from "./checks/problems";
import { contentVersion } from "./internal/content-version/resource";
import type { CustomResource } from "./engine/custom-resource";
import { imageBuild } from "./image-build/resource";
import { imageImport } from "./image-import/resource";
import { leftovers } from "./internal/leftovers/resource";
import { ownership } from "./internal/ownership/resource";
import { schemaText, version } from "./checks/schema/package";
import { serve } from "./protocol/server";
import { usage } from "./internal/usage/resource";

// Each is loaded when it is first used: with a component comes the whole Pulumi runtime.
const components: Readonly<Record<string, () => AnyComponent>> = {
  "goldenimage:index:DistributionTarget": () =>
    (require("./distribution-target") as typeof import("./distribution-target")).distributionTarget,
  "goldenimage:index:GoldenImage": () =>
    (require("./golden-image") as typeof import("./golden-image")).goldenImage,
  "goldenimage:index:ImageDistribution": () =>
    (require("./image-distribution") as typeof import("./image-distribution")).imageDistribution,
  "goldenimage:index:ImageImportRole": () =>
    (require("./image-import-role") as typeof import("./image-import-role")).imageImportRole,
};

const customResources: Record<string, CustomResource> = {
  "goldenimage:index:ContentVersion": contentVersion,
  "goldenimage:index:ImageBuild": imageBuild,
  "goldenimage:index:ImageImport": imageImport,
  "goldenimage:index:Leftovers": leftovers,
  "goldenimage:index:Ownership": ownership,
  "goldenimage:index:Usage": usage,
};

function customResource(type: string): CustomResource {
  const resource = customResources[type];
  if (!resource) throw new Error(`goldenimage has no resource '${type}'`);
  return resource;
}

let aws = new Aws({});

handleRejections();

async function locateByConfiguration(written: unknown): Promise<Location> {
  const providerRegion = await aws.region();
  return { region: written ?? providerRegion, providerRegion };
}

void serve({
  version,
  schema: schemaText,
  configure: (configuration) => {
    aws = new Aws(configuration);
  },
  construct: (request, engineAddress) => construct((type) => components[type]?.(), request, engineAddress),
  async check({ type, name, olds, news, marked }) {
    const resource = customResource(type);
    const location = resource.rules && (await locateByConfiguration(marked.region));
    const problems = checkWritten(type, marked, (written) =>
      location === undefined ? [] : (resource.rules?.(written, name, location) ?? []),
    );
    const failures =
      problems.length > 0
        ? // The engine prints the value of the property that a failure names; so none is named.
          [{ property: "", reason: describeProblems(name, problems) }]
        : ((await resource.check?.(news, olds, aws)) ?? []);
    return { inputs: news, failures };
  },
  diff: async ({ type, oldInputs, news, olds }) => customResource(type).diff(oldInputs, news, olds),
  create: ({ type, inputs, ...running }) => customResource(type).create(inputs, { ...running, aws }),
  async read({ type, id, inputs, state }) {
    // What is in the state is as this package left it: only an import has nothing there yet.
    if (Object.keys(state).length > 0) return { id, inputs, outputs: state };
    const found = await customResource(type).read?.(id, aws);
    return found === undefined ? { id: "", inputs: {}, outputs: {} } : { id, ...found };
  },
  update: async ({ type, olds, news, ...running }) => ({
    outputs: await customResource(type).update(olds, news, { ...running, aws }),
  }),
  delete: ({ type, state }) => customResource(type).delete(state, aws),
  invoke: async (token) => {
    throw new Error(`goldenimage has no function '${token}'`);
  },
});
