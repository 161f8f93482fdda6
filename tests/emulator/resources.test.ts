import {
  CreateComponentCommand,
  CreateImageRecipeCommand,
  DeleteComponentCommand,
  DeleteImageCommand,
  GetComponentCommand,
  GetImageCommand,
  GetImagePipelineCommand,
  GetImageRecipeCommand,
  ListComponentBuildVersionsCommand,
  ListComponentsCommand,
  type ListComponentsRequest,
  ListImageBuildVersionsCommand,
  ListImagesCommand,
  paginateListComponents,
  StartImagePipelineExecutionCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import {
  build,
  clientOf,
  createComponent,
  createInfrastructure,
  createPipeline,
  createRecipe,
  document,
  ended,
  parentImage,
  refusal,
  start,
  useEmulator,
} from "./fixtures";

describe("The Image Builder emulator's resources", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  it("refuses the same component content again, and makes a build of other content", async () => {
    const first = await createComponent(client, "hardening");
    expect(await refusal(createComponent(client, "hardening"))).to.include({
      name: "ResourceAlreadyExistsException",
      message: `The following resource 'Component' already exists: '${first}'.`,
    });
    const second = await createComponent(client, "hardening", document("build", "echo other"));
    expect([first, second].map((arn) => arn.split("/").at(-1))).to.deep.equal(["1", "2"]);

    const componentVersionArn = first.replace(/\/1$/, "");
    const builds = await client.send(new ListComponentBuildVersionsCommand({ componentVersionArn }));
    expect(builds.componentSummaryList?.map(({ arn }) => arn)).to.deep.equal([second, first]);
  });

  it("gives the same ARN to names that differ only in case, spaces and underscores", async () => {
    await createInfrastructure(client, { name: "My_Build infra" });
    expect(await refusal(createInfrastructure(client, { name: "my-build-infra" }))).to.include({
      name: "ResourceAlreadyExistsException",
    });
  });

  it("resolves a version with x to the highest, counting as numbers", async () => {
    for (const version of ["1.9.0", "1.10.0", "2.0.0"]) {
      await createComponent(client, "tool", document("build", `echo ${version}`), version);
    }
    const get = async (version: string) => {
      const componentBuildVersionArn = `arn:aws:imagebuilder:eu-west-1:111122223333:component/tool/${version}`;
      return (await client.send(new GetComponentCommand({ componentBuildVersionArn }))).component?.version;
    };
    expect(await Promise.all(["1.x.x", "x.x.x", "1.9.x"].map(get))).to.deep.equal([
      "1.10.0",
      "2.0.0",
      "1.9.0",
    ]);
    expect(await refusal(get("3.x.x"))).to.include({ name: "ResourceNotFoundException" });
  });

  it("replaces the x in a recipe's version with the next number", async () => {
    const first = await createRecipe(client, { semanticVersion: "1.0.x" });
    const second = await createRecipe(client, { semanticVersion: "1.0.x" });
    expect([first, second].map((arn) => arn.split("/").at(-1))).to.deep.equal(["1.0.0", "1.0.1"]);
    expect(await refusal(createRecipe(client, { semanticVersion: "1.0.1" }))).to.include({
      name: "ResourceAlreadyExistsException",
      message: `The following resource 'ImageRecipe' already exists: '${second}'.`,
    });
  });

  it("has Amazon-managed components and images", async () => {
    const { componentVersionList = [] } = await client.send(
      new ListComponentsCommand({ owner: "Amazon", filters: [{ name: "platform", values: ["Windows"] }] }),
    );
    const names = componentVersionList.map(({ name }) => name);
    expect(names).to.include("update-windows").and.not.include("update-linux");
    const { image } = await client.send(new GetImageCommand({ imageBuildVersionArn: parentImage }));
    expect(image).to.include({
      name: "amazon-linux-2023-x86",
      platform: "Linux",
      imageSource: "AMAZON_MANAGED",
    });
  });

  it("repeats the answer for a client token, and refuses the token in another request", async () => {
    const imagePipelineArn = await createPipeline(client);
    const command = () => new StartImagePipelineExecutionCommand({ imagePipelineArn, clientToken: "token" });
    const [first, again] = [await client.send(command()), await client.send(command())];
    expect(again.imageBuildVersionArn).to.equal(first.imageBuildVersionArn);
    const other = new StartImagePipelineExecutionCommand({
      imagePipelineArn,
      clientToken: "token",
      tags: { a: "b" },
    });
    expect(await refusal(client.send(other))).to.include({ name: "IdempotentParameterMismatchException" });
  });

  it("pages and filters lists", async () => {
    for (let index = 0; index < 30; index += 1) {
      await createComponent(
        client,
        `component-${index}`,
        document(index % 2 === 0 ? "build" : "test", "echo"),
      );
    }
    const sizes: number[] = [];
    const names = new Set<string | undefined>();
    for await (const { componentVersionList = [] } of paginateListComponents({ client }, {})) {
      sizes.push(componentVersionList.length);
      componentVersionList.forEach(({ name }) => names.add(name));
    }
    expect(sizes).to.deep.equal([25, 5]);
    expect(names).to.have.property("size", 30);

    const list = (input: ListComponentsRequest) => client.send(new ListComponentsCommand(input));
    const tests = await list({ maxResults: 10, filters: [{ name: "type", values: ["TEST"] }] });
    expect(tests.componentVersionList).to.have.length(10);
    expect(tests.nextToken).to.be.a("string");
    expect(await refusal(list({ nextToken: "nonsense" }))).to.include({
      name: "InvalidPaginationTokenException",
    });
    expect(await refusal(list({ filters: [{ name: "colour", values: ["red"] }] }))).to.include({
      name: "InvalidParameterValueException",
    });
  });

  it("keeps accounts and regions apart", async () => {
    const arn = await createComponent(client, "mine");
    for (const other of [
      clientOf(sandbox.url, "us-east-1"),
      clientOf(sandbox.url, "eu-west-1", "999900001111"),
    ]) {
      const get = other.send(new GetComponentCommand({ componentBuildVersionArn: arn }));
      expect(await refusal(get)).to.include({ name: "ResourceNotFoundException" });
      const create = createRecipe(other, {
        parentImage: "ami-0123456789abcdef0",
        components: [{ componentArn: arn }],
      });
      expect((await refusal(create)).message).to.contain("components[0].componentArn");
    }
    expect(await createComponent(clientOf(sandbox.url, "cn-north-1"), "mine")).to.match(
      /^arn:aws-cn:imagebuilder:cn-/,
    );
  });

  it("validates a dry run, and stores nothing", async () => {
    const component = { name: "dry", semanticVersion: "1.0.0", platform: "Linux", dryRun: true } as const;
    const create = (data: string) => client.send(new CreateComponentCommand({ ...component, data }));
    expect(await refusal(create(document("build", "echo")))).to.include({ name: "DryRunOperationException" });
    expect(await refusal(create("phases: []"))).to.include({ name: "InvalidParameterValueException" });
    expect((await client.send(new ListComponentsCommand({}))).componentVersionList).to.be.empty;
  });

  it("reads a long document from a recorded S3 object of the account", async () => {
    const put = (account: string) =>
      fetch(
        `${sandbox.url}/_sandbox/resources/${encodeURIComponent("aws:s3/bucketObjectv2:BucketObjectv2")}/object`,
        {
          method: "PUT",
          body: JSON.stringify({
            account,
            region: "eu-west-1",
            properties: { bucket: "documents", key: "a/b.yaml", content: document("test", "echo") },
          }),
        },
      );
    const create = () =>
      client.send(
        new CreateComponentCommand({
          name: "long",
          semanticVersion: "1.0.0",
          platform: "Linux",
          uri: "s3://documents/a/b.yaml",
        }),
      );
    await put("999900001111");
    expect((await refusal(create())).message).to.contain("'uri'");
    await put("111122223333");
    const { componentBuildVersionArn } = await create();
    const { component } = await client.send(new GetComponentCommand({ componentBuildVersionArn }));
    expect(component?.type).to.equal("TEST");
  });

  it("lets a recipe start from the account's image, which then can't be deleted", async () => {
    const { image } = await build(client);
    const own = { name: "child", parentImage: image.arn };
    const imageRecipeArn = await createRecipe(client, own);
    const { imageRecipe } = await client.send(new GetImageRecipeCommand({ imageRecipeArn }));
    expect(imageRecipe).to.include(own);
    const remove = client.send(new DeleteImageCommand({ imageBuildVersionArn: image.arn }));
    expect(await refusal(remove)).to.include({ name: "ResourceDependencyException" });
  });

  it("never reuses a deleted build's number, and lists the newest builds first", async () => {
    const pipeline = await createPipeline(client);
    const [first, second] = [await start(client, pipeline), await start(client, pipeline)];
    await Promise.all([ended(client, first), ended(client, second)]);
    await client.send(new DeleteImageCommand({ imageBuildVersionArn: second }));
    const third = await start(client, pipeline);
    expect(third).to.match(/image\/golden-recipe\/1\.0\.0\/3$/);
    const { imageVersionList } = await client.send(new ListImagesCommand({ owner: "Self" }));
    expect(imageVersionList?.map(({ arn }) => arn)).to.deep.equal([first.replace(/\/1$/, "")]);
    const { imageSummaryList } = await client.send(new ListImageBuildVersionsCommand({}));
    expect(imageSummaryList?.map(({ version }) => version)).to.deep.equal(["1.0.0/3", "1.0.0/1"]);
  });

  it("deletes a component only when no recipe refers to it", async () => {
    const older = await createComponent(client, "tool", document("build", "echo 1"), "1.0.0");
    const newer = await createComponent(client, "tool", document("build", "echo 2"), "1.1.0");
    await createRecipe(client, { components: [{ componentArn: newer.replace("1.1.0/1", "x.x.x") }] });
    const remove = (arn: string) =>
      client.send(new DeleteComponentCommand({ componentBuildVersionArn: arn }));
    expect(await refusal(remove(newer))).to.include({
      name: "ResourceDependencyException",
      message: `Resource dependency error: The resource ARN '${newer}' has other resources depended on it.`,
    });
    expect((await remove(older)).componentBuildVersionArn).to.equal(older);
  });

  it("sets the defaults that AWS sets", async () => {
    const imagePipelineArn = await createPipeline(client);
    const { imagePipeline } = await client.send(new GetImagePipelineCommand({ imagePipelineArn }));
    expect(imagePipeline).to.deep.include({
      status: "ENABLED",
      platform: "Linux",
      imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 720 },
    });
    const command = new CreateImageRecipeCommand({ name: "bare", semanticVersion: "1.0.0", parentImage });
    const { latestVersionReferences } = await client.send(command);
    expect(latestVersionReferences?.latestMajorVersionArn).to.match(/image-recipe\/bare\/1\.x\.x$/);
  });
});
