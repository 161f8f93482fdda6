import { GoldenImage, ImageDistribution } from "@goldenimage/pulumi";

// Pulumi calls the function that a program exports.
export = async function quickstart() {
  const distribution = new ImageDistribution("distribution", {
    regions: { "eu-west-1": {}, "us-east-1": {} },
    publish: { parameterName: "/imagebuilder/goldenimage/base" },
  });
  const base = new GoldenImage("base", {
    source: { os: "amazon-linux-2023" },
    customize: [{ name: "nginx", shell: ["dnf install --assumeyes nginx", "systemctl enable nginx"] }],
    distributionArn: distribution.arn,
    schedule: { cron: "0 3 ? * SUN *", when: "whenDependenciesChange" },
  });
  return { version: base.version };
};
