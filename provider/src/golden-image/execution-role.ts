// The role with which Image Builder itself acts, where its service-linked role doesn't do: for workflows, for parameters
// that that one may not read or write, and for policies that the user gives it.

import type * as pulumi from "@pulumi/pulumi";
import { accountId } from "../parts/account";
import { attachments, inlinePolicy } from "../parts/iam";
import type { Child } from "../plan/child";
import { derived } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import { Given, allow, allowed } from "../plan/policy";
import type { Statement } from "../plan/policy";
import type { Context, GoldenImageArgs } from "./args";
import type { Delivery } from "./distribution";
import { managedPolicy, planServiceRole } from "./roles";
import { needsOf, parameterArn } from "./workflow-permissions";

export interface ExecutionRole {
  children: Child[];
  /** The role's, given or made; undefined where the service-linked role does. */
  arn: Text | undefined;
  /** Keys of the role's permissions. */
  permissions: string[];
}

export function planExecutionRole(context: Context, delivery: Delivery): ExecutionRole {
  const { executionRoleArn, executionPolicyArns = [], workflows = [] } = context.args;
  const read = parametersToRead(context.args);
  const written = delivery.parameters;
  const reasons: readonly (readonly unknown[])[] = [workflows, executionPolicyArns, written, read];
  if (executionRoleArn !== undefined || reasons.every(({ length }) => length === 0)) {
    return { children: [], arn: executionRoleArn, permissions: [] };
  }
  const parameter = (region: Text, name: Text, path: string): Given =>
    new Given(
      derived([name, context.partition, region, accountId], ([known, partition, at, account]) =>
        parameterArn(known, { partition, region: at, account }),
      ),
      path,
    );
  const grants: [key: string, statements: Statement[]][] = [
    [
      "execution-parameters",
      allowed(
        "WriteParameters",
        ["ssm:PutParameter"],
        written.map(({ region, parameterName, path }) => parameter(region, parameterName, path)),
      ),
    ],
    [
      "execution-source",
      allowed(
        "ReadParameters",
        ["ssm:GetParameter"],
        read.map(({ name, path }) => parameter(context.region, name, path)),
      ),
    ],
    ["execution-steps", stepStatements(context)],
  ];
  const made = planServiceRole(
    context,
    "execution-role",
    "EC2 Image Builder, while it carries out the pipeline",
  );
  const permissions = [
    managedPolicy(context, "execution-policy", made, "EC2ImageBuilderExecutionPolicy"),
    ...attachments("execution-policy", made, executionPolicyArns),
    ...grants
      .filter(([, statements]) => statements.length > 0)
      .map(([key, statements]) => inlinePolicy(key, made, statements)),
  ];
  return {
    children: [made, ...permissions],
    arn: made.out.arn,
    permissions: permissions.map(({ key }) => key),
  };
}

/**
 * Parameters that name an AMI to start from, outside of what the service-linked role may read.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/tutorial-ssm-parameters-recipe.html
 */
function parametersToRead({
  source,
  container,
}: GoldenImageArgs): { name: pulumi.Input<string>; path: string }[] {
  const image = container?.instanceImage;
  const ofInstance = typeof image === "string" && image.startsWith("ssm:") ? image.slice(4) : undefined;
  return [
    { name: source.ssmParameter, path: "source.ssmParameter" },
    { name: ofInstance, path: "container.instanceImage" },
  ].flatMap(({ name, path }) =>
    name === undefined || (typeof name === "string" && isReadableByAll(name)) ? [] : [{ name, path }],
  );
}

/** Whether the service-linked role, and AWS's managed policy for execution roles, may read a parameter. */
const isReadableByAll = (name: string): boolean =>
  /^(arn:[^:]+:ssm:[^:]*:[^:]*:parameter)?\/(aws\/service|imagebuilder)\//.test(name);

/** What the steps of own workflows act on, by exact names. */
function stepStatements({ args, partition, region }: Context): Statement[] {
  const resources = new Map<string, { action: string; resources: Text[] }>();
  const granted = new Set<string>();
  const twice = (grant: string): boolean => granted.size === granted.add(grant).size;
  (args.workflows ?? []).forEach((workflow, index) => {
    for (const { named, target } of needsOf(workflow) ?? []) {
      if (named === undefined) continue;
      for (const { sid, action, resource } of target.grants) {
        const statement = resources.get(sid) ?? { action, resources: [] };
        resources.set(sid, statement);
        if (typeof named === "string" && twice(`${sid} ${named}`)) continue;
        statement.resources.push(
          derived([named, partition, region, accountId], ([name, inPartition, at, account]) => {
            // A rule has refused what was known before; no other text may reach a policy.
            if (!target.form.pattern.test(name))
              throw new Error(`workflows[${index}]: must name ${target.form.words}`);
            return resource(name, { partition: inPartition, region: at, account });
          }),
        );
      }
    }
  });
  return [...resources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sid, { action, resources: named }]) => allow(sid, [action], named));
}
