import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeImagesCommand,
  DescribeImportImageTasksCommand,
  EC2Client,
  ImportImageCommand,
  type ImportImageRequest,
  type ImportImageTask,
  paginateDescribeImportImageTasks,
} from "@aws-sdk/client-ec2";
import { ImportVmImageCommand } from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { type ImageBuilder, startImageBuilder } from "../../sandbox/image-builder";
import { account, clientOf, ended, record, refusal, region } from "./fixtures";

describe("The emulator's VM import", () => {
  let sandbox: ImageBuilder;
  let ec2: EC2Client;

  before(async () => {
    sandbox = await startImageBuilder({ phaseMilliseconds: 15 });
    const credentials = { accessKeyId: account, secretAccessKey: "no secret is needed" };
    ec2 = new EC2Client({ region, endpoint: sandbox.url, credentials });
  });

  beforeEach(() => sandbox.reset());

  after(() => sandbox.close());

  const store = (key: string) =>
    record(sandbox.url, "aws:s3/bucketObjectv2:BucketObjectv2", key, { bucket: "images", key });

  const request = (key: string, more: Partial<ImportImageRequest> = {}): ImportImageRequest => ({
    DiskContainers: [{ Format: "VHDX", UserBucket: { S3Bucket: "images", S3Key: key } }],
    Platform: "Linux",
    TagSpecifications: [
      { ResourceType: "import-image-task", Tags: [{ Key: "team", Value: "<images> & more" }] },
    ],
    ...more,
  });

  const start = async (key: string, more?: Partial<ImportImageRequest>): Promise<string> =>
    (await ec2.send(new ImportImageCommand(request(key, more)))).ImportTaskId ?? "";

  async function followed(id: string): Promise<{ task: ImportImageTask; words: string[] }> {
    const words: string[] = [];
    for (;;) {
      const command = new DescribeImportImageTasksCommand({ ImportTaskIds: [id] });
      const task = (await ec2.send(command)).ImportImageTasks?.[0] ?? {};
      if (task.Status !== "active") return { task, words };
      const word = `${task.StatusMessage} ${task.Progress}`;
      if (words.at(-1) !== word) words.push(word);
      await sleep(1);
    }
  }

  it("converts a disk into an AMI, through AWS's statuses, that Image Builder can import", async () => {
    await store("web.vhdx");
    const id = await start("web.vhdx", { Encrypted: true, Architecture: "x86_64" });
    const { task, words } = await followed(id);
    // Which of them are seen depends on when one looks; that they are AWS's, and go on, doesn't.
    expect(words.length).to.be.greaterThan(2);
    for (const word of words) {
      expect(word).to.match(
        /^(pending|validating|validated|converting|updating|updated|preparing to boot|booting|booted|preparing ami) \d+$/,
      );
    }
    const progress = words.map((word) => Number(word.split(" ").at(-1)));
    expect(progress).to.deep.equal([...progress].sort((a, b) => a - b));
    expect(task).to.include({ Status: "completed", Encrypted: true, LicenseType: "BYOL" });
    expect(task.Tags).to.deep.equal([{ Key: "team", Value: "<images> & more" }]);
    expect(task.SnapshotDetails?.[0]?.UserBucket).to.deep.equal({ S3Bucket: "images", S3Key: "web.vhdx" });
    const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [task.ImageId ?? ""] }));
    expect(Images?.[0]).to.include({ Name: id, OwnerId: account, State: "available" });

    const imageBuilder = clientOf(sandbox.url);
    const { imageArn = "" } = await imageBuilder.send(
      new ImportVmImageCommand({
        name: "web",
        semanticVersion: "1.0.0",
        platform: "Linux",
        vmImportTaskId: id,
      }),
    );
    const { image } = await ended(imageBuilder, imageArn);
    expect(image.outputResources?.amis?.[0]?.image).to.equal(task.ImageId);
    expect(sandbox.requests().map(({ operation }) => operation)).to.include("ImportImage");
  });

  it("says why a conversion failed", async () => {
    await store("corrupt.vhdx");
    const corrupt = await followed(await start("corrupt.vhdx"));
    expect(corrupt.task).to.include({ Status: "deleted" });
    expect(corrupt.task.StatusMessage).to.equal("ClientError: No valid partitions. Not a valid volume.");
    const missing = await followed(await start("missing.vhdx"));
    expect(missing.task.StatusMessage).to.include("ClientError: Disk validation failed");
  });

  it("answers the same client token with the same task", async () => {
    await store("web.vhdx");
    const id = await start("web.vhdx", { ClientToken: "once" });
    expect(await start("web.vhdx", { ClientToken: "once" })).to.equal(id);
    const other = start("web.vhdx", { ClientToken: "once", Platform: "Windows" });
    expect((await refusal(other)).name).to.equal("IdempotentParameterMismatch");
    expect(await start("web.vhdx", { ClientToken: "twice" })).not.to.equal(id);
  });

  it("pages its tasks, and filters them by state only", async () => {
    await store("web.vhdx");
    const ids = [await start("web.vhdx"), await start("web.vhdx"), await start("missing.vhdx")];
    for (const id of ids) await followed(id);
    const found: string[] = [];
    for await (const page of paginateDescribeImportImageTasks({ client: ec2, pageSize: 2 }, {})) {
      found.push(...(page.ImportImageTasks ?? []).map(({ ImportTaskId }) => ImportTaskId ?? ""));
    }
    expect(found).to.deep.equal(ids);
    const list = (Name: string, Values: string[]) =>
      ec2.send(new DescribeImportImageTasksCommand({ Filters: [{ Name, Values }] }));
    expect((await list("task-state", ["deleted"])).ImportImageTasks).to.have.length(1);
    expect((await refusal(list("tag:team", ["x"]))).name).to.equal("InvalidParameterValue");
  });

  it("tags tasks, AMIs and snapshots", async () => {
    await store("web.vhdx");
    const { task } = await followed(await start("web.vhdx"));
    const Resources = [task.ImportTaskId, task.ImageId, task.SnapshotDetails?.[0]?.SnapshotId].map(String);
    await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: "stage", Value: "test" }] }));
    await ec2.send(new DeleteTagsCommand({ Resources, Tags: [{ Key: "team" }] }));
    const stage = [{ Key: "stage", Value: "test" }];
    expect((await followed(task.ImportTaskId ?? "")).task.Tags).to.deep.equal(stage);
    const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [task.ImageId ?? ""] }));
    expect(Images?.[0]?.Tags).to.deep.equal(stage);
    const unknown = ec2.send(new CreateTagsCommand({ Resources: ["ami-0"], Tags: stage }));
    expect((await refusal(unknown)).name).to.equal("InvalidID");
  });

  it("refuses invalid requests, a missing role, and what it doesn't emulate", async () => {
    const wrong: Partial<ImportImageRequest>[] = [
      { Architecture: "arm64" },
      { BootMode: "uefi-preferred" },
      { KmsKeyId: "arn:k" },
      { DiskContainers: [{ Format: "QCOW2", UserBucket: { S3Bucket: "images", S3Key: "a" } }] },
    ];
    for (const more of wrong) {
      expect((await refusal(start("web.vhdx", more))).name).to.equal("InvalidParameterValue");
    }
    expect(await refusal(start("web.vhdx", { RoleName: "reader" })))
      .to.include({ name: "InvalidParameter" })
      .and.to.have.property("message")
      .that.includes("The service role reader");
    await record(sandbox.url, "aws:iam/role:Role", "reader");
    await start("web.vhdx", { RoleName: "reader" });
  });
});
