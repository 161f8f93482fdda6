import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { GoldenImage, wrongByAnswers } from "../components";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { registrations, valueOf } from "../mocks";

const recipe = "aws:imagebuilder/imageRecipe:ImageRecipe";

const place = "arn:aws:imagebuilder:eu-west-1:123456789012";

const children = [
  ["goldenimage:index:ContentVersion", "web-component-patch-version"],
  ["aws:imagebuilder/component:Component", "web-component-patch"],
  ["goldenimage:index:ContentVersion", "web-component-nginx-version"],
  ["aws:imagebuilder/component:Component", "web-component-nginx"],
  ["goldenimage:index:ContentVersion", "web-component-clean-up-version"],
  ["aws:imagebuilder/component:Component", "web-component-clean-up"],
  ["goldenimage:index:ContentVersion", "web-component-smoke-test-version"],
  ["aws:imagebuilder/component:Component", "web-component-smoke-test"],
  ["goldenimage:index:ContentVersion", "web-recipe-version"],
  ["goldenimage:index:Ownership", "web-ownership"],
  [recipe, "web-recipe"],
  ["aws:iam/role:Role", "web-role"],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "web-policy-AmazonSSMManagedInstanceCore"],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "web-policy-EC2InstanceProfileForImageBuilder"],
  ["aws:iam/instanceProfile:InstanceProfile", "web-instance-profile"],
  ["aws:cloudwatch/logGroup:LogGroup", "web-log-group"],
  ["aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration", "web-infrastructure"],
  ["goldenimage:index:Orphans", "web-pipeline-orphans"],
  ["aws:imagebuilder/imagePipeline:ImagePipeline", "web-pipeline"],
  ["goldenimage:index:Leftovers", "web-leftovers"],
];

const web: GoldenImageArgs = {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "nginx", shell: ["dnf install --assumeyes nginx"] }],
};

async function inputsOf(
  name: string,
  args: GoldenImageArgs,
  preview = false,
): Promise<Record<string, unknown> & { [key: string]: never }> {
  const all = await registrations(preview, () => new GoldenImage("web", args));
  return all.get(`web-${name}`)?.inputs as never;
}

describe("GoldenImage", () => {
  for (const preview of [true, false]) {
    it(`registers the same children in ${preview ? "preview" : "update"}`, async () => {
      const all = await registrations(preview, () => new GoldenImage("web", web));
      const own = [...all.values()].filter((each) => each.type !== "goldenimage:index:GoldenImage");
      expect(own.map(({ type, name }) => [type, name])).to.have.deep.members(children);
    });

    it(`passes on an Output in ${preview ? "preview" : "update"}`, async () => {
      const all = await registrations(preview, () => {
        new GoldenImage("web", { ...web, source: { amiId: pulumi.output("ami-0123456789abcdef0") } });
      });
      expect(all.get("web-recipe")?.inputs.parentImage).to.equal("ami-0123456789abcdef0");
    });
  }

  const sources: [string, GoldenImageArgs, string][] = [
    ["a managed image", web, "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x"],
    [
      "a managed image for Arm",
      { ...web, source: { os: "ubuntu-24.04" }, architecture: "arm64" },
      "arn:aws:imagebuilder:eu-west-1:aws:image/ubuntu-server-24-lts-arm64/x.x.x",
    ],
    [
      "a managed image in another partition",
      { ...web, region: "cn-north-1" },
      "arn:aws-cn:imagebuilder:cn-north-1:aws:image/amazon-linux-2023-x86/x.x.x",
    ],
    [
      "Debian's parameter",
      { ...web, source: { os: "debian-12" } },
      "ssm:/aws/service/debian/release/12/latest/amd64",
    ],
    ["an SSM parameter", { ...web, source: { ssmParameter: "/aws/service/x" } }, "ssm:/aws/service/x"],
    [
      "the newest image of a pipeline",
      { ...web, source: { pipelineArn: `${place}:image-pipeline/base` } },
      `${place}:image/base-recipe/x.x.x`,
    ],
    [
      "the newest container image of a pipeline",
      { source: { pipelineArn: `${place}:image-pipeline/container` }, container: {} },
      `${place}:image/container-recipe/x.x.x`,
    ],
    ["an AMI", { ...web, source: { amiId: "ami-0123456789abcdef0" } }, "ami-0123456789abcdef0"],
  ];
  for (const [what, args, parent] of sources) {
    it(`starts from ${what}`, async () => {
      expect((await inputsOf("recipe", args)).parentImage).to.equal(parent);
    });
  }

  const pipelines: [string, GoldenImageArgs, string][] = [
    [
      "a pipeline that is not there",
      { source: { pipelineArn: `${place}:image-pipeline/missing` } },
      "source.pipelineArn: can't be looked up in this account and region: ",
    ],
    [
      "a chain's pipeline that is not there",
      { ...web, schedule: { afterPipelineArn: `${place}:image-pipeline/missing` } },
      "schedule.afterPipelineArn: can't be looked up in this account and region: ",
    ],
    [
      "a pipeline of AMIs for a container image",
      { source: { pipelineArn: `${place}:image-pipeline/base` }, container: {} },
      "source.pipelineArn: makes AMIs, and a container image starts from another one",
    ],
    [
      "a pipeline of container images for an AMI",
      { source: { pipelineArn: pulumi.output(`${place}:image-pipeline/container`) } },
      "source.pipelineArn: makes container images: add 'container', or take another source",
    ],
  ];
  for (const [what, args, refusal] of pipelines) {
    it(`refuses ${what} before anything is registered`, async () => {
      let looked: Promise<unknown> = Promise.resolve();
      const registered = await registrations(true, () => {
        looked = wrongByAnswers("web", args).then(String);
      });
      expect(await looked).to.include(refusal);
      expect([...registered.keys()]).to.deep.equal([]);
    });
  }

  it("follows the images of a pipeline by the name of its recipe", async () => {
    const schedule = { afterPipelineArn: `${place}:image-pipeline/base` };
    const { eventPattern } = await inputsOf("chain", { ...web, schedule });
    expect(JSON.parse(String(eventPattern))).to.deep.include({
      resources: [{ prefix: `${place}:image/base-recipe/` }],
    });
  });

  it("names the account in the partition of its region", async () => {
    const { policy } = await inputsOf("topic-key", { ...web, region: "cn-north-1", notify: {} });
    expect(policy).to.include("arn:aws-cn:iam::123456789012:root");
  });

  it("names policies and addresses by their content, not their position", async () => {
    const policies = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/packages"];
    const emails = ["platform@example.com", "security@example.com"];
    const names = async (count: number): Promise<string[]> => {
      const registered = await registrations(false, () => {
        const [policyArns, addresses] = [policies, emails].map((list) => list.slice(-count));
        new GoldenImage("web", { ...web, build: { policyArns }, notify: { emails: addresses } });
      });
      return [...registered.keys()];
    };
    expect(await names(2)).to.include.members(await names(1));
  });

  it("is secure by default", async () => {
    const infrastructure = await inputsOf("infrastructure", web);
    expect(infrastructure.instanceMetadataOptions).to.deep.equal({
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    expect(infrastructure.terminateInstanceOnFailure).to.equal(true);
    expect(infrastructure).not.to.have.property("keyPair");
    const [root] = (await inputsOf("recipe", web)).blockDeviceMappings as unknown as { ebs: object }[];
    expect(root?.ebs).to.include({ encrypted: "true", volumeType: "gp3", deleteOnTermination: "true" });
  });

  it("lists components in the order of the steps", async () => {
    const components = (
      await inputsOf("recipe", {
        ...web,
        customize: [
          { managed: "amazon-cloudwatch-agent-linux" },
          { componentArn: "arn:other", parameters: { B: "2", A: "1" } },
          { name: "last", document: "schemaVersion: 1" },
        ],
        harden: { patch: false, cleanUp: [] },
        tests: { builtIn: false, steps: [{ shell: ["true"] }] },
      })
    ).components as unknown as { componentArn: string }[];
    expect(components).to.deep.equal([
      { componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/amazon-cloudwatch-agent-linux/x.x.x" },
      {
        componentArn: "arn:other",
        parameters: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
      },
      { componentArn: "arn:of:web-component-last" },
      { componentArn: "arn:of:web-component-test-1" },
    ]);
  });

  it("changes only the digest of changed content", async () => {
    const versions = async (line: string): Promise<unknown[]> => {
      const all = await registrations(false, () => {
        new GoldenImage("web", { ...web, customize: [{ name: "nginx", shell: [line] }] });
      });
      return ["patch", "nginx", "smoke-test"].map(
        (part) => all.get(`web-component-${part}-version`)?.inputs.content,
      );
    };
    const [before, after] = [await versions("true"), await versions("false")];
    expect(before[0]).to.equal(after[0]);
    expect(before[1]).not.to.equal(after[1]);
    expect(before[2]).to.equal(after[2]);
  });

  it("runs on its schedule", async () => {
    const pipeline = await inputsOf("pipeline", {
      ...web,
      schedule: { cron: "0 3 ? * SUN *", timeZone: "Europe/Vienna", when: "whenDependenciesChange" },
    });
    expect(pipeline.schedule).to.deep.equal({
      scheduleExpression: "cron(0 3 ? * SUN *)",
      timezone: "Europe/Vienna",
      pipelineExecutionStartCondition: "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
    });
  });

  it("sets every output", async () => {
    let image: GoldenImage | undefined;
    await registrations(false, () => (image = new GoldenImage("web", web)));
    if (!image) throw new Error("no image was made");
    expect(await valueOf(image.pipelineName)).to.equal("web");
    expect(await valueOf(image.recipeArn)).to.equal("arn:of:web-recipe");
    expect(await valueOf(image.version)).to.equal("1.0.0");
    expect(await valueOf(image.componentArns)).to.deep.equal([
      "arn:of:web-component-patch",
      "arn:of:web-component-nginx",
      "arn:of:web-component-clean-up",
      "arn:of:web-component-smoke-test",
    ]);
    expect(await valueOf(image.logGroupName)).to.equal("/aws/imagebuilder/web");
    expect(await valueOf(image.roleArn)).to.equal("arn:of:web-role");
  });

  const box: GoldenImageArgs = {
    source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
    region: "eu-west-1",
    container: { tags: ["newest", "{{ imagebuilder:buildDate }}"] },
  };
  const targets = (distributions: unknown) =>
    (
      distributions as Record<
        string,
        { targetRepository: { repositoryName: string }; containerTags: string[] }
      >[]
    ).map(({ region, containerDistributionConfiguration: target }) => [
      region,
      target?.targetRepository.repositoryName,
      target?.containerTags,
    ]);

  for (const preview of [true, false]) {
    it(`tags a container image in the region of its build in ${preview ? "preview" : "update"}`, async () => {
      const { region: _, ...anywhere } = box;
      const all = await registrations(preview, () => new GoldenImage("web", anywhere));
      const { inputs } = all.get("web-distribution-configuration") ?? {};
      const tags = ["newest", "{{ imagebuilder:buildDate }}"];
      expect(targets(inputs?.distributions)).to.deep.equal([["eu-west-1", "web", tags]]);
      expect(all.get("web-pipeline")?.inputs).to.have.property("distributionConfigurationArn");
      expect(all.get("web-repository")?.inputs.imageTagMutabilityExclusionFilters).to.deep.equal([
        { filter: "newest", filterType: "WILDCARD" },
      ]);
    });
  }

  it("distributes a container image to repositories of its own name, which its instances may push to", async () => {
    const tags = ["stable"];
    let image: GoldenImage | undefined;
    const all = await registrations(false, () => {
      image = new GoldenImage("web", {
        ...box,
        distribution: {
          regions: { "eu-west-1": { container: { tags } }, "us-east-1": {}, "us-west-2": {} },
          container: { untaggedDays: 3 },
        },
      });
    });
    expect([...all.keys()].filter((name) => /repository-?[a-z0-9-]*$/.test(name)).sort()).to.deep.equal([
      "web-distribution-repository-us-east-1",
      "web-distribution-repository-us-east-1-lifecycle",
      "web-distribution-repository-us-west-2",
      "web-distribution-repository-us-west-2-lifecycle",
      "web-repository",
      "web-repository-lifecycle",
    ]);
    expect(targets(all.get("web-distribution-configuration")?.inputs.distributions)).to.deep.equal([
      ["eu-west-1", "web", tags],
      ["us-east-1", "web", box.container?.tags],
      ["us-west-2", "web", box.container?.tags],
    ]);
    // What the image is called in the region of the build, and nothing else, moves there.
    expect(all.get("web-repository")?.inputs.imageTagMutabilityExclusionFilters).to.deep.equal([
      { filter: "stable", filterType: "WILDCARD" },
    ]);
    const { Statement } = JSON.parse(String(all.get("web-role-policy")?.inputs.policy)) as {
      Statement: { Sid: string; Resource: string[] }[];
    };
    expect(Statement.find(({ Sid }) => Sid === "PushImage")?.Resource).to.deep.equal([
      "arn:of:web-repository",
      "arn:aws:ecr:us-east-1:123456789012:repository/web",
      "arn:aws:ecr:us-west-2:123456789012:repository/web",
    ]);
    if (!image) throw new Error("no image was made");
    expect(await valueOf(image.repositoryUrls)).to.have.all.keys("us-east-1", "us-west-2");
  });

  it("creates no repository if one is given", async () => {
    const all = await registrations(false, () => {
      new GoldenImage("web", {
        ...box,
        container: { repositoryName: "golden/web" },
        distribution: { regions: { "eu-west-1": {}, "us-east-1": {} }, container: {} },
      });
    });
    const repositories = [...all.values()].filter(({ type }) => type === "aws:ecr/repository:Repository");
    expect(repositories.map(({ inputs }) => [inputs.region, inputs.name])).to.deep.equal([
      ["us-east-1", "golden/web"],
    ]);
  });
});
