import {
  CancelImageCreationCommand,
  GetImageCommand,
  ListWorkflowExecutionsCommand,
  RetryImageCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import {
  account,
  build,
  createComponent,
  document,
  ended,
  record,
  refusal,
  region,
  start,
  createPipeline,
  useEmulator,
} from "./fixtures";

const regions = [region, "us-east-1", "us-west-2"];
const blockType = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";

describe("The Image Builder emulator's retries", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 30 });

  const retry = (imageBuildVersionArn = "") => client.send(new RetryImageCommand({ imageBuildVersionArn }));
  const executions = async (imageBuildVersionArn = "") =>
    (await client.send(new ListWorkflowExecutionsCommand({ imageBuildVersionArn }))).workflowExecutions ?? [];
  const allowPublic = (where: string) =>
    record(sandbox.url, blockType, where, { state: "unblocked" }, { account, region: where });

  const publicBuild = () =>
    build(client, {
      distributions: regions.map((each) => ({
        region: each,
        amiDistributionConfiguration: { launchPermission: { userGroups: ["all"] } },
        ssmParameterConfigurations: [{ parameterName: "/imagebuilder/web" }],
      })),
    });

  it("distribute where that failed, and nowhere else", async () => {
    await allowPublic(regions[0] ?? "");
    await allowPublic(regions[2] ?? "");
    const { image } = await publicBuild();
    expect(image.state?.status).to.equal("FAILED");
    expect(image.outputResources?.amis?.map((ami) => ami.region)).to.deep.equal([regions[0], regions[2]]);
    const stored = sandbox.state().accounts[account]?.[region]?.images[0];
    expect(stored?.state.failureContext).to.deep.include({
      imageStatus: "DISTRIBUTING",
      failedStep: "DistributeImage",
    });
    const { distributionFailure } = stored?.state.failureContext as { distributionFailure: object };
    expect(distributionFailure).to.have.deep.property("regionFailures", [
      {
        region: "us-east-1",
        status: "FAILED",
        targetAccountId: account,
        errorMessage: "You can't publicly share this image because block public access for AMIs is enabled",
      },
    ]);

    await allowPublic("us-east-1");
    expect((await retry(image.arn)).imageBuildVersionArn).to.equal(image.arn);
    const again = await ended(client, image.arn ?? "");
    expect(again.image.state).to.deep.equal({ status: "AVAILABLE" });
    expect(again.image.outputResources?.amis?.map((ami) => ami.region).sort()).to.deep.equal(
      [...regions].sort(),
    );
    const runs = (await executions(image.arn)).map(({ type, status, retried }) => [type, status, retried]);
    expect(runs).to.deep.equal([
      ["BUILD", "COMPLETED", false],
      ["TEST", "COMPLETED", false],
      ["DISTRIBUTION", "FAILED", true],
      ["DISTRIBUTION", "COMPLETED", false],
    ]);
    for (const each of regions) expect(sandbox.state().accounts[account]?.[each]?.amis).to.have.length(1);
  });

  it("go on with what is configured after the copies", async () => {
    const { image } = await build(client, {
      distributions: [
        { region, ssmParameterConfigurations: [{ parameterName: "/imagebuilder/web" }] },
        { region: "us-east-1", ssmParameterConfigurations: [{ parameterName: "/outside/web" }] },
      ],
    });
    const context = sandbox.state().accounts[account]?.[region]?.images[0]?.state.failureContext;
    expect(context).to.have.nested.property(
      "distributionFailure.regionFailures[0].imageConfigurationStep",
      "PUT_SSM_PARAMETERS",
    );
    expect(context).to.have.nested.property("distributionFailure.regionFailures[0].region", "us-east-1");
    await retry(image.arn);
    expect((await ended(client, image.arn ?? "")).image.state?.status).to.equal("FAILED");
  });

  it("test again what failed in its test", async () => {
    const component = await createComponent(client, "check", document("test", "exit 1"));
    const { image } = await build(client, { recipe: { components: [{ componentArn: component }] } });
    await retry(image.arn);
    expect((await ended(client, image.arn ?? "")).image.state?.status).to.equal("FAILED");
    const types = (await executions(image.arn)).map(({ type, retried }) => `${type} ${retried}`);
    expect(types).to.deep.equal(["BUILD false", "TEST true", "TEST false"]);
  });

  it("are refused for what failed in its build, is available, a container, running or absent", async () => {
    const component = await createComponent(client, "broken", document("build", "exit 1"));
    const { image: failed } = await build(client, { recipe: { components: [{ componentArn: component }] } });
    sandbox.reset();
    const pipeline = await createPipeline(client);
    const { image: available } = await ended(client, await start(client, pipeline));
    const running = await start(client, pipeline);
    for (const arn of [failed.arn, available.arn, running, available.arn?.replace(/\d+$/, "99")]) {
      expect(await refusal(retry(arn))).to.include({ name: "InvalidRequestException" });
    }
  });

  it("take up a cancelled build where it was", async () => {
    const arn = await start(client, await createPipeline(client));
    const status = async () =>
      (await client.send(new GetImageCommand({ imageBuildVersionArn: arn }))).image?.state?.status;
    while ((await status()) !== "TESTING") await new Promise((resolve) => setTimeout(resolve, 2));
    await client.send(new CancelImageCreationCommand({ imageBuildVersionArn: arn }));
    await retry(arn);
    expect((await ended(client, arn)).image.state?.status).to.equal("AVAILABLE");
    expect((await executions(arn)).filter(({ type }) => type === "BUILD")).to.have.length(1);
  });
});
