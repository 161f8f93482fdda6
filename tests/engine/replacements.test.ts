// Changes that replace what AWS lets nobody delete while it is in use, on the real engine. tests/unit/replacements.test.ts
// has every input that replaces something; here is one change of each kind, one after the other.

import { GoldenImage } from "@goldenimage/pulumi";
import type { GoldenImageArgs } from "@goldenimage/pulumi";
import { expect } from "chai";
import { resourcesOf, useWorkspace } from "./workspace";

const linux: GoldenImageArgs = {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "step", shell: ["true"] }],
};

const isolated = (availabilityZone: string, cidrBlock: string): GoldenImageArgs => ({
  ...linux,
  build: { isolatedNetwork: { availabilityZone, cidrBlock }, rolePath: "/golden/" },
  notify: { emails: ["platform@example.com"] },
});

const inContainer: GoldenImageArgs = {
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  container: {},
};

const long = (text: string): GoldenImageArgs => ({
  ...linux,
  customize: [
    {
      name: "long",
      document: `# ${text.repeat(17_000)}\n${JSON.stringify({
        schemaVersion: 1.0,
        phases: [
          {
            name: "build",
            steps: [{ name: "Hello", action: "ExecuteBash", inputs: { commands: ["true"] } }],
          },
        ],
      })}`,
    },
  ],
  documentBucket: {},
  // More than an object in S3 can have.
  tags: Object.fromEntries([..."abcdefghijkl"].map((key) => [key, "1"])),
});

const key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

interface Step {
  what: string;
  args: GoldenImageArgs;
  /** The provider's region, where it is not eu-west-1. */
  region?: string;
}

const lives: Readonly<Record<string, readonly Step[]>> = {
  "of an AMI": [
    { what: "another zone", args: isolated("eu-west-1b", "10.0.0.0/24") },
    { what: "another range", args: isolated("eu-west-1b", "10.0.1.0/24") },
    { what: "another name", args: { ...isolated("eu-west-1b", "10.0.1.0/24"), name: "api" } },
    { what: "another system", args: { ...linux, source: { os: "ubuntu-24.04" }, name: "api" } },
    { what: "another platform", args: { source: { os: "windows-server-2022" }, name: "api" } },
    { what: "another path of its roles", args: { ...linux, build: { rolePath: "/other/" } } },
    { what: "another region", args: { ...linux, region: "us-east-1" } },
    { what: "another region of the provider", args: linux, region: "us-west-2" },
    { what: "a container image", args: inContainer, region: "us-west-2" },
  ],
  "of a container image": [
    { what: "another key", args: { ...inContainer, container: { repositoryKmsKeyArn: key } } },
    { what: "another name", args: { ...inContainer, name: "api", container: { repositoryKmsKeyArn: key } } },
    { what: "a given repository", args: { ...inContainer, container: { repositoryName: "team/web" } } },
    { what: "its own repository again", args: inContainer },
    { what: "another region", args: { ...inContainer, region: "us-east-1" } },
    { what: "an AMI", args: linux },
  ],
  "of long documents": [
    { what: "another document", args: long("b") },
    { what: "another region", args: { ...long("b"), region: "us-east-1" } },
    { what: "another bucket", args: { ...long("b"), documentBucket: { name: "documents" } } },
  ],
};

const beginnings: Readonly<Record<string, GoldenImageArgs>> = {
  "of an AMI": isolated("eu-west-1a", "10.0.0.0/24"),
  "of a container image": inContainer,
  "of long documents": long("a"),
};

describe("a change that replaces resources", () => {
  const workspace = useWorkspace("test");

  const program = (args: GoldenImageArgs) => async () => {
    new GoldenImage("web", args);
  };

  for (const [life, steps] of Object.entries(lives)) {
    it(`is made in one update, and leaves nothing behind: in the life ${life}`, async () => {
      const stack = await workspace.stackOf(program(beginnings[life] as GoldenImageArgs));
      await stack.up();
      for (const { what, args, region = "eu-west-1" } of steps) {
        stack.workspace.program = program(args);
        await stack.setConfig("aws:region", { value: region });
        try {
          await stack.up();
          await stack.preview({ expectNoChanges: true });
        } catch (error) {
          throw new Error(`${what}: ${String(error)}`, { cause: error });
        }
        // What has been replaced is gone, and the rest is there.
        const resources = await resourcesOf(stack);
        const known = [...resources.values()].filter(({ type }) => type.startsWith("aws:"));
        expect(workspace.leftovers(), what).to.have.length(known.length);
      }
      await stack.destroy();
      expect(workspace.leftovers()).to.deep.equal([]);
    });
  }
});
