// What the real provider refuses in preview: goldenimage refuses it too, so that the user reads one of its own messages.

import type { Change, Properties } from "./change";
import { program } from "./change";

const image: Properties = {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "hello", shell: ["echo hello"] }],
};

const refusal = (
  name: string,
  shows: string,
  path: string,
  type: string,
  properties: Properties,
  resource = "under",
): Change => ({
  name: `refused-${name}`,
  shows: `refused: ${shows}`,
  program: program({ [resource]: { type: `goldenimage:${type}`, properties } }),
  previewOnly: true,
  fails: path,
});

const ofImage = (name: string, shows: string, path: string, properties: Properties): Change =>
  refusal(name, shows, path, "GoldenImage", { ...image, ...properties });

const fastLaunch = (name: string, shows: string, path: string, settings: Properties): Change =>
  refusal(name, shows, `fastLaunch[0].${path}`, "ImageDistribution", {
    regions: { "eu-west-1": {} },
    fastLaunch: [{ accountId: "123456789012", launchTemplateVersion: "$Default", ...settings }],
  });

/** Two bytes a letter. */
const twice = (bytes: number): string => "é".repeat(bytes / 2);

/** `path` is the input that the message has to name. */
export const refused: readonly Change[] = [
  ofImage("execution-role", "the name of a role for its ARN", "executionRoleArn", {
    executionRoleArn: "image-builder",
  }),
  ofImage("lifecycle-role", "the name of a role for its ARN", "lifecycle.roleArn", {
    lifecycle: { roleArn: "image-builder", delete: { olderThan: 6, unit: "MONTHS" } },
  }),
  ofImage("description", "a description of over 1024 bytes", "description", { description: twice(1026) }),
  ofImage("working-directory", "a working directory of over 1024 bytes", "workingDirectory", {
    workingDirectory: `/${twice(1024)}`,
  }),
  ofImage("document", "a document of over 16,000 bytes", "customize[0]", {
    customize: [{ name: "hello", shell: [`echo ${twice(16_000)}`] }],
  }),
  refusal(
    "security-group",
    "a security group whose name begins with sg-",
    "the resource's own name",
    "GoldenImage",
    { ...image, build: { isolatedNetwork: {} } },
    "sg-image",
  ),
  ofImage("region", "a region of another partition than the provider's", "region", { region: "cn-north-1" }),
  fastLaunch("template-name", "a launch template's name of two characters", "launchTemplateName", {
    launchTemplateName: "ab",
  }),
  fastLaunch("template-id", "an ID that is none", "launchTemplateId", { launchTemplateId: "lt-not_an_id" }),
  fastLaunch("parallel-launches", "more than 10,000 launches at once", "maxParallelLaunches", {
    maxParallelLaunches: 10_001,
  }),
];
