import {
  DeleteWorkflowCommand,
  GetWorkflowCommand,
  ListWaitingWorkflowStepsCommand,
  ListWorkflowBuildVersionsCommand,
  ListWorkflowsCommand,
  SendWorkflowStepActionCommand,
  type WorkflowConfiguration,
  type WorkflowType,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import {
  account,
  build,
  createPipeline,
  createWorkflow,
  ended,
  record,
  refusal,
  region,
  start,
  useEmulator,
  workflowsOf,
} from "./fixtures";

const shell = (...commands: readonly string[]) => ({
  documentName: "AWS-RunShellScript",
  parameters: { commands },
});

describe("The Image Builder emulator's workflows", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  const managed = (type: string, name: string) => ({
    workflowArn: `arn:aws:imagebuilder:${region}:aws:workflow/${type}/${name}/x.x.x`,
  });
  const buildImage = managed("build", "build-image");
  const buildWith = (workflows: WorkflowConfiguration[]) =>
    build(client, { pipeline: { executionRole: "executor", workflows } });

  it("can be created, read, listed and deleted", async () => {
    const steps = [["Wait", "WaitForSSMAgent"]] as const;
    const parameters = [{ name: "size", type: "integer", default: 3 }];
    const first = await createWorkflow(client, "TEST", steps, { parameters });
    expect(first).to.match(/:workflow\/test\/own-test\/1\.0\.0\/1$/);
    expect(await refusal(createWorkflow(client, "TEST", steps, { parameters }))).to.include({
      name: "ResourceAlreadyExistsException",
    });
    const second = await createWorkflow(client, "TEST", [["Other", "WaitForSSMAgent"]]);
    const get = new GetWorkflowCommand({ workflowBuildVersionArn: first });
    const { workflow, latestVersionReferences } = await client.send(get);
    expect(workflow?.parameters).to.deep.equal([{ name: "size", type: "integer", defaultValue: ["3"] }]);
    expect(latestVersionReferences?.latestMajorVersionArn).to.match(/workflow\/test\/own-test\/1\.x\.x$/);

    const workflowVersionArn = first.replace(/\/1$/, "");
    const { workflowVersionList } = await client.send(new ListWorkflowsCommand({ owner: "Self" }));
    expect(workflowVersionList?.map(({ arn, type }) => [arn, type])).to.deep.equal([
      [workflowVersionArn, "TEST"],
    ]);
    const builds = await client.send(new ListWorkflowBuildVersionsCommand({ workflowVersionArn }));
    expect(builds.workflowSummaryList?.map(({ arn }) => arn)).to.deep.equal([second, first]);
    const amazons = await client.send(new ListWorkflowsCommand({ owner: "Amazon" }));
    expect(amazons.workflowVersionList?.map(({ name }) => name)).to.include.members([
      "build-image",
      "test-container",
    ]);

    await client.send(new DeleteWorkflowCommand({ workflowBuildVersionArn: first }));
    expect(await refusal(client.send(get))).to.include({ name: "ResourceNotFoundException" });
  });

  it("can't be deleted while a pipeline uses them", async () => {
    const workflowArn = await createWorkflow(client, "BUILD", [["Launch", "LaunchInstance"]]);
    await createPipeline(client, { pipeline: { executionRole: "executor", workflows: [{ workflowArn }] } });
    const remove = client.send(new DeleteWorkflowCommand({ workflowBuildVersionArn: workflowArn }));
    expect(await refusal(remove)).to.include({ name: "ResourceDependencyException" });
  });

  const step = (fields: object) => JSON.stringify({ schemaVersion: 1, steps: [fields] });
  const documents: Readonly<Record<string, readonly [data: string, type: WorkflowType, message: string]>> = {
    "a document that is not YAML": ["a: [", "BUILD", "not YAML"],
    "a document without a schema version": ["steps: []", "BUILD", "schemaVersion 1.0"],
    "a document without steps": ["schemaVersion: 1.0", "BUILD", "1 to 15 steps"],
    "an unknown action": [step({ name: "a", action: "Launch" }), "BUILD", "Launch is not supported"],
    "an action of another type": [
      step({ name: "a", action: "DistributeImage" }),
      "TEST",
      "DistributeImage is not for workflows of type TEST",
    ],
    "a step without a name": [step({ action: "LaunchInstance" }), "TEST", "a name and an action"],
    "a step that fails in its own way": [
      step({ name: "a", action: "LaunchInstance", onFailure: "Retry" }),
      "TEST",
      "Abort or Continue",
    ],
    "a step twice": [
      JSON.stringify({ schemaVersion: 1, steps: Array(2).fill({ name: "a", action: "LaunchInstance" }) }),
      "TEST",
      "more than one step 'a'",
    ],
    "a parameter of no type": [
      JSON.stringify({ schemaVersion: 1, parameters: [{ name: "p", type: "map" }], steps: [] }),
      "TEST",
      "a type among",
    ],
  };
  for (const [what, [data, type, message]] of Object.entries(documents)) {
    it(`refuse ${what}`, async () => {
      const error = await refusal(createWorkflow(client, type, [], { data }));
      expect(error.name).to.equal("InvalidParameterValueException");
      expect(error.message).to.contain(message);
    });
  }

  it("replace the default ones, with conditions, parameters and outputs", async () => {
    const test = await createWorkflow(
      client,
      "TEST",
      [
        ["Launch", "LaunchInstance", { waitFor: "ssmAgent" }],
        ["Say", "RunCommand", { "instanceId.$": "$.stepOutputs.Launch.instanceId", ...shell("echo hello") }],
        ["Never", "RunCommand", shell("exit 1"), { if: { stringEquals: "yes", value: "$.parameters.fail" } }],
        ["End", "TerminateInstance", { "instanceId.$": "$.stepOutputs.Launch.instanceId" }],
      ],
      { parameters: [{ name: "fail", type: "string", default: "yes" }] },
    );
    const { image } = await buildWith([
      buildImage,
      { workflowArn: test, parameters: [{ name: "fail", value: ["no"] }] },
    ]);
    expect(image.state?.status).to.equal("AVAILABLE");
    const [, tested, distributed] = await workflowsOf(client, image.arn);
    expect(distributed).to.include({ type: "DISTRIBUTION", status: "COMPLETED" });
    expect(tested?.workflowBuildVersionArn).to.equal(test);
    expect(tested?.steps.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
      "Launch COMPLETED",
      "Say COMPLETED",
      "Never SKIPPED",
      "End COMPLETED",
    ]);
    const [launch, say] = (tested?.steps ?? []).map(({ inputs, outputs }) => ({
      inputs: JSON.parse(inputs ?? "{}") as { instanceId?: string },
      outputs: JSON.parse(outputs ?? "{}") as { instanceId?: string; output?: string },
    }));
    expect(say?.inputs.instanceId).to.equal(launch?.outputs.instanceId).and.not.equal(undefined);
    expect(say?.outputs.output).to.equal("hello");
  });

  it("fail the image unless onFailure says to continue", async () => {
    const failing = await createWorkflow(client, "TEST", [
      ["Check", "RunCommand", shell("echo closed", "exit 4")],
    ]);
    const { image } = await buildWith([buildImage, { workflowArn: failing }]);
    expect(image.state?.reason).to.contain("AWS-RunShellScript exited with code 4: closed");

    sandbox.reset();
    const again = await createWorkflow(client, "TEST", [["Check", "RunCommand", shell("exit 4")]]);
    const going = await buildWith([buildImage, { workflowArn: again, onFailure: "CONTINUE" }]);
    expect(going.image.state?.status).to.equal("AVAILABLE");
    const workflows = await workflowsOf(client, going.image.arn);
    expect(workflows.map(({ status }) => status)).to.deep.equal(["COMPLETED", "FAILED", "COMPLETED"]);
  });

  it("continue after a step whose failure is ignored", async () => {
    const steps = [
      ["Check", "RunCommand", shell("exit 4"), { onFailure: "Continue" }],
      ["Then", "RunCommand", shell("echo then")],
    ] as const;
    const workflowArn = await createWorkflow(client, "TEST", steps);
    const { image } = await buildWith([buildImage, { workflowArn }]);
    expect(image.state?.status).to.equal("AVAILABLE");
    const [, tested] = await workflowsOf(client, image.arn);
    expect(tested?.steps.map(({ status }) => status)).to.deep.equal(["FAILED", "COMPLETED"]);
  });

  for (const [action, status] of [
    ["RESUME", "AVAILABLE"],
    ["STOP", "FAILED"],
  ] as const) {
    it(`wait for the action ${action}`, async () => {
      const workflowArn = await createWorkflow(client, "TEST", [["Approve", "WaitForAction"]]);
      const pipeline = { executionRole: "executor", workflows: [buildImage, { workflowArn }] };
      const arn = await start(client, await createPipeline(client, { pipeline }));
      const waiting = async () => (await client.send(new ListWaitingWorkflowStepsCommand({}))).steps ?? [];
      while ((await waiting()).length === 0) {
        await sleep(5);
      }
      const [step] = await waiting();
      expect(step).to.include({ name: "Approve", action: "WaitForAction", imageBuildVersionArn: arn });
      await client.send(
        new SendWorkflowStepActionCommand({
          stepExecutionId: step?.stepExecutionId,
          imageBuildVersionArn: arn,
          action,
          reason: "it is late",
        }),
      );
      const { image } = await ended(client, arn);
      expect(image.state?.status).to.equal(status);
      expect(await waiting()).to.be.empty;
    });
  }

  it("build no AMI without an output that names it", async () => {
    const data = JSON.stringify({ schemaVersion: 1, steps: [{ name: "Make", action: "CreateImage" }] });
    const workflowArn = await createWorkflow(client, "BUILD", [], { data });
    const error = await refusal(buildWith([{ workflowArn }]));
    expect(error.message).to.equal("Build workflow must have output named ImageId to build AMI.");
  });

  it("can be at most ten, with one BUILD workflow", async () => {
    const test = managed("test", "test-image");
    const tooMany = [
      [buildImage, buildImage],
      [buildImage, ...Array.from({ length: 10 }, () => test)],
    ];
    for (const workflows of tooMany) {
      expect((await refusal(buildWith(workflows))).message).to.contain("ten in all");
      sandbox.reset();
    }
  });

  describe("with the account's roles known", () => {
    const allow = (Action: string | string[], Resource: string | string[]) => ({
      Effect: "Allow",
      Action,
      Resource,
    });
    const hasRole = async (...statements: object[]) => {
      const trust = {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "imagebuilder.amazonaws.com" },
      };
      await record(sandbox.url, "aws:iam/role:Role", "executor", {
        assumeRolePolicy: JSON.stringify({ Statement: [trust] }),
      });
      await record(sandbox.url, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "managed", {
        role: "executor",
        policyArn: "arn:aws:iam::aws:policy/EC2ImageBuilderExecutionPolicy",
      });
      if (statements.length === 0) return;
      await record(sandbox.url, "aws:iam/rolePolicy:RolePolicy", "own", {
        role: "executor",
        policy: JSON.stringify({ Statement: statements }),
      });
    };
    const runs = async (action: string, inputs: object) => {
      const workflowArn = await createWorkflow(client, "TEST", [["Act", action, inputs]]);
      const { image } = await buildWith([buildImage, { workflowArn }]);
      return image.state;
    };
    const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
    const machine = arn("states", "stateMachine:certify");
    const cases: [says: string, action: string, inputs: object, missing: string, ...statements: object[]][] =
      [
        [
          "start state machines",
          "ExecuteStateMachine",
          { stateMachineArn: machine },
          `states:StartExecution on resource: ${machine}`,
          allow("states:StartExecution", machine),
          allow("states:DescribeExecution", arn("states", "execution:certify:*")),
        ],
        [
          "run documents",
          "RunCommand",
          { documentName: "harden", parameters: { commands: ["true"] } },
          `ssm:SendCommand on resource: ${arn("ssm", "document/harden")}`,
          allow("ssm:SendCommand", arn("ssm", "document/harden")),
        ],
      ];
    for (const [says, action, inputs, missing, ...statements] of cases) {
      it(`${says} that the execution role may`, async () => {
        await hasRole();
        const refused = await runs(action, inputs);
        expect(refused?.reason).to.contain(`not authorized to perform: ${missing}`);

        sandbox.reset();
        await hasRole(...statements);
        expect((await runs(action, inputs))?.status).to.equal("AVAILABLE");
      });
    }

    it("wait for no function that it may not call", async () => {
      await hasRole(allow("lambda:InvokeFunction", arn("lambda", "function:another")));
      const refused = await runs("WaitForAction", { lambdaFunctionName: "approve" });
      expect(refused?.reason).to.contain(
        `lambda:InvokeFunction on resource: ${arn("lambda", "function:approve")}`,
      );
    });

    it("start from no parameter that it may not read", async () => {
      const start = () =>
        build(client, { recipe: { parentImage: "ssm:/team/base" }, pipeline: { executionRole: "executor" } });
      await record(sandbox.url, "aws:ssm/parameter:Parameter", "/team/base", {
        value: "ami-0123456789abcdef0",
      });
      await hasRole();
      const resource = arn("ssm", "parameter/team/base");
      expect((await start()).image.state?.reason).to.contain(`ssm:GetParameter on resource: ${resource}`);

      sandbox.reset();
      await record(sandbox.url, "aws:ssm/parameter:Parameter", "/team/base", {
        value: "ami-0123456789abcdef0",
      });
      await hasRole(allow("ssm:GetParameter", resource));
      expect((await start()).image.state?.status).to.equal("AVAILABLE");
    });
  });

  it("require their parameters", async () => {
    const parameters = [{ name: "size", type: "string" }];
    const workflowArn = await createWorkflow(client, "BUILD", [["Launch", "LaunchInstance"]], { parameters });
    const create = (given: WorkflowConfiguration["parameters"]) =>
      createPipeline(client, {
        recipe: { semanticVersion: "1.0.x" },
        infrastructure: { name: `infrastructure-${given?.[0]?.name}` },
        pipeline: { executionRole: "executor", workflows: [{ workflowArn, parameters: given }] },
      });
    expect((await refusal(create(undefined))).message).to.contain("must be given: size");
    expect((await refusal(create([{ name: "colour", value: ["red"] }]))).message).to.contain(
      "does not define these parameters: colour",
    );
  });
});
