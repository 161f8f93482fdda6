// Starts the plugin: one table from token to what serves it.

import { Aws } from "./aws/clients";
import { checkWritten } from "./engine/checks";
import { construct } from "./engine/construct";
import { handleRejections } from "./engine/rejections";
import type { ComponentType } from "./engine/construct";
import type { Location } from "./checks/location";
import { toName } from "./checks/names";
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

// Classes and rules are loaded when they are used: with them comes the whole Pulumi runtime.
const components: Record<string, ComponentType> = {
  "goldenimage:index:DistributionTarget": {
    rules: (inputs, name, location) =>
      (
        require("./distribution-target/rules") as typeof import("./distribution-target/rules")
      ).distributionTargetRules(inputs, name, location),
    plan: (_, args) =>
      (
        require("./distribution-target/plan") as typeof import("./distribution-target/plan")
      ).previewDistributionTarget(args as never),
    create: (name, args, options) =>
      new (
        require("./distribution-target/component") as typeof import("./distribution-target/component")
      ).DistributionTarget(name, args as never, options),
  },
  "goldenimage:index:GoldenImage": {
    rules: (inputs, name, location) =>
      (require("./golden-image/rules") as typeof import("./golden-image/rules")).goldenImageRules(
        inputs,
        name,
        location,
      ),
    warnings: (inputs, name, location) =>
      (require("./golden-image/rules") as typeof import("./golden-image/rules")).documentWarnings(
        inputs,
        name,
        location,
      ),
    needsNewerAws: ({ lifecycle }) => (lifecycle === undefined ? undefined : "lifecycle"),
    decides: (path) =>
      (require("./golden-image/deciding") as typeof import("./golden-image/deciding")).decides(path),
    plan: (name, args, location) =>
      (require("./golden-image/preview") as typeof import("./golden-image/preview")).previewGoldenImage(
        name,
        args as never,
        location,
      ),
    lookUps: (name, args, location, options, run) =>
      (require("./golden-image/preview") as typeof import("./golden-image/preview")).lookUps(
        name,
        args as never,
        location,
        options,
        run,
      ),
    create: (name, args, options, planned) =>
      new (require("./golden-image/component") as typeof import("./golden-image/component")).GoldenImage(
        name,
        args as never,
        options,
        planned as never,
      ),
  },
  "goldenimage:index:ImageDistribution": {
    rules: (inputs, name, location) =>
      (
        require("./image-distribution/rules") as typeof import("./image-distribution/rules")
      ).imageDistributionRules(inputs, name, location),
    plan: (name, args) =>
      (
        require("./image-distribution/plan") as typeof import("./image-distribution/plan")
      ).planImageDistribution((args.name as string | undefined) ?? toName(name), args as never),
    create: (name, args, options) =>
      new (
        require("./image-distribution/component") as typeof import("./image-distribution/component")
      ).ImageDistribution(name, args as never, options),
  },
  "goldenimage:index:ImageImportRole": {
    rules: (inputs, name, location) =>
      (
        require("./image-import-role/rules") as typeof import("./image-import-role/rules")
      ).imageImportRoleRules(inputs, name, location),
    plan: (_, args) =>
      (require("./image-import-role/plan") as typeof import("./image-import-role/plan")).planImageImportRole(
        args as never,
        "aws",
      ),
    create: (name, args, options) =>
      new (
        require("./image-import-role/component") as typeof import("./image-import-role/component")
      ).ImageImportRole(name, args as never, options),
  },
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
  construct: (request, engineAddress) => construct(components, request, engineAddress),
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
