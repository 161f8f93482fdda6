// The counter of versions, and what deletes the versions that were stepped over, against the emulator.

import {
  CreateComponentCommand,
  CreateImagePipelineCommand,
  CreateImageRecipeCommand,
  CreateInfrastructureConfigurationCommand,
  DeleteImagePipelineCommand,
  ImagebuilderClient,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { Aws } from "../../../../provider/src/aws/clients";
import { contentVersion } from "../../../../provider/src/internal/content-version/resource";
import type { Running } from "../../../../provider/src/engine/custom-resource";
import { leftovers } from "../../../../provider/src/internal/leftovers/resource";
import { UNKNOWN } from "../../../../provider/src/protocol/values";
import type { Values } from "../../../../provider/src/protocol/values";
import { startImageBuilder } from "../../../../sandbox/image-builder";
import type { ImageBuilder } from "../../../../sandbox/image-builder";

const region = "eu-west-1";
const credentials = { accessKeyId: "sandbox", secretAccessKey: "sandbox" };
const document = (line: string): string =>
  JSON.stringify({
    schemaVersion: "1.0",
    phases: [{ name: "build", steps: [{ name: "s", action: "ExecuteBash", inputs: { commands: [line] } }] }],
  });

describe("the counter of versions", () => {
  let emulator: ImageBuilder;
  let aws: Aws;
  let client: ImagebuilderClient;
  const warnings: string[] = [];

  before(async () => {
    emulator = await startImageBuilder();
    client = new ImagebuilderClient({ endpoint: emulator.url, region, credentials });
    aws = new Aws({
      region,
      accessKey: "sandbox",
      secretKey: "sandbox",
      endpoints: JSON.stringify([{ imagebuilder: emulator.url }]),
    });
  });

  beforeEach(() => {
    emulator.reset();
    warnings.length = 0;
  });

  after(() => emulator.close());

  const running = (preview = false): Running => ({
    urn: "",
    aws,
    preview,
    timeout: 0,
    log: { status: () => undefined, info: () => undefined, warn: (message) => void warnings.push(message) },
    signal: new AbortController().signal,
  });

  const tagOf = (key: string): Record<string, string> => ({ "goldenimage:resource": `0f/${key}` });

  /** Of what somebody else has made. */
  const others = { team: "others" };

  const component = async (version: string, tags = tagOf("step")): Promise<string> => {
    const { componentBuildVersionArn } = await client.send(
      new CreateComponentCommand({
        name: "web-step",
        semanticVersion: version,
        platform: "Linux",
        data: document(version),
        tags,
      }),
    );
    return String(componentBuildVersionArn);
  };

  const recipe = async (version: string, componentArn: string, tags = tagOf("recipe")): Promise<string> => {
    const { imageRecipeArn } = await client.send(
      new CreateImageRecipeCommand({
        name: "web",
        semanticVersion: version,
        parentImage: `arn:aws:imagebuilder:${region}:aws:image/amazon-linux-2023-x86/x.x.x`,
        components: [{ componentArn }],
        tags,
      }),
    );
    return String(imageRecipeArn);
  };

  const pipeline = async (imageRecipeArn: string): Promise<string> => {
    const { infrastructureConfigurationArn } = await client.send(
      new CreateInfrastructureConfigurationCommand({ name: "web", instanceProfileName: "web" }),
    );
    const { imagePipelineArn } = await client.send(
      new CreateImagePipelineCommand({ name: "web", imageRecipeArn, infrastructureConfigurationArn }),
    );
    return String(imagePipelineArn);
  };

  const step = { kind: "component", name: "web-step", region, owner: "0f/step" };
  const web = { kind: "recipe", name: "web", region, owner: "0f/recipe" };
  const a = (inputs: Values): Values => ({ ...inputs, content: "a" });
  const b = (inputs: Values): Values => ({ ...inputs, content: "b" });
  const at = (version: string, inputs: Values): Values => ({ ...a(inputs), version, leftovers: [] });
  const created = async (inputs: Values): Promise<Values> =>
    (await contentVersion.create(a(inputs), running())).outputs;
  const failure = async (operation: Promise<unknown>): Promise<string> =>
    operation.then(
      () => "",
      (error: Error) => error.message,
    );

  it("starts after all existing versions, and marks its own as leftovers", async () => {
    expect(await created(step)).to.include({ version: "1.0.0" });
    await component("1.4.0", others);
    const own = await component("1.2.0");
    expect(await created(step)).to.deep.include({ version: "1.4.1", leftovers: [own] });
  });

  it("skips versions that the state doesn't know, and leaves the others to the engine", async () => {
    await component("1.0.0");
    const unknown = await component("1.0.1");
    await component("1.0.2", tagOf("other"));
    expect(await contentVersion.update(at("1.0.0", step), b(step), running())).to.deep.include({
      version: "1.0.3",
      leftovers: [unknown],
    });
  });

  it("previews the same version as the update takes", async () => {
    const unknown = await component("1.0.1");
    expect(await contentVersion.update(at("1.0.0", step), b(step), running(true))).to.deep.include({
      version: "1.0.2",
      leftovers: [unknown],
    });
    const content = { ...step, content: UNKNOWN };
    expect(await contentVersion.update(at("1.0.0", step), content, running(true))).to.deep.include({
      version: UNKNOWN,
      leftovers: UNKNOWN,
    });
  });

  it("reuses a version of which nothing was created, and skips one that has resources", async () => {
    const spent = { ...a(step), spent: "1.0.3" };
    expect(await contentVersion.update(at("1.0.3", step), spent, running())).to.include({ version: "1.0.3" });
    const made = await component("1.0.3");
    const updated = await contentVersion.update(at("1.0.3", step), spent, running());
    expect(updated)
      .to.deep.include({ version: "1.0.4", leftovers: [made] })
      .and.not.have.property("spent");
  });

  it("keeps its version if the requested version is the one that it has", async () => {
    for (const base of [undefined, "1.0", "1.0.3"]) {
      const { version } = await contentVersion.update(at("1.0.3", web), { ...a(web), base }, running());
      expect(version).to.equal("1.0.3");
    }
  });

  it("reuses a full version that was never used, but not one in use or of somebody else", async () => {
    const base = "2.0.0";
    const own = await recipe(base, await component("1.0.0"));
    const user = await pipeline(own);
    const counting = (preview: boolean): Promise<Values> =>
      contentVersion.update(at("1.0.0", web), { ...b(web), base }, running(preview));
    for (const preview of [true, false]) {
      const message = await failure(counting(preview));
      expect(message).to.include(`version: 2.0.0 of 'web' is at AWS already (${own}), and `);
      expect(message).to.include(preview ? `${user} uses it` : "a pipeline uses it");
    }
    await client.send(new DeleteImagePipelineCommand({ imagePipelineArn: user }));
    const current = contentVersion.update({ ...at(base, web), base: "2.0" }, { ...b(web), base }, running());
    expect(await failure(current)).to.include("its content has changed");
    expect(await counting(true)).to.include({ version: base });
    expect(emulator.state().accounts).to.satisfy((all: object) => JSON.stringify(all).includes(own));
    expect(await counting(false)).to.include({ version: base });
    await recipe(base, await component("1.0.1"), others);
    expect(await failure(counting(true))).to.include("this stack has not made it");
  });

  it("refuses a version lower than an existing image or recipe, in preview and update", async () => {
    await recipe("3.2.0", await component("1.0.0"), others);
    for (const preview of [true, false]) {
      for (const base of ["1.0", "3.1", "3.1.9"]) {
        const inputs = { ...a(web), base };
        const message = await failure(contentVersion.create(inputs, running(preview)));
        expect(message).to.include(`version: '${base}' is lower than 3.2.0`);
      }
    }
  });

  it("names the missing permission without which it can't see existing versions", async () => {
    const denied = new Aws({ region, accessKey: "sandbox", secretKey: "sandbox" });
    denied.imageBuilder(region).middlewareStack.add(
      () => () => {
        throw Object.assign(new Error("denied"), { name: "AccessDeniedException" });
      },
      { step: "initialize" },
    );
    const blind = { ...running(), aws: denied };
    expect(await contentVersion.update(at("1.0.3", step), b(step), blind)).to.include({ version: "1.0.4" });
    expect(warnings.join()).to.match(
      /can't be looked up without imagebuilder:ListComponents: going on with 1\.0\.4/,
    );
  });

  it("deletes leftovers on destroy, with the components of their recipes", async () => {
    const known = await component("1.0.0");
    const kept = await recipe("1.0.0", known);
    const extra = await client.send(
      new CreateComponentCommand({
        name: "web-extra",
        semanticVersion: "1.0.0",
        platform: "Linux",
        data: document("extra"),
        tags: tagOf("extra"),
      }),
    );
    await recipe("1.0.1", String(extra.componentBuildVersionArn));
    const foreign = await recipe("1.0.2", known, others);
    await contentVersion.delete(at("1.0.0", web), { aws, log: running().log, inputs: {} });
    const here = emulator.state().accounts["123456789012"]?.[region];
    expect(here?.imageRecipes.map(({ arn }) => arn)).to.deep.equal([kept, foreign]);
    expect(here?.components.map(({ arn }) => arn)).to.deep.equal([known]);
  });

  it("deletes leftovers once nothing uses them: after two attempts it warns", async () => {
    const used = await component("1.0.0");
    const user = await recipe("1.0.0", used);
    const free = await component("1.0.1");
    const inputs = { arns: [[used, free], []] };
    const first = (await leftovers.create(inputs, running())).outputs;
    expect(first.remaining).to.deep.equal([used]);
    expect(leftovers.diff(inputs, inputs, first).changes).to.equal(true);
    const second = await leftovers.update(first, inputs, running());
    expect(second.remaining).to.deep.equal([]);
    expect(leftovers.diff(inputs, inputs, second).changes).to.equal(false);
    expect(warnings).to.deep.equal([
      `${used} stays, since something else uses it: delete it when it is free`,
    ]);
    // A recipe goes first, whatever the order.
    expect(await leftovers.update(second, { arns: [[used], [user]] }, running())).to.deep.include({
      remaining: [],
    });
    expect(leftovers.diff(inputs, { arns: UNKNOWN }, second).changes).to.equal(false);
  });
});
