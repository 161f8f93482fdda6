// `npm run sandbox`: the offline AWS by itself, for Pulumi programs, the AWS CLI, boto3 or any SDK.

import { snippetsFor } from "./clients";
import { startSandbox } from "./sandbox";

async function main(): Promise<void> {
  const sandbox = await startSandbox();
  console.log("A stand-in for AWS, not AWS itself (sandbox/README.md). Paste what you need:");
  for (const { title, lines } of snippetsFor(sandbox)) {
    console.log(`\n${title}:\n`);
    for (const line of lines) console.log(`  ${line}`);
  }
  console.log(`\nIt listens on ${sandbox.imageBuilder.url} until Ctrl-C.`);
  const end = (): void => void sandbox.close().then(() => process.exit());
  process.once("SIGINT", end).once("SIGTERM", end);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
