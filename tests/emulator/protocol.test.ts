import {
  GetComponentCommand,
  GetMarketplaceResourceCommand,
  ImagebuilderClient,
  ListComponentsCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { operations } from "../../provider/src/checks/service-model/model";
import { account, createComponent, refusal, region, useEmulator } from "./fixtures";

describe("The Image Builder emulator's protocol", () => {
  const { sandbox, client } = useEmulator();

  const control = (method: string, path: string, body?: object) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });

  const authorization = (scope: string) =>
    `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;

  /** A request as it goes over the wire, without an SDK. */
  async function send(path: string, body: string, scope?: string) {
    const headers = new Headers(scope === undefined ? {} : { authorization: authorization(scope) });
    const response = await fetch(`${sandbox.url}${path}`, { method: "POST", headers, body });
    const { message } = (await response.json()) as { message?: string };
    return { status: response.status, type: response.headers.get("x-amzn-errortype"), message, response };
  }

  const scope = `${account}/20260101/${region}/imagebuilder/aws4_request`;

  it("says that it is a stand-in", async () => {
    const { response } = await send("/ListComponents", "{}", scope);
    expect(response.headers.get("server")).to.contain("not AWS");
  });

  for (const [what, given, type] of [
    ["no authorization", undefined, "MissingAuthenticationTokenException"],
    [
      "a scope of another service",
      `${account}/20260101/${region}/ec2/aws4_request`,
      "InvalidSignatureException",
    ],
    [
      "a region that is none",
      `${account}/20260101/nowhere/imagebuilder/aws4_request`,
      "InvalidSignatureException",
    ],
    ["no scope", account, "IncompleteSignatureException"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(await send("/ListComponents", "{}", given)).to.include({ status: 403, type });
    });
  }

  it("refuses what is not a request of AWS's", async () => {
    expect(await send("/ListComponents", "[", scope)).to.include({
      status: 400,
      type: "SerializationException",
    });
    expect(await send("/tags/%", "{}", scope)).to.include({ status: 500 });
    expect(await send("/ListCompnents", "{}", scope)).to.include({
      status: 404,
      type: "UnknownOperationException",
    });
    expect(await send("/ListComponents", `{"ownr": "Self"}`, scope)).to.include({
      status: 400,
      type: "InvalidRequestException",
      message: "The request is not valid: 'ownr' is not a member; did you mean owner?.",
    });
  });

  it("answers every operation of AWS's model, or says that it is not in the sandbox", async () => {
    const refused: string[] = [];
    for (const [name, { method, requestUri }] of Object.entries(operations())) {
      const arn = `arn:aws:imagebuilder:${region}:${account}:image/golden/1.0.0/1`;
      const response = await fetch(
        `${sandbox.url}${requestUri.replace(/\{\w+\}/, encodeURIComponent(arn))}`,
        {
          method,
          headers: { authorization: authorization(scope) },
          ...(method !== "GET" && method !== "DELETE" && { body: "{}" }),
        },
      );
      const { message } = (await response.json()) as { message?: string };
      if (response.status === 501) {
        expect(message).to.equal(`The sandbox does not emulate ${name}: it is a stand-in for AWS.`);
        refused.push(name);
      } else {
        // Nothing is there, and nothing was asked for.
        expect([200, 400, 404], `${name}: ${message}`).to.include(response.status);
        expect(response.headers.get("x-amzn-errortype"), name).not.to.equal("UnknownOperationException");
      }
    }
    expect(refused).to.deep.equal([
      "GetComponentPolicy",
      "GetContainerRecipePolicy",
      "GetImagePolicy",
      "GetImageRecipePolicy",
      "GetMarketplaceResource",
      "ImportComponent",
      "PutComponentPolicy",
      "PutContainerRecipePolicy",
      "PutImagePolicy",
      "PutImageRecipePolicy",
    ]);
  });

  it("refuses operations that it doesn't emulate with an error that SDKs don't retry", async () => {
    const command = new GetMarketplaceResourceCommand({
      resourceType: "COMPONENT_DATA",
      resourceArn: `arn:aws:imagebuilder:${region}:aws-marketplace:component/scanner/1.0.0/1`,
    });
    expect(await refusal(client.send(command))).to.include({
      name: "NotEmulatedException",
      message: "The sandbox does not emulate GetMarketplaceResource: it is a stand-in for AWS.",
    });
    expect(sandbox.requests()).to.have.length(1);
  });

  it("maps any other access key to the default account", async () => {
    const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "none" };
    const other = new ImagebuilderClient({ region, endpoint: sandbox.url, credentials });
    expect(await createComponent(other, "component")).to.contain(":123456789012:");
  });

  for (const [status, journal] of [
    [429, 429],
    [500, 500],
    ["drop", "drop"],
  ] as const) {
    it(`injects faults on request (${status}), which the SDK retries`, async () => {
      await control("POST", "faults", { operation: "ListComponents", count: 2, status });
      await createComponent(client, "component");
      const { componentVersionList, $metadata } = await client.send(new ListComponentsCommand({}));
      expect(componentVersionList).to.have.length(1);
      expect($metadata.attempts).to.equal(3);
      const statuses = sandbox.requests().map((request) => request.status);
      expect(statuses).to.deep.equal([200, journal, journal, 200]);
    });
  }

  it("refuses an unknown kind of fault", async () => {
    expect((await control("POST", "faults", { count: 1, status: 404 })).status).to.equal(400);
    expect(
      (await control("POST", "faults", { operation: "ListCompnents", count: 1, status: 500 })).status,
    ).to.equal(400);
  });

  it("keeps a journal of the requests", async () => {
    const arn = await createComponent(client, "component");
    await refusal(
      client.send(new GetComponentCommand({ componentBuildVersionArn: arn.replace("1.0.0", "2.0.0") })),
    );
    const { requests } = (await (await control("GET", "requests")).json()) as {
      requests: { time: string }[];
    };
    expect(requests.map(({ time: _time, ...request }) => request)).to.deep.equal([
      { operation: "CreateComponent", account, region, status: 200 },
      { operation: "GetComponent", account, region, status: 404 },
    ]);
  });

  it("reads an ARN in a path", async () => {
    const resourceArn = await createComponent(client, "component");
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).to.deep.equal({});
  });

  it("records other resources", async () => {
    const type = "aws:iam/role:Role";
    const path = `resources/${encodeURIComponent(type)}/${encodeURIComponent("path/role")}`;
    const role = { account, region, properties: { name: "role" } };
    await control("PUT", path, role);
    expect(await (await control("GET", path)).json()).to.deep.equal(role);
    const { resources } = (await (await control("GET", `resources?type=${type}`)).json()) as {
      resources: object[];
    };
    expect(resources).to.deep.equal([{ type, id: "path/role", ...role }]);
    expect(sandbox.state().resources).to.deep.equal(resources);
    expect(await (await control("DELETE", path)).json()).to.deep.equal({ deleted: true });
    expect((await control("GET", path)).status).to.equal(404);
  });

  it("forgets everything on reset", async () => {
    await createComponent(client, "component");
    expect(Object.keys(sandbox.state().accounts)).to.deep.equal([account]);
    await control("POST", "reset");
    expect(await (await control("GET", "state")).json()).to.deep.equal({ accounts: {}, resources: [] });
  });
});
