// Starts the plugin: one table from token to what serves it.

import { Aws } from "./aws";
import { construct } from "./component/construct";
import type { ComponentType } from "./component/construct";
import { toName } from "./component/name";
import { checkInputs } from "./contract/check";
import { describeProblems } from "./component/problems";
import { contentVersion } from "./content-version/resource";
import type { CustomResource } from "./custom-resource";
import { distributionTargetRules } from "./distribution-target/rules";
import { decides } from "./golden-image/deciding";
import { goldenImageRules } from "./golden-image/rules";
import { imageBuild } from "./image-build/resource";
import { imageImport } from "./image-import/resource";
import { imageImportRoleRules } from "./image-import-role/rules";
import { imageDistributionRules } from "./image-distribution/rules";
import { schemaText, version } from "./package";
import { serve } from "./protocol/server";

// The classes are loaded when they are used: with them comes the whole Pulumi runtime.
const components: Record<string, ComponentType> = {
  "goldenimage:index:DistributionTarget": {
    rules: distributionTargetRules,
    create: (name, args, options) =>
      new (
        require("./distribution-target/component") as typeof import("./distribution-target/component")
      ).DistributionTarget(name, args as never, options),
  },
  "goldenimage:index:GoldenImage": {
    rules: goldenImageRules,
    decides,
    plan: (name, args) =>
      (require("./golden-image/preview") as typeof import("./golden-image/preview")).previewGoldenImage(
        name,
        args as never,
      ),
    create: (name, args, options) =>
      new (require("./golden-image/component") as typeof import("./golden-image/component")).GoldenImage(
        name,
        args as never,
        options,
      ),
  },
  "goldenimage:index:ImageDistribution": {
    rules: imageDistributionRules,
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
    rules: imageImportRoleRules,
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
};

function customResource(type: string): CustomResource {
  const resource = customResources[type];
  if (!resource) throw new Error(`goldenimage has no resource '${type}'`);
  return resource;
}

let aws = new Aws({});

void serve({
  version,
  schema: schemaText,
  configure: (configuration) => {
    aws = new Aws(configuration);
  },
  construct: (request, engineAddress) => construct(components, request, engineAddress),
  async check({ type, name, olds, news, marked }) {
    const problems = [
      ...checkInputs(type, marked),
      ...(customResource(type).rules?.(marked, name, aws.region) ?? []),
    ];
    const failures =
      problems.length > 0
        ? // The engine prints the value of the property that a failure names; so none is named.
          [{ property: "", reason: describeProblems(name, problems) }]
        : (customResource(type).check?.(news, olds) ?? []);
    return { inputs: news, failures };
  },
  diff: async ({ type, oldInputs, news }) => customResource(type).diff(oldInputs, news),
  create: ({ type, inputs, ...running }) => customResource(type).create(inputs, { ...running, aws }),
  update: async ({ type, olds, news, ...running }) => ({
    outputs: await customResource(type).update(olds, news, { ...running, aws }),
  }),
  delete: ({ type, state }) => customResource(type).delete(state, aws),
  invoke: async (token) => {
    throw new Error(`goldenimage has no function '${token}'`);
  },
});
