// Own workflows, chains and components that exist, under the real CLI: what a preview says of them, and that a build may
// do what its workflow's steps need, and no more.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const stack = (resources: string): string => `name: own\nruntime: yaml\nresources:\n${resources}`;
const image = (properties: string): string =>
  stack(
    `  image:\n    type: goldenimage:GoldenImage\n    properties:\n      name: gate\n      source: { os: amazon-linux-2023 }\n${properties}`,
  );
const buildArn = "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x";
const testArn = "arn:aws:imagebuilder:eu-west-1:aws:workflow/test/test-image/x.x.x";
const pipelineArn = (name: string): string =>
  `arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/${name}`;

const previews: [says: string, program: string, outcome: "accepted" | "refused", ...messages: string[]][] = [
  [
    "a test workflow of Image Builder's alone",
    image(`      workflows: [{ type: TEST, arn: "${testArn}" }]\n`),
    "refused",
    " - workflows: has none of type BUILD",
  ],
  [
    "a gate alone",
    image(`      workflows:
        - type: TEST
          name: gate
          parameters: { topic: "arn:aws:sns:eu-west-1:123456789012:gate" }
          document:
            schemaVersion: 1.0
            parameters: [{ name: topic, type: string }]
            steps: [{ name: Gate, action: WaitForAction, inputs: { snsTopicArn.$: "$.parameters.topic" } }]
`),
    "refused",
    " - workflows: has none of type BUILD",
  ],
  [
    "a gate that calls a function",
    image(`      workflows:
        - { type: BUILD, arn: "${buildArn}" }
        - type: TEST
          name: gate
          document:
            schemaVersion: 1.0
            steps: [{ name: Gate, action: WaitForAction, inputs: { lambdaFunctionName: approve-image } }]
`),
    "accepted",
    "warning: workflows[1].document: no workflow of type TEST has a step with the action ExecuteComponents",
    "execution-steps",
  ],
  [
    "a build that runs no components",
    image(`      tests: { enabled: false }
      customize: [{ name: reg, shell: ["touch /opt/x"] }]
      workflows:
        - type: BUILD
          name: own
          document:
            schemaVersion: 1.0
            steps:
              - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }
              - { name: Make, action: CreateImage, inputs: { instanceId.$: "$.stepOutputs.Launch.instanceId" } }
            outputs: [{ name: ImageId, value: "$.stepOutputs.Make.imageId" }]
`),
    "accepted",
    "warning: workflows[0].document: has no step with the action ExecuteComponents",
  ],
  [
    "a function that isn't known yet, in a document in a file",
    stack(`  image:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      workflows:
        - { type: BUILD, arn: "${buildArn}" }
        - { type: TEST, arn: "${testArn}" }
        - { type: TEST, document: { fn::fileAsset: ./gate.yaml } }
`),
    "accepted",
    "warning: workflows[2].document: only the build knows the name or the ARN of a Lambda function of step 1",
  ],
  [
    "a parameter that Amazon's component doesn't have",
    image(`      customize: [{ managed: aws-cli-version-2-linux, parameters: { Version: "2.15" } }]\n`),
    "refused",
    ' - customize[0].parameters["Version"]: is not a parameter of the component; it has none',
  ],
  [
    "a chain that begins with itself",
    image(`      schedule: { afterPipelineArn: "${pipelineArn("gate")}" }\n`),
    "refused",
    " - schedule.afterPipelineArn: is this golden image's own pipeline",
  ],
];

/** A golden image of a name, and what it follows. */
const link = (name: string, follows?: string): string => `  ${name}:
    type: goldenimage:GoldenImage
    properties:
      name: ${name}
      source: { os: amazon-linux-2023 }
${follows === undefined ? "" : `      schedule: { afterPipelineArn: "${follows}" }\n`}`;

describe("workflows, chains and foreign components", () => {
  let sandbox: Sandbox;
  let cli: CliStack;

  beforeEach(async () => {
    sandbox = await startSandbox();
    cli = await CliStack.open(sandbox, stack("  {}\n"));
    cli.writeFile(
      "gate.yaml",
      'schemaVersion: 1.0\nsteps:\n  - name: Gate\n    action: WaitForAction\n    inputs:\n      lambdaFunctionName.$: "$.workflowOutputs.Function"\n',
    );
  });

  afterEach(async () => {
    cli.close();
    await sandbox.close();
  });

  for (const [says, program, outcome, ...messages] of previews) {
    it(`are ${outcome} in preview: ${says}`, async () => {
      cli.write(program);
      const { code, output } = await cli.pulumi("preview").ended;
      expect(code === 0 ? "accepted" : "refused", output).to.equal(outcome);
      for (const message of messages) expect(output).to.include(message);
    });
  }

  it("have permission for what their steps name, and for the parameter that the build starts from", async () => {
    cli.write(
      stack(`  base:
    type: aws:ssm:Parameter
    properties: { name: /team/base, type: String, value: ami-0123456789abcdef0 }
  image:
    type: goldenimage:GoldenImage
    properties:
      source: { ssmParameter: "\${base.name}" }
      workflows:
        - { type: BUILD, arn: "${buildArn}" }
        - { type: TEST, arn: "${testArn}" }
        - type: TEST
          parameters: { machine: "arn:aws:states:eu-west-1:123456789012:stateMachine:certify" }
          document:
            schemaVersion: 1.0
            parameters: [{ name: machine, type: string }]
            steps:
              - { name: Run, action: ExecuteStateMachine, inputs: { stateMachineArn.$: "$.parameters.machine" } }
  build:
    type: goldenimage:ImageBuild
    properties: { pipelineArn: "\${image.pipelineArn}" }
`),
    );
    const { code, output } = await cli.pulumi("up", "--yes", "--skip-preview").ended;
    expect(code, output).to.equal(0);
  });

  it("refuse a circle of pipelines, and allow a chain to be reversed", async () => {
    const up = async () => cli.pulumi("up", "--yes").ended;
    cli.write(stack(link("web") + link("api", "${web.pipelineArn}")));
    const made = await up();
    expect(made.code, made.output).to.equal(0);

    cli.write(stack(link("web", pipelineArn("api")) + link("api", pipelineArn("web"))));
    const circle = await up();
    expect(circle.code, circle.output).not.to.equal(0);
    expect(circle.output).to.include("schedule.afterPipelineArn: follows this golden image itself");

    cli.write(stack(link("web", "${api.pipelineArn}") + link("api")));
    const turned = await up();
    expect(turned.code, turned.output).to.equal(0);
  });
});
