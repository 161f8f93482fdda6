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

/** Why the target did not get the event; undefined where it did. */
export function sendTo({ arn, roleArn }: Target, call: Call): string | undefined {
  if (parseArn(arn)?.kind === "image-pipeline") {
    return startPipeline(arn, roleArn, call);
  }
  if (/^arn:[^:]+:sns:/.test(arn)) {
    return publish(arn, call);
  }
  return `The sandbox does not know targets such as ${arn}`;
}

function startPipeline(arn: string, roleArn: string | undefined, call: Call): string | undefined {
  const { world, store } = call;
  const action = "imagebuilder:StartImagePipelineExecution";
  const refusal = roleRefusal(world.records, { ...store.place, service, roleArn, action, resource: arn });
  if (refusal !== undefined) {
    return refusal;
  }
  if (!store.imagePipelines.has(arn)) {
    return `The pipeline ${arn} does not exist`;
  }
  startImagePipelineExecution({ imagePipelineArn: arn, clientToken: undefined }, call);
  return undefined;
}

/** A topic's own policy says who may publish. */
function publish(arn: string, { world, store }: Call): string | undefined {
  const { place } = store;
  if (world.records.get("aws:sns/topic:Topic", arn, place) === undefined) {
    return `The topic ${arn} does not exist`;
  }
  const recorded = world.records.get("aws:sns/topicPolicy:TopicPolicy", arn, place);
  const policies = recorded ? [JSON.parse(String(recorded.properties.policy)) as Policy] : [];
  const context = { "aws:SourceAccount": place.account };
  return allows(policies, { action: "sns:Publish", resource: arn, service, context })
    ? undefined
    : `${service} is not allowed to publish to ${arn}`;
}
