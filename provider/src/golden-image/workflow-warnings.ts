// What own workflows leave out of a golden image, and what their steps may not do. Image Builder says nothing of either
// before a build, and of the former not even then.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html

import * as pulumi from "@pulumi/pulumi";
import { plain } from "./args";
import type { GoldenImageArgs } from "./args";
import type { Decisions } from "./decisions";
import { documentOf } from "./workflow-documents";
import type { WorkflowDocument } from "./workflow-documents";
import { needsOf } from "./workflow-permissions";

type Workflow = NonNullable<GoldenImageArgs["workflows"]>[number];

interface Own {
  /** Of its document. */
  path: string;
  type: string;
  workflow: Workflow;
  /** Undefined where the workflow is given by its ARN, or can't be read yet: then it is taken to do everything. */
  document: WorkflowDocument | undefined;
}

export function workflowWarnings(args: GoldenImageArgs, decisions: Decisions): string[] {
  const all = (args.workflows ?? []).map((workflow, index): Own => ({
    path: `workflows[${index}].${workflow.documentFile === undefined ? "document" : "documentFile"}`,
    type: String(workflow.type),
    workflow,
    document: documentOf(workflow),
  }));
  return all.length === 0
    ? []
    : [
        ...managedSuitsTheKind(all, decisions),
        ...componentsAreLeftOut(all, args),
        ...testsAreLeftOut(all, args, decisions),
        ...distributionIsLeftOut(all, args, decisions),
        ...instanceIsMissing(all),
        ...stepsMayNot(all, args),
      ];
}

/** Image Builder has each of its own workflows twice: for AMIs, and for container images. */
function managedSuitsTheKind(all: readonly Own[], { container }: Decisions): string[] {
  const [kind, suffix] = container ? ["container images", "container"] : ["AMIs", "image"];
  return all.flatMap(({ path, workflow: { arn } }) => {
    const pattern = /:aws:workflow\/[a-z]+\/(build|test|distribute)-(image|container)\//;
    const [, verb, other] = pattern.exec(typeof arn === "string" ? arn : "") ?? [];
    return other === undefined || other === suffix
      ? []
      : [`${atArn(path)}: is not Image Builder's workflow for ${kind}, which is ${verb}-${suffix}`];
  });
}

const atArn = (path: string): string => path.replace(/\w+$/, "arn");

const has = ({ document }: Own, action: string): boolean =>
  document === undefined || document.steps.some((step) => step.action === action);

const lacks =
  (action: string) =>
  (own: Own): boolean =>
    !has(own, action);

/** The names of what is there, as the end of a sentence. */
const named = (possible: Readonly<Record<string, boolean>>): string | undefined => {
  const names = Object.keys(possible).filter((name) => possible[name]);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
};

const some = (list: readonly unknown[] | undefined): boolean => (list ?? []).length > 0;

function componentsAreLeftOut(all: readonly Own[], { customize, harden }: GoldenImageArgs): string[] {
  const left = named({
    customize: some(customize),
    "harden.patch": plain(harden?.patch) ?? true,
    "harden.stig": harden?.stig !== undefined,
    "harden.steps": some(harden?.steps),
    "harden.cleanUp": plain(harden?.cleanUp) ?? true,
  });
  return left === undefined
    ? []
    : all
        .filter(({ type }) => type === "BUILD")
        .filter(lacks("ExecuteComponents"))
        .map(
          ({ path }) =>
            `${path}: has no step with the action ExecuteComponents, so what is asked for is not done to the ` +
            `image: ${left}. Add one between LaunchInstance and CreateImage`,
        );
}

function testsAreLeftOut(
  all: readonly Own[],
  { tests }: GoldenImageArgs,
  { tested, container }: Decisions,
): string[] {
  if (!tested) return [];
  const scans = tests?.scan !== undefined;
  const components = named({
    "the built-in suite of tests.builtIn": plain(tests?.builtIn) ?? true,
    "tests.steps": some(tests?.steps),
  });
  const testing = all.filter(({ type }) => type === "TEST");
  if (testing.length === 0) {
    const left = [components ?? [], scans ? "tests.scan" : []].flat().join(" and ");
    return left === ""
      ? []
      : [
          `workflows: has none of type TEST, so the image is distributed without being tested, and there is no use of ${left}. ` +
            `Add Image Builder's own, aws:workflow/test/${container ? "test-container" : "test-image"}/x.x.x, or set 'tests.enabled' to false`,
        ];
  }
  const nobody = (action: string): string | undefined =>
    testing.every(lacks(action)) ? testing[0]?.path : undefined;
  const [untested, unscanned] = [nobody("ExecuteComponents"), nobody("CollectImageScanFindings")];
  return [
    ...(components === undefined || untested === undefined
      ? []
      : [
          `${untested}: no workflow of type TEST has a step with the action ExecuteComponents, so the image is not ` +
            `tested by ${components}. Add one after LaunchInstance, or set 'tests.enabled' to false`,
        ]),
    ...(!scans || unscanned === undefined
      ? []
      : [
          `${unscanned}: no workflow of type TEST has a step with the action CollectImageScanFindings, so tests.scan finds nothing`,
        ]),
  ];
}

/** What a step other than the one that copies carries out, by the settings of a distribution. */
const carriedOutBy: Readonly<Record<string, readonly string[]>> = {
  ModifyImageAttributes: ["share"],
  ApplyImageConfigurations: [
    "launchTemplates",
    "publish",
    "export",
    "fastLaunch",
    "licenseConfigurationArns",
  ],
};

function distributionIsLeftOut(
  all: readonly Own[],
  { distribution, distributionArn }: GoldenImageArgs,
  { container }: Decisions,
): string[] {
  const distributing = all.filter(({ type }) => type === "DISTRIBUTION");
  if (distribution === undefined && distributionArn === undefined) return [];
  const copies = container ? "DistributeContainerImage" : "DistributeImage";
  const settings: Readonly<Record<string, unknown>>[] =
    distribution === undefined ? [] : [{ ...distribution }, ...Object.values({ ...distribution.regions })];
  const given = (name: string): boolean => settings.some((each) => each[name] !== undefined);
  const configured = container
    ? []
    : Object.entries(carriedOutBy).map(
        ([action, names]) =>
          [action, named(Object.fromEntries(names.map((name) => [name, given(name)])))] as const,
      );
  return distributing.flatMap((own) => [
    ...(has(own, copies)
      ? []
      : [
          `${own.path}: has no step with the action ${copies}, so ${distribution === undefined ? "distributionArn" : "distribution"} does nothing`,
        ]),
    ...configured.flatMap(([action, left]) =>
      left === undefined || has(own, action)
        ? []
        : [
            `${own.path}: has no step with the action ${action}, which carries out the distribution's ${left}`,
          ],
    ),
  ]);
}

function instanceIsMissing(all: readonly Own[]): string[] {
  return all
    .filter(({ document }) => document?.steps.some(({ action }) => action === "ExecuteComponents"))
    .filter(lacks("LaunchInstance"))
    .map(
      ({ path }) =>
        `${path}: has no step with the action LaunchInstance, on whose instance ExecuteComponents works`,
    );
}

const policy = "Give 'executionPolicyArns' a policy that allows it, or [] where nothing is missing";

/** The role that is made may do what can be read; a given one, or given policies, are the user's own matter. */
function stepsMayNot(all: readonly Own[], args: GoldenImageArgs): string[] {
  if (args.executionRoleArn !== undefined || args.executionPolicyArns !== undefined) return [];
  return all.flatMap(({ path, workflow, document }) => {
    if (workflow.arn !== undefined) return isOfOwnAccount(workflow.arn) ? [unread(atArn(path))] : [];
    if (document === undefined) return [unread(path)];
    return (needsOf(workflow) ?? [])
      .filter((need) => need.named === undefined)
      .map(
        ({ path: [, step], action, target }) =>
          `${path}: only the build knows ${target.form} of step ${Number(step) + 1} (${action}), so the execution role ` +
          `may not use it: ${target.grants.map((grant) => grant.action).join(", ")}. ${policy}`,
      );
  });
}

const unread = (path: string): string =>
  `${path}: can't be read when the execution role is made, so its steps may not call a Lambda function ` +
  `(lambda:InvokeFunction), start a state machine (states:StartExecution, states:DescribeExecution), run other ` +
  `command documents than AWS's scripts (ssm:SendCommand) and the like. ${policy}`;

/** Amazon's own need nothing more; of an Output nothing is said. */
const isOfOwnAccount = (arn: pulumi.Input<string>): boolean =>
  typeof arn === "string" && /^\d{12}$/.test(arn.split(":")[4] ?? "");
