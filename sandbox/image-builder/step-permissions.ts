// What the steps of workflows call by the execution role. They fail where it may not.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html

import type { Build } from "./build";
import { executionRefusal } from "./execution-role";
import { StepFailure } from "./step-failure";
import type { Values } from "./workflow-definitions";

interface Access {
  readonly action: string;
  readonly resource: string;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export function checkPermissions(build: Build, action: string, inputs: Values): void {
  const refusal = executionRefusal(build.call, build.image, accessesOf(build, action, inputs));
  if (refusal !== undefined) {
    throw new StepFailure(refusal);
  }
}

function accessesOf({ call }: Build, action: string, inputs: Values): Access[] {
  const { account, region } = call.store.place;
  switch (action) {
    case "WaitForAction": {
      const [called, topic] = [text(inputs.lambdaFunctionName), text(inputs.snsTopicArn)];
      const name = called?.startsWith("arn:")
        ? called
        : called && `arn:aws:lambda:${region}:${account}:function:${called}`;
      return [
        ...(name === undefined ? [] : [{ action: "lambda:InvokeFunction", resource: name }]),
        ...(topic === undefined ? [] : [{ action: "sns:Publish", resource: topic }]),
      ];
    }
    case "ExecuteStateMachine": {
      const machine = text(inputs.stateMachineArn) ?? "";
      const [name] = machine.split(":stateMachine:").slice(1);
      return [
        { action: "states:StartExecution", resource: machine },
        {
          action: "states:DescribeExecution",
          resource: `${machine.replace(/:stateMachine:.*/, "")}:execution:${name?.split(":")[0]}:started`,
        },
      ];
    }
    case "RunCommand": {
      const document = text(inputs.documentName) ?? "";
      const owner = /^(aws|amazon)/i.test(document) ? "" : account;
      const resource = document.startsWith("arn:")
        ? document
        : `arn:aws:ssm:${region}:${owner}:document/${document}`;
      return [{ action: "ssm:SendCommand", resource }];
    }
    default:
      return [];
  }
}
