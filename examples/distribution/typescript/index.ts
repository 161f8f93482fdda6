import { GoldenImage, ImageBuild, ImageDistribution } from "@goldenimage/pulumi";

// The account that builds, two that receive copies, and a key of the first one's in each region.
const [builder, production, staging] = ["123456789012", "111111111111", "222222222222"];
const keyIn = (region: string) => `arn:aws:kms:${region}:${builder}:key/00000000-0000-0000-0000-000000000000`;

// Pulumi calls the function that a program exports.
export = async function distribution() {
  const everywhere = new ImageDistribution("everywhere", {
    regions: {
      "eu-west-1": { kmsKeyArn: keyIn("eu-west-1"), export: { format: "vmdk", prefix: "golden/" } },
      "eu-central-1": { kmsKeyArn: keyIn("eu-central-1") },
      "us-east-1": { kmsKeyArn: keyIn("us-east-1") },
    },
    copyTo: [builder, production, staging],
    share: { organizations: ["arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5"] },
    publish: { parameterName: "/imagebuilder/golden/web" },
    amiTags: { team: "web" },
    // One in each region, made here; each new AMI becomes its default version.
    launchTemplates: [{}],
  });
  const web = new GoldenImage("web", {
    source: { os: "amazon-linux-2023" },
    customize: [{ name: "nginx", shell: ["dnf install --assumeyes nginx"] }],
    // An encrypted volume can't leave AWS as a disk image. The copies are encrypted, by the key of each region.
    storage: { encrypted: false },
    distributionArn: everywhere.arn,
  });
  const build = new ImageBuild("build", { pipelineArn: web.pipelineArn, triggers: [web.recipeArn] });
  return {
    imageArn: build.imageArn,
    buckets: everywhere.exportBucketNames,
    launchTemplates: everywhere.launchTemplateIds,
  };
};
