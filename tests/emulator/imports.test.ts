import {
  ImportDiskImageCommand,
  type ImportDiskImageRequest,
  ImportVmImageCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { build, createInfrastructure, ended, record, refusal, region, useEmulator } from "./fixtures";

describe("The Image Builder emulator's imports", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  const vmImportTaskId = "import-ami-0123456789abcdef0";
  const importVm = async () => {
    const command = new ImportVmImageCommand({
      name: "datacenter",
      semanticVersion: "1.0.0",
      platform: "Linux",
      vmImportTaskId,
    });
    return (await client.send(command)).imageArn ?? "";
  };

  it("make an image of a finished task, which another image can start from", async () => {
    const imageId = "ami-0fedcba9876543210";
    await record(sandbox.url, "ec2:importImageTask", vmImportTaskId, { status: "completed", imageId });
    const { image, states } = await ended(client, await importVm());
    expect(states.at(-1)).to.equal("AVAILABLE");
    expect(image).to.include({ imageSource: "IMPORTED", buildType: "IMPORT", platform: "Linux" });
    expect(image.outputResources?.amis?.[0]).to.include({ region, image: imageId });
    const child = await build(client, { recipe: { parentImage: image.arn } });
    expect(child.image.state?.status).to.equal("AVAILABLE");
  });

  it("fail while the task is not finished", async () => {
    await record(sandbox.url, "ec2:importImageTask", vmImportTaskId, { status: "active" });
    const { image } = await ended(client, await importVm());
    expect(image.state).to.include({ status: "FAILED" });
    expect(image.state?.reason).to.contain("not completed");
  });

  it("make an image of an ISO file of Windows", async () => {
    const importDisk = async (more: Partial<ImportDiskImageRequest> = {}) => {
      const command = new ImportDiskImageCommand({
        name: "windows-11",
        semanticVersion: "1.0.0",
        platform: "Windows",
        osVersion: "Microsoft Windows 11",
        infrastructureConfigurationArn,
        uri: "s3://media/windows-11.iso",
        ...more,
      });
      return (await client.send(command)).imageBuildVersionArn ?? "";
    };
    const infrastructureConfigurationArn = await createInfrastructure(client);
    const { image: missingFile } = await ended(client, await importDisk());
    expect(missingFile.state?.reason).to.contain("does not exist");
    const object = { bucket: "media", key: "windows-11.iso" };
    await record(sandbox.url, "aws:s3/bucketObjectv2:BucketObjectv2", "iso", object);
    const { image } = await ended(client, await importDisk());
    expect(image).to.include({ buildType: "IMPORT_ISO", osVersion: "Microsoft Windows 11" });
    expect((await refusal(importDisk({ platform: "Linux" }))).message).to.contain("platform");
    expect((await refusal(importDisk({ uri: "s3://media/windows-11.img" }))).message).to.contain("ISO");
    const missing = infrastructureConfigurationArn.replace(/[^/]+$/, "none");
    expect((await refusal(importDisk({ infrastructureConfigurationArn: missing }))).message).to.contain(
      "infrastructureConfigurationArn",
    );
  });
});
