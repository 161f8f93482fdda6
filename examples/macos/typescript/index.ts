import * as pulumi from "@pulumi/pulumi";
import { GoldenImage } from "@goldenimage/pulumi";

export = async function macos() {
  const hostId = new pulumi.Config().get("hostId") ?? "h-0123456789abcdef0";
  const agent = new GoldenImage("agent", {
    source: { os: "macos-15" },
    customize: [{ name: "tools", shell: ["xcode-select --install"] }],
    build: { placement: { hostId } },
  });
  return { pipelineArn: agent.pipelineArn };
};
