// What ImageImport asks of AWS, against the emulator and without an engine.

import { setTimeout as sleep } from "node:timers/promises";
import { DeregisterImageCommand } from "@aws-sdk/client-ec2";
import { DeleteImageCommand } from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { Aws } from "../../../provider/src/aws/clients";
import type { Running } from "../../../provider/src/engine/custom-resource";
import { imageImport } from "../../../provider/src/image-import/resource";
import type { ImageImportInputs } from "../../../provider/src/checks/schema/generated/types";
import { createInfrastructure, clientOf, record, refusal } from "../../emulator/fixtures";
import { startImageBuilder } from "../../../sandbox/image-builder";
import type { ImageBuilder } from "../../../sandbox/image-builder";

const region = "eu-west-1";
const account = "111122223333";
const inputs: ImageImportInputs = {
  platform: "Linux",
  disks: [{ s3Uri: "s3://images/web.raw", format: "raw" }],
};

describe("ImageImport's calls", () => {
  let sandbox: ImageBuilder;
  let aws: Aws;
  let shown: string[];

  before(async () => {
    sandbox = await startImageBuilder({ phaseMilliseconds: 60 });
  });

  beforeEach(async () => {
    sandbox.reset();
    shown = [];
    const endpoints = JSON.stringify([{ imagebuilder: sandbox.url, ec2: sandbox.url }]);
    aws = new Aws({ region, accessKey: account, secretKey: "none", endpoints });
    for (const key of ["web.raw", "windows-11.iso"]) {
      await record(sandbox.url, "aws:s3/bucketObjectv2:BucketObjectv2", key, { bucket: "images", key });
    }
  });

  after(() => sandbox.close());

  const running = (more: Partial<Running> = {}): Running => ({
    urn: "urn:pulumi:s::p::goldenimage:index:ImageImport::web",
    aws,
    preview: false,
    timeout: 0,
    log: { status: (line) => void shown.push(line), info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
    ...more,
  });

  const calls = (operation: string): number =>
    sandbox.requests().filter((request) => request.operation === operation && request.status === 200).length;

  it("find a finished import again if the state lost it", async () => {
    const first = await imageImport.create(inputs, running());
    const second = await imageImport.create(inputs, running());
    expect(second).to.deep.equal(first);
    expect([calls("ImportImage"), calls("ImportVmImage")]).to.deep.equal([1, 1]);
    const other = await imageImport.create(inputs, running({ urn: `${running().urn}-2` }));
    expect(other.outputs.amiId).not.to.equal(first.outputs.amiId);
  });

  it("find in a refresh that the AMI or the image is gone, and import again", async () => {
    const log = running().log;
    const { outputs } = await imageImport.create(inputs, running());
    expect(await imageImport.refresh?.(outputs, { aws, log })).to.deep.equal(outputs);
    await aws.ec2(region).send(new DeregisterImageCommand({ ImageId: outputs.amiId }));
    expect(await imageImport.refresh?.(outputs, { aws, log })).to.equal(undefined);
    const again = await imageImport.create(inputs, running());
    expect(again.outputs.amiId).not.to.equal(outputs.amiId);
    expect(again.outputs.imageArn).to.include(":image/web/1.0.0/2");
    const command = new DeleteImageCommand({ imageBuildVersionArn: again.outputs.imageArn });
    await aws.imageBuilder(region).send(command);
    expect(await imageImport.refresh?.(again.outputs, { aws, log })).to.equal(undefined);
  });

  it("continue to follow an installation that is running", async () => {
    const infrastructureConfigurationArn = await createInfrastructure(clientOf(sandbox.url, region, account));
    const iso: ImageImportInputs = {
      platform: "Windows",
      windowsIso: {
        s3Uri: "s3://images/windows-11.iso",
        infrastructureConfigurationArn,
        imageIndex: 3,
        secureBoot: true,
      },
    };
    const interrupted = new AbortController();
    const first = imageImport.create(iso, running({ signal: interrupted.signal }));
    while (calls("ImportDiskImage") === 0) await sleep(5);
    interrupted.abort();
    expect((await refusal(first)).message).to.include("the next update follows it");
    const { outputs } = await imageImport.create(iso, running());
    expect(outputs.imageArn).to.include(":image/web/1.0.0/1");
    expect(calls("ImportDiskImage")).to.equal(1);
    expect(calls("ImportImage")).to.equal(0);
  });

  it("stop at the timeout, and continue in the next update", async () => {
    const { message } = await refusal(imageImport.create(inputs, running({ timeout: 0.001 })));
    expect(message).to.match(
      /^the import task import-ami-\w+ is not finished .*\(active \d+% .*\); the next update follows it/,
    );
    await imageImport.create(inputs, running());
    expect(calls("ImportImage")).to.equal(1);
  });

  it("wait for a role that was just created", async () => {
    const creation = imageImport.create({ ...inputs, roleName: "reader" }, running());
    await sleep(100);
    await record(sandbox.url, "aws:iam/role:Role", "reader");
    await creation;
    expect(shown).to.include("waiting for the role");
  });

  it("name the permission that is missing", async () => {
    const denied = (client: "ec2" | "imageBuilder", command: string): Aws => {
      const real = aws[client](undefined);
      const guarded = () => {
        const wrapped = Object.create(real) as typeof real;
        wrapped.send = ((request: object) =>
          request.constructor.name === command
            ? Promise.reject(
                Object.assign(new Error("You are not authorized"), {
                  name: client === "ec2" ? "UnauthorizedOperation" : "AccessDeniedException",
                }),
              )
            : (real.send as (request: object) => unknown)(request)) as typeof real.send;
        return wrapped;
      };
      return Object.assign(Object.create(aws) as Aws, { [client]: guarded });
    };
    const permissions = [
      ["ec2", "ImportImageCommand", "ec2:ImportImage"],
      ["ec2", "CreateTagsCommand", "ec2:CreateTags"],
      ["imageBuilder", "ImportVmImageCommand", "imagebuilder:ImportVmImage"],
      ["imageBuilder", "GetImageCommand", "imagebuilder:GetImage"],
    ] as const;
    for (const [client, command, permission] of permissions) {
      const creation = imageImport.create(
        { ...inputs, tags: { team: "images" }, triggers: [command] },
        running({ aws: denied(client, command) }),
      );
      expect((await refusal(creation)).message).to.include(`the permission ${permission} is missing`);
    }
  });

  it("retain the AMI and the image on deletion, and accept that they may be gone", async () => {
    const { outputs } = await imageImport.create(inputs, running());
    await imageImport.delete(outputs, { aws, log: running().log, inputs });
    expect(JSON.stringify(sandbox.state()))
      .to.include(String(outputs.amiId))
      .and.to.include(String(outputs.imageArn));
    sandbox.reset();
    await imageImport.delete(outputs, { aws, log: running().log, inputs });
  });
});
