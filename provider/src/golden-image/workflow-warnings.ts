// What own workflows leave out of a golden image, and what their steps may not do. Image Builder says nothing of either
// before a build, and of the former not even then.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html

import { known, knownBoolean, knownList, knownObject, knownString } from "../checks/known";
import type { Problem } from "../checks/problems";
import type { Rule } from "../checks/rule";
import { sources } from "../checks/sources";
import type { Values } from "../protocol/values";
import type { Decisions } from "./decisions";
import { documentOf } from "./workflow-documents";
import type { WorkflowDocument } from "./workflow-documents";
import { needsOf } from "./workflow-permissions";

interface OwnWorkflow {
  /** Of its document. */
  path: string;
  type: string;
  workflow: Values;
  /** Undefined where the workflow is given by its ARN, or can't be read yet: then it is assumed to do everything. */
  document: WorkflowDocument | undefined;
}

const ownWorkflows = ({ workflows }: Values): OwnWorkflow[] =>
  knownList(workflows).map((item, index) => {
    const workflow = knownObject(item);
    return {
      path: `workflows[${index}].${workflow.documentFile === undefined ? "document" : "documentFile"}`,
      type: knownString(workflow.type) ?? "",
      workflow,
      document: documentOf(workflow),
    };
  });

const onWorkflows =
  (
    check: (all: readonly OwnWorkflow[], inputs: Values, decisions: Decisions) => Problem[],
  ): Rule<Decisions>["check"] =>
  (inputs, decisions) => {
    const all = ownWorkflows(inputs);
    return all.length === 0 ? [] : check(all, inputs, decisions);
  };

export const workflowWarningRules: readonly Rule<Decisions>[] = [
  {
    name: "managed-workflow-suits-the-kind",
    description: "Image Builder has each of its own workflows twice: for AMIs, and for container images.",
    source: sources.managedWorkflows,
    check: onWorkflows(managedSuitsTheKind),
  },
  {
    name: "build-workflow-executes-components",
    description:
      "A build workflow has a step with the action `ExecuteComponents`, or nothing of `customize` and `harden` is done.",
    source: sources.workflowActions,
    check: onWorkflows(componentsAreLeftOut),
  },
  {
    name: "test-workflow-tests",
    description:
      "One of the test workflows runs the tests and, where a scan is asked for, collects its findings.",
    source: sources.workflowActions,
    check: onWorkflows(testsAreLeftOut),
  },
  {
    name: "distribution-workflow-distributes",
    description: "A distribution workflow has the steps that carry out the distribution's settings.",
    source: sources.workflowActions,
    check: onWorkflows(distributionIsLeftOut),
  },
  {
    name: "components-have-an-instance",
    description:
      "`ExecuteComponents` works on the instance that a step with the action `LaunchInstance` starts.",
    source: sources.workflowActions,
    check: onWorkflows(instanceIsMissing),
  },
  {
    name: "execution-role-suffices",
    description:
      "What only the build knows, or what is in another account's workflow, the execution role that is made may not use.",
    source: sources.workflowActions,
    check: onWorkflows(stepsMayNot),
  },
];

function managedSuitsTheKind(
  all: readonly OwnWorkflow[],
  _inputs: Values,
  { container }: Decisions,
): Problem[] {
  const [kind, suffix] = container ? ["container images", "container"] : ["AMIs", "image"];
  return all.flatMap(({ path, workflow: { arn } }) => {
    const pattern = /:aws:workflow\/[a-z]+\/(build|test|distribute)-(image|container)\//;
    const [, verb, other] = pattern.exec(typeof arn === "string" ? arn : "") ?? [];
    return other === undefined || other === suffix
      ? []
      : [
          {
            path: atArn(path),
            message: `is not Image Builder's workflow for ${kind}: use ${verb}-${suffix}`,
          },
        ];
  });
}

const atArn = (path: string): string => path.replace(/\w+$/, "arn");

const has = ({ document }: OwnWorkflow, action: string): boolean =>
  document === undefined || document.steps.some((step) => step.action === action);

const lacks =
  (action: string) =>
  (own: OwnWorkflow): boolean =>
    !has(own, action);

/** The names of what is there, as the end of a sentence. */
const named = (possible: Readonly<Record<string, boolean>>): string | undefined => {
  const names = Object.keys(possible).filter((name) => possible[name]);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
};

const some = (list: unknown): boolean => knownList(list).length > 0;

function componentsAreLeftOut(all: readonly OwnWorkflow[], { customize, harden }: Values): Problem[] {
  const { patch, stig, steps, cleanUp, makeHostKeys } = knownObject(harden);
  const left = named({
    customize: some(customize),
    "harden.patch": knownBoolean(patch) ?? true,
    "harden.stig": stig !== undefined,
    "harden.steps": some(steps),
    "harden.cleanUp": !Array.isArray(known(cleanUp)) || some(cleanUp),
    "harden.makeHostKeys": knownBoolean(makeHostKeys) ?? false,
  });
  return left === undefined
    ? []
    : all
        .filter(({ type }) => type === "BUILD")
        .filter(lacks("ExecuteComponents"))
        .map(({ path }) => ({
          path,
          message:
            `has no step with the action ExecuteComponents, so nothing is done for ${left}: ` +
            "add one between LaunchInstance and CreateImage",
        }));
}

function testsAreLeftOut(
  all: readonly OwnWorkflow[],
  { tests }: Values,
  { tested, container }: Decisions,
): Problem[] {
  if (!tested) return [];
  const { scan, builtIn, steps } = knownObject(tests);
  const scans = scan !== undefined;
  const components = named({
    "the built-in suite of tests.builtIn": knownBoolean(builtIn) ?? true,
    "tests.steps": some(steps),
  });
  const testing = all.filter(({ type }) => type === "TEST");
  if (testing.length === 0) {
    const left = [components ?? [], scans ? "tests.scan" : []].flat().join(" and ");
    return left === ""
      ? []
      : [
          {
            path: "workflows",
            message:
              `has none of type TEST, so the image is distributed without being tested, and nothing is done for ${left}: ` +
              `add Image Builder's own, aws:workflow/test/${container ? "test-container" : "test-image"}/x.x.x, or set 'tests.enabled' to false`,
          },
        ];
  }
  const nobody = (action: string): string | undefined =>
    testing.every(lacks(action)) ? testing[0]?.path : undefined;
  const [untested, unscanned] = [nobody("ExecuteComponents"), nobody("CollectImageScanFindings")];
  return [
    ...(components === undefined || untested === undefined
      ? []
      : [
          {
            path: untested,
            message:
              `no workflow of type TEST has a step with the action ExecuteComponents, so the image is not tested by ` +
              `${components}: add one after LaunchInstance, or set 'tests.enabled' to false`,
          },
        ]),
    ...(!scans || unscanned === undefined
      ? []
      : [
          {
            path: unscanned,
            message:
              "no workflow of type TEST has a step with the action CollectImageScanFindings, so tests.scan finds nothing: " +
              "add one",
          },
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
  all: readonly OwnWorkflow[],
  { distribution, distributionArn }: Values,
  { container }: Decisions,
): Problem[] {
  const distributing = all.filter(({ type }) => type === "DISTRIBUTION");
  if (distribution === undefined && distributionArn === undefined) return [];
  const copies = container ? "DistributeContainerImage" : "DistributeImage";
  const inline = knownObject(distribution);
  const settings = [inline, ...Object.values(knownObject(inline.regions)).map(knownObject)];
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
          {
            path: own.path,
            message: `has no step with the action ${copies}, so '${distribution === undefined ? "distributionArn" : "distribution"}' has no effect: add one`,
          },
        ]),
    ...configured.flatMap(([action, left]) =>
      left === undefined || has(own, action)
        ? []
        : [
            {
              path: own.path,
              message: `has no step with the action ${action}, which carries out the distribution's ${left}: add one`,
            },
          ],
    ),
  ]);
}

function instanceIsMissing(all: readonly OwnWorkflow[]): Problem[] {
  return all
    .filter(({ document }) => document?.steps.some(({ action }) => action === "ExecuteComponents"))
    .filter(lacks("LaunchInstance"))
    .map(({ path }) => ({
      path,
      message:
        "has no step with the action LaunchInstance, on whose instance ExecuteComponents works: add one before it",
    }));
}

const remedy = "give 'executionPolicyArns' a policy that allows it, or [] where nothing is missing";

/** The role that is made may do what can be read; a given one, or given policies, are the user's own matter. */
function stepsMayNot(all: readonly OwnWorkflow[], inputs: Values): Problem[] {
  if (inputs.executionRoleArn !== undefined || inputs.executionPolicyArns !== undefined) return [];
  return all.flatMap(({ path, workflow, document }) => {
    if (workflow.arn !== undefined) return isOfOwnAccount(workflow.arn) ? [unread(atArn(path))] : [];
    if (document === undefined) return [unread(path)];
    return (needsOf(workflow) ?? [])
      .filter((need) => need.named === undefined)
      .map(({ path: [, step], action, target }) => ({
        path,
        message:
          `only the build knows ${target.form.words} of step ${Number(step) + 1} (${action}), so the execution role may not ` +
          `use it (${target.grants.map((grant) => grant.action).join(", ")}): ${remedy}`,
      }));
  });
}

const unread = (path: string): Problem => ({
  path,
  message:
    "can't be read when the execution role is made, so its steps may not call a Lambda function " +
    "(lambda:InvokeFunction), start a state machine (states:StartExecution, states:DescribeExecution), run other " +
    `command documents than AWS's scripts (ssm:SendCommand) and the like: ${remedy}`,
});

/** Amazon's own need nothing more; of an Output nothing is said. */
const isOfOwnAccount = (arn: unknown): boolean =>
  typeof arn === "string" && /^\d{12}$/.test(arn.split(":")[4] ?? "");
