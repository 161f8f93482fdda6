// An offline AWS for the Pulumi CLI: the Image Builder emulator, and a PULUMI_HOME of its own in which a stand-in
// for the `aws` plugin is installed. It needs no credentials, and nothing of it reaches AWS.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { binDir, repoRoot, standInDir } from "../tools/paths.mjs";
import awsPackage from "@pulumi/aws/package.json";
import schema from "../provider/schema.json";
import { startImageBuilder } from "./image-builder";
import type { ImageBuilder } from "./image-builder";
import type { Settings } from "./image-builder/settings";
import { services } from "./services/answer";

export interface Sandbox {
  imageBuilder: ImageBuilder;
  /** The environment for the Pulumi CLI and for programs under it. */
  environment: Record<string, string>;
  /** The stack configuration that points both providers at the sandbox. */
  config: Record<string, string>;
  close(): Promise<void>;
}

/** The plugin that serves the `aws` package, with what its configuration needs beside the region and Image Builder. */
export interface AwsPlugin {
  readonly folder: string;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, string>>;
}

const standIn: AwsPlugin = { folder: standInDir, endpoints: {}, config: {} };

/** `plugin` is the folder of ours; that of the build unless it is said. `aws` is the stand-in unless it is said. */
export async function startSandbox(
  settings: Partial<Settings> = {},
  plugin = join(repoRoot, "provider/bin"),
  aws: AwsPlugin = standIn,
): Promise<Sandbox> {
  const region = "eu-west-1";
  const imageBuilder = await startImageBuilder(settings);
  const home = mkdtempSync(join(tmpdir(), "goldenimage-sandbox-"));
  const plugins = join(home, "plugins");
  mkdirSync(plugins);
  installPlugin(plugins, "aws", awsPackage.version, aws.folder);
  installPlugin(plugins, "goldenimage", schema.version, plugin);
  const state = join(home, "state");
  mkdirSync(state);
  const endpoints = JSON.stringify([{ ...aws.endpoints, imagebuilder: imageBuilder.url }]);
  return {
    imageBuilder,
    environment: {
      PATH: `${binDir}${delimiter}${process.env.PATH ?? ""}`,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "sandbox",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Not even by accident.
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: join(home, "no-credentials"),
      AWS_CONFIG_FILE: join(home, "no-config"),
    },
    config: {
      "aws:region": region,
      "aws:endpoints": endpoints,
      ...aws.config,
      "goldenimage:region": region,
      "goldenimage:endpoints": JSON.stringify([
        {
          ...Object.fromEntries(Object.keys(services).map((service) => [service, imageBuilder.url])),
          ...aws.endpoints,
          imagebuilder: imageBuilder.url,
          ec2: imageBuilder.url,
        },
      ]),
      "goldenimage:accessKey": "sandbox",
      "goldenimage:secretKey": "sandbox",
    },
    async close() {
      await imageBuilder.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** As `pulumi plugin install` leaves a plugin; the folder itself may not be a link. */
function installPlugin(plugins: string, name: string, version: string, folder: string): void {
  const installed = join(plugins, `resource-${name}-v${version}`);
  mkdirSync(installed);
  symlinkSync(join(folder, `pulumi-resource-${name}`), join(installed, `pulumi-resource-${name}`));
}
