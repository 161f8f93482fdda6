// Mistakes as users see them, by the real CLI: in YAML, whose host refuses misspelt names by itself against the schema,
// and in Python, whose dictionaries let everything through.

import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { binDir } from "../../tools/paths.mjs";
import { useCliStack } from "./cli-stack";
import { pathWithLanguages } from "./languages";

// One component a stack: which of several failing ones YAML's host still reports is a matter of timing.
const stacks: Record<string, { resource: string; paths: string[] }> = {
  distribution: {
    resource: `
    type: goldenimage:ImageDistribution
    properties:
      regions:
        eu-wst-1: {}
        eu-west-1: { share: { accounts: [] } }
        us-east-1: { launchTemplates: [{ accountId: "111111111111" }, {}, {}] }
      description: { fn::secret: planted-secret }
      publish: { parameterName: /elsewhere }
`,
    paths: [
      'regions["eu-wst-1"]:',
      'regions["eu-west-1"].share.accounts:',
      'regions["us-east-1"].launchTemplates[0].accountId:',
      'regions["us-east-1"].launchTemplates[2]:',
      "publish.parameterName:",
    ],
  },
  "golden image of too many steps": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      source: { os: debian-12 }
      customize: [${Array.from({ length: 18 }, () => '{ shell: ["true"] }').join(", ")}]
`,
    paths: ["customize: makes 21 components"],
  },
  "golden image with a long document": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      source: { os: debian-12 }
      customize:
        - document:
            phases:
              - name: build
                steps:
                  - { name: Long, action: ExecuteBash, inputs: { commands: ["echo ${"x".repeat(17_000)}"] } }
      amiTags: { CreatedBy: me }
`,
    paths: ["customize[0].document: is 17", 'amiTags["CreatedBy"]: is a tag'],
  },
  "distribution across accounts": {
    resource: `
    type: goldenimage:ImageDistribution
    properties:
      regions:
        eu-west-1: { share: { public: true } }
        us-east-1:
          launchTemplates: [{ launchTemplateId: lt-0123456789abcdef0, accountId: "111111111111" }]
      kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:alias/images
      amiTags: { secret: { fn::secret: planted-secret } }
`,
    paths: [
      "kmsKeyArn: is not a key of us-east-1",
      'regions["eu-west-1"].share.public:',
      'regions["us-east-1"].launchTemplates[0].accountId:',
    ],
  },
  "distribution target": {
    resource: `
    type: goldenimage:DistributionTarget
    properties:
      sourceAccountIds: []
      kmsKeyArns: [arn:aws:kms:eu-west-1:123456789012:alias/images]
      tags: { secret: { fn::secret: planted-secret } }
`,
    paths: ["sourceAccountIds:", "kmsKeyArns[0]:"],
  },
  "golden image": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      name: Bad Name!
      source: { os: debian-12, amiId: { fn::secret: planted-secret } }
      customize:
        - shell: []
        - documentFile: missing.yaml
        - document: |
            schemaVersion: 1.0
            phases:
              - name: build
                steps:
                  - { name: A, action: ExecuteBsh, inputs: { commands: ["true"] } }
      schedule: { cron: "0 3 * * * *" }
      build: { metadataHopLimit: 99 }
      tags: { secret: { fn::secret: planted-secret } }
`,
    paths: [
      "name:",
      "source:",
      "source.amiId:",
      "customize[0].shell:",
      "customize[1].documentFile:",
      "customize[2].document: line 5:",
      "schedule.cron:",
      "build.metadataHopLimit:",
    ],
  },
  // What only AWS can tell.
  "golden image on a pipeline that is not there": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      source:
        pipelineArn: { fn::secret: "arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/planted-secret" }
`,
    paths: ["source.pipelineArn: can't be looked up in this account and region"],
  },
  "golden image in a container": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      container: { tags: [a, b, c, d, e, f, "not this"] }
      tags: { secret: { fn::secret: planted-secret } }
      distribution:
        regions:
          eu-west-1: { container: { repositoryName: web, untaggedDays: 3 }, launchTemplates: [{}] }
          us-east-1: {}
        container: { repositoryKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/images" }
`,
    paths: [
      "container.tags: has 7 tags without {{ imagebuilder:buildDate }}",
      "container.tags[6]: must be",
      'distribution.regions["eu-west-1"].container.untaggedDays: is only for a repository that is made',
      'distribution.regions["eu-west-1"].launchTemplates: is only for AMIs',
      "distribution.container.repositoryKmsKeyArn: is not a key of us-east-1",
    ],
  },
  // What only the requests to AWS show.
  "golden image that AWS would refuse": {
    resource: `
    type: goldenimage:GoldenImage
    properties:
      source: { os: debian-12 }
      build: { keyPair: "" }
      amiTags: { "planted?": { fn::secret: planted-secret } }
`,
    paths: ["build.keyPair: must be at least 1 character", "amiTags"],
  },
};

const mistakesOfPython = [
  'regions["eu-wst-1"]: is not a region of AWS',
  'regions["eu-west-1"].share.accounts: is empty',
  "architecture: must be",
  "build.logRetentionDys: is unknown; did you mean logRetentionDays?",
  "build.metadataHopLimit: must be a whole number",
  "customize[0].shel: is unknown; did you mean shell?",
  "customize[1].documentFile: there is no such file",
  "name: must be",
  "region: is not a region of AWS; did you mean eu-west-1?",
  "schedule.cron: needs '?'",
  "source: has 'os' and 'amiId'",
  "tests.steps[0].nam: is unknown; did you mean name?",
];

describe("a stack full of mistakes", () => {
  const path = pathWithLanguages([binDir, process.env.PATH].join(delimiter));
  const stack = useCliStack("name: wrong\nruntime: yaml\n", { environment: { PATH: path } });

  const changes = () =>
    stack.sandbox.imageBuilder.requests().filter(({ operation = "" }) => !/^(Get|List)/.test(operation));

  for (const [what, { resource, paths }] of Object.entries(stacks)) {
    it(`with a ${what} shows all of them in one preview without secrets or a stack trace, and creates nothing`, async () => {
      stack.write(`name: wrong\nruntime: yaml\nresources:\n  wrong:${resource}`);
      const { code, output } = await stack.pulumi("preview").ended;
      expect(code, output).not.to.equal(0);
      for (const path of paths) expect(output).to.include(` - ${path}`);
      expect(output).not.to.include("planted-secret");
      expect(output).not.to.match(/^\s+at .+:\d+:\d+/m);
      expect(changes()).to.deep.equal([]);
    });
  }

  it("with two wrong components in Python shows the mistakes of both", async () => {
    stack.write("name: wrong\nruntime: python\n");
    stack.writeFile("__main__.py", readFileSync(join(__dirname, "programs/wrong.py"), "utf8"));
    const { code, output } = await stack.pulumi("preview").ended;
    expect(code, output).not.to.equal(0);
    for (const path of mistakesOfPython) expect(output).to.include(`- ${path}`);
    expect(output).not.to.include("planted-secret");
    // Python shows the trace of its own process; the plugin's is JavaScript.
    expect(output).not.to.match(/^\s+at .+:\d+:\d+/m);
    expect(changes()).to.deep.equal([]);
  });
});
