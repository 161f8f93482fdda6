import { GoldenImage, ImageBuild } from "@goldenimage/pulumi";

export = async function hardenedBase() {
  const base = new GoldenImage("base", {
    source: { os: "amazon-linux-2023" },
    customize: [
      { name: "agent", managed: "amazon-cloudwatch-agent-linux" },
      { name: "settings", shell: ["echo 'net.ipv4.tcp_syncookies = 1' > /etc/sysctl.d/90-base.conf"] },
    ],
    harden: { stig: "high" },
    tests: {
      scan: {},
      steps: [{ name: "syncookies", shell: ['test "$(sysctl -n net.ipv4.tcp_syncookies)" = 1'] }],
    },
    schedule: { cron: "0 3 ? * SUN *", when: "whenDependenciesChange" },
    lifecycle: {
      deprecate: { olderThan: 2, unit: "MONTHS" },
      delete: { olderThan: 6, unit: "MONTHS", keepAtLeast: 2 },
    },
    notify: { emails: ["platform@example.com"] },
    tags: { Team: "platform" },
  });
  const build = new ImageBuild("build", {
    pipelineArn: base.pipelineArn,
    triggers: [base.recipeArn],
    failOnSeverity: "CRITICAL",
  });
  return { amiIds: build.amiIds };
};
