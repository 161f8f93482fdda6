// What EventBridge does with a target: a pipeline of Image Builder is started, and a topic gets a message, which
// nobody reads here. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html

import { allows, type Policy } from "../iam/policies";
import { roleRefusal } from "../iam/roles";
import { parseArn } from "../image-builder/arns";
import type { Call } from "../image-builder/call";
import { startImagePipelineExecution } from "../image-builder/image-pipelines";

export interface Target {
  readonly arn: string;
  readonly roleArn?: string;
}

const service = "events.amazonaws.com";

/** Why the target of a rule did not get the event; undefined where it did. */
export function sendTo({ arn, roleArn }: Target, ruleArn: string, call: Call): string | undefined {
  const context = { "aws:SourceArn": ruleArn };
  if (parseArn(arn)?.kind === "image-pipeline") {
    return startPipeline(arn, roleArn, context, call);
  }
  if (/^arn:[^:]+:sns:/.test(arn)) {
    return publish(arn, context, call);
  }
  return `The sandbox does not know targets such as ${arn}`;
}

type Context = Readonly<Record<string, string>>;

function startPipeline(
  arn: string,
  roleArn: string | undefined,
  context: Context,
  call: Call,
): string | undefined {
  const { world, store } = call;
  const action = "imagebuilder:StartImagePipelineExecution";
  const use = { ...store.place, service, roleArn, action, resource: arn, context };
  const refusal = roleRefusal(world.records, use);
  if (refusal !== undefined) {
    return refusal;
  }
  if (!store.imagePipelines.has(arn)) {
    return `The pipeline ${arn} does not exist`;
  }
  startImagePipelineExecution({ imagePipelineArn: arn, clientToken: undefined }, call);
  return undefined;
}

/** A topic's own policy says who may publish, and that of its key who may encrypt what is published. */
function publish(arn: string, source: Context, { world, store }: Call): string | undefined {
  const { place } = store;
  const topic = world.records.get("aws:sns/topic:Topic", arn, place);
  if (topic === undefined) {
    return `The topic ${arn} does not exist`;
  }
  const recorded = world.records.get("aws:sns/topicPolicy:TopicPolicy", arn, place);
  const policies = recorded ? [JSON.parse(String(recorded.properties.policy)) as Policy] : [];
  const context = { ...source, "aws:SourceAccount": place.account };
  if (!allows(policies, { action: "sns:Publish", resource: arn, service, context })) {
    return `${service} is not allowed to publish to ${arn}`;
  }
  const { kmsMasterKeyId } = topic.properties;
  return kmsMasterKeyId === undefined || kmsMasterKeyId === ""
    ? undefined
    : keyRefusal(String(kmsMasterKeyId), { world, store });
}

/**
 * KMS isn't told for whom EventBridge encrypts, so a key's policy can't ask for the source account or ARN; and AWS's own
 * key for SNS isn't there for other services.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function keyRefusal(key: string, { world, store }: Pick<Call, "world" | "store">): string | undefined {
  const id = key.slice(key.lastIndexOf("/") + 1);
  const recorded = world.records.get("aws:kms/key:Key", id, store.place);
  const policies = recorded ? [JSON.parse(String(recorded.properties.policy)) as Policy] : [];
  const refused = ["kms:GenerateDataKey", "kms:Decrypt"].filter(
    (action) => !allows(policies, { action, service, context: {} }),
  );
  return refused.length === 0
    ? undefined
    : `${service} is not allowed ${refused.join(" and ")} with the key ${key}`;
}
