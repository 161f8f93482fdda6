import { GoldenImage, ImageBuild } from "@goldenimage/pulumi";

export = async function application() {
  const base = new GoldenImage("base", {
    source: { os: "ubuntu-24.04" },
    customize: [{ name: "packages", shell: ["apt-get install --yes chrony"] }],
  });
  const baseBuild = new ImageBuild("base-build", {
    pipelineArn: base.pipelineArn,
    triggers: [base.recipeArn],
  });
  const image = new GoldenImage(
    "application",
    {
      source: { imageArn: base.latestImageArn },
      customize: [{ name: "nginx", shell: ["apt-get install --yes nginx", "systemctl enable nginx"] }],
      // The base has been patched, and this one is rebuilt with it.
      harden: { patch: false },
      schedule: { afterPipelineArn: base.pipelineArn },
    },
    { dependsOn: [baseBuild] },
  );
  const build = new ImageBuild("application-build", {
    pipelineArn: image.pipelineArn,
    // Not the base's image too: the schedule sees to that.
    triggers: [image.recipeArn],
  });
  return { amiIds: build.amiIds };
};
