// Starts the plugin: one table from token to what serves it. A person's command is carried out instead.

import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { Aws } from "./aws/clients";
import { commandOf } from "./command";
import { checkWritten } from "./engine/checks";
import { checkConfiguration } from "./engine/configuration";
import { diffOf, refreshed } from "./engine/actual";
import { construct } from "./engine/construct";
import { handleRejections } from "./engine/rejections";
import type { AnyComponent } from "./engine/component-definition";
import type { Location } from "./checks/location";
import { describeProblems } from "./checks/problems";
import type { CustomResource } from "./engine/custom-resource";
import { schemaText, version } from "./checks/schema/package";
import type { Plugin } from "./protocol/server";

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

const customResources: Readonly<Record<string, () => CustomResource>> = {
  "goldenimage:index:ContentVersion": () =>
    (require("./internal/content-version/resource") as typeof import("./internal/content-version/resource"))
      .contentVersion,
  "goldenimage:index:ImageBuild": () =>
    (require("./image-build/resource") as typeof import("./image-build/resource")).imageBuild,
  "goldenimage:index:ImageImport": () =>
    (require("./image-import/resource") as typeof import("./image-import/resource")).imageImport,
  "goldenimage:index:Leftovers": () =>
    (require("./internal/leftovers/resource") as typeof import("./internal/leftovers/resource")).leftovers,
  "goldenimage:index:Orphans": () =>
    (require("./internal/orphans/resource") as typeof import("./internal/orphans/resource")).orphans,
  "goldenimage:index:Ownership": () =>
    (require("./internal/ownership/resource") as typeof import("./internal/ownership/resource")).ownership,
  "goldenimage:index:PipelineSettings": () =>
    (
      require("./internal/pipeline-settings/resource") as typeof import("./internal/pipeline-settings/resource")
    ).pipelineSettings,
  "goldenimage:index:Usage": () =>
    (require("./internal/usage/resource") as typeof import("./internal/usage/resource")).usage,
};

function customResource(type: string): CustomResource {
  const resource = customResources[type]?.();
  if (!resource) throw new Error(`goldenimage has no resource '${type}'`);
  return resource;
}

let aws = new Aws({});

handleRejections();

async function locateByConfiguration(written: unknown): Promise<Location> {
  const providerRegion = await aws.region();
  return { region: written ?? providerRegion, providerRegion };
}

const plugin: Plugin = {
  version,
  schema: schemaText,
  checkConfig(configuration) {
    const problems = checkConfiguration(configuration);
    return problems.length === 0
      ? []
      : [{ property: "", reason: describeProblems("the configuration of goldenimage", problems) }];
  },
  configure: (configuration, cancelled) => {
    aws = new Aws(configuration, cancelled);
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
  diff: ({ type, ...given }) => diffOf(customResource(type), given, aws),
  async create({ type, inputs, ...given }) {
    const running = { ...given, aws };
    const resource = customResource(type);
    if (!running.preview) return resource.create(inputs, running);
    return { id: "", outputs: await resource.preview(inputs, undefined, running) };
  },
  async read({ type, id, inputs, state, log }) {
    const resource = customResource(type);
    // Only an import has nothing in the state yet.
    const found =
      Object.keys(state).length > 0
        ? await refreshed(resource, { inputs, outputs: state }, { aws, log })
        : await resource.read?.(id, aws);
    return found === undefined ? { id: "", inputs: {}, outputs: {} } : { id, ...found };
  },
  async update({ type, olds, news, ...given }) {
    const running = { ...given, aws };
    const resource = customResource(type);
    const updated = running.preview
      ? resource.preview(news, olds, running)
      : resource.update(olds, news, running);
    return { outputs: await updated };
  },
  delete: ({ type, state, ...deleting }) => customResource(type).delete(state, { ...deleting, aws }),
  invoke: async (token) => {
    throw new Error(`goldenimage has no function '${token}'`);
  },
};

const command = commandOf(process.argv.slice(2));
if (command === undefined) {
  const { serve }: typeof import("./protocol/server") = require("./protocol/server");
  // Node does it at its end; but the engine kills its plugins.
  void serve(plugin).then(flushCompileCache);
} else {
  process.exitCode = command({
    input: () => readFileSync(0, "utf8"),
    out: (line) => console.log(line),
    error: (line) => console.error(line),
  });
}
