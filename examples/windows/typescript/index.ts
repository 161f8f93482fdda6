import { GoldenImage, ImageBuild } from "@goldenimage/pulumi";

export = async function windows() {
  const web = new GoldenImage("web", {
    source: { os: "windows-server-2022" },
    customize: [{ name: "iis", powershell: ["Install-WindowsFeature -Name Web-Server"], reboot: true }],
    harden: { stig: "medium" },
    tests: {
      steps: [
        {
          name: "iis-runs",
          powershell: ["if ((Get-Service W3SVC).Status -ne 'Running') { throw 'IIS does not run' }"],
        },
      ],
    },
    storage: { size: 60 },
  });
  const build = new ImageBuild("build", { pipelineArn: web.pipelineArn, triggers: [web.recipeArn] });
  return { amiIds: build.amiIds };
};
