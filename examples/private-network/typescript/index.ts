import { GoldenImage, ImageBuild } from "@goldenimage/pulumi";

export = async function privateNetwork() {
  const base = new GoldenImage("base", {
    source: { os: "amazon-linux-2023" },
    customize: [{ name: "motd", shell: ["echo 'Built without internet' > /etc/motd"] }],
    build: { isolatedNetwork: { cidrBlock: "10.20.0.0/24" }, logRetentionDays: 365 },
  });
  const build = new ImageBuild("build", { pipelineArn: base.pipelineArn, triggers: [base.recipeArn] });
  return { amiIds: build.amiIds };
};
