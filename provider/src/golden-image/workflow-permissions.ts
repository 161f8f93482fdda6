// What the steps of own workflows need the execution role for, beyond AWS's managed policy for it.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2ImageBuilderExecutionPolicy.html

import * as pulumi from "@pulumi/pulumi";
import * as identifiers from "../checks/identifiers";
import type { NamedForm } from "../checks/identifiers";
import { list, member, text } from "../documents/check/value";
import type { Members, Path } from "../documents/check/value";
import { documentOf, isOpen } from "./workflow-documents";
import type { WorkflowStep } from "./workflow-documents";

/** Where the pipeline works. */
interface Where {
  partition: string;
  region: string;
  account: string;
}

interface Grant {
  sid: string;
  action: string;
  /** The ARN of what a text in the document names. */
  resource(named: string, where: Where): string;
}

interface Target {
  /** What a text must be to name it. */
  form: NamedForm;
  grants: readonly Grant[];
  /** What the managed policy allows already. */
  covered?(named: string): boolean;
}

/** Something that a step acts on. */
export interface Need {
  /** Where the document names it. */
  path: Path;
  action: string;
  target: Target;
  /** What names it; undefined where only the build knows. */
  named: pulumi.Input<string> | undefined;
  /** The parameter of the pipeline that the name comes from. */
  parameter?: string;
}

const topic: Target = {
  form: identifiers.topic,
  grants: [{ sid: "PublishToTopics", action: "sns:Publish", resource: (arn) => arn }],
};

const lambdaFunction: Target = {
  form: identifiers.lambdaFunction,
  grants: [
    {
      sid: "InvokeFunctions",
      action: "lambda:InvokeFunction",
      resource(named, { partition, region, account }) {
        if (named.startsWith("arn:")) return named;
        const [, owner = account, name = named] = /^(\d{12}):function:(.+)$/.exec(named) ?? [];
        return `arn:${partition}:lambda:${region}:${owner}:function:${name}`;
      },
    },
  ],
};

const stateMachine: Target = {
  form: identifiers.stateMachine,
  grants: [
    { sid: "StartStateMachines", action: "states:StartExecution", resource: (arn) => arn },
    {
      sid: "FollowStateMachines",
      action: "states:DescribeExecution",
      // Step Functions names the executions of a state machine when it starts them.
      resource: (arn) => `${arn.replace(":stateMachine:", ":execution:").split(":").slice(0, 7).join(":")}:*`,
    },
  ],
};

const commandDocument: Target = {
  form: identifiers.commandDocument,
  covered: (name) => /^(AWS-RunShellScript|AWS-RunPowerShellScript|AWSEC2-RunSysprep)$/.test(name),
  grants: [
    {
      sid: "SendCommands",
      action: "ssm:SendCommand",
      resource(named, { partition, region, account }) {
        if (named.startsWith("arn:")) return named;
        // These beginnings are AWS's own, whose documents belong to no account.
        const owner = /^(aws|amazon|amzn)/i.test(named) ? "" : account;
        return `arn:${partition}:ssm:${region}:${owner}:document/${named}`;
      },
    },
  ],
};

const snapshot: Target = {
  form: identifiers.snapshot,
  grants: [
    {
      sid: "RegisterImages",
      action: "ec2:RegisterImage",
      resource: (id, { partition, region }) => `arn:${partition}:ec2:${region}::snapshot/${id}`,
    },
  ],
};

/** In the region and account of an entry of `configurations`. */
const publishedParameter = (at: Members): Target => ({
  form: identifiers.parameterName,
  covered: (name) => name.startsWith("/imagebuilder/"),
  grants: [
    {
      sid: "WriteParameters",
      action: "ssm:PutParameter",
      resource: (name, where) =>
        parameterArn(name, {
          ...where,
          region: text(at.region) ?? where.region,
          account: text(at.amiAccountId) ?? where.account,
        }),
    },
  ],
});

/** The parameter itself: IAM knows no versions and labels of it. */
export function parameterArn(name: string, { partition, region, account }: Where): string {
  const [, whole] = /^(arn:[^:]+:ssm:[^:]*:[^:]*:parameter[^:]+)/.exec(name) ?? [];
  return (
    whole ??
    `arn:${partition}:ssm:${region}:${account}:parameter/${name.replace(/^\//, "").replace(/:.*$/, "")}`
  );
}

interface Mention {
  /** Below the step's inputs. */
  path: Path;
  within: Members;
  input: string;
  target: Target;
  /** Whether only the build knows where it is. */
  elsewhere?: boolean;
}

const plainInput = (inputs: Members, input: string, target: Target): Mention[] => [
  { path: [], within: inputs, input, target },
];

const membersIn = (value: unknown, path: Path): { path: Path; item: Members }[] =>
  isOpen(value)
    ? [{ path, item: value }]
    : list(value).flatMap((item, index) => (isOpen(item) ? [{ path: [...path, index], item }] : []));

const mentions: Readonly<Record<string, (inputs: Members) => Mention[]>> = {
  ApplyImageConfigurations: (inputs) =>
    membersIn(inputs.configurations, ["configurations"]).flatMap(({ path, item }) =>
      membersIn(item.ssmParameterConfigurations, [...path, "ssmParameterConfigurations"]).map(
        ({ path: at, item: parameter }) => ({
          path: at,
          within: parameter,
          input: "parameterName",
          target: publishedParameter({ ...item, ...parameter }),
          elsewhere: text(item.region) === undefined,
        }),
      ),
    ),
  ExecuteStateMachine: (inputs) => plainInput(inputs, "stateMachineArn", stateMachine),
  RegisterImage: (inputs) =>
    membersIn(inputs.blockDeviceMapping, ["blockDeviceMapping"]).flatMap(({ path, item }) => {
      const ebs = member(item, "Ebs");
      return isOpen(ebs)
        ? [{ path: [...path, "Ebs"], within: ebs, input: "SnapshotId", target: snapshot }]
        : [];
    }),
  RunCommand: (inputs) => plainInput(inputs, "documentName", commandDocument),
  WaitForAction: (inputs) => [
    ...plainInput(inputs, "lambdaFunctionName", lambdaFunction),
    ...plainInput(inputs, "snsTopicArn", topic),
  ],
};

interface Workflow {
  document?: unknown;
  documentFile?: unknown;
  parameters?: unknown;
}

/** What the steps of a workflow act on; undefined where its document can't be read yet. */
export function needsOf(workflow: Workflow): Need[] | undefined {
  const document = documentOf(workflow);
  const given = (parameter: string): Found | undefined =>
    givenParameter(workflow.parameters, parameter, document?.defaultOf(parameter));
  return document?.steps.flatMap((step) => needsOfStep(step, given));
}

function needsOfStep({ path, action, inputs }: WorkflowStep, given: Given): Need[] {
  const all = Object.hasOwn(mentions, action) ? (mentions[action]?.(inputs) ?? []) : [];
  return all.flatMap(({ path: below, within, input, target, elsewhere }): Need[] => {
    const name = [input, `${input}.$`].find((each) => within[each] !== undefined);
    if (name === undefined) return [];
    const found = resolved(within[name], given);
    if (typeof found?.named === "string" && target.covered?.(found.named) === true) return [];
    const need = { path: [...path, "inputs", ...below, name], action, target, named: undefined };
    return [elsewhere === true ? need : { ...need, ...found }];
  });
}

interface Found {
  named: pulumi.Input<string>;
  parameter?: string;
}

type Given = (parameter: string) => Found | undefined;

/** A value of a step, through the parameters that it refers to. */
function resolved(value: unknown, given: Given): Found | undefined {
  // Cast: `isInstance` tells an Output, and types it as one of anything.
  if (pulumi.Output.isInstance(value)) return { named: (value as pulumi.Output<unknown>).apply(String) };
  if (typeof value !== "string") return undefined;
  const whole = /^\s*(?:\$\.parameters\.([^.[\s]+)|\{\{\s*\$\.parameters\.([^.[\s]+)\s*\}\})\s*$/.exec(value);
  if (whole !== null) return given(whole[1] ?? whole[2] ?? "");
  const parts = value.split(/\{\{\s*\$\.parameters\.([^.[\s{}]+)\s*\}\}/).map((part, index) =>
    // Every second part is the name of a parameter.
    index % 2 === 0 ? part : given(part)?.named,
  );
  // Other references are to what only the build knows.
  if (parts.some((part) => part === undefined || (typeof part === "string" && /\$\.|\{\{/.test(part)))) {
    return undefined;
  }
  return {
    named: parts.every((part) => typeof part === "string")
      ? parts.join("")
      : // Cast: what is undefined was returned before.
        pulumi.concat(...(parts as pulumi.Input<string>[])),
  };
}

function givenParameter(
  parameters: unknown,
  parameter: string,
  fallback: string | undefined,
): Found | undefined {
  if (pulumi.Output.isInstance(parameters)) {
    // Cast: `isInstance` tells an Output, and types it as one of anything.
    const all = parameters as pulumi.Output<unknown>;
    return { named: all.apply((values) => String(member(values, parameter) ?? fallback)), parameter };
  }
  const given = member(parameters, parameter);
  if (typeof given === "string") return { named: given, parameter };
  if (pulumi.Output.isInstance(given)) {
    // Cast: `isInstance` tells an Output, and types it as one of anything.
    return { named: (given as pulumi.Output<unknown>).apply(String), parameter };
  }
  return fallback === undefined ? undefined : { named: fallback };
}
