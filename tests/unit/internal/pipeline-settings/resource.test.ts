// The settings of a pipeline that `@pulumi/aws` lacks, against the emulator.

import { GetImagePipelineCommand, UpdateImagePipelineCommand } from "@aws-sdk/client-imagebuilder";
import type { ImagebuilderClient, ImagePipeline } from "@aws-sdk/client-imagebuilder";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { Aws } from "../../../../provider/src/aws/clients";
import { withNewerMembers } from "../../../../provider/src/aws/newer-members";
import { diffOf, refreshed } from "../../../../provider/src/engine/actual";
import { lastAwsWithout, members } from "../../../../provider/src/internal/pipeline-settings/members";
import { pipelineSettings } from "../../../../provider/src/internal/pipeline-settings/resource";
import type { Running } from "../../../../provider/src/engine/custom-resource";
import { createPipeline, useEmulator } from "../../../emulator/fixtures";
import { quiet } from "../../../quiet-log";

const added = {
  imageScanningTypes: ["ON_DEMAND_AMI_CVE"],
  scanResultCondition: { maximumSeverityLabel: "HIGH", fixAvailable: true },
  autoDisablePolicy: { failureCount: 3 },
  imageTags: { stage: "dev" },
};

describe("PipelineSettings", () => {
  const { sandbox, client } = useEmulator();
  let aws: Aws;
  let running: Running;
  let pipelineArn: string;
  let inputs: typeof added & { pipelineArn: string; configuration: string };

  beforeEach(async () => {
    aws = new Aws({
      region: "eu-west-1",
      accessKey: "111122223333",
      secretKey: "no secret is needed",
      endpoints: JSON.stringify([{ imagebuilder: sandbox.url }]),
    });
    running = {
      urn: "",
      aws,
      preview: false,
      timeout: 0,
      log: quiet,
      signal: new AbortController().signal,
    };
    pipelineArn = await createPipeline(client, {
      pipeline: {
        description: "As the aws provider has it",
        schedule: { scheduleExpression: "rate(7 days)", timezone: "Europe/Vienna" },
        imageScanningConfiguration: { imageScanningEnabled: true },
        imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 90 },
        tags: { kept: "yes" },
      },
    });
    inputs = { pipelineArn, configuration: "digest", ...added };
  });

  const pipeline = async (): Promise<ImagePipeline> => {
    const answer = await newer(client).send(new GetImagePipelineCommand({ imagePipelineArn: pipelineArn }));
    return answer.imagePipeline ?? {};
  };

  const updates = (): number =>
    sandbox.requests().filter(({ operation }) => operation === "UpdateImagePipeline").length;

  /** What the aws provider sends on any change: all that it knows of. */
  const updateByProvider = async (): Promise<void> => {
    const { infrastructureConfigurationArn, imageRecipeArn } = await pipeline();
    await client.send(
      new UpdateImagePipelineCommand({
        imagePipelineArn: pipelineArn,
        infrastructureConfigurationArn,
        imageRecipeArn,
        description: "another",
        schedule: { scheduleExpression: "rate(7 days)", timezone: "Europe/Vienna" },
        imageScanningConfiguration: { imageScanningEnabled: true },
      }),
    );
  };

  const withSettings = (before: ImagePipeline): ImagePipeline => ({
    ...before,
    schedule: { ...before.schedule, autoDisablePolicy: { failureCount: 3 } },
    imageScanningConfiguration: {
      ...before.imageScanningConfiguration,
      imageScanningTypes: ["ON_DEMAND_AMI_CVE"],
      scanResultCondition: { maximumSeverityLabel: "HIGH", fixAvailable: true },
    },
    imageTags: { stage: "dev" },
  });

  const timeless = ({ dateUpdated: _, ...rest }: ImagePipeline): ImagePipeline => rest;

  it("adds its members, and leaves all else of the pipeline as it is", async () => {
    const before = await pipeline();
    const { id } = await pipelineSettings.create(inputs, running);
    expect(id).to.equal(pipelineArn);
    expect(timeless(await pipeline())).to.deep.equal(timeless(withSettings(before)));
    expect(updates()).to.equal(1);
    await pipelineSettings.update(inputs, { ...inputs, configuration: "other" }, running);
    expect(updates(), "nothing was to change").to.equal(1);
  });

  it("adds them again after an update that has taken them out, and sees in preview that they are gone", async () => {
    await pipelineSettings.create(inputs, running);
    const same = { oldInputs: inputs, news: inputs, olds: inputs };
    expect((await diffOf(pipelineSettings, same, aws)).changes).to.equal(false);
    await updateByProvider();
    expect((await pipeline()).imageTags).to.equal(undefined);
    expect((await diffOf(pipelineSettings, same, aws)).diffs).to.have.members(Object.keys(added));
    const between = await pipeline();
    await pipelineSettings.update(inputs, inputs, running);
    expect(timeless(await pipeline())).to.deep.equal(timeless(withSettings(between)));
  });

  it("shows in a refresh what somebody else has changed, and what is gone", async () => {
    await pipelineSettings.create(inputs, running);
    const known = { inputs, outputs: inputs };
    expect(await refreshed(pipelineSettings, known, running)).to.deep.equal(known);
    await updateByProvider();
    const { configuration } = inputs;
    const found = await refreshed(pipelineSettings, known, running);
    expect(JSON.parse(JSON.stringify(found?.inputs))).to.deep.equal({ pipelineArn, configuration });
    expect(pipelineSettings.diff(found?.inputs as typeof inputs, inputs).diffs).to.have.members(
      Object.keys(added),
    );
    sandbox.reset();
    expect(await refreshed(pipelineSettings, known, running)).to.equal(undefined);
  });

  it("takes out one that is no longer asked for, and all of them when it is deleted", async () => {
    const before = await pipeline();
    await pipelineSettings.create(inputs, running);
    const { imageTags: _, ...fewer } = inputs;
    await pipelineSettings.update(inputs, fewer, running);
    expect((await pipeline()).imageTags).to.equal(undefined);
    expect((await pipeline()).schedule?.autoDisablePolicy).to.deep.equal({ failureCount: 3 });
    await pipelineSettings.delete(fewer, { aws, log: running.log, inputs: fewer });
    expect(timeless(await pipeline())).to.deep.equal(timeless(before));
    sandbox.reset();
    await pipelineSettings.delete(fewer, { aws, log: running.log, inputs: fewer });
  });

  it("leaves alone what AWS fills in by itself", async () => {
    const { pipelineArn: arn, configuration, imageTags } = inputs;
    const few = { pipelineArn: arn, configuration, imageTags };
    await pipelineSettings.create(inputs, running);
    await pipelineSettings.delete(few, { aws, log: running.log, inputs: few });
    expect((await pipeline()).imageTags).to.equal(undefined);
    expect((await pipeline()).schedule?.autoDisablePolicy).to.deep.equal({ failureCount: 3 });
  });

  it("refuses a pipeline that isn't there", async () => {
    const error = await pipelineSettings
      .create({ ...inputs, pipelineArn: `${pipelineArn}-2` }, running)
      .catch((thrown: unknown) => thrown);
    expect(String(error)).to.include(`there is no pipeline ${pipelineArn}-2`);
  });

  it("has only members that @pulumi/aws lacks", () => {
    expect(awsVersion).to.equal(lastAwsWithout);
    const types = readFileSync(require.resolve("@pulumi/aws/types/input.d.ts"), "utf8");
    const [, ofPipelines = ""] = types.split("interface ImagePipelineImageScanningConfiguration ");
    for (const { path } of members) {
      const member = path.at(-1) ?? "";
      expect(ofPipelines.slice(0, ofPipelines.indexOf("namespace inspector")), member).not.to.match(
        new RegExp(`\\b${member}\\?:`),
      );
    }
    const pipelineArgs = readFileSync(require.resolve("@pulumi/aws/imagebuilder/imagePipeline.d.ts"), "utf8");
    expect(pipelineArgs).to.include("imageScanningConfiguration?:").and.not.to.include("imageTags");
  });
});

/** The same client, with what the SDK lacks: once. */
const clients = new WeakMap<ImagebuilderClient, ImagebuilderClient>();
function newer(client: ImagebuilderClient): ImagebuilderClient {
  const known = clients.get(client) ?? withNewerMembers(client);
  clients.set(client, known);
  return known;
}
