// What is set on AMIs that have arrived. By the user guide, on those in the account that built them.

import type { Distribution } from "@aws-sdk/client-imagebuilder";
import type { Call } from "./call";
import { distributionFailure } from "./distribution-failure";
import type { ArrivedAmi, StoredImage } from "./world";

/** The build's AMIs that have arrived in an account and a region: one or none. */
const arrivedAmis = (
  { world }: Call,
  image: StoredImage,
  { region = "" }: Distribution,
  account: string,
): ArrivedAmi[] =>
  [...world.store({ account, region }).amis.values()].filter(
    ({ sourceImageArn }) => sourceImageArn === image.arn,
  );

export function attachLicenses(call: Call, image: StoredImage, distribution: Distribution): void {
  for (const ami of arrivedAmis(call, image, distribution, call.store.place.account)) {
    ami.licenseConfigurationArns = distribution.licenseConfigurationArns ?? [];
  }
}

export function enableFastLaunch(call: Call, image: StoredImage, distribution: Distribution): void {
  for (const { accountId, ...configuration } of distribution.fastLaunchConfigurations ?? []) {
    if (image.platform !== "Windows") {
      throw distributionFailure("EC2 Fast Launch is for Windows AMIs only");
    }
    for (const ami of arrivedAmis(call, image, distribution, accountId ?? call.store.place.account)) {
      ami.fastLaunch = configuration;
    }
  }
}
