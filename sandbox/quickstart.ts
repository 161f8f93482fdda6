// `npm start`: deploys the stack of the top-level Pulumi.yaml into a fresh sandbox, by the real Pulumi CLI.

import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { repoRoot, tool } from "../tools/paths.mjs";
import { startSandbox } from "./sandbox";

const stackName = "sandbox";
const keep = process.argv.includes("--keep");

async function main(): Promise<void> {
  const sandbox = await startSandbox();
  // Asynchronous: the emulator lives in this process.
  const pulumi = (...args: string[]): Promise<string> => run(tool("pulumi"), args, sandbox.environment);
  try {
    console.log(`An offline stand-in for AWS listens on ${sandbox.imageBuilder.url}\n`);
    await pulumi("stack", "init", stackName, "--non-interactive");
    await pulumi(
      "config",
      "set-all",
      ...Object.entries(sandbox.config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
    );
    await pulumi("up", "--yes", "--skip-preview", "--non-interactive", "--suppress-outputs");
    await pulumi("stack", "--show-urns=false");
    const outputs = JSON.parse(
      await run(tool("pulumi"), ["stack", "output", "--json"], sandbox.environment, true),
    ) as {
      version: string;
      amiIds: Record<string, string>;
    };
    console.log(`\nAMIs of version ${outputs.version}\n`);
    console.log(table(["region", "AMI"], Object.entries(outputs.amiIds).sort()));
    console.log(
      "\nThe same on real AWS: pulumi stack init dev && pulumi config set aws:region eu-west-1 && pulumi up",
    );
    if (keep) {
      await explore(sandbox.environment);
    }
  } finally {
    rmSync(join(repoRoot, `Pulumi.${stackName}.yaml`), { force: true });
    await sandbox.close();
  }
}

/** Keeps the sandbox until the user ends it. */
async function explore(environment: Record<string, string>): Promise<void> {
  const { PATH: _, ...variables } = environment;
  console.log("\nThe sandbox stays until you press Ctrl-C. In another terminal, in this folder:\n");
  for (const [name, value] of Object.entries(variables)) console.log(`  export ${name}='${value}'`);
  console.log(`  ${tool("pulumi")} stack select ${stackName}`);
  await new Promise<void>((resolve) => {
    const forever = setInterval(() => undefined, 60_000);
    process.once("SIGINT", () => (clearInterval(forever), resolve()));
  });
}

function run(
  command: string,
  args: string[],
  environment: Record<string, string>,
  quiet = false,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: repoRoot,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (!quiet) process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`pulumi ${args[0]} ended with code ${code}`)),
    );
  });
}

function table(head: [string, string], rows: [string, string][]): string {
  const width = Math.max(...[head, ...rows].map(([first]) => first.length));
  const line = ([first, second]: [string, string]): string => `  ${first.padEnd(width)}  ${second}`;
  return [head, ["-".repeat(width), "-".repeat(21)] as [string, string], ...rows].map(line).join("\n");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
