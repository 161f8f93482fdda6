import {
  CreateImagePipelineCommand,
  type CreateImagePipelineRequest,
  type CreateImageRecipeRequest,
  type CreateInfrastructureConfigurationRequest,
  type Distribution,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import {
  createComponent,
  createDistribution,
  createInfrastructure,
  createPipeline,
  createRecipe,
  document,
  refusal,
  useEmulator,
} from "./fixtures";

const invalid = "InvalidParameterValueException";
const combination = "InvalidParameterCombinationException";

describe("The Image Builder emulator refuses", () => {
  const { client } = useEmulator();

  async function expectRefusal(request: Promise<unknown>, name: string, message: string) {
    const error = await refusal(request);
    expect(error.name).to.equal(name);
    expect(error.message).to.contain(message);
  }

  const documents: Readonly<Record<string, readonly [data: string, message: string]>> = {
    "a document that is not YAML": ["a: [", "The document is not YAML"],
    "a document without a schema version": ["phases: []", "schemaVersion 1.0"],
    "a document without phases": ["schemaVersion: 1.0", "must have phases"],
    "none of the phases that are run": [
      document("deploy", "echo"),
      "one of the phases build, validate, test",
    ],
    "an unknown action": [
      document("build", "x").replace("ExecuteBash", "ExecuteBsh"),
      "ExecuteBsh is not supported",
    ],
    "an action without inputs": [
      "schemaVersion: 1.0\nphases: [{ name: build, steps: [{ name: A, action: S3Download, inputs: [] }] }]",
      "Parsing step 'A' in phase 'build' failed. Error: Action S3Download has no inputs",
    ],
  };
  for (const [what, [data, message]] of Object.entries(documents)) {
    it(what, () => expectRefusal(createComponent(client, "component", data), invalid, message));
  }

  it("a value that breaks the model", () =>
    expectRefusal(
      createComponent(client, "component", document("build", "echo"), "1.0.x"),
      invalid,
      "The value supplied for parameter 'semanticVersion' is not valid. " +
        "'semanticVersion' must be three numbers, such as 1.0.0",
    ));

  const volume = (ebs: object) => ({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });
  const managed = (name: string) => ({
    componentArn: `arn:aws:imagebuilder:eu-west-1:aws:component/${name}/x.x.x`,
  });
  const recipes: Readonly<Record<string, readonly [Partial<CreateImageRecipeRequest>, string, string]>> = {
    "a parent that does not exist": [
      { parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2077/x.x.x" },
      invalid,
      "parentImage",
    ],
    "a parent that is an ARN of EC2": [
      { parentImage: "arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0" },
      invalid,
      "parentImage",
    ],
    "an unknown component": [{ components: [managed("update-beos")] }, invalid, "components[0].componentArn"],
    "a component twice": [
      { components: [managed("update-linux"), managed("update-linux")] },
      invalid,
      "components[1].componentArn",
    ],
    "a component of another platform": [
      { components: [managed("update-windows")] },
      combination,
      "one platform",
    ],
    "too many components": [
      { components: Array<object>(21).fill(managed("update-linux")) as { componentArn: string }[] },
      "ServiceQuotaExceededException",
      "20",
    ],
    "a parameter that is not declared": [
      { components: [{ ...managed("update-linux"), parameters: [{ name: "Speed", value: ["1"] }] }] },
      combination,
      "The following parameters are not defined in the provided component: Speed",
    ],
    "io2 without iops": [volume({ volumeType: "io2" }), combination, "blockDeviceMappings[0].ebs.iops"],
    "throughput on gp2": [volume({ volumeType: "gp2", throughput: 200 }), combination, "ebs.throughput"],
    "a key for an unencrypted volume": [volume({ kmsKeyId: "alias/key" }), combination, "ebs.kmsKeyId"],
    "a volume beyond the range": [volume({ volumeSize: 16_001 }), invalid, "must be at most 16000"],
  };
  for (const [what, [recipe, name, message]] of Object.entries(recipes)) {
    it(`a recipe with ${what}`, () => expectRefusal(createRecipe(client, recipe), name, message));
  }

  it("a recipe without a parameter that has no default", async () => {
    const data = JSON.stringify({
      ...JSON.parse(document("build", "echo")),
      parameters: [{ Port: { type: "string" } }],
    });
    const components = [{ componentArn: await createComponent(client, "component", data) }];
    await expectRefusal(createRecipe(client, { components }), combination, "must be given: Port");
  });

  const infrastructures: Readonly<
    Record<string, readonly [Partial<CreateInfrastructureConfigurationRequest>, string, string]>
  > = {
    "a subnet without security groups": [{ subnetId: "subnet-1" }, combination, "subnetId"],
    "a host without tenancy host": [{ placement: { hostId: "h-1" } }, combination, "tenancy host"],
    "a reserved tag": [{ resourceTags: { CreatedBy: "me" } }, invalid, "reserved: CreatedBy"],
  };
  for (const [what, [configuration, name, message]] of Object.entries(infrastructures)) {
    it(`infrastructure with ${what}`, () =>
      expectRefusal(createInfrastructure(client, configuration), name, message));
  }

  const ami = (configuration: object, where = "eu-west-1"): Distribution => ({
    region: where,
    amiDistributionConfiguration: configuration,
  });
  const distributions: Readonly<Record<string, readonly [Distribution[], string, string]>> = {
    "no region": [[], invalid, "'distributions'"],
    "an unknown region": [[ami({}, "eu-west-9")], invalid, "distributions[0].region"],
    "a region twice": [[ami({}), ami({})], invalid, "distributions[1].region"],
    "a region without outputs": [
      [{ region: "eu-west-1" }],
      invalid,
      "'distributions[0]' is not valid. One or more outputs should be provided for each region",
    ],
    "a name that will repeat": [
      [ami({ name: "golden" })],
      invalid,
      "must contain '{{ imagebuilder:buildDate }}'",
    ],
    "a group other than all": [[ami({ launchPermission: { userGroups: ["some"] } })], invalid, "userGroups"],
    "a parameter for an account that gets no AMI": [
      [{ ...ami({}), ssmParameterConfigurations: [{ parameterName: "/x", amiAccountId: "999900001111" }] }],
      combination,
      "amiAccountId",
    ],
  };
  for (const [what, [regions, name, message]] of Object.entries(distributions)) {
    it(`distribution with ${what}`, () => expectRefusal(createDistribution(client, regions), name, message));
  }

  const schedule = (scheduleExpression: string) => ({ schedule: { scheduleExpression } });
  const workflow = (arn: string) => ({
    workflows: [{ workflowArn: `arn:aws:imagebuilder:eu-west-1:${arn}` }],
  });
  const pipelines: Readonly<Record<string, readonly [Partial<CreateImagePipelineRequest>, string, string]>> =
    {
      "a cron of five fields": [schedule("cron(0 3 * * ?)"), invalid, "six fields, not 5"],
      "a cron with both days": [schedule("cron(0 3 1 * MON *)"), invalid, "must be '?'"],
      "a cron with neither day": [schedule("cron(0 3 ? * ? *)"), invalid, "must be '?'"],
      "a cron with an hour that is none": [schedule("cron(0 25 * * ? *)"), invalid, "hours"],
      "a rate of one days": [schedule("rate(1 days)"), invalid, "rate(…)"],
      "another kind of schedule": [schedule("at(2030-01-01T00:00:00)"), invalid, "cron(…)"],
      "no recipe": [{ imageRecipeArn: undefined }, combination, "Exactly one"],
      "workflows without a role": [
        workflow("aws:workflow/build/build-image/x.x.x"),
        combination,
        "execution role",
      ],
      "a managed workflow's fixed version": [
        { ...workflow("aws:workflow/build/build-image/1.0.3/1"), executionRole: "role" },
        invalid,
        "must have latest version 'x.x.x'",
      ],
      "a workflow that is not there": [
        { ...workflow("111122223333:workflow/build/mine/1.0.0"), executionRole: "role" },
        invalid,
        "workflows[0].workflowArn",
      ],
      "onFailure on a build workflow": [
        {
          workflows: [
            {
              workflowArn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x",
              onFailure: "CONTINUE",
            },
          ],
          executionRole: "role",
        },
        combination,
        "for test workflows only",
      ],
      "a log group of its own without a role": [
        { loggingConfiguration: { imageLogGroupName: "/golden/images" } },
        combination,
        "outside /aws/imagebuilder/",
      ],
    };
  for (const [what, [pipeline, name, message]] of Object.entries(pipelines)) {
    it(`a pipeline with ${what}`, () => expectRefusal(createPipeline(client, { pipeline }), name, message));
  }

  it("a pipeline of resources that don't exist", async () => {
    const create = (infrastructureConfigurationArn: string, imageRecipeArn: string) =>
      client.send(
        new CreateImagePipelineCommand({ name: "pipeline", infrastructureConfigurationArn, imageRecipeArn }),
      );
    const arn = (kind: string) => `arn:aws:imagebuilder:eu-west-1:111122223333:${kind}`;
    const missing = arn("infrastructure-configuration/none");
    await expectRefusal(create(missing, arn("image-recipe/none/1.0.0")), invalid, "imageRecipeArn");
    await expectRefusal(
      create(missing, await createRecipe(client)),
      invalid,
      "infrastructureConfigurationArn",
    );
  });

  for (const expression of [
    "cron(0 3 ? * SUN *)",
    "cron(0/15 8-18 L * ? 2030)",
    "rate(1 day)",
    "rate(12 hours)",
  ]) {
    it(`but accepts the schedule ${expression}`, async () => {
      expect(await createPipeline(client, { pipeline: schedule(expression) })).to.match(
        /image-pipeline\/pipeline$/,
      );
    });
  }
});
