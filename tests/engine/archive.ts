// The plugin's archive for this platform, as a release publishes it.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { extract } from "tar";
import { archiveName, distDir, hostTarget, version } from "../../tools/package/targets.mjs";
import type { Sandbox } from "../../sandbox/sandbox";

/** Unpacks it into a folder; gives back the executable. */
export async function unpackArchive(folder: string): Promise<string> {
  await extract({ file: join(distDir, archiveName(hostTarget)), cwd: folder });
  return join(
    folder,
    process.platform === "win32" ? "pulumi-resource-goldenimage.exe" : "pulumi-resource-goldenimage",
  );
}

/** Puts it where Pulumi would after its download, in place of what the sandbox had there. */
export async function installArchive(sandbox: Sandbox): Promise<string> {
  const folder = join(sandbox.environment.PULUMI_HOME ?? "", "plugins", `resource-goldenimage-v${version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return unpackArchive(folder);
}
