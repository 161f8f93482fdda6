// Arbitrary documents of components and workflows that Image Builder takes, as users hand them over.

import fc from "fast-check";
import { stringify } from "yaml";
import { Asset } from "../../provider/src/protocol/values";
import { some, text, whole, type Record } from "./values";

const commands = fc.array(fc.oneof(fc.constantFrom("true", "echo hello"), text), {
  minLength: 1,
  maxLength: 3,
});

const stepOf = (windows: boolean) => (index: number) =>
  fc.oneof(
    some(
      {
        action: fc.constant(windows ? "ExecutePowerShell" : "ExecuteBash"),
        inputs: whole({
          commands: commands.filter((lines) => !lines.some((line) => line.includes("{{"))),
        }),
        onFailure: fc.constantFrom("Abort", "Continue", "Ignore"),
        timeoutSeconds: fc.constantFrom(-1, 60, 7200),
        maxAttempts: fc.integer({ min: 1, max: 5 }),
        disableLogging: fc.boolean(),
      },
      ["action", "inputs"],
    ).map((step) => ({ name: `Step${index}`, ...step })),
    whole({
      name: fc.constant(`Step${index}`),
      action: fc.constant("Reboot"),
      inputs: fc.constant({ delaySeconds: 60 }),
    }),
    whole({
      name: fc.constant(`Step${index}`),
      action: fc.constant("CreateFile"),
      inputs: fc
        .record({ path: fc.constant(windows ? "C:\\motd" : "/etc/motd"), content: fc.constant("hello") })
        .map((file) => [file]),
    }),
  );

const steps = (windows: boolean): fc.Arbitrary<Record[]> =>
  fc
    .integer({ min: 1, max: 3 })
    .chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_, index) => stepOf(windows)(index))),
    ) as never;

/** A component document with the values that its parameters need. */
export function componentDocument(
  windows: boolean,
  test: boolean,
  long: boolean,
): fc.Arbitrary<{ document: unknown; parameters?: Record }> {
  const phases = fc
    .subarray(
      test ? ["test", "container-host-test"] : ["build", "validate", "test", "container-host-test", "own"],
      {
        minLength: 1,
      },
    )
    .filter((names) => names.some((each) => each !== "own"))
    .chain((names) =>
      fc.tuple(...names.map((name) => whole({ name: fc.constant(name), steps: steps(windows) }))),
    );
  return fc
    .record({
      phases,
      description: fc.option(fc.constant("what it does"), { nil: undefined }),
      parameter: fc.constantFrom("none", "default", "given"),
      form: fc.constantFrom("object", "text", "json", "asset"),
      padding: long ? fc.integer({ min: 0, max: 30_000 }) : fc.constant(0),
    })
    .map(({ phases: all, description, parameter, form, padding }) => {
      const parameters =
        parameter === "none"
          ? undefined
          : [
              {
                Port: {
                  type: "string",
                  allowedValues: ["80", "443"],
                  ...(parameter === "default" && { default: "80" }),
                },
              },
            ];
      const document = {
        name: "made-up",
        ...(description !== undefined && { description }),
        schemaVersion: 1.0,
        ...(parameters !== undefined && { parameters }),
        phases: all,
      };
      const comment = padding > 0 ? `# ${"x".repeat(padding)}\n` : "";
      const values = parameter === "given" ? { parameters: { Port: "443" } } : {};
      return { document: formed(document, padding > 0 ? "text" : form, comment), ...values };
    });
}

function formed(document: object, form: string, comment = ""): unknown {
  const yaml = comment + stringify(document);
  if (form === "object") return document;
  if (form === "json") return JSON.stringify(document);
  return form === "asset" ? new Asset("text", yaml, {}) : yaml;
}

/** A workflow document of a stage, with the values that its parameters need. */
export function workflowDocument(
  type: string,
  region: string,
): fc.Arbitrary<{ document: unknown; parameters?: Record }> {
  return fc
    .record({
      form: fc.constantFrom("object", "text", "asset"),
      given: fc.boolean(),
      typed: fc.boolean(),
      waits: fc.constantFrom<object | undefined>(
        undefined,
        {},
        { lambdaFunctionName: "approve" },
        { lambdaFunctionName: `arn:aws:lambda:${region}:111122223333:function:approve:live` },
        { snsTopicArn: `arn:aws:sns:${region}:111122223333:images`, payload: "{}" },
        { "lambdaFunctionName.$": "$.workflowOutputs.Function" },
      ),
    })
    .map(({ form, given, typed, waits }) => {
      const document = {
        name: "made-up",
        schemaVersion: 1.0,
        ...(given && { parameters: [typed ? { name: "waitFor", type: "string" } : { name: "waitFor" }] }),
        steps: [
          ...(waits ? [{ name: "Ask", action: "WaitForAction", inputs: waits }] : []),
          ...workflowSteps(type, given),
        ],
        ...(type === "BUILD" && { outputs: [{ name: "ImageId", value: "$.stepOutputs.Make.imageId" }] }),
      };
      return { document: formed(document, form), ...(given && { parameters: { waitFor: "ssmAgent" } }) };
    });
}

function workflowSteps(type: string, given: boolean): object[] {
  if (type === "DISTRIBUTION") return [{ name: "Distribute", action: "DistributeImage" }];
  const instanceId = { "instanceId.$": "$.stepOutputs.Launch.instanceId" };
  return [
    {
      name: "Launch",
      action: "LaunchInstance",
      inputs: given ? { "waitFor.$": "$.parameters.waitFor" } : { waitFor: "ssmAgent" },
    },
    { name: "Apply", action: "ExecuteComponents", onFailure: "Abort", inputs: instanceId },
    ...(type === "BUILD" ? [{ name: "Make", action: "CreateImage", inputs: instanceId }] : []),
    { name: "End", action: "TerminateInstance", inputs: instanceId },
  ];
}
