// Workflows, schedules, what becomes of old images, and who is told of new ones.

import type { Values } from "../../../provider/src/protocol/values";
import { container, full, key, others, small, testWorkflow, workflowDocument } from "./bases";
import { refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const { newest = {}, rate = {} } = others;
const otherRegion = "=is in another region than 'eu-west-1', where it is used";
const wholeKey = "=must be the full ARN of a KMS key or alias";
const workflows = (...list: Values[]): Values => ({ workflows: list });
const buildArn = "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x";
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
    `workflows[0]: has 'document' and 'documentFile'; set exactly one of ${oneWay}`,
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
    "workflows[0].onFailure: is for workflows of type TEST",
    "workflows[0].parallelGroup: is for workflows of type TEST",
  ),
  refused(
    "a test that builds",
    small,
    workflows({ type: "TEST", arn: buildArn }),
    "workflows[0].type: must be BUILD, as that of the workflow is",
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
    "workflows[1]: is one too many: of type BUILD there may be 1",
  ),
  refused(
    "eleven test workflows",
    small,
    workflows(...Array.from({ length: 11 }, () => testWorkflow)),
    "workflows[10]: is one too many: of type TEST there may be 10",
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
    "workflows[1].name: is the name of workflows[0] already",
  ),
  refused(
    "workflows that don't test",
    small,
    workflows({ type: "BUILD", arn: buildArn }),
    "workflows: has none of type TEST, so nothing would be tested: add one, or set 'tests.enabled' to false",
  ),
];

const cron = (expression: string, ...problems: string[]): Refusal =>
  spoiled(small, "schedule.cron", expression, ...problems.map((problem) => `=${problem}`));
const impossible = (field: string, values: string): string =>
  `has a ${field} that is not possible; it is ${values}`;

const schedules: Refusal[] = [
  spoiled(small, "schedule", {}, "=needs 'cron', 'rate' or 'afterPipelineArn'"),
  spoiled(small, "schedule", { cron: "0 3 ? * SUN *", rate: "7 days" }, "=has 'cron' and 'rate'; set one"),
  spoiled(
    small,
    "schedule",
    {
      afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base",
      timeZone: "Europe/Vienna",
      when: "always",
    },
    "schedule.timeZone: goes with 'cron' or 'rate'",
    "schedule.when: goes with 'cron' or 'rate'",
  ),
  cron(
    "0 3 * * ?",
    "needs six fields: minutes, hours, day of month, month, day of week, year; for example 0 3 ? * SUN *",
  ),
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
  ...["7", "1 days", "3 day", "0 days", "7 weeks", "daily", "rate(8 days)"].map((text) =>
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

const forAmis = "is for AMIs; container images can only be deleted";
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
  spoiled(small, "lifecycle.delete", { olderThan: 1 }, "lifecycle.delete.unit: is needed with 'olderThan'"),
  spoiled(newest, "lifecycle.delete.unit", "DAYS", "=goes with 'olderThan'"),
  spoiled(newest, "lifecycle.delete.keepAtLeast", 3, "=goes with 'olderThan'"),
  spoiled(full, "lifecycle.excludeAmis.regions", [], "=is empty: leave it out"),
  spoiled(full, "lifecycle.excludeAmis.sharedAccounts", [], "=is empty: leave it out"),
  spoiled(
    full,
    "lifecycle.excludeAmis.regions[0]",
    "us-esat-1",
    "=is not a region of AWS; did you mean 'us-east-1'?",
  ),
  spoiled(full, "lifecycle.excludeTags", many, "=are 51 tags; there may be 50"),
  spoiled(
    full,
    'lifecycle.excludeTags["aws:x"]',
    "always",
    "=begins with 'aws:', which AWS keeps for itself",
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
  spoiled(full, "notify.emails", ["a@example.com", "a@example.com"], "notify.emails[1]: is given twice"),
  spoiled(full, "notify.events", [], "=is empty: leave it out for all of them"),
  spoiled(full, "notify.events", ["failed", "failed"], "notify.events[1]: is given twice"),
  ...["s3://my-documents", "Documents"].map((name) =>
    spoiled(full, "documentBucket.name", name, "=must be a bucket's name: 3 to 63"),
  ),
  spoiled(full, "documentBucket.kmsKeyArn", "alias/documents", wholeKey),
  spoiled(full, "documentBucket.kmsKeyArn", key.replace("eu-west-1", "us-east-1"), otherRegion),
];

export const runningRefusals: readonly Refusal[] = [...own, ...schedules, ...lifecycles, ...told];
