import { GoldenImage, ImageBuild, ImageImport, ImageImportRole } from "@goldenimage/pulumi";

// The bucket into which the data center puts its machines.
const bucketName = "datacenter-images";

// Pulumi calls the function that a program exports.
export = async function fromDataCenter() {
  const importer = new ImageImportRole("importer", { bucketName, prefix: "machines/" });
  const machine = new ImageImport("datacenter", {
    platform: "Linux",
    osVersion: "Ubuntu 24.04",
    disks: [{ s3Uri: `s3://${bucketName}/machines/web.vhdx`, format: "vhdx" }],
    licenseType: "BYOL",
    // What comes of an encrypted AMI is encrypted too, and could not be exported to the data center again.
    encrypted: false,
    roleName: importer.roleName,
  });
  const web = new GoldenImage("web", {
    source: { imageArn: machine.imageArn },
    customize: [{ name: "nginx", shell: ["apt-get update", "apt-get install --yes nginx"] }],
    // Encrypted volumes can't leave AWS.
    storage: { deviceName: "/dev/sda1", encrypted: false },
    distribution: { regions: { "eu-west-1": {} }, export: { format: "vmdk" } },
  });
  const build = new ImageBuild("build", { pipelineArn: web.pipelineArn, triggers: [web.recipeArn] });
  return {
    amiId: machine.amiId,
    imageArn: machine.imageArn,
    pipelineArn: web.pipelineArn,
    amiIds: build.amiIds,
  };
};
