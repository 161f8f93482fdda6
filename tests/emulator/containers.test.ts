import {
  DeleteContainerRecipeCommand,
  GetContainerRecipeCommand,
  ListContainerRecipesCommand,
  ListImagesCommand,
  UpdateImagePipelineCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import {
  account,
  build,
  containerParent,
  createComponent,
  createContainerRecipe,
  createInfrastructure,
  createPipeline,
  createRecipe,
  dockerfile,
  document,
  ended,
  parentImage,
  record,
  refusal,
  region,
  start,
  useEmulator,
  workflowsOf,
} from "./fixtures";

const registry = (where: string) => `${account}.dkr.ecr.${where}.amazonaws.com`;

describe("The Image Builder emulator's containers", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  it("have recipes that can be read, listed, and deleted once no pipeline uses them", async () => {
    const containerRecipeArn = await createContainerRecipe(client, { tags: { team: "web" } });
    expect(containerRecipeArn).to.match(/:container-recipe\/golden-container\/1\.0\.0$/);
    const { containerRecipe } = await client.send(new GetContainerRecipeCommand({ containerRecipeArn }));
    expect(containerRecipe).to.deep.include({
      platform: "Linux",
      owner: account,
      dockerfileTemplateData: dockerfile,
      tags: { team: "web" },
    });
    const { containerRecipeSummaryList } = await client.send(new ListContainerRecipesCommand({}));
    expect(containerRecipeSummaryList?.map(({ arn }) => arn)).to.deep.equal([containerRecipeArn]);
    await client.send(new DeleteContainerRecipeCommand({ containerRecipeArn }));

    await createPipeline(client, { container: {} });
    const remove = client.send(new DeleteContainerRecipeCommand({ containerRecipeArn }));
    expect(await refusal(remove)).to.include({ name: "ResourceDependencyException" });
  });

  it("start from an image of a registry, and read a template from S3", async () => {
    await record(sandbox.url, "aws:s3/bucketObjectv2:BucketObjectv2", "templates/Dockerfile", {
      bucket: "templates",
      key: "Dockerfile",
      content: dockerfile,
    });
    const containerRecipeArn = await createContainerRecipe(client, {
      parentImage: "public.ecr.aws/docker/library/debian:12-slim",
      platformOverride: "Linux",
      dockerfileTemplateData: undefined,
      dockerfileTemplateUri: "s3://templates/Dockerfile",
    });
    const { containerRecipe } = await client.send(new GetContainerRecipeCommand({ containerRecipeArn }));
    expect(containerRecipe?.dockerfileTemplateData).to.equal(dockerfile);
  });

  const invalid = "InvalidParameterValueException";
  const combination = "InvalidParameterCombinationException";
  const refusals: Readonly<Record<string, readonly [object, name: string, message: string]>> = {
    "a template without the parent": [
      { dockerfileTemplateData: dockerfile.replace(/FROM.*/, "FROM debian") },
      invalid,
      "must contain FROM {{{ imagebuilder:parentImage }}}.",
    ],
    "a template without environments and components": [
      { dockerfileTemplateData: dockerfile.split("\n")[0] },
      invalid,
      "must contain {{{ imagebuilder:environments }}} and {{{ imagebuilder:components }}}.",
    ],
    "no template": [{ dockerfileTemplateData: undefined }, combination, "Exactly one"],
    "an AMI as parent": [{ parentImage: "ami-0123456789abcdef0" }, invalid, "container registry"],
    "a parameter as parent": [{ parentImage: "ssm:/aws/service/x" }, invalid, "container registry"],
    "an image of AMIs as parent": [{ parentImage }, invalid, "must be of type DOCKER"],
    "a platform override for a managed parent": [
      { platformOverride: "Linux" },
      combination,
      "custom base image",
    ],
    "an instance that is no AMI": [
      { instanceConfiguration: { image: "debian:12" } },
      invalid,
      "instanceConfiguration.image",
    ],
    "a volume that is wrong": [
      {
        instanceConfiguration: {
          blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeType: "io1" } }],
        },
      },
      combination,
      "instanceConfiguration.blockDeviceMappings[0].ebs.iops",
    ],
    "a component of another platform": [
      {
        components: [{ componentArn: `arn:aws:imagebuilder:${region}:aws:component/update-windows/x.x.x` }],
      },
      combination,
      "one platform",
    ],
  };
  for (const [what, [recipe, name, message]] of Object.entries(refusals)) {
    it(`refuse ${what}`, async () => {
      const error = await refusal(createContainerRecipe(client, recipe));
      expect(error.name).to.equal(name);
      expect(error.message).to.contain(message);
    });
  }

  it("can't be the parent image of an AMI", async () => {
    expect((await refusal(createRecipe(client, { parentImage: containerParent }))).message).to.contain(
      "must be of type AMI",
    );
  });

  it("are pushed to the recipe's target repository", async () => {
    const { image } = await build(client, { container: {} });
    expect(image).to.include({ type: "DOCKER", platform: "Linux" });
    expect(image.outputResources).to.deep.equal({
      containers: [
        {
          region,
          imageUris: [`${registry(region)}/golden:latest`, `${registry(region)}/golden:1.0.0-1`],
        },
      ],
    });
    const workflows = await workflowsOf(client, image.arn);
    expect(
      workflows.map(({ workflowBuildVersionArn = "" }) => workflowBuildVersionArn.split("/")[2]),
    ).to.deep.equal(["build-container", "test-container", "distribute-container"]);
    const { imageVersionList } = await client.send(new ListImagesCommand({}));
    expect(imageVersionList?.map(({ type }) => type)).to.deep.equal(["DOCKER"]);
  });

  it("are pushed to the distribution's repositories, whose AMI settings don't apply", async () => {
    const targetRepository = { service: "ECR", repositoryName: "apps/web" } as const;
    const { image } = await build(client, {
      container: {},
      distributions: [
        {
          region,
          containerDistributionConfiguration: {
            targetRepository,
            containerTags: ["stable", "v{{ imagebuilder:buildVersion }}"],
          },
        },
        { region: "us-east-1", containerDistributionConfiguration: { targetRepository } },
        { region: "us-west-2", amiDistributionConfiguration: {} },
      ],
    });
    const uris = (where: string, ...tags: readonly string[]) =>
      tags.map((tag) => `${registry(where)}/apps/web:${tag}`);
    expect(image.outputResources?.containers).to.deep.equal([
      { region, imageUris: uris(region, "stable", "v1", "1.0.0-1") },
      { region: "us-east-1", imageUris: uris("us-east-1", "1.0.0-1") },
    ]);
    const { containers, amis } = sandbox.arrivals()[account]?.["us-east-1"] ?? {};
    expect(containers?.[0]).to.include({ repositoryName: "apps/web", sourceImageArn: image.arn });
    expect(amis).to.be.empty;
  });

  it("fail when a component fails, as AMIs do", async () => {
    const componentArn = await createComponent(client, "broken", document("build", "echo no", "exit 9"));
    const { image } = await build(client, { container: { components: [{ componentArn }] } });
    expect(image.state?.reason).to.contain("exited with code 9: no");
  });

  it("fail without credentials in the container, where the hop limit is 1", async () => {
    const instanceMetadataOptions = { httpTokens: "required", httpPutResponseHopLimit: 1 };
    const { image } = await build(client, { container: {}, infrastructure: { instanceMetadataOptions } });
    expect(image.state?.reason).to.contain("hop limit");
  });

  it("fail without their repository, once the account has recorded any", async () => {
    const type = "aws:ecr/repository:Repository";
    await record(sandbox.url, type, "golden", {}, { region: "us-east-1" });
    const { image } = await build(client, { container: {} });
    expect(image.state?.reason).to.contain("The repository with name 'golden' does not exist");
  });

  it("don't move tags of an immutable repository, except those that it excludes", async () => {
    const type = "aws:ecr/repository:Repository";
    const filters = [{ filter: "lat*", filterType: "WILDCARD" }];
    const buildTwice = async (properties: object) => {
      sandbox.reset();
      await record(sandbox.url, type, "golden", properties);
      const { image } = await build(client, { container: {} });
      const again = await ended(client, await start(client, image.sourcePipelineArn ?? ""));
      return again.image.state?.reason;
    };
    const immutable = await buildTwice({ imageTagMutability: "IMMUTABLE" });
    expect(immutable).to.contain("The image tag 'latest' already exists in the 'golden' repository");
    const excluding = { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" };
    expect(await buildTwice({ ...excluding, imageTagMutabilityExclusionFilters: filters })).to.equal(
      undefined,
    );
    expect(await buildTwice({ imageTagMutability: "MUTABLE" })).to.equal(undefined);
  });

  it("don't let a pipeline change its kind of recipe", async () => {
    const imagePipelineArn = await createPipeline(client);
    const update = new UpdateImagePipelineCommand({
      imagePipelineArn,
      containerRecipeArn: await createContainerRecipe(client),
      infrastructureConfigurationArn: await createInfrastructure(client, { name: "other" }),
    });
    expect((await refusal(client.send(update))).message).to.contain("kind of recipe");
  });
});
