// What ImageBuild asks of AWS, against the emulator and without an engine.

import {
  CancelImageCreationCommand,
  DeleteImageCommand,
  UpdateDistributionConfigurationCommand,
  UpdateImagePipelineCommand,
} from "@aws-sdk/client-imagebuilder";
import type { Distribution } from "@aws-sdk/client-imagebuilder";
import { setTimeout as sleep } from "node:timers/promises";
import { DeregisterImageCommand, DisableImageCommand } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { withNewerMembers } from "../../../provider/src/aws/newer-members";
import { startImageBuilder } from "../../../sandbox/image-builder";
import { Aws } from "../../../provider/src/aws/clients";
import type {
  ImageBuildInputs,
  ImageBuildOutputs,
} from "../../../provider/src/checks/schema/generated/types";
import type { Running } from "../../../provider/src/engine/custom-resource";
import { imageBuild } from "../../../provider/src/image-build/resource";
import { AwaitError } from "../../../provider/src/protocol/await-error";
import {
  account,
  clientOf,
  createComponent,
  createPipeline,
  createRecipe,
  document,
  record,
  refusal,
  region,
  useEmulator,
} from "../../emulator/fixtures";

const regions = [region, "us-east-1", "us-west-2"];
const other = "999900001111";
const everywhere: Distribution[] = regions.map((each) => ({
  region: each,
  amiDistributionConfiguration: { launchPermission: { userGroups: ["all"] } },
}));

describe("ImageBuild's calls", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 12, checkInstanceProfiles: false });
  let aws: Aws;
  let shown: string[];
  let told: string[];
  let warned: string[];

  beforeEach(() => {
    [shown, told, warned] = [[], [], []];
    const services = ["imagebuilder", "ec2", "logs", "ecr"];
    const endpoints = JSON.stringify([Object.fromEntries(services.map((each) => [each, sandbox.url]))]);
    aws = new Aws({ region, accessKey: account, secretKey: "none", endpoints });
  });

  const log = {
    status: (line: string) => void shown.push(line),
    info: (line: string) => void told.push(line),
    warn: (line: string) => void warned.push(line),
  };
  const running = (more: Partial<Running> = {}): Running => ({
    urn: "urn:pulumi:s::p::goldenimage:index:ImageBuild::web",
    aws,
    preview: false,
    timeout: 0,
    log,
    signal: new AbortController().signal,
    ...more,
  });
  const create = (inputs: ImageBuildInputs, more: Partial<Running> = {}) =>
    imageBuild.create(inputs, running(more)).then(({ outputs }) => outputs);
  const failure = async (inputs: ImageBuildInputs) => (await refusal(create(inputs))).message;
  const remove = (state: ImageBuildOutputs) => imageBuild.delete(state, { aws, log, inputs: state });
  const refreshed = (state: ImageBuildOutputs) => imageBuild.refresh?.(state, { aws, log });

  const calls = (operation: string): number =>
    sandbox.requests().filter((request) => request.operation === operation && request.status === 200).length;
  const here = (where = region, who = account) => sandbox.state().accounts[who]?.[where];
  const allowPublic = (where: string) => {
    const type = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";
    return record(sandbox.url, type, where, { state: "unblocked" }, { region: where });
  };
  const fault = (body: object) =>
    fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(body) });
  const ec2 = (where: string, command: "Deregister" | "Disable", id: string) => {
    return command === "Disable"
      ? aws.ec2(where).send(new DisableImageCommand({ ImageId: id }))
      : aws.ec2(where).send(new DeregisterImageCommand({ ImageId: id }));
  };

  describe("after a distribution that failed in one of three regions", () => {
    let inputs: ImageBuildInputs;
    let message: string;

    beforeEach(async () => {
      await allowPublic(region);
      await allowPublic("us-west-2");
      inputs = { pipelineArn: await createPipeline(client, { distributions: everywhere }) };
      message = await failure(inputs);
    });

    it("name the region, and what they leave behind", () => {
      expect(message).to.match(/image\/golden-recipe\/1\.0\.0\/1 is FAILED, and was DISTRIBUTING\n/);
      expect(message).to.include(
        `distribution in us-east-1 to account ${account}, copying: You can't publicly share this image`,
      );
      expect(message).not.to.include("distribution in us-west-2");
      // The reason once, in the message and in the log's lines.
      expect(message.match(/^(?! {2}).*You can't publicly share/gm)).to.have.length(1);
      expect(message).to.match(/AMIs that it leaves behind: ami-\w+ in eu-west-1, ami-\w+ in us-west-2$/);
    });

    it("go on with the same build once it is mended, and say so", async () => {
      await allowPublic("us-east-1");
      const outputs = await create(inputs);
      expect(outputs.buildVersion).to.equal("1.0.0/1");
      expect(outputs.amiIds).to.have.all.keys(regions);
      expect([calls("RetryImage"), calls("StartImagePipelineExecution")]).to.deep.equal([1, 1]);
      const runs = here()?.workflowRuns.map(({ type, status }) => `${type} ${status}`);
      expect(runs).to.deep.equal([
        "BUILD COMPLETED",
        "TEST COMPLETED",
        "DISTRIBUTION FAILED",
        "DISTRIBUTION COMPLETED",
      ]);
      expect(told.join("\n")).to.match(/is FAILED, and is retried in place from DISTRIBUTING on/);
    });

    it("try again in place as long as it fails", async () => {
      expect(await failure(inputs)).to.include("distribution in us-east-1");
      expect(await failure(inputs)).to.include("distribution in us-east-1");
      expect([calls("RetryImage"), calls("StartImagePipelineExecution")]).to.deep.equal([2, 1]);
    });

    const hindrances: [title: string, why: string | RegExp, hinder: () => Promise<unknown>][] = [
      [
        "the distribution has changed, which a retry would not see",
        "its distribution configuration has changed since",
        async () => {
          const distributionConfigurationArn = here()?.distributionConfigurations[0]?.arn;
          const distributions = everywhere.filter((each) => each.region !== "us-east-1");
          await client.send(
            new UpdateDistributionConfigurationCommand({ distributionConfigurationArn, distributions }),
          );
        },
      ],
      [
        "the recipe is another",
        "the pipeline has had another recipe since",
        async () => {
          const [pipeline] = here()?.imagePipelines ?? [];
          await client.send(
            new UpdateImagePipelineCommand({
              imagePipelineArn: pipeline?.arn,
              infrastructureConfigurationArn: pipeline?.infrastructureConfigurationArn,
              distributionConfigurationArn: pipeline?.distributionConfigurationArn,
              imageRecipeArn: await createRecipe(client, { semanticVersion: "1.0.1" }),
            }),
          );
          await allowPublic("us-east-1");
        },
      ],
      [
        "findings fail an image since",
        "the pipeline has had another scan condition since",
        async () => {
          const [pipeline] = here()?.imagePipelines ?? [];
          await withNewerMembers(client).send(
            new UpdateImagePipelineCommand({
              imagePipelineArn: pipeline?.arn,
              infrastructureConfigurationArn: pipeline?.infrastructureConfigurationArn,
              distributionConfigurationArn: pipeline?.distributionConfigurationArn,
              imageRecipeArn: pipeline?.imageRecipeArn,
              imageScanningConfiguration: {
                imageScanningEnabled: true,
                imageScanningTypes: ["ON_DEMAND_AMI_CVE"],
                scanResultCondition: { maximumSeverityLabel: "HIGH" },
              },
            }),
          );
          await allowPublic("us-east-1");
        },
      ],
      [
        "it may not be retried",
        "the permission imagebuilder:RetryImage is missing",
        async () => {
          await fault({ operation: "RetryImage", count: 1, status: 403 });
          await allowPublic("us-east-1");
        },
      ],
      [
        "AWS refuses it",
        "AWS refuses a retry",
        async () => {
          await fault({ operation: "RetryImage", count: 1, status: 400 });
          await allowPublic("us-east-1");
        },
      ],
    ];
    for (const [title, why, hinder] of hindrances) {
      it(`start a new build where ${title}`, async () => {
        await hinder();
        const outputs = await create(inputs);
        expect(outputs.buildVersion)
          .to.match(/^1\.0\.\d\/[12]$/)
          .and.not.to.equal("1.0.0/1");
        expect(told.join("\n")).to.include("a new build is started, since").and.to.include(why);
      });
    }
  });

  const checked = async (phase: string, ...lines: string[]): Promise<ImageBuildInputs> => {
    const componentArn = await createComponent(client, "check", document(phase, ...lines));
    return { pipelineArn: await createPipeline(client, { recipe: { components: [{ componentArn }] } }) };
  };

  it("name the component that failed and the end of its log, and don't retry it", async () => {
    const inputs = await checked("build", "echo downloading", "echo 'no space left on device'", "exit 28");
    const message = await failure(inputs);
    expect(message).to.include("is FAILED, and was BUILDING");
    expect(message).to.match(
      /component arn:\S+:component\/check\/1\.0\.0\/1, phase build, step Step \(ExecuteBash\): /,
    );
    expect(message).to.include(
      "log group /aws/imagebuilder/golden-recipe, stream 1.0.0/1: https://console.aws.amazon.com/",
    );
    expect(message).to.include("\n  Stdout: no space left on device\n  CmdExecution: ExitCode 28\n");
    const link = /https:\S+/.exec(message)?.[0] ?? "";
    expect(link.length).to.be.below(150);
    await failure(inputs);
    expect([calls("RetryImage"), calls("StartImagePipelineExecution")]).to.deep.equal([0, 2]);
    expect(told.join("\n")).to.include(
      "a new build is started, since a build that ends while BUILDING can't be retried",
    );
  });

  it("say which permission is missing to read the log", async () => {
    await fault({ operation: "logs:GetLogEvents", count: 1, status: 403 });
    expect(await failure(await checked("build", "exit 1"))).to.include(
      "(the permission logs:GetLogEvents is missing to read its last lines)",
    );
  });

  it("try failed tests once more in place, then build anew", async () => {
    const inputs = await checked("test", "exit 1");
    for (let update = 1; update <= 3; update++) expect(await failure(inputs)).to.include("and was TESTING");
    expect([calls("RetryImage"), calls("StartImagePipelineExecution")]).to.deep.equal([1, 2]);
    expect(told.at(-1)).to.include("its tests failed in a retry, too");
  });

  it("take up a build again that somebody cancelled in its tests", async () => {
    const inputs = { pipelineArn: await createPipeline(client) };
    const building = create(inputs);
    while (here()?.images[0]?.state.status !== "TESTING") await sleep(1);
    await client.send(new CancelImageCreationCommand({ imageBuildVersionArn: here()?.images[0]?.arn }));
    expect((await refusal(building)).message).to.include("is CANCELLED");
    expect((await create(inputs)).buildVersion).to.equal("1.0.0/1");
    expect(calls("RetryImage")).to.equal(1);
  });

  it("cancel the build for former triggers where that is wanted", async () => {
    // Nothing ends by itself here.
    const slow = await startImageBuilder({ phaseMilliseconds: 600_000 });
    try {
      const statuses = () =>
        slow.state().accounts[account]?.[region]?.images.map(({ state }) => state.status);
      const endpoints = JSON.stringify([{ imagebuilder: slow.url }]);
      const there = new Aws({ region, accessKey: account, secretKey: "none", endpoints });
      const inputs = { pipelineArn: await createPipeline(clientOf(slow.url)), cancelWhenReplaced: true };
      const interrupted = async (trigger: string) => {
        const interruption = new AbortController();
        const before = statuses()?.length ?? 0;
        const ended = refusal(
          create({ ...inputs, triggers: [trigger] }, { aws: there, signal: interruption.signal }),
        );
        while (statuses()?.length === before) await sleep(1);
        interruption.abort();
        return (await ended).message;
      };
      expect(await interrupted("one")).to.include("goes on; the next update takes it up again");
      await interrupted("two");
      expect(statuses()).to.deep.equal(["CANCELLED", "PENDING"]);
      expect(told).to.have.length(1);
      expect(told[0]).to.match(/1\.0\.0\/1 is cancelled, since another build replaces it$/);
    } finally {
      await slow.close();
    }
  });

  it("start a build and don't wait for it where that is wanted, until it is done", async () => {
    const inputs = { pipelineArn: await createPipeline(client), wait: false };
    const error = await refusal(create(inputs));
    expect(error).to.be.instanceOf(AwaitError);
    expect(error.message).to.match(
      /image\/golden-recipe\/1\.0\.0\/1 is \w+, and goes on: run `pulumi up` again later/,
    );
    while (here()?.images[0]?.state.status !== "AVAILABLE") await sleep(1);
    expect((await create(inputs)).buildVersion).to.equal("1.0.0/1");
    expect(calls("StartImagePipelineExecution")).to.equal(1);
  });

  it("name the limit that is over", async () => {
    const inputs = { pipelineArn: await createPipeline(client) };
    expect((await refusal(create(inputs, { timeout: 0.001 }))).message).to.include(
      "after the 0.001 seconds of 'customTimeouts'",
    );
    expect((await refusal(create({ ...inputs, timeoutMinutes: 0 }))).message).to.match(
      /after the 0 minutes of 'timeoutMinutes'/,
    );
  });

  it("count minutes from the build's own start, what changes first", async () => {
    await create({ pipelineArn: await createPipeline(client) });
    for (const line of shown) expect(line).to.match(/^\d+m [A-Z]+( \w+)?$/);
    expect(shown).not.to.be.empty;
  });

  describe("once an image is built", () => {
    let inputs: ImageBuildInputs;
    let state: ImageBuildOutputs;

    beforeEach(async () => {
      const distributions = regions.map((each) => ({ region: each, amiDistributionConfiguration: {} }));
      inputs = { pipelineArn: await createPipeline(client, { distributions }) };
      state = await create(inputs);
    });

    it("find in a refresh that nothing has changed", async () => {
      expect(state).to.include({ imageStatus: "AVAILABLE" });
      expect(await refreshed(state)).to.deep.equal(state);
      expect(imageBuild.diff(inputs, inputs, state).changes).to.equal(false);
    });

    it("find an AMI that was deregistered, and build again", async () => {
      await ec2("us-east-1", "Deregister", state.amiIds["us-east-1"] ?? "");
      const seen = await refreshed(state);
      expect(seen?.amiIds).to.have.all.keys(region, "us-west-2");
      expect(seen?.amiStates).to.include({ "us-east-1": "deregistered", "us-west-2": "available" });
      expect(imageBuild.diff(inputs, inputs, seen)).to.deep.equal({ changes: true, diffs: ["amiIds"] });
      const built = await imageBuild.update(seen ?? state, inputs, running());
      expect(built.buildVersion).to.equal("1.0.0/2");
      expect(built.amiIds).to.have.all.keys(regions);
      expect(imageBuild.diff(inputs, inputs, built).changes).to.equal(false);
    });

    it("find an AMI that was disabled, and leave it at that", async () => {
      await ec2(region, "Disable", state.amiIds[region] ?? "");
      const seen = await refreshed(state);
      expect(seen?.amiStates).to.include({ [region]: "disabled" });
      expect(seen?.amiIds).to.deep.equal(state.amiIds);
      expect(imageBuild.diff(inputs, inputs, seen).changes).to.equal(false);
    });

    it("find that the image was deleted, and build another", async () => {
      await client.send(new DeleteImageCommand({ imageBuildVersionArn: state.imageArn }));
      expect(await refreshed(state)).to.equal(undefined);
      expect((await create(inputs)).buildVersion).to.equal("1.0.0/2");
    });

    it("believe the state where they may not look, and say so", async () => {
      await fault({ operation: "ec2:DescribeImages", count: 3, status: 403 });
      expect(await refreshed(state)).to.deep.equal(state);
      expect(warned.join()).to.include("the permission ec2:DescribeImages is missing");
    });

    it("keep everything on deletion unless told otherwise, and name it", async () => {
      await remove(state);
      for (const [where, id] of Object.entries(state.amiIds))
        expect(told.join()).to.include(`${id} in ${where}`);
      expect(told.join()).to.include(state.imageArn);
      expect(here()?.amis).to.have.length(1);
    });

    it("delete AMIs and snapshots in every region", async () => {
      await remove({ ...state, whenDeleted: "delete" });
      for (const each of regions) {
        expect(here(each)?.amis).to.be.empty;
        expect(here(each)?.snapshots).to.be.empty;
      }
      expect(here()?.images).to.be.empty;
      expect(warned).to.be.empty;
      // Once more does no harm.
      await remove({ ...state, whenDeleted: "delete" });
    });

    it("name what they may not delete, and keep what leads to it", async () => {
      await fault({ operation: "ec2:DeregisterImage", count: 1, status: 403 });
      const { message } = await refusal(remove({ ...state, whenDeleted: "delete" }));
      expect(message).to.match(/- ami-\w+ in eu-west-1: the permission ec2:DeregisterImage is missing/);
      expect(here()?.images).to.have.length(1);
      await remove({ ...state, whenDeleted: "delete" });
      expect(here()?.amis).to.be.empty;
    });

    it("deprecate or disable AMIs and image", async () => {
      await remove({ ...state, whenDeleted: "deprecate" });
      for (const each of regions) expect(here(each)?.amis[0]?.deprecationTime).to.be.a("string");
      expect(here()?.images[0]?.state.status).to.equal("DEPRECATED");
      await remove({ ...state, whenDeleted: "disable" });
      for (const each of regions) expect(here(each)?.amis[0]?.disabled).to.equal(true);
      expect(here()?.images[0]?.state.status).to.equal("DISABLED");
    });
  });

  describe("with AMIs in another account", () => {
    let state: ImageBuildOutputs;

    beforeEach(async () => {
      const distributions = [
        { region, amiDistributionConfiguration: { targetAccountIds: [account, other] } },
      ];
      state = await create({ pipelineArn: await createPipeline(client, { distributions }) });
    });

    it("see only their own in a refresh", async () => {
      expect((await refreshed(state))?.amiStates).to.deep.equal({ [region]: "available" });
    });

    it("name those that they can't reach", async () => {
      await remove({ ...state, whenDeleted: "delete" });
      expect(here(region)?.amis).to.be.empty;
      expect(warned.join()).to.match(/ami-\w+ in eu-west-1 of account 999900001111: 'lifecycleRoleArn' says/);
      expect(here(region, other)?.amis).to.have.length(1);
    });

    it("reach them by a role", async () => {
      const Statement = {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "imagebuilder.amazonaws.com" },
      };
      const policyArn = "arn:aws:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy";
      await record(sandbox.url, "aws:iam/role:Role", "cleaner", {
        assumeRolePolicy: JSON.stringify({ Statement }),
      });
      await record(sandbox.url, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "one", {
        role: "cleaner",
        policyArn,
      });
      const deleted = {
        ...state,
        whenDeleted: "delete" as const,
        lifecycleRoleArn: `arn:aws:iam::${account}:role/cleaner`,
      };
      expect((await refusal(remove(deleted))).message).to.include(
        "in eu-west-1 of account 999900001111: The role",
      );
      await record(
        sandbox.url,
        "aws:iam/role:Role",
        "Ec2ImageBuilderCrossAccountLifecycleAccess",
        {},
        { account: other },
      );
      await remove(deleted);
      expect([here(region)?.amis, here(region, other)?.amis]).to.deep.equal([[], []]);
    });
  });

  it("give container images by the tag of their build, and delete them by digest", async () => {
    const inputs = { pipelineArn: await createPipeline(client, { container: {} }) };
    const first = await create(inputs);
    const second = await imageBuild.update(first, { ...inputs, triggers: ["again"] }, running());
    expect([first, second].map((each) => each.containerUris[region]?.split("/")[1])).to.deep.equal([
      "golden:1.0.0-1",
      "golden:1.0.0-2",
    ]);
    await remove({ ...first, whenDeleted: "disable" });
    expect(warned.join()).to.include("AWS can delete container images, but not disable them");
    await remove({ ...first, whenDeleted: "delete" });
    expect(here()?.containers.map(({ sourceImageArn }) => sourceImageArn)).to.deep.equal([second.imageArn]);
  });
});
