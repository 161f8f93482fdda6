// The plugin as it is shipped, over gRPC and without an engine.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import schema from "../../provider/schema.json";
import { repoRoot } from "../../tools/paths.mjs";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: string): JavaScriptValue => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const contentVersionUrn = "urn:pulumi:s::p::goldenimage:index:ContentVersion::v";
const importUrn = "urn:pulumi:s::p::goldenimage:index:ImageImport::outside";
const buildUrn = "urn:pulumi:s::p::goldenimage:index:ImageBuild::b";

describe("the plugin", () => {
  /** Nothing but something to connect to. */
  let engine: Server;
  let plugin: ChildProcess;
  let client: ResourceProviderClient;

  before(async () => {
    engine = createServer((connection) => connection.destroy()).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const { port: enginePort } = engine.address() as AddressInfo;
    plugin = spawn(join(repoRoot, "provider/bin/pulumi-resource-goldenimage"), [`127.0.0.1:${enginePort}`]);
    if (!plugin.stdout) throw new Error("the plugin has no output");
    const [port] = (await new Promise<string[]>((resolve) =>
      createInterface({ input: plugin.stdout as NodeJS.ReadableStream }).once("line", (line) =>
        resolve([line]),
      ),
    )) as [string];
    client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    await call<proto.ConfigureResponse>("configure", new proto.ConfigureRequest());
  });

  after(() => {
    client.close();
    plugin.kill();
    engine.close();
  });

  function call<Response>(method: string, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      (client as unknown as Record<string, (...args: unknown[]) => void>)[method]?.(
        request,
        (error: Error | null, response: Response) => (error ? reject(error) : resolve(response)),
      );
    });
  }

  async function check(
    urn: string,
    news: Record<string, JavaScriptValue>,
    olds?: Record<string, JavaScriptValue>,
  ) {
    const request = new proto.CheckRequest().setUrn(urn).setNews(Struct.fromJavaScript(news));
    if (olds) request.setOlds(Struct.fromJavaScript(olds));
    return (await call<proto.CheckResponse>("check", request))
      .getFailuresList()
      .map((failure) => failure.toObject());
  }

  it("serves its schema and version", async () => {
    const response = await call<proto.GetSchemaResponse>("getSchema", new proto.GetSchemaRequest());
    expect(JSON.parse(response.getSchema())).to.deep.equal(schema);
    const info = await call<{ getVersion(): string }>("getPluginInfo", new Empty());
    expect(info.getVersion()).to.equal(schema.version);
  });

  it("announces secrets, outputs and previews", async () => {
    const response = await call<proto.ConfigureResponse>("configure", new proto.ConfigureRequest());
    expect(response.toObject()).to.include({
      acceptsecrets: true,
      acceptoutputs: true,
      supportspreview: true,
    });
  });

  it("names all mistakes of a custom resource together, without values", async () => {
    const failures = await check(buildUrn, {
      pipelineArn: secret("planted"),
      timeoutMinutes: 1.5,
      trigers: ["planted"],
    });
    expect(failures).to.have.length(1);
    expect(failures[0]?.property).to.equal("");
    expect(failures[0]?.reason)
      .to.include("pipelineArn")
      .and.include("timeoutMinutes")
      .and.include("triggers");
    expect(failures[0]?.reason).not.to.include("planted");
  });

  it("refuses new content under a full version", async () => {
    const inputs = { kind: "recipe", name: "web", base: "1.2.3", content: "a" };
    expect(await check(contentVersionUrn, inputs, inputs)).to.deep.equal([]);
    const [failure] = await check(contentVersionUrn, { ...inputs, content: "b" }, inputs);
    expect(failure?.reason).to.include("1.2.3");
    expect(await check(contentVersionUrn, { ...inputs, content: unknown }, inputs)).to.deep.equal([]);
  });

  it("previews a version that stays, and an unknown one if AWS can't be asked for the next", async () => {
    const old = { kind: "component", name: "web", base: "1.0", content: "a", version: "1.0.4" };
    const preview = async (content: string): Promise<unknown> => {
      const response = await call<proto.UpdateResponse>(
        "update",
        new proto.UpdateRequest()
          .setUrn(contentVersionUrn)
          .setPreview(true)
          .setOlds(Struct.fromJavaScript(old))
          .setNews(Struct.fromJavaScript({ kind: "component", name: "web", base: "1.0", content })),
      );
      return response.getProperties()?.toJavaScript().version;
    };
    expect(await preview("a")).to.equal("1.0.4");
    expect(await preview("b")).to.equal(unknown);
    expect(await preview(unknown)).to.equal(unknown);
  });

  it("doesn't preview a replacement for an unknown input", async () => {
    const inputs = { kind: "component", name: "web", base: "1.0", content: "a" };
    const response = await call<proto.DiffResponse>(
      "diff",
      new proto.DiffRequest()
        .setUrn(contentVersionUrn)
        .setOldInputs(Struct.fromJavaScript(inputs))
        .setNews(Struct.fromJavaScript({ ...inputs, name: unknown })),
    );
    expect(response.getReplacesList()).to.deep.equal([]);
    expect(response.getDiffsList()).to.deep.equal(["name"]);
  });

  it("names every mistake of a component before it needs an engine", async () => {
    const request = new proto.ConstructRequest()
      .setType("goldenimage:index:GoldenImage")
      .setName("web")
      .setInputs(
        Struct.fromJavaScript({
          source: { os: "amazon-linux-2023", amiId: secret("planted") },
          customize: [{ shel: ["planted"] }],
          build: { metadataHopLimit: 1.5 },
          storage: { size: "big" },
        }),
      );
    const error = await call("construct", request).catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(Error);
    const { message } = error as Error;
    for (const path of ["source:", "customize[0].shel:", "build.metadataHopLimit:", "storage.size:"]) {
      expect(message).to.include(path);
    }
    expect(message)
      .not.to.include("planted")
      .and.not.to.match(/\n\s+at /);
  });

  it("names type errors and rule violations of an import together, without values", async () => {
    const failures = await check(importUrn, {
      platform: "Linux",
      disks: [{ s3Uri: secret("s3://images/planted.ovf"), format: "raw" }],
      licenseType: "AWS",
      kmsKeyArn: secret("planted"),
      timeoutMinutes: 1.5,
      encrypt: true,
    });
    expect(failures).to.have.length(1);
    expect(failures[0]?.property).to.equal("");
    for (const path of ["disks[0].s3Uri", "licenseType", "kmsKeyArn", "timeoutMinutes", "encrypt"]) {
      expect(failures[0]?.reason).to.include(`${path}: `);
    }
    expect(failures[0]?.reason).not.to.include("planted");
  });

  it("previews an import with what isn't known yet, and a replacement for another source", async () => {
    const inputs = { platform: "Linux", disks: [{ s3Uri: "s3://images/web.ova", format: "ova" }] };
    const created = await call<proto.CreateResponse>(
      "create",
      new proto.CreateRequest()
        .setUrn(importUrn)
        .setPreview(true)
        .setProperties(Struct.fromJavaScript(inputs)),
    );
    expect(created.getProperties()?.toJavaScript()).to.deep.include({
      name: "outside",
      semanticVersion: "1.0.0",
      imageArn: unknown,
      amiId: unknown,
      importTaskId: unknown,
    });
    const diff = async (news: Record<string, JavaScriptValue>): Promise<string[]> => {
      const request = new proto.DiffRequest()
        .setUrn(importUrn)
        .setOldInputs(Struct.fromJavaScript(inputs))
        .setNews(Struct.fromJavaScript({ ...inputs, ...news }));
      return (await call<proto.DiffResponse>("diff", request)).getReplacesList();
    };
    expect(await diff({ disks: [{ s3Uri: "s3://images/next.ova", format: "ova" }] })).to.deep.equal([
      "disks",
    ]);
    expect(await diff({ disks: unknown })).to.deep.equal([]);
    expect(await diff({ tags: { team: "images" } })).to.deep.equal([]);
  });

  it("names an unknown resource in the error", async () => {
    const error = await call("invoke", new proto.InvokeRequest().setTok("goldenimage:index:nothing")).catch(
      (reason: Error) => reason,
    );
    expect((error as Error).message).to.include("goldenimage:index:nothing");
  });

  it("ends when its engine has ended", async () => {
    engine.close();
    const [code] = (await once(plugin, "exit")) as [number | null];
    expect(code).to.equal(0);
  });
});
