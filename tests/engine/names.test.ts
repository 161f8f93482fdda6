// Two stacks that want the same name in one account.

import { expect } from "chai";
import { placesOf } from "../../sandbox/image-builder/snapshot";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const program = (project: string): string => `name: ${project}
runtime: yaml
resources:
  image:
    type: goldenimage:GoldenImage
    properties:
      name: shared
      source: { os: amazon-linux-2023 }
      customize: [{ name: step, shell: ["true"] }]
      build: { isolatedNetwork: {} }
      notify: { emails: [images@example.com] }
`;

const handmade = `name: other
runtime: yaml
resources:
  role: { type: aws:iam:Role, properties: { assumeRolePolicy: "{}" } }
  profile: { type: aws:iam:InstanceProfile, properties: { role: "\${role.name}" } }
  recipe:
    type: aws:imagebuilder:ImageRecipe
    properties:
      name: shared
      version: 3.2.0
      parentImage: arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x
      components: [{ componentArn: "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x" }]
  infrastructure:
    type: aws:imagebuilder:InfrastructureConfiguration
    properties: { instanceProfileName: "\${profile.name}" }
  pipeline:
    type: aws:imagebuilder:ImagePipeline
    properties:
      name: shared
      imageRecipeArn: \${recipe.arn}
      infrastructureConfigurationArn: \${infrastructure.arn}
outputs:
  pipelineArn: \${pipeline.arn}
`;

/** As docs/guides/moving-over.md tells it. */
const importOf = (pipelineArn: string) => ({
  resources: [
    { type: "goldenimage:index:GoldenImage", name: "image", component: true },
    {
      type: "goldenimage:index:ContentVersion",
      name: "image-recipe-version",
      id: "recipe/shared",
      parent: "image",
    },
    {
      type: "aws:imagebuilder/imagePipeline:ImagePipeline",
      name: "image-pipeline",
      id: pipelineArn,
      parent: "image",
    },
  ],
});

describe("two stacks that use the same name", () => {
  let sandbox: Sandbox;
  let stacks: [CliStack, CliStack];

  beforeEach(async () => {
    sandbox = await startSandbox();
    stacks = [await CliStack.open(sandbox, program("one")), await CliStack.open(sandbox, program("other"))];
  });

  afterEach(async () => {
    stacks.forEach((stack) => stack.close());
    await sandbox.close();
  });

  const up = (stack: CliStack) => stack.pulumi("up", "--yes", "--skip-preview").ended;
  const typesIn = async (stack: CliStack): Promise<string[]> => stack.resources().map(({ type }) => type);

  it("updated at the same time: one succeeds, and the other fails with one error and creates nothing", async () => {
    const outcomes = await Promise.all(stacks.map(up));
    expect(outcomes.map(({ code }) => code === 0).sort()).to.deep.equal([false, true]);
    const loser = outcomes[0]?.code === 0 ? 1 : 0;
    const output = outcomes[loser]?.output ?? "";
    const errors = output.split("Diagnostics:")[1]?.match(/(?<=^ +error: ).+/gm) ?? [];
    // The engine's own words for the end of an update that has failed.
    const own = errors.filter((error) => !/update failed/.test(error));
    expect(own, output).to.have.length(1);
    expect(own[0]).to.match(/\/aws\/imagebuilder\/shared.*AlreadyExists/);
    const made = (await typesIn(stacks[loser])).filter((type) => type.startsWith("aws:"));
    expect(made).to.deep.equal([]);
  });

  it("a pipeline that was made by hand is imported with its ARN and its latest version", async () => {
    const [own, raw] = stacks;
    raw.write(handmade);
    const first = await up(raw);
    expect(first.code, first.output).to.equal(0);
    const { output: pipelineArn } = await raw.pulumi("stack", "output", "pipelineArn").ended;
    own.writeFile("import.json", JSON.stringify(importOf(pipelineArn.trim())));
    const options = ["--yes", "--protect=false", "--generate-code=false"];
    const taken = await own.pulumi("import", "--file", "import.json", ...options).ended;
    expect(taken.code, taken.output).to.equal(0);
    const { code, output } = await up(own);
    expect(code, output).to.equal(0);
    expect(output).to.match(/ImagePipeline image-pipeline updated/);
    const pipelines = placesOf(sandbox.imageBuilder.state().accounts).flatMap(
      ({ imagePipelines }) => imagePipelines,
    );
    expect(pipelines.map(({ arn }) => arn)).to.deep.equal([pipelineArn.trim()]);
    expect(pipelines[0]?.imageRecipeArn).to.match(/:image-recipe\/shared\/3\.2\.1$/);
  });

  const distribution = (project: string, name: string): string =>
    `name: ${project}
runtime: yaml
resources:
  everywhere:
    type: goldenimage:ImageDistribution
    properties: { name: ${name}, regions: { eu-west-1: {}, us-east-1: { container: {} } } }
`.replace("eu-west-1: {}", "eu-west-1: { container: {} }");

  it("for a distribution and its repositories: the preview of the second names their owner, and accepts a new name", async () => {
    const [first, second] = stacks;
    first.write(distribution("one", "shared"));
    expect((await up(first)).code).to.equal(0);
    second.write(distribution("other", "shared"));
    const { code, output } = await second.pulumi("preview").ended;
    expect(code, output).not.to.equal(0);
    expect(output).to.match(
      /name: 'shared' is already the name of arn:aws:imagebuilder:\S+:distribution-configuration\/shared/,
    );
    // Another name is free, and the name of the other stack is still not.
    second.write(distribution("other", "own"));
    const own = await up(second);
    expect(own.code, own.output).to.equal(0);
    second.write(distribution("other", "shared"));
    const renamed = await second.pulumi("preview").ended;
    expect(renamed.code, renamed.output).not.to.equal(0);
    expect(renamed.output).to.match(/name: 'shared' is already the name of arn:\S+\/shared/);
    const again = await first.pulumi("preview", "--expect-no-changes").ended;
    expect(again.code, again.output).to.equal(0);
  });

  it("for a log group or a role that already exists: the preview says so", async () => {
    const [first, second] = stacks;
    first.write(`name: one
runtime: yaml
resources:
  logs: { type: aws:cloudwatch:LogGroup, properties: { name: /aws/imagebuilder/shared } }
  role: { type: aws:iam:Role, properties: { name: vmimport, assumeRolePolicy: "{}" } }
`);
    const made = await up(first);
    expect(made.code, made.output).to.equal(0);
    const image = await second.pulumi("preview").ended;
    expect(image.output).to.match(/name: '\/aws\/imagebuilder\/shared' is already the name of arn:aws:logs:/);
    second.write(`name: other
runtime: yaml
resources:
  importer: { type: goldenimage:ImageImportRole, properties: { bucketName: disks, roleName: vmimport } }
`);
    const role = await second.pulumi("preview").ended;
    expect(role.code, role.output).not.to.equal(0);
    expect(role.output).to.match(/roleName: 'vmimport' is already the name of arn:aws:iam:/);
  });

  it("one after the other: the preview of the second says who owns the name, and what to do", async () => {
    const [first, second] = stacks;
    expect((await up(first)).code).to.equal(0);
    const { code, output } = await second.pulumi("preview").ended;
    expect(code).not.to.equal(0);
    expect(output).to.match(
      /name: 'shared' is already the name of arn:aws:imagebuilder:\S+:image-pipeline\/shared/,
    );
    expect(output).to.include("another 'name'");
    // It is not taken from the stack that has it.
    const again = await first.pulumi("preview", "--expect-no-changes").ended;
    expect(again.code, again.output).to.equal(0);
  });
});
