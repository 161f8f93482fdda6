// What happens where AWS can't be reached: each call ends within its limit, with words that say what to do.

import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { ListImagesCommand } from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { startImageBuilder } from "../../../sandbox/image-builder";
import type { ImageBuilder } from "../../../sandbox/image-builder";
import { Aws } from "../../../provider/src/aws/clients";
import { explain } from "../../../provider/src/aws/errors";
import { proxyFor } from "../../../provider/src/aws/reach";
import type { Limits } from "../../../provider/src/aws/reach";
import { account, refusal, region } from "../../emulator/fixtures";

const keys = { accessKey: account, secretKey: "none" };

/** Sets variables of the environment for the tests around. */
function withEnvironment(variables: () => Record<string, string | undefined>): void {
  let before: NodeJS.ProcessEnv;
  beforeEach(() => {
    before = process.env;
    const given = Object.entries({ ...before, ...variables() });
    process.env = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  });
  afterEach(() => {
    process.env = before;
  });
}

const noProxies = {
  HTTP_PROXY: undefined,
  HTTPS_PROXY: undefined,
  NO_PROXY: undefined,
  http_proxy: undefined,
  https_proxy: undefined,
  no_proxy: undefined,
};

const urlOf = (server: Pick<Server, "address">): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const listening = <S extends Server>(server: S): Promise<S> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));

describe("A call to AWS", () => {
  const open: { close(): unknown }[] = [];
  const sockets = new Set<Socket>();
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
    for (const socket of sockets) socket.destroy();
  });

  /** Takes connections, and says nothing. */
  const silent = async () => {
    const server = await listening(createServer((socket) => void sockets.add(socket)));
    open.push(server);
    return server;
  };
  const awsAt = (
    endpoint: string,
    limits: Partial<Limits> = {},
    cancelled?: AbortSignal,
    more: object = keys,
  ): Aws => {
    const endpoints = JSON.stringify([{ imagebuilder: endpoint }]);
    return new Aws({ region, endpoints, ...more }, cancelled, limits);
  };
  const list = (aws: Aws) =>
    aws
      .imageBuilder(undefined)
      .send(new ListImagesCommand({ owner: "Self" }))
      .catch((error: unknown) => {
        throw explain(error, "imagebuilder:ListImages");
      });
  const messageOf = async (aws: Aws) => (await refusal(list(aws))).message;
  const network = "check the network, and the proxy in HTTPS_PROXY, HTTP_PROXY and NO_PROXY";

  withEnvironment(() => noProxies);

  it("ends at its limit where nobody answers", async () => {
    const aws = awsAt(urlOf(await silent()), { callMilliseconds: 50 });
    expect(await messageOf(aws)).to.equal(
      `imagebuilder:ListImages: 127.0.0.1 gives no answer within the 0.05 seconds of 'goldenimage:callTimeoutSeconds': ${network}`,
    );
  });

  it("tries again after a try without an answer, and not after its limit", async () => {
    const server = await silent();
    let connections = 0;
    server.on("connection", () => (connections += 1));
    const aws = awsAt(urlOf(server), { answerMilliseconds: 20, callMilliseconds: 400 });
    expect(await messageOf(aws)).to.include("gives no answer");
    const tried = connections;
    expect(tried).to.be.above(1);
    // Longer than any pause between tries that could have been left.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(connections).to.be.at.most(tried + 1);
  });

  it("has the limit of the configuration", async () => {
    const aws = awsAt(urlOf(await silent()), {}, undefined, { ...keys, callTimeoutSeconds: "0.1" });
    expect(await messageOf(aws)).to.include("within the 0.1 seconds of 'goldenimage:callTimeoutSeconds'");
    expect(() => new Aws({ callTimeoutSeconds: "soon" })).to.throw("must be a number of seconds above 0");
  });

  it("ends soon after an interruption, and so do those that follow", async () => {
    const interruption = new AbortController();
    const server = await silent();
    const connected = new Promise((resolve) => server.once("connection", resolve));
    const aws = awsAt(urlOf(server), { cancelMilliseconds: 20 }, interruption.signal);
    const message = messageOf(aws);
    await connected;
    interruption.abort();
    expect(await message).to.equal(
      "imagebuilder:ListImages: the update was interrupted before 127.0.0.1 answered",
    );
    expect(await messageOf(aws)).to.include("the update was interrupted");
  });

  it("is done after an interruption where AWS answers", async () => {
    const sandbox = await startImageBuilder();
    open.push(sandbox);
    const interruption = new AbortController();
    interruption.abort();
    const aws = awsAt(sandbox.url, { cancelMilliseconds: 10_000 }, interruption.signal);
    expect((await list(aws)).imageVersionList).to.be.empty;
  });

  it("says that nobody listens", async () => {
    const server = await silent();
    const url = urlOf(server);
    server.close();
    const aws = awsAt(url, { callMilliseconds: 60_000 });
    expect(await messageOf(aws)).to.equal(
      `imagebuilder:ListImages: 127.0.0.1 can't be reached (ECONNREFUSED): ${network}`,
    );
  });

  it("says that there is no network", async () => {
    const message = await messageOf(awsAt("http://imagebuilder.invalid"));
    expect(message).to.match(
      /imagebuilder\.invalid can't be reached \((?:ENOTFOUND|EAI_AGAIN)\): check the network/,
    );
  });

  describe("without credentials", () => {
    withEnvironment(() => ({
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
      AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
      AWS_CONFIG_FILE: "/nowhere/config",
    }));

    it("says how to give some", async () => {
      const aws = awsAt("http://127.0.0.1:1", {}, undefined, {});
      expect(await messageOf(aws)).to.match(
        /^imagebuilder:ListImages: there are no credentials for AWS \(.+\): set AWS_PROFILE or AWS_ACCESS_KEY_ID, sign in with `aws sso login`, or set 'goldenimage:profile'$/,
      );
    });
  });

  describe("behind a proxy", () => {
    let sandbox: ImageBuilder;
    let asked: string[];
    let proxy: string;

    beforeEach(async () => {
      asked = [];
      sandbox = await startImageBuilder();
      open.push(sandbox);
      const server = createHttpServer((request: IncomingMessage, response) => {
        asked.push(`${request.method} ${request.url}`);
        if (process.env.TEST_PROXY_REFUSES === "yes") {
          response.writeHead(407).end();
          return;
        }
        const { pathname } = new URL(request.url ?? "");
        const { method, headers } = request;
        void (async () => {
          const chunks: Buffer[] = [];
          for await (const chunk of request) chunks.push(chunk as Buffer);
          const answer = await fetch(`${sandbox.url}${pathname}`, {
            method: method ?? "",
            headers: { authorization: headers.authorization ?? "" },
            body: Buffer.concat(chunks),
          });
          response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
        })();
      });
      server.on("connect", (request: IncomingMessage, socket: Socket) => {
        asked.push(`CONNECT ${request.url}`);
        const upstream = connect(Number(new URL(sandbox.url).port), "127.0.0.1", () => {
          socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
          socket.pipe(upstream).pipe(socket);
        });
        upstream.on("error", () => socket.destroy());
        socket.on("error", () => upstream.destroy());
      });
      open.push(await listening(server));
      proxy = urlOf(server);
      process.env.HTTP_PROXY = proxy;
      process.env.HTTPS_PROXY = proxy;
    });

    withEnvironment(() => ({ TEST_PROXY_REFUSES: undefined }));

    it("asks the proxy", async () => {
      expect((await list(awsAt("http://imagebuilder.example"))).imageVersionList).to.be.empty;
      expect(asked).to.deep.equal(["POST http://imagebuilder.example/ListImages"]);
    });

    it("asks it for a tunnel where the call is encrypted", async () => {
      // What answers in the tunnel speaks no TLS, so that the call fails there.
      await refusal(list(awsAt("https://imagebuilder.example")));
      expect(asked[0]).to.equal("CONNECT imagebuilder.example:443");
    });

    it("goes past it where the environment or the machine itself says so", async () => {
      process.env.NO_PROXY = ".internal";
      expect(proxyFor("https://imagebuilder.internal")).to.equal("");
      expect(proxyFor("https://imagebuilder.example")).to.equal(proxy);
      expect(["http://localhost:80", "http://127.0.0.1:80", "http://[::1]:80"].map(proxyFor)).to.deep.equal([
        "",
        "",
        "",
      ]);
      await list(awsAt(sandbox.url));
      expect(asked).to.be.empty;
    });

    it("says that the proxy asks for a password", async () => {
      process.env.TEST_PROXY_REFUSES = "yes";
      expect(await messageOf(awsAt("http://imagebuilder.example"))).to.include(
        "the proxy asks who you are: HTTPS_PROXY takes a user and a password",
      );
    });
  });
});
