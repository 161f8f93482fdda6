// The bundle as `npm run build` leaves it, on the oldest and the newest Node that are supported.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import schema from "../../provider/schema.json";
import { hostTarget, nodeOf } from "../../tools/package/targets.mjs";
import { newestNode, node, repoRoot } from "../../tools/paths.mjs";

for (const [age, binary] of [
  ["the Node of this suite", node],
  ["the newest Node", newestNode],
] as const) {
  describe(`the plugin on ${age}`, () => {
    it("starts, serves its schema and checks inputs", async () => {
      const engine = createServer((connection) => connection.destroy()).listen(0, "127.0.0.1");
      await once(engine, "listening");
      const { port: enginePort } = engine.address() as AddressInfo;
      const plugin = spawn(
        join(repoRoot, "provider/bin/pulumi-resource-goldenimage"),
        [`127.0.0.1:${enginePort}`],
        // Its launcher starts whichever node is on the PATH.
        { env: { ...process.env, PATH: `${dirname(binary)}:${process.env.PATH}` } },
      );
      try {
        const [port] = (await once(createInterface({ input: plugin.stdout }), "line")) as [string];
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
        const served = await new Promise<proto.GetSchemaResponse>((resolve, reject) =>
          client.getSchema(new proto.GetSchemaRequest(), (error, answer) =>
            error ? reject(error) : resolve(answer),
          ),
        );
        expect(JSON.parse(served.getSchema())).to.deep.equal(schema);
        const request = new proto.CheckRequest()
          .setUrn("urn:pulumi:s::p::goldenimage:index:ImageBuild::b")
          .setNews(Struct.fromJavaScript({ pipelineArn: "no ARN" }));
        const checked = await new Promise<proto.CheckResponse>((resolve, reject) =>
          client.check(request, (error, answer) => (error ? reject(error) : resolve(answer))),
        );
        const reasons = checked.getFailuresList().map((failure) => failure.getReason());
        expect(reasons).to.have.length(1);
        expect(reasons[0]).to.match(/\bpipelineArn: /);
        client.close();
      } finally {
        plugin.kill();
        engine.close();
      }
    });
  });
}

describe("the newest Node", () => {
  it("is the one that is shipped inside the executable", () => {
    const version = execFileSync(newestNode, ["--version"], { encoding: "utf8" }).trim();
    expect(version).to.equal(`v${nodeOf(hostTarget).version}`);
  });
});
