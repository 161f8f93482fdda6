import { expect } from "chai";
import { useEmulator } from "./fixtures";
import { runPython } from "./python";

describe("The Image Builder emulator, seen by boto3", () => {
  const { sandbox } = useEmulator({ phaseMilliseconds: 30 });

  it("takes every resource through its life", async () => {
    const image = "arn:aws:imagebuilder:eu-west-1:444455556666:image/web/1.0.0/1";
    expect(await runPython("boto3_life_cycle.py", sandbox.url)).to.deep.equal({
      tags: { stage: "dev" },
      componentType: "BUILD",
      instanceTypes: ["m7i.large"],
      schedule: { scheduleExpression: "rate(7 days)" },
      inUse: Array(4).fill("ResourceDependencyException"),
      image: { arn: image, tags: { commit: "abc" }, status: "AVAILABLE" },
      amis: [
        { region: "eu-west-1", accountId: "444455556666" },
        { region: "us-east-1", accountId: "444455556666" },
      ],
      steps: {
        BUILD: [
          "LaunchBuildInstance COMPLETED",
          "ApplyBuildComponents COMPLETED",
          "InventoryCollection COMPLETED",
          "RunSanitizeScript COMPLETED",
          "RunSysPrepScript SKIPPED",
          "CreateOutputAMI COMPLETED",
          "TerminateBuildInstance COMPLETED",
        ],
        TEST: [
          "LaunchTestInstance COMPLETED",
          "CollectImageScanFindings SKIPPED",
          "ApplyTestComponents COMPLETED",
          "TerminateTestInstance COMPLETED",
        ],
        DISTRIBUTION: ["DistributeImage COMPLETED", "ApplyImageConfigurations COMPLETED"],
      },
      lists: [1, 1, 1, ["eu-west-1", "us-east-1"], 1, 1],
      gone: "ResourceNotFoundException",
    });
    const here = sandbox.state().accounts["444455556666"]?.["eu-west-1"];
    expect(here?.components).to.be.empty;
    // Deleting Image Builder's image leaves its AMIs where they are.
    expect(here?.amis).to.have.length(1);
  });

  it("takes containers, workflows and lifecycle policies through their lives", async () => {
    const registry = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";
    expect(await runPython("boto3_other_kinds.py", sandbox.url)).to.deep.equal({
      containers: [{ region: "eu-west-1", imageUris: [`${registry}/web:latest`, `${registry}/web:1.0.0-1`] }],
      created: true,
      findings: [],
      lists: [true, true, ["smoke"]],
      left: 0,
    });
  });

  it("retries, distributes, deletes and logs what was built", async () => {
    expect(await runPython("boto3_later.py", sandbox.url)).to.deep.equal({
      failure: ["TESTING", "test", "Port", "ExecuteBash"],
      log: [
        "Stdout: port 80 is closed",
        "CmdExecution: ExitCode 3",
        "Workflow step ApplyTestComponents (ExecuteComponents) failed: Document arn:aws:imagebuilder:eu-west-1:444455556666:component/check/1.0.0/1 failed! Phase 'test', step 'Port' (ExecuteBash) exited with code 3: port 80 is closed",
      ],
      pages: [2, true],
      retried: true,
      runs: ["BUILD False", "TEST True", "TEST False"],
      packages: ["1.26.2"],
      distributed: ["web/1.0.0/3", ["us-east-1"]],
      phases: ["DISTRIBUTION"],
      deleted: ["SUCCESS", "DELETED", 0, 0],
      resources: [["us-east-1", "DELETE", "SUCCESS"]],
      disabled: [0, "disabled"],
      deregistered: [true, ["success"]],
    });
  });
});
