import {
  CancelImageCreationCommand,
  CreateComponentCommand,
  GetImagePipelineCommand,
  GetWorkflowExecutionCommand,
  GetWorkflowStepExecutionCommand,
  UpdateImagePipelineCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { startImageBuilder } from "../../sandbox/image-builder";
import {
  account,
  build,
  clientOf,
  createComponent,
  createPipeline,
  document,
  ended,
  refusal,
  region,
  start,
  type Parts,
  useEmulator,
  workflowsOf,
} from "./fixtures";

describe("The Image Builder emulator's builds", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 40 });

  const place = (who = account, where = region) => sandbox.state().accounts[who]?.[where];

  it("go through their states", async () => {
    // Slowly enough for every state to be seen.
    const slow = await startImageBuilder({ phaseMilliseconds: 300 });
    try {
      const { states } = await build(clientOf(slow.url));
      expect(states).to.deep.equal([
        "PENDING",
        "CREATING",
        "BUILDING",
        "TESTING",
        "DISTRIBUTING",
        "AVAILABLE",
      ]);
    } finally {
      await slow.close();
    }
  });

  it("leave an AMI in the account and region of the build", async () => {
    const { image } = await build(client, { recipe: { amiTags: { team: "web" } } });
    const [ami, ...others] = image.outputResources?.amis ?? [];
    expect(others).to.be.empty;
    expect(ami).to.deep.include({ region, accountId: account, state: { status: "AVAILABLE" } });
    expect(ami?.image).to.match(/^ami-[0-9a-f]{17}$/);
    expect(ami?.name).to.match(/^Golden Recipe \d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/);
    expect(place()?.amis).to.have.length(1);
    expect(place()?.amis[0]?.tags).to.deep.equal({
      team: "web",
      CreatedBy: "EC2 Image Builder",
      Ec2ImageBuilderArn: image.arn,
    });
  });

  const buildImage = { workflowArn: `arn:aws:imagebuilder:${region}:aws:workflow/build/build-image/x.x.x` };
  const untested: Readonly<Record<string, Parts["pipeline"]>> = {
    "when the tests are off": { imageTestsConfiguration: { imageTestsEnabled: false } },
    "when the named workflows have no test": { executionRole: "executor", workflows: [buildImage] },
  };
  for (const [when, pipeline] of Object.entries(untested)) {
    it(`test nothing ${when}`, async () => {
      const { image } = await build(client, { pipeline });
      const workflows = await workflowsOf(client, image.arn);
      expect(workflows.map(({ type }) => type)).to.deep.equal(["BUILD", "DISTRIBUTION"]);
    });
  }

  it("distribute to every region and target account, share, and publish", async () => {
    const other = "999900001111";
    const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000";
    const launchPermission = { userIds: ["222233334444"] };
    const { image } = await build(client, {
      recipe: { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true, kmsKeyId } }] },
      distributions: [
        {
          region,
          amiDistributionConfiguration: { name: "web {{ imagebuilder:buildDate }}", launchPermission },
          ssmParameterConfigurations: [{ parameterName: "/imagebuilder/web" }],
        },
        {
          region: "us-east-1",
          amiDistributionConfiguration: { targetAccountIds: [account, other], amiTags: { copy: "yes" } },
          ssmParameterConfigurations: [
            { parameterName: "/imagebuilder/web", amiAccountId: other, dataType: "text" },
          ],
        },
      ],
    });
    const amis = image.outputResources?.amis ?? [];
    expect(amis.map((ami) => `${ami.region} ${ami.accountId}`)).to.deep.equal([
      `${region} ${account}`,
      `us-east-1 ${account}`,
      `us-east-1 ${other}`,
    ]);
    expect(new Set(amis.map((ami) => ami.image)).size).to.equal(3);
    expect(amis[0]?.name).to.match(/^web \d{4}/);

    expect(place()?.amis[0]).to.deep.include({ launchPermission, encrypted: true, kmsKeyId });
    expect(place(other, "us-east-1")?.amis[0]?.tags).to.include({ copy: "yes" });
    expect(place()?.parameters).to.deep.equal({
      "/imagebuilder/web": { value: amis[0]?.image, dataType: "aws:ec2:image" },
    });
    expect(place(other, "us-east-1")?.parameters).to.deep.equal({
      "/imagebuilder/web": { value: amis[2]?.image, dataType: "text" },
    });
  });

  it("give each build its own AMI", async () => {
    const pipeline = await createPipeline(client);
    const first = await ended(client, await start(client, pipeline));
    const second = await ended(client, await start(client, pipeline));
    const [one, two] = [first, second].map(({ image }) => image.outputResources?.amis?.[0]?.image);
    expect(one).not.to.equal(two);
  });

  describe("with a failing test", () => {
    const lines = ["echo 'port 80 is closed'", "if true; then", "  exit 1", "fi", "exit 3"];

    async function failingBuild(parts: Parts = {}) {
      const component = await createComponent(client, "check", document("test", ...lines));
      return build(client, { ...parts, recipe: { components: [{ componentArn: component }] } });
    }

    it("end as FAILED, name step and exit code, and distribute nothing", async () => {
      const { image } = await failingBuild();
      expect(image.state?.status).to.equal("FAILED");
      expect(image.state?.reason).to.match(
        /^Workflow Execution ID: 'wf-[^']+' failed with reason: Document arn:.+ failed!/,
      );
      expect(image.outputResources).to.equal(undefined);
      expect(place()?.amis).to.be.empty;

      const [, test, ...others] = await workflowsOf(client, image.arn);
      expect(others).to.be.empty;
      expect(test).to.include({ type: "TEST", status: "FAILED" });
      expect(test?.steps.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
        "LaunchTestInstance COMPLETED",
        "CollectImageScanFindings SKIPPED",
        "ApplyTestComponents FAILED",
        "TerminateTestInstance PENDING",
      ]);
      const { message, stepExecutionId, outputs } = test?.steps[2] ?? {};
      expect(message).to.contain(
        "Phase 'test', step 'Step' (ExecuteBash) exited with code 3: port 80 is closed",
      );
      expect(JSON.parse(outputs ?? "")).to.include({ status: "Failed", output: "port 80 is closed" });

      const { workflowExecutionId } = test ?? {};
      const run = await client.send(new GetWorkflowExecutionCommand({ workflowExecutionId }));
      expect(run).to.include({
        totalStepCount: 4,
        totalStepsSucceeded: 1,
        totalStepsFailed: 1,
        totalStepsSkipped: 1,
      });
      const step = await client.send(new GetWorkflowStepExecutionCommand({ stepExecutionId }));
      expect(step).to.include({
        workflowExecutionId,
        message,
        status: "FAILED",
        imageBuildVersionArn: image.arn,
      });
    });

    it("report the failure context, which the SDK's types lack", async () => {
      const { image } = await failingBuild();
      const url = `${sandbox.url}/GetImage?imageBuildVersionArn=${encodeURIComponent(image.arn ?? "")}`;
      const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/imagebuilder/aws4_request`;
      const answer = (await (await fetch(url, { headers: { authorization } })).json()) as {
        image: { state: { failureContext: object } };
      };
      expect(answer.image.state.failureContext).to.deep.include({
        imageStatus: "TESTING",
        failedStep: "ApplyTestComponents",
        componentFailure: {
          componentArn: `arn:aws:imagebuilder:${region}:${account}:component/check/1.0.0/1`,
          phaseName: "test",
          stepName: "Step",
          action: "ExecuteBash",
          errorMessage: "port 80 is closed\nexited with code 3",
        },
      });
    });

    for (const [terminateInstanceOnFailure, state] of [
      [true, "terminated"],
      [false, "running"],
    ] as const) {
      it(`leave a ${state} instance when terminateInstanceOnFailure is ${terminateInstanceOnFailure}`, async () => {
        await failingBuild({ infrastructure: { terminateInstanceOnFailure } });
        expect(place()?.instances.map((instance) => instance.state)).to.deep.equal(["terminated", state]);
      });
    }

    it("count in the pipeline", async () => {
      const { image } = await failingBuild();
      const { imagePipeline } = await client.send(
        new GetImagePipelineCommand({ imagePipelineArn: image.sourcePipelineArn }),
      );
      expect(imagePipeline).to.include({ consecutiveFailures: 1, lastRunStatus: "FAILED" });
    });
  });

  const others = [
    [
      "Windows",
      "windows-server-2025-english-full-base-x86",
      "ExecutePowerShell",
      "throw 'no service'",
      "RunSysPrepScript",
    ],
    ["macOS", "macos-sequoia-arm64", "ExecuteBash", "false", "RunSanitizeScript"],
  ] as const;
  for (const [platform, parent, action, failing, cleaning] of others) {
    it(`run on ${platform}`, async () => {
      const parentImage = `arn:aws:imagebuilder:${region}:aws:image/${parent}/x.x.x`;
      const componentOf = async (name: string, line: string) => {
        const data = document("build", line).replace("ExecuteBash", action);
        const command = new CreateComponentCommand({ name, semanticVersion: "1.0.0", platform, data });
        return [{ componentArn: (await client.send(command)).componentBuildVersionArn }];
      };
      const good = await build(client, {
        recipe: { parentImage, components: await componentOf("good", "echo ok") },
      });
      expect(good.image)
        .to.include({ platform })
        .and.to.deep.include({ state: { status: "AVAILABLE" } });
      const [{ steps } = { steps: [] }] = await workflowsOf(client, good.image.arn);
      expect(steps.find(({ name }) => name === cleaning)?.status).to.equal("COMPLETED");
      const bad = await build(client, {
        recipe: { name: "bad", parentImage, components: await componentOf("bad", failing) },
        infrastructure: { name: "bad" },
        pipeline: { name: "bad" },
      });
      expect(bad.image.state?.reason).to.contain(`(${action}) exited with code 1`);
    });
  }

  it("substitute a recipe's parameters in the document", async () => {
    const data = JSON.stringify({
      ...(JSON.parse(document("validate", "echo {{ Text }}", "exit {{ Code }}")) as object),
      parameters: [{ Code: { type: "string", default: "7" } }, { Text: { type: "string" } }],
    });
    const componentArn = await createComponent(client, "parameters", data);
    const components = [{ componentArn, parameters: [{ name: "Text", value: [`it's "here": {`] }] }];
    const { image } = await build(client, { recipe: { components } });
    expect(image.state?.reason).to.contain(
      `Phase 'validate', step 'Step' (ExecuteBash) exited with code 7: it's "here": {`,
    );
  });

  it("fail without their instance profile, once the account has recorded any", async () => {
    const type = encodeURIComponent("aws:iam/instanceProfile:InstanceProfile");
    const record = (name: string) =>
      fetch(`${sandbox.url}/_sandbox/resources/${type}/${name}`, {
        method: "PUT",
        body: JSON.stringify({ account, region, properties: { name } }),
      });
    await record("another");
    const pipeline = await createPipeline(client);
    const { image } = await ended(client, await start(client, pipeline));
    expect(image.state?.reason).to.contain("Invalid IAM Instance Profile name");
    await record("builder");
    const again = await ended(client, await start(client, pipeline));
    expect(again.image.state?.status).to.equal("AVAILABLE");
  });

  it("ask a given function for their instance profile", async () => {
    const asked: string[] = [];
    const strict = await startImageBuilder({
      phaseMilliseconds: 30,
      instanceProfileExists: (who, name) => {
        asked.push(`${who} ${name}`);
        return false;
      },
    });
    try {
      const { image } = await build(clientOf(strict.url));
      expect(image.state?.status).to.equal("FAILED");
      expect(asked).to.deep.equal([`${account} builder`]);
    } finally {
      await strict.close();
    }
  });

  it("fail to publish a parameter outside /imagebuilder/ without an execution role, after the AMIs are made", async () => {
    const distributions = [{ region, ssmParameterConfigurations: [{ parameterName: "/golden/web" }] }];
    const { image } = await build(client, { distributions });
    expect(image.state?.reason).to.contain("ssm:PutParameter");
    expect(place()?.amis).to.have.length(1);
    expect(place()?.parameters).to.deep.equal({});
    const { sourcePipelineArn: imagePipelineArn } = image;
    const {
      imagePipeline: { imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn } = {},
    } = await client.send(new GetImagePipelineCommand({ imagePipelineArn }));
    await client.send(
      new UpdateImagePipelineCommand({
        imagePipelineArn,
        imageRecipeArn,
        infrastructureConfigurationArn,
        distributionConfigurationArn,
        executionRole: "publisher",
      }),
    );
    await ended(client, await start(client, imagePipelineArn ?? ""));
    expect(Object.keys(place()?.parameters ?? {})).to.deep.equal(["/golden/web"]);
  });

  it("fail to share an AMI that is encrypted with the account's default key", async () => {
    const { image } = await build(client, {
      recipe: { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true } }] },
      distributions: [
        { region, amiDistributionConfiguration: { launchPermission: { userIds: ["222233334444"] } } },
      ],
    });
    expect(image.state?.reason).to.contain("can't be shared");
    expect(place()?.amis).to.be.empty;
  });

  it("can be canceled only while they run", async () => {
    const arn = await start(client, await createPipeline(client));
    const cancel = () => client.send(new CancelImageCreationCommand({ imageBuildVersionArn: arn }));
    await cancel();
    const { image } = await ended(client, arn);
    expect(image.state?.status).to.equal("CANCELLED");
    expect(await refusal(cancel())).to.include({ name: "InvalidRequestException" });
  });
});
