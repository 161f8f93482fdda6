// The policy pack under the real CLI: `pulumi preview --policy-pack policy`.

import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as aws from "@pulumi/aws";
import { GoldenImage } from "@goldenimage/pulumi";
import { expect } from "chai";
import { policies } from "../../policy/src/policies";
import strict from "../../policy/sets/strict.json";
import { repoRoot, tool } from "../../tools/paths.mjs";
import { pathWithLanguages } from "./languages";
import { failureOf, useWorkspace } from "./workspace";

const pack = join(repoRoot, "policy");

const organization = {
  "image-accounts-approved": { accounts: ["111111111111"] },
  "image-regions-approved": { regions: ["eu-*", "us-east-1"] },
  "image-tagged": { tags: ["owner"] },
  "machine-images-recent": { images: { "ami-0123456789abcdef0": { created: "2020-01-01T00:00:00.000Z" } } },
};

const good = `
name: good
runtime: yaml
resources:
  distribution:
    type: goldenimage:ImageDistribution
    properties:
      regions:
        eu-west-1: { kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/one" }
        us-east-1: { kmsKeyArn: "arn:aws:kms:us-east-1:111111111111:key/two" }
      share: { accounts: ["111111111111"] }
      publish: { parameterName: /imagebuilder/good }
  good:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      customize:
        - name: nginx
          shell: ["dnf install --assumeyes nginx"]
        - managed: amazon-cloudwatch-agent-linux
      build: { subnetId: subnet-0123456789abcdef0, securityGroupIds: [sg-0123456789abcdef0] }
      storage: { kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/one" }
      harden: { stig: high }
      tests: { scan: {} }
      lifecycle: { delete: { olderThan: 6, unit: MONTHS } }
      schedule: { rate: 7 days }
      distributionArn: \${distribution.arn}
      tags: { owner: platform }
`;

/** All that is wrong with it is in the test below. */
async function bad(): Promise<void> {
  new GoldenImage(
    "bad",
    {
      source: { amiId: "ami-0123456789abcdef0" },
      harden: { patch: false },
      tests: { enabled: false },
      build: { keyPair: "admin" },
      customize: [
        { name: "leak", shell: ["curl --fail https://me:hunter2@example.com/agent"] },
        { componentArn: "arn:aws:imagebuilder:eu-west-1:999999999999:component/agent/x.x.x" },
      ],
    },
    {
      transforms: [
        ({ type, props, opts }) =>
          type === "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration"
            ? { props: { ...props, instanceMetadataOptions: { httpTokens: "optional" } }, opts }
            : undefined,
      ],
    },
  );
  new aws.imagebuilder.DistributionConfiguration("raw", {
    distributions: [
      {
        region: "us-west-2",
        amiDistributionConfiguration: {
          launchPermission: { userGroups: ["all"] },
          targetAccountIds: ["999999999999"],
        },
      },
    ],
  });
  new aws.ec2.LaunchTemplate("old", { imageId: "ami-0123456789abcdef0" });
}

const wrongWithBad = {
  bad: ["image-hardened", "image-lifecycle-set", "image-patched", "image-source-approved"],
  "bad-component-leak": ["image-no-inline-secrets"],
  "bad-infrastructure": ["image-imds-v2", "image-no-key-pair", "image-private-build-network"],
  "bad-pipeline": [
    "image-rebuilt-regularly",
    "image-scanned",
    "image-tagged",
    "image-tests-on",
    "image-uses-distribution",
  ],
  "bad-recipe": ["image-components-pinned", "image-encrypted-with-customer-key"],
  old: ["machine-images-recent", "machines-use-golden-image"],
  raw: [
    "image-accounts-approved",
    "image-builder-inside-golden-image",
    "image-copies-encrypted-with-customer-key",
    "image-never-public",
    "image-regions-approved",
  ],
};

/** The findings in what the CLI printed: "level policy: resource". */
function findingsIn(output: string, level: string): string[] {
  const lines = output.matchAll(/^\s*- \[(\w+)\].*?\s(\S+)\s+\(\S+ (\S+)\)$/gm);
  return [...lines]
    .filter(([, found]) => found === level)
    .map(([, , policy, resource]) => `${policy}: ${resource}`)
    .sort();
}

describe("the policy pack", () => {
  const workspace = useWorkspace();
  let config: (name: string, content: object) => string;

  before(async () => {
    const home = workspace.sandbox.environment.PULUMI_HOME ?? "";
    config = (name, content) => {
      const file = join(home, `${name}.json`);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    workspace.sandbox.environment.PATH = process.env.PATH = pathWithLanguages(
      workspace.sandbox.environment.PATH,
    );
  });

  it("reports nothing for a compliant stack, in preview and update", async () => {
    const { sandbox } = workspace;
    const folder = join(sandbox.environment.PULUMI_HOME ?? "", "good");
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), good);
    const settings = { ...strict, ...organization };
    const policed = ["--policy-pack", pack, "--policy-pack-config", config("good", settings)];
    // Asynchronous: the emulator lives in this process.
    const pulumi = async (...args: string[]): Promise<string> =>
      (await promisify(execFile)(tool("pulumi"), [...args, "--non-interactive"], { cwd: folder })).stdout;
    await pulumi("stack", "init", "good");
    const values = Object.entries(sandbox.config).flatMap(([key, value]) => [
      "--plaintext",
      `${key}=${value}`,
    ]);
    await pulumi("config", "set-all", ...values);
    for (const output of [
      await pulumi("preview", ...policed),
      await pulumi("up", "--yes", "--skip-preview", ...policed),
      await pulumi("preview", ...policed),
    ]) {
      expect(output).to.include("✅ goldenimage@v");
      expect(output).not.to.match(/\[(advisory|mandatory)\]/);
    }
  });

  it("reports each violation once, with the fix and without secrets", async () => {
    const stack = await workspace.stackOf(bad);
    const { stdout } = await stack.preview({
      policyPacks: [pack],
      policyPackConfigs: [config("organization", organization)],
    });
    const expected = Object.entries(wrongWithBad).flatMap(([resource, names]) =>
      names.map((name) => `${name}: ${resource}`),
    );
    expect(findingsIn(stdout, "advisory")).to.deep.equal(expected.sort());
    const shown = policies.filter(({ name }) => expected.some((finding) => finding.startsWith(`${name}:`)));
    // No policy on images is left out.
    const ofImages = policies.filter(({ name }) => name.startsWith("image-"));
    expect(shown).to.include.members(ofImages);
    for (const { remediationSteps } of shown) expect(stdout).to.include(remediationSteps);
    expect(stdout).not.to.include("hunter2");
  });

  it("stops a stack that violates mandatory policies, and warns about advisory ones", async () => {
    const stack = await workspace.stackOf(bad);
    const under = (set: string) =>
      stack.preview({ policyPacks: [pack], policyPackConfigs: [join(pack, "sets", `${set}.json`)] });
    for (const set of ["strict", "cis-aws"]) {
      const output = await failureOf(under(set));
      expect(findingsIn(output, "mandatory")).to.include("image-never-public: raw");
      expect(findingsIn(output, "advisory")).to.deep.equal([]);
    }
    const { stdout } = await under("baseline");
    expect(findingsIn(stdout, "advisory"))
      .to.include("image-patched: bad")
      .and.not.to.include("image-hardened: bad");
  });
});
