// Parameters that name the AMI, in the account that holds it.

import type { Distribution } from "@aws-sdk/client-imagebuilder";
import type { Call } from "./call";
import { distributionFailure } from "./distribution-failure";
import { executionRefusal, parameterArn } from "./execution-role";
import type { StoredImage } from "./world";

/** Outside /imagebuilder/ a parameter is written with an execution role or not at all. */
export function writeParameters(call: Call, image: StoredImage, distribution: Distribution): void {
  const { world, store } = call;
  const { region = "", ssmParameterConfigurations = [] } = distribution;
  for (const {
    parameterName: name = "",
    amiAccountId,
    dataType = "aws:ec2:image",
  } of ssmParameterConfigurations) {
    if (image.executionRole === undefined && !/^\/?imagebuilder\//.test(name)) {
      throw distributionFailure(
        `Not authorized to perform ssm:PutParameter on parameter ${name} in ${region}`,
      );
    }
    const write = { action: "ssm:PutParameter", resource: parameterArn(name, store, region) };
    const refusal = executionRefusal(call, image, [write]);
    if (refusal !== undefined) {
      throw distributionFailure(refusal);
    }
    const account = amiAccountId ?? store.place.account;
    const ami = image.outputResources?.amis?.find(
      (each) => each.region === region && each.accountId === account,
    );
    const { parameters } = world.store({ account, region });
    parameters.set(name, { value: ami?.image ?? "", dataType, sourceImageArn: image.arn });
  }
}
