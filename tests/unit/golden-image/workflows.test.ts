// Own workflows: what they leave out, which is warned of, and what their steps may do, to the letter of the policies.

import { expect } from "chai";
import { describeProblem } from "../../../provider/src/checks/problems";
import type { Problem } from "../../../provider/src/checks/problems";
import * as pulumi from "@pulumi/pulumi";
import { goldenImageChildren } from "../components";
import { answersTo, resolved } from "../../fuzz/in-process-engine";
import { contextOf } from "../../../provider/src/golden-image/args";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { warnings } from "../../../provider/src/golden-image/warnings";
import { workflowWarningRules } from "../../../provider/src/golden-image/workflow-warnings";

type Fields = Record<string, unknown>;

const [region, account] = ["eu-west-1", "111122223333"];
const managed = (type: string, name: string): Fields => ({
  type,
  arn: `arn:aws:imagebuilder:${region}:aws:workflow/${type.toLowerCase()}/${name}/x.x.x`,
});
const build = managed("BUILD", "build-image");
const test = managed("TEST", "test-image");
const step = (name: string, action: string, inputs: Fields = {}): Fields => ({ name, action, inputs });
const own = (type: string, steps: Fields[], more: Fields = {}): Fields => ({
  type,
  document: { schemaVersion: 1.0, steps, ...more },
});
const onInstance = { "instanceId.$": "$.stepOutputs.Launch.instanceId" };
const launch = step("Launch", "LaunchInstance", { waitFor: "ssmAgent" });
const execute = step("Execute", "ExecuteComponents", onInstance);
const make = step("Make", "CreateImage", onInstance);
const scan = step("Scan", "CollectImageScanFindings", onInstance);
const outputs = { outputs: [{ name: "ImageId", value: "$.stepOutputs.Make.imageId" }] };
const gate = (inputs: Fields, more: Fields = {}): Fields =>
  own("TEST", [step("Gate", "WaitForAction", inputs)], more);
const notBuilt =
  "workflows[0].document: has no step with the action ExecuteComponents, so nothing is done for ";
const notTested =
  "workflows[1].document: no workflow of type TEST has a step with the action ExecuteComponents, so the image is not tested by ";
const known = "(resource) known later";
const later: pulumi.Output<string> = pulumi.output(known);

const argsOf = (args: Fields): GoldenImageArgs =>
  ({ source: { os: "amazon-linux-2023" }, ...args }) as unknown as GoldenImageArgs;

const warningsFor = (args: Fields): Problem[] => warnings(contextOf("web", argsOf(args), region));

describe("warnings of own workflows", () => {
  const cases: [says: string, args: Fields, ...warned: string[]][] = [
    ["Image Builder's own", { workflows: [build, test] }],
    [
      "Image Builder's own for the other kind",
      { workflows: [managed("BUILD", "build-container"), test] },
      "workflows[0].arn: is not Image Builder's workflow for AMIs: use build-image",
    ],
    [
      "a parameter in a region that only the build knows",
      {
        workflows: [
          build,
          test,
          own("DISTRIBUTION", [
            step("Apply", "ApplyImageConfigurations", {
              configurations: [
                {
                  "region.$": "$.parameters.Region",
                  ssmParameterConfigurations: { parameterName: "/team/web" },
                },
              ],
            }),
          ]),
        ],
      },
      "workflows[2].document: only the build knows the name of an SSM parameter of step 1 (ApplyImageConfigurations), so the execution role may not use it (ssm:PutParameter",
    ],
    [
      "a function whose name has the build's date",
      { workflows: [build, test, gate({ lambdaFunctionName: "approve-{{ imagebuilder:buildDate }}" })] },
      "workflows[2].document: only the build knows the name or the ARN of a Lambda function",
    ],
    [
      "a build that runs no components",
      {
        tests: { enabled: false },
        customize: [{ shell: ["true"] }],
        workflows: [own("BUILD", [launch, make], outputs)],
      },
      "tests.enabled: ",
      `${notBuilt}customize, harden.patch and harden.cleanUp: add one between LaunchInstance and CreateImage`,
    ],
    [
      "a build that has none to run",
      { harden: { patch: false, cleanUp: [] }, workflows: [own("BUILD", [launch, make], outputs), test] },
    ],
    [
      "a build that hardens alone, as text",
      {
        harden: { patch: false, cleanUp: [], stig: "high", steps: [{ shell: ["true"] }] },
        workflows: [
          {
            ...own("BUILD", [], {}),
            document: JSON.stringify(own("BUILD", [launch, make], outputs).document),
          },
          test,
        ],
      },
      `${notBuilt}harden.stig and harden.steps`,
    ],
    ["a build that does all", { workflows: [own("BUILD", [launch, execute, make], outputs), test] }],
    [
      "a build alone",
      { workflows: [build], tests: { scan: {} } },
      "workflows: has none of type TEST, so the image is distributed without being tested, and nothing is done for the built-in suite of tests.builtIn and tests.scan",
    ],
    ["a build alone, where nothing would be tested", { workflows: [build], tests: { builtIn: false } }],
    [
      "a build alone, where tests are off",
      { workflows: [build], tests: { enabled: false } },
      "tests.enabled: ",
    ],
    [
      "a test that runs no components",
      { workflows: [build, gate({})], tests: { steps: [{ shell: ["true"] }] } },
      `${notTested}the built-in suite of tests.builtIn and tests.steps`,
    ],
    ["a test that runs none beside one that does", { workflows: [build, gate({}), test] }],
    ["a test that can't be read", { workflows: [build, { ...test, arn: later }, gate({})] }],
    [
      "a scan that nobody collects",
      { workflows: [build, own("TEST", [launch, execute])], tests: { scan: {} } },
      "workflows[1].document: no workflow of type TEST has a step with the action CollectImageScanFindings, so tests.scan",
    ],
    [
      "a scan that is collected",
      { workflows: [build, own("TEST", [launch, scan, execute])], tests: { scan: {} } },
    ],
    [
      "components without an instance",
      { workflows: [build, own("TEST", [step("Execute", "ExecuteComponents", { instanceId: "i-0" })])] },
      "workflows[1].document: has no step with the action LaunchInstance",
    ],
    [
      "a distribution that is not carried out",
      {
        workflows: [build, test, own("DISTRIBUTION", [step("Wait", "WaitForAction")])],
        distribution: { regions: { [region]: { share: { accounts: [account] } } }, launchTemplates: [{}] },
      },
      "workflows[2].document: has no step with the action DistributeImage, so 'distribution' has no effect",
      "workflows[2].document: has no step with the action ModifyImageAttributes, which carries out the distribution's share",
      "workflows[2].document: has no step with the action ApplyImageConfigurations, which carries out the distribution's launchTemplates",
    ],
    [
      "a distribution that is",
      {
        workflows: [build, test, own("DISTRIBUTION", [step("Copy", "DistributeImage")])],
        distribution: { regions: { [region]: {} } },
      },
    ],
    [
      "a function that only the build knows",
      {
        workflows: [
          build,
          test,
          gate({
            "lambdaFunctionName.$": "$.stepOutputs.Gate.reason",
            snsTopicArn: `arn:aws:sns:${region}:${account}:images`,
          }),
        ],
      },
      "workflows[2].document: only the build knows the name or the ARN of a Lambda function of step 1 (WaitForAction), so the execution role may not use it (lambda:InvokeFunction): give 'executionPolicyArns'",
    ],
    [
      "a state machine that only the build knows",
      {
        workflows: [
          build,
          test,
          own("TEST", [
            step("Run", "ExecuteStateMachine", { "stateMachineArn.$": "$.workflowOutputs.Machine" }),
          ]),
        ],
      },
      "workflows[2].document: only the build knows the ARN of a state machine of step 1 (ExecuteStateMachine), so the execution role may not use it (states:StartExecution, states:DescribeExecution): give",
    ],
    [
      "the same with policies",
      {
        executionPolicyArns: [],
        workflows: [build, test, gate({ "lambdaFunctionName.$": "$.workflowOutputs.Function" })],
      },
    ],
    [
      "the same with a role",
      {
        executionRoleArn: "arn:aws:iam::111122223333:role/images",
        workflows: [build, test, gate({ "lambdaFunctionName.$": "$.workflowOutputs.Function" })],
      },
    ],
    [
      "a document that is known later",
      { workflows: [build, test, { type: "TEST", document: later }] },
      "workflows[2].document: can't be read when the execution role is made",
    ],
    [
      "a workflow of one's own that exists",
      {
        workflows: [
          { ...build, arn: String(build.arn).replace(":aws:workflow", `:${account}:workflow`) },
          test,
        ],
      },
      "workflows[0].arn: can't be read when the execution role is made",
    ],
  ];
  for (const [says, args, ...expected] of cases) {
    it(`${expected.length === 0 ? "are not given for" : "are given for"} ${says}`, () => {
      const found = warningsFor(args).map(describeProblem);
      expect(found.map((line, index) => line.slice(0, expected[index]?.length))).to.deep.equal(expected);
    });
  }

  it("cover every rule", () => {
    const broken = new Set(cases.flatMap(([, args]) => warningsFor(args).map(({ rule }) => rule)));
    expect(workflowWarningRules.map(({ name }) => name).filter((name) => !broken.has(name))).to.deep.equal(
      [],
    );
  });
});

/** What the execution role may do by policies of ours: the actions, and their resources. */
async function mayDo(args: Fields): Promise<Record<string, unknown>> {
  const children = goldenImageChildren("web", argsOf(args), { region }).filter(({ key }) =>
    /^execution-(steps|source)$/.test(key),
  );
  const statements = await Promise.all(
    children.map(async ({ args: { policy } }) => {
      const text = await resolved(policy, (ref) => ref, answersTo(children, account));
      return (JSON.parse(String(text)) as { Statement: { Action: string[]; Resource: string[] }[] })
        .Statement;
    }),
  );
  return Object.fromEntries(statements.flat().map(({ Action, Resource }) => [Action.join(), Resource]));
}

const steps = (...list: Fields[]): Fields => ({ workflows: [build, own("TEST", list)] });
const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
const topic = arn("sns", "images");

describe("the execution role of own workflows", () => {
  const cases: [says: string, args: Fields, may: Record<string, readonly string[]>][] = [
    ["nothing more with Image Builder's own", { workflows: [build, test] }, {}],
    [
      "call a function by its name",
      steps(step("Gate", "WaitForAction", { lambdaFunctionName: "approve-image" })),
      { "lambda:InvokeFunction": [arn("lambda", "function:approve-image")] },
    ],
    [
      "call functions by ARN, account and version, each once",
      steps(
        ...[
          "approve:live",
          "222233334444:function:approve",
          arn("lambda", "function:x:$LATEST"),
          "approve:live",
        ].map((lambdaFunctionName, index) => step(`Gate${index}`, "WaitForAction", { lambdaFunctionName })),
      ),
      {
        "lambda:InvokeFunction": [
          arn("lambda", "function:approve:live"),
          `arn:aws:lambda:${region}:222233334444:function:approve`,
          arn("lambda", "function:x:$LATEST"),
        ],
      },
    ],
    [
      "tell a topic",
      steps(step("Gate", "WaitForAction", { snsTopicArn: topic, payload: "{}" })),
      { "sns:Publish": [topic] },
    ],
    [
      "start a state machine, and follow it",
      steps(step("Run", "ExecuteStateMachine", { stateMachineArn: arn("states", "stateMachine:certify") })),
      {
        "states:StartExecution": [arn("states", "stateMachine:certify")],
        "states:DescribeExecution": [arn("states", "execution:certify:*")],
      },
    ],
    [
      "start a version of one",
      steps(step("Run", "ExecuteStateMachine", { stateMachineArn: arn("states", "stateMachine:certify:7") })),
      {
        "states:StartExecution": [arn("states", "stateMachine:certify:7")],
        "states:DescribeExecution": [arn("states", "execution:certify:*")],
      },
    ],
    [
      "run command documents other than AWS's scripts",
      steps(
        ...["AWS-RunShellScript", "harden", "AWS-ApplyAnsiblePlaybooks", arn("ssm", "document/shared")].map(
          (documentName, index) => step(`Run${index}`, "RunCommand", { documentName, ...onInstance }),
        ),
      ),
      {
        "ssm:SendCommand": [
          arn("ssm", "document/harden"),
          `arn:aws:ssm:${region}::document/AWS-ApplyAnsiblePlaybooks`,
          arn("ssm", "document/shared"),
        ],
      },
    ],
    [
      "register a snapshot",
      {
        workflows: [
          own(
            "BUILD",
            [
              step("Make", "RegisterImage", {
                blockDeviceMapping: [{ Ebs: { SnapshotId: "snap-0123456789abcdef0" } }],
              }),
            ],
            outputs,
          ),
          test,
        ],
      },
      { "ec2:RegisterImage": [`arn:aws:ec2:${region}::snapshot/snap-0123456789abcdef0`] },
    ],
    [
      "write parameters that a distribution workflow names",
      {
        workflows: [
          build,
          test,
          own("DISTRIBUTION", [
            step("Copy", "DistributeImage"),
            step("Apply", "ApplyImageConfigurations", {
              "distributedImages.$": "$.stepOutputs.Copy.distributedImages",
              configurations: [
                { region: "us-east-1", ssmParameterConfigurations: { parameterName: "/team/web" } },
                { region, ssmParameterConfigurations: [{ parameterName: "/imagebuilder/web" }] },
              ],
            }),
          ]),
        ],
      },
      { "ssm:PutParameter": [`arn:aws:ssm:us-east-1:${account}:parameter/team/web`] },
    ],
    [
      "what parameters name",
      {
        workflows: [
          build,
          {
            ...gate(
              {
                "snsTopicArn.$": "$.parameters.Topic",
                lambdaFunctionName: "approve-{{ $.parameters.Stage }}",
              },
              {
                parameters: [
                  { name: "Topic", type: "string" },
                  { name: "Stage", type: "string", default: "live" },
                ],
              },
            ),
            parameters: { Topic: topic },
          },
        ],
      },
      { "lambda:InvokeFunction": [arn("lambda", "function:approve-live")], "sns:Publish": [topic] },
    ],
    [
      "what parameters and inputs will name",
      {
        workflows: [
          build,
          {
            ...gate(
              { "snsTopicArn.$": "$.parameters.Topic", lambdaFunctionName: pulumi.output("approve") },
              { parameters: [{ name: "Topic", type: "string" }] },
            ),
            parameters: { Topic: pulumi.output(topic) },
          },
        ],
      },
      { "lambda:InvokeFunction": [arn("lambda", "function:approve")], "sns:Publish": [topic] },
    ],
    [
      "read the parameter that it starts from",
      { source: { ssmParameter: "/team/base:3" } },
      { "ssm:GetParameter": [arn("ssm", "parameter/team/base")] },
    ],
    [
      "read one that is given by its ARN, or known later",
      { source: { ssmParameter: pulumi.output(`arn:aws:ssm:${region}:222233334444:parameter/base`) } },
      { "ssm:GetParameter": [`arn:aws:ssm:${region}:222233334444:parameter/base`] },
    ],
    [
      "read that of a container's instance",
      {
        source: { containerImage: "alpine" },
        container: { instanceImage: "ssm:/team/base" },
      },
      { "ssm:GetParameter": [arn("ssm", "parameter/team/base")] },
    ],
    ["not read what everybody may", { source: { ssmParameter: "/aws/service/base" } }, {}],
    [
      "nothing by policies where there is a role",
      { executionRoleArn: "arn:aws:iam::111122223333:role/images", source: { ssmParameter: "/team/base" } },
      {},
    ],
  ];
  for (const [says, args, may] of cases) {
    it(`may ${says}`, async () => expect(await mayDo(args)).to.deep.equal(may));
  }

  it("may not do what a text that turns out to be none would name", async () => {
    const args = steps(step("Gate", "WaitForAction", { lambdaFunctionName: pulumi.output("*") }));
    const error = await mayDo(args).then(
      () => undefined,
      (reason: Error) => reason.message,
    );
    expect(error).to.equal("workflows[1]: must name the name or the ARN of a Lambda function");
  });

  it("is created with the policies that are given", () => {
    const policy = "arn:aws:iam::111122223333:policy/extra";
    const children = goldenImageChildren("web", argsOf({ executionPolicyArns: [policy] }), { region });
    expect(children.map(({ key }) => key)).to.include.members([
      "execution-role",
      `execution-policy-${policy}`,
    ]);
    const attached = children.find(({ key }) => key === `execution-policy-${policy}`);
    expect(attached?.args.policyArn).to.equal(policy);
  });
});
