// Stands in for Pulumi's language hosts of Go, Python and Node.js, which come with an installed CLI and are on no
// registry. It starts a program in its own folder, as they do; the programs and the engine are the real ones.
//
// Usage: host.mjs <language> [flags of the engine's…] <address of the engine>

import { execFile, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import { cacheDir, repoRoot } from "../../../tools/paths.mjs";

const language = process.argv[2];
const engine = process.argv.at(-1);

/** What starts the program in a folder: a command and its arguments. */
const commands = {
  async go(folder) {
    // Kept for the next time: Go links a program anew only where it has changed.
    const example = relative(repoRoot, folder);
    const program = example.startsWith("..") ? join(folder, "program") : join(cacheDir, "programs", example);
    await promisify(execFile)("go", ["build", "-o", program, "."], {
      cwd: folder,
      env: { ...process.env, GOWORK: "off" },
    });
    return [program];
  },
  python(folder, { options }) {
    const bin = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
    const python = options.virtualenv ? join(resolve(folder, options.virtualenv), bin) : "python3";
    return [python, fileURLToPath(new URL("run.py", import.meta.url)), folder];
  },
  nodejs(folder, { request }) {
    const run = createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run");
    const flags = {
      monitor: request.getMonitorAddress(),
      engine,
      organization: request.getOrganization(),
      project: request.getProject(),
      stack: request.getStack(),
      "dry-run": String(request.getDryrun()),
      parallel: String(request.getParallel()),
    };
    return [process.execPath, run, ...Object.entries(flags).map(([k, v]) => `--${k}=${v}`), folder];
  },
};

async function start(request) {
  const folder = request.getInfo().getProgramDirectory();
  const options = request.getInfo().getOptions()?.toJavaScript() ?? {};
  const [command, ...args] = await commands[language](folder, { options, request });
  const env = {
    ...process.env,
    PULUMI_ORGANIZATION: request.getOrganization(),
    PULUMI_PROJECT: request.getProject(),
    PULUMI_STACK: request.getStack(),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_DRY_RUN: String(request.getDryrun()),
    PULUMI_PARALLEL: String(request.getParallel()),
    PULUMI_MONITOR: request.getMonitorAddress(),
    PULUMI_ENGINE: engine,
    PULUMI_NODEJS_TYPESCRIPT: "true",
    // Types are checked by the compiler, in the static checks.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  };
  const child = spawn(command, args, { cwd: folder, env, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((done, failed) => child.on("error", failed).on("close", done));
}

/** A policy pack, which the engine takes for a plugin in the pack's language. What it prints goes back in a stream. */
function runPlugin(call) {
  const { request } = call;
  const folder = request.getInfo().getProgramDirectory();
  const run = createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const given = request.getEnvList().map((entry) => entry.split(/=(.*)/s).slice(0, 2));
  const child = spawn(process.execPath, [run, ...request.getArgsList(), "."], {
    cwd: folder,
    env: { ...process.env, ...Object.fromEntries(given) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => child.kill());
  child.stdout.on("data", (data) => call.write(new messages.RunPluginResponse().setStdout(data)));
  child.stderr.on("data", (data) => call.write(new messages.RunPluginResponse().setStderr(data)));
  child.on("close", (code) => {
    call.write(new messages.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
}

const server = new grpc.Server();
server.addService(services.LanguageRuntimeService, {
  getPluginInfo: (_, reply) => reply(null, new plugins.PluginInfo()),
  // The sandbox has them.
  getRequiredPackages: (_, reply) => reply(null, new messages.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_, reply) => reply(null, new messages.GetRequiredPluginsResponse()),
  runPlugin,
  run({ request }, reply) {
    start(request).then((code) => {
      const response = new messages.RunResponse();
      if (code !== 0) response.setError(`the program ended with ${code}`);
      reply(null, response);
    }, reply);
  },
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
