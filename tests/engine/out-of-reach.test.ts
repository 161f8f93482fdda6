// Where AWS can't be reached, an update ends within its limit, and says what to do.

import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const program = `
name: out-of-reach
runtime: yaml
resources:
  build:
    type: goldenimage:ImageBuild
    properties:
      pipelineArn: arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/web
`;

const network = "check the network, and the proxy in HTTPS_PROXY, HTTP_PROXY and NO_PROXY";

describe("AWS out of reach", () => {
  let sandbox: Sandbox;
  let stack: CliStack;
  const servers: Server[] = [];
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    sandbox = await startSandbox();
    stack = await CliStack.open(sandbox, program);
  });

  afterEach(async () => {
    stack.close();
    for (const socket of sockets) socket.destroy();
    for (const server of servers.splice(0)) server.close();
    await sandbox.close();
  });

  const listening = async (server: Server): Promise<string> => {
    servers.push(server);
    server.on("connection", (socket: Socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const configure = async (endpoint: string, seconds: number): Promise<void> => {
    await stack.run("config", "set", "goldenimage:endpoints", JSON.stringify([{ imagebuilder: endpoint }]));
    await stack.run("config", "set", "goldenimage:callTimeoutSeconds", String(seconds));
  };
  const failure = async (): Promise<string> => {
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview").ended;
    expect(code, output).not.to.equal(0);
    return output;
  };

  it("ends at the limit where an endpoint takes calls and never answers", async () => {
    await configure(await listening(createServer()), 1);
    expect(await failure()).to.include(
      `imagebuilder:ListImagePipelineImages: 127.0.0.1 gives no answer within the 1 seconds of 'goldenimage:callTimeoutSeconds': ${network}`,
    );
  });

  it("ends soon after Ctrl-C, also in a call that lists", async () => {
    const server = createServer();
    const called = new Promise((resolve) => server.once("connection", resolve));
    // Longer than the test may take.
    await configure(await listening(server), 3600);
    const command = stack.pulumi("up", "--yes", "--skip-preview");
    await called;
    command.process.kill("SIGINT");
    expect((await command.ended).output).to.include("the update was interrupted before 127.0.0.1 answered");
  });

  it("says that there is no network", async () => {
    await configure("http://imagebuilder.invalid", 60);
    expect(await failure()).to.match(
      /imagebuilder\.invalid can't be reached \((?:ENOTFOUND|EAI_AGAIN)\): check the network/,
    );
  });

  it("says that there are no credentials", async () => {
    await stack.run("config", "rm", "goldenimage:accessKey");
    await stack.run("config", "rm", "goldenimage:secretKey");
    expect(await failure())
      .to.include("there are no credentials for AWS")
      .and.to.include("set AWS_PROFILE or AWS_ACCESS_KEY_ID");
  });

  it("goes through the proxy of the environment", async () => {
    const asked: string[] = [];
    const proxy = createHttpServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(407).end();
    });
    sandbox.environment.HTTP_PROXY = await listening(proxy);
    await configure("http://imagebuilder.example", 60);
    expect(await failure()).to.include("the proxy asks who you are");
    expect(asked[0]).to.equal("http://imagebuilder.example/ListImagePipelineImages");
  });
});
