// Workflows, schedules, what becomes of old images, and who is told of new ones.

import { Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { container, full, key, others, small, testWorkflow, workflowDocument } from "./bases";
import { refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const { newest = {}, rate = {} } = others;
const otherRegion = "=must be in 'eu-west-1', the region where it is used";
const buildArn = "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x";
const builds = { type: "BUILD", arn: buildArn };
/** Workflows of which one builds, as one of them must. */
const workflows = (...list: Values[]): Values => ({
  workflows: list.some(({ type }) => type === "BUILD") ? list : [...list, builds],
});
const without =
  "workflows: has none of type BUILD, so nothing would be built, and the image would be its own parent: add one";
const step = (action: string, inputs: Values, more: Values = {}): Values => ({
  type: "TEST",
  document: { schemaVersion: 1.0, steps: [{ name: "Act", action, inputs }], ...more },
});
const makesImage = (...outputs: Values[]): Values => ({
  schemaVersion: 1.0,
  steps: [
    { name: "Launch", action: "LaunchInstance", inputs: { waitFor: "ssmAgent" } },
    {
      name: "Make",
      action: "CreateImage",
      inputs: { "instanceId.$": "$.stepOutputs.Launch.instanceId" },
    },
  ],
  ...(outputs.length > 0 && { outputs }),
});
const imageId = "needs an output named ImageId: the ID of the AMI that it makes";
const oneWay = "'arn', 'document', 'documentFile'";

const own: Refusal[] = [
  refused(
    "a workflow given in no way",
    small,
    workflows({ type: "TEST" }),
    `workflows[0]: needs exactly one of ${oneWay}`,
  ),
  refused(
    "a workflow given in two ways",
    small,
    workflows({ ...testWorkflow, documentFile: "tests/unit/refusals/files/workflow.yaml" }),
    `workflows[0]: has 'document' and 'documentFile': set exactly one of ${oneWay}`,
  ),
  refused(
    "a workflow with an action that is none",
    small,
    workflows({
      type: "TEST",
      document: { name: "own", schemaVersion: 1.0, steps: [{ name: "Start", action: "LunchInstance" }] },
    }),
    "workflows[0].document.steps[0].action: ",
  ),
  refused(
    "a workflow in no file",
    small,
    workflows({ type: "TEST", documentFile: "no/such/file.yaml" }),
    "workflows[0].documentFile: there is no such file",
  ),
  refused(
    "a workflow that is too long",
    small,
    workflows({ type: "TEST", document: { ...workflowDocument("TEST"), description: "#".repeat(16_000) } }),
    "workflows[0].document: is 16",
  ),
  refused(
    "failure handling of a build",
    small,
    workflows(
      { type: "BUILD", arn: buildArn, onFailure: "CONTINUE", parallelGroup: "all-of-them" },
      testWorkflow,
    ),
    "workflows[0].onFailure: is only for workflows of type TEST: leave it out",
    "workflows[0].parallelGroup: is only for workflows of type TEST: leave it out",
  ),
  refused(
    "a test that builds",
    small,
    workflows({ type: "TEST", arn: buildArn }),
    "workflows[0].type: must be BUILD, the type of that workflow",
  ),
  spoiled(full, "workflows[1].arn", buildArn.replace("eu-west-1", "us-east-1"), otherRegion),
  refused(
    "two build workflows",
    small,
    workflows(
      { type: "BUILD", arn: buildArn },
      { type: "BUILD", arn: buildArn.replace("build-image", "own") },
      testWorkflow,
    ),
    "workflows[1]: is one too many: a pipeline takes one of type BUILD",
  ),
  refused(
    "eleven workflows",
    small,
    workflows(...Array.from({ length: 10 }, () => testWorkflow)),
    "workflows[10]: is one too many: a pipeline takes 10 workflows",
  ),
  refused(
    "two distribution workflows",
    small,
    workflows(
      ...["distribute-image", "own"].map((name) => ({
        type: "DISTRIBUTION",
        arn: `arn:aws:imagebuilder:eu-west-1:aws:workflow/distribution/${name}/x.x.x`,
      })),
      testWorkflow,
    ),
    "workflows[1]: is one too many: a pipeline takes one of type DISTRIBUTION",
  ),
  refused(
    "a workflow with a name in capitals",
    small,
    workflows({ ...testWorkflow, name: "Own Test" }),
    "workflows[0].name: must be lower-case letters, digits and single hyphens",
  ),
  refused(
    "two workflows of one name",
    small,
    workflows({ ...testWorkflow, name: "own" }, { ...testWorkflow, name: "own" }),
    "workflows[1].name: is the same as the name of workflows[0]: choose another",
  ),
  refused(
    "a test alone",
    small,
    { workflows: [testWorkflow] },
    `${without}, such as Image Builder's own, ${buildArn}`,
  ),
  refused("a test alone for a container", container, { workflows: [testWorkflow] }, without),
  refused(
    "a test of which the ARN is not known",
    small,
    { workflows: [{ type: "TEST", arn: new Lifted(undefined, false, false) }] },
    without,
  ),
  refused(
    "distribution alone",
    { ...small, tests: { enabled: false } },
    {
      workflows: [
        {
          type: "DISTRIBUTION",
          arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/distribution/distribute-image/x.x.x",
        },
      ],
    },
    without,
  ),
  refused(
    "a build that doesn't say which AMI it makes",
    small,
    workflows({ type: "BUILD", document: makesImage() }, testWorkflow),
    `workflows[0].document: ${imageId}`,
  ),
  refused(
    "a build that says so by another name, as text",
    small,
    workflows(
      {
        type: "BUILD",
        document: JSON.stringify(makesImage({ name: "imageId", value: "$.stepOutputs.Make.imageId" })),
      },
      testWorkflow,
    ),
    `workflows[0].document: ${imageId}`,
  ),
  ...(
    [
      ["WaitForAction", "lambdaFunctionName", "*", "the name or the ARN of a Lambda function"],
      ["WaitForAction", "lambdaFunctionName", "approve?", "the name or the ARN of a Lambda function"],
      ["WaitForAction", "snsTopicArn", "images", "the ARN of an SNS topic"],
      ["WaitForAction", "snsTopicArn", "arn:aws:sns:eu-west-1:111122223333:*", "the ARN of an SNS topic"],
      ["ExecuteStateMachine", "stateMachineArn", "certify", "the ARN of a state machine"],
      [
        "ExecuteStateMachine",
        "stateMachineArn",
        "arn:aws:states:eu-west-1:111122223333:stateMachine:*",
        "the ARN of a state machine",
      ],
    ] as const
  ).map(([action, input, value, form]) =>
    refused(
      `${value} as the ${input} of a step`,
      small,
      workflows(step(action, { [input]: value })),
      `workflows[0].document.steps[0].inputs.${input}: must be ${form}`,
    ),
  ),
  refused(
    "a function that is none in text",
    small,
    workflows({
      type: "TEST",
      document: JSON.stringify(step("WaitForAction", { lambdaFunctionName: "a b" }).document),
    }),
    "workflows[0].document: step 1: lambdaFunctionName must be the name or the ARN of a Lambda function",
  ),
  refused(
    "a topic that is none, by a parameter",
    small,
    workflows({
      ...step(
        "WaitForAction",
        { "snsTopicArn.$": "$.parameters.Topic" },
        { parameters: [{ name: "Topic", type: "string" }] },
      ),
      parameters: { Topic: "images" },
    }),
    'workflows[0].parameters["Topic"]: must be the ARN of an SNS topic',
  ),
  refused(
    "policies for a role that is given",
    small,
    {
      executionRoleArn: "arn:aws:iam::111122223333:role/image-role",
      executionPolicyArns: ["arn:aws:iam::111122223333:policy/extra"],
    },
    "executionPolicyArns: can't be combined with 'executionRoleArn': attach them to that role",
  ),
  spoiled(small, "executionPolicyArns[0]", "Reader", "=must be the ARN of a policy"),
  spoiled(
    small,
    "executionPolicyArns",
    ["arn:aws:iam::aws:policy/a", "arn:aws:iam::aws:policy/a"],
    "executionPolicyArns[1]: is the same as executionPolicyArns[0]: leave one out",
  ),
];

const cron = (expression: string, ...problems: string[]): Refusal =>
  spoiled(small, "schedule.cron", expression, ...problems.map((problem) => `=${problem}`));
const impossible = (field: string, values: string): string => `${field} must be ${values}`;

const schedules: Refusal[] = [
  spoiled(small, "schedule", {}, "=needs 'cron', 'rate' or 'afterPipelineArn'"),
  spoiled(
    small,
    "schedule",
    { cron: "0 3 ? * SUN *", rate: "7 days" },
    "=has 'cron' and 'rate': set one of them",
  ),
  spoiled(
    small,
    "schedule",
    {
      afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base",
      timeZone: "Europe/Vienna",
      when: "always",
    },
    "schedule.timeZone: requires 'cron' or 'rate'",
    "schedule.when: requires 'cron' or 'rate'",
  ),
  spoiled(
    small,
    "schedule",
    {
      afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base",
      enabled: false,
      disableAfterFailures: 3,
    },
    "schedule.enabled: requires 'cron' or 'rate'",
    "schedule.disableAfterFailures: requires 'cron' or 'rate'",
  ),
  spoiled(full, "schedule.enabled", "yes", "=must be true or false"),
  spoiled(full, "schedule.disableAfterFailures", "3", "=must be a whole number, not a string"),
  spoiled(full, "schedule.disableAfterFailures", 0, "=must be at least 1"),
  spoiled(full, "schedule.disableAfterFailures", 11, "=must be at most 10"),
  cron(
    "0 3 * ?",
    "needs six fields: minutes, hours, day of month, month, day of week, year; for example 0 3 ? * SUN *",
  ),
  cron(
    "0 3 * * ?",
    "needs six fields: minutes, hours, day of month, month, day of week, year; this one of Unix would be 0 3 * * ? *",
  ),
  cron("rate(often)", "must be a number and a unit, such as '1 day' or '7 days'"),
  cron("", "needs six fields"),
  cron("60 3 ? * SUN *", impossible("minutes", "0 to 59")),
  cron("0 24 ? * SUN *", impossible("hours", "0 to 23")),
  cron("0 3 32 * ? *", impossible("day of month", "1 to 31")),
  cron("0 3 1 13 ? *", impossible("month", "1 to 12, or JAN to DEC")),
  cron("0 3 ? * SUNDAY *", impossible("day of week", "1 to 7, or SUN to SAT")),
  cron("0 3 ? * 0 *", impossible("day of week", "1 to 7, or SUN to SAT")),
  cron("0 3 ? * SUN 1969", impossible("year", "1970 to 2199")),
  cron("0/0 3 ? * SUN *", impossible("minutes", "0 to 59")),
  cron("0 3-25 ? * SUN *", impossible("hours", "0 to 23")),
  cron("0 3 1 * 1 *", "needs '?' as exactly one of day of month and day of week"),
  cron("0 3 ? * ? *", "needs '?' as exactly one of day of month and day of week"),
  cron("0 3 * * * *", "needs '?' as exactly one of day of month and day of week"),
  ...["7", "0 days", "7 weeks", "daily", "rate(8)"].map((text) =>
    spoiled(rate, "schedule.rate", text, "=must be a number and a unit, such as '1 day' or '7 days'"),
  ),
  spoiled(full, "schedule.timeZone", "Europe/Wien", "=is not an IANA time zone; did you mean "),
  spoiled(
    full,
    "schedule.timeZone",
    "europe/vienna",
    "=is not an IANA time zone; did you mean Europe/Vienna?",
  ),
  spoiled(
    full,
    "schedule.afterPipelineArn",
    "arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/base",
    otherRegion,
  ),
];

const chains: Refusal[] = [
  spoiled(
    { ...small, name: "web-server" },
    "schedule.afterPipelineArn",
    "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web-server",
    "=is this golden image's own pipeline, so that builds would never end",
  ),
  {
    ...spoiled(
      small,
      "schedule.afterPipelineArn",
      "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web",
      "=is this golden image's own pipeline, so that builds would never end",
    ),
    resourceName: "Web",
  },
  refused(
    "49 tags of a pipeline that follows",
    {
      ...small,
      tags: Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`key-${index}`, "0042"])),
    },
    {
      schedule: { afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base" },
    },
    "tags: has 49 tags, but at most 48 are allowed",
  ),
];

const forAmis = "is only for AMIs: container images can only be deleted";
const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, "0042"]));

const lifecycles: Refusal[] = [
  spoiled(small, "lifecycle", {}, "=needs at least one of 'deprecate', 'disable' and 'delete'"),
  refused(
    "a lifecycle of AMIs for containers",
    container,
    {
      lifecycle: {
        deprecate: { olderThan: 1, unit: "MONTHS" },
        disable: { olderThan: 2, unit: "MONTHS" },
        delete: { olderThan: 3, unit: "MONTHS" },
        excludeAmis: { isPublic: true },
      },
    },
    `lifecycle.deprecate: ${forAmis}`,
    `lifecycle.disable: ${forAmis}`,
    `lifecycle.excludeAmis: ${forAmis}`,
  ),
  spoiled(small, "lifecycle.delete", {}, "=needs exactly one of 'olderThan' and 'keepNewest'"),
  spoiled(
    small,
    "lifecycle.delete",
    { olderThan: 1, unit: "DAYS", keepNewest: 3 },
    "=needs exactly one of 'olderThan' and 'keepNewest'",
  ),
  spoiled(small, "lifecycle.delete", { olderThan: 1 }, "lifecycle.delete.unit: is required with 'olderThan'"),
  spoiled(newest, "lifecycle.delete.unit", "DAYS", "=requires 'olderThan'"),
  spoiled(newest, "lifecycle.delete.keepAtLeast", 3, "=requires 'olderThan'"),
  spoiled(full, "lifecycle.excludeAmis.regions", [], "=is empty: leave it out"),
  spoiled(full, "lifecycle.excludeAmis.sharedAccounts", [], "=is empty: leave it out"),
  spoiled(
    full,
    "lifecycle.excludeAmis.regions[0]",
    "us-esat-1",
    "=is not a region of AWS; did you mean us-east-1?",
  ),
  spoiled(full, "lifecycle.excludeTags", many, "=has 51 tags, but at most 50 are allowed"),
  spoiled(
    full,
    'lifecycle.excludeTags["aws:x"]',
    "always",
    "=has a key that begins with 'aws:', which only AWS may use",
  ),
  spoiled(full, 'lifecycle.excludeAmis.tags["keep"]', "y".repeat(257), "=must be at most 256 characters"),
];

const told: Refusal[] = [
  spoiled(full, "notify.topicArn", "my-images", "=must be the ARN of an SNS topic"),
  spoiled(
    full,
    "notify.topicArn",
    "arn:aws:sns:eu-west-1:111122223333:images.fifo",
    "=must be a standard topic, not a FIFO one",
  ),
  spoiled(full, "notify.topicArn", "arn:aws:sns:us-east-1:111122223333:images", otherRegion),
  spoiled(full, "notify.emails[0]", "nobody", "=must be an e-mail address"),
  spoiled(full, "notify.emails[0]", "Platform Team <team@example.com>", "=must be an e-mail address"),
  spoiled(
    full,
    "notify.emails",
    ["a@example.com", "a@example.com"],
    "notify.emails[1]: is the same as notify.emails[0]",
  ),
  spoiled(full, "notify.events", [], "=is empty: leave it out"),
  spoiled(full, "notify.events", ["failed", "failed"], "notify.events[1]: is the same as notify.events[0]"),
  ...["s3://my-documents", "Documents"].map((name) =>
    spoiled(full, "documentBucket.name", name, "=must be the name of a bucket: 3 to 63"),
  ),
  spoiled(full, "documentBucket.kmsKeyArn", "alias/documents", "=must be the full ARN of a KMS key"),
  spoiled(
    full,
    "documentBucket.kmsKeyArn",
    "arn:aws:kms:eu-west-1:111122223333:alias/documents",
    "=is an alias, which AWS answers with its key",
  ),
  spoiled(full, "documentBucket.kmsKeyArn", key.replace("eu-west-1", "us-east-1"), otherRegion),
];

export const runningRefusals: readonly Refusal[] = [...own, ...schedules, ...chains, ...lifecycles, ...told];
