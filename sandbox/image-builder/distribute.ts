// The end of a build: the image arrives where its distribution sends it, and what is published there names it.

import type { Distribution } from "@aws-sdk/client-imagebuilder";
import type { Build } from "./build";
import { distributeAmis } from "./distribute-amis";
import { distributeContainers } from "./distribute-containers";
import { type ImageConfigurationStep, inEachTarget } from "./distribution-failure";
import { exportImages } from "./exports";
import { enableFastLaunch, attachLicenses } from "./ami-attributes";
import { updateLaunchTemplates } from "./launch-templates";
import { writeParameters } from "./parameters";
import type { Outputs } from "./step-failure";

export function distributeImage(build: Build): Outputs {
  const { call, image } = build;
  if (image.containerRecipe !== undefined) {
    const containers = distributeContainers(call, image, image.containerRecipe);
    image.outputResources = { containers };
    return { distributedImages: containers };
  }
  distributeAmis(call, image);
  const amis = image.outputResources?.amis ?? [];
  return { distributedImages: amis.map((ami) => ({ region: ami.region, imageId: ami.image })) };
}

type Configure = (call: Build["call"], image: Build["image"], distribution: Distribution) => void;

/** What is done to the AMIs of a region once they are there, by AWS's name of the step. */
const configurations: readonly (readonly [ImageConfigurationStep, Configure])[] = [
  ["ASSOCIATE_LICENSES", attachLicenses],
  ["UPDATE_LAUNCH_TEMPLATES", updateLaunchTemplates],
  ["UPDATE_FAST_LAUNCH_CONFIGURATIONS", enableFastLaunch],
  ["EXPORT_AMI", exportImages],
  ["PUT_SSM_PARAMETERS", writeParameters],
];

/** The AMIs are there by now, and stay there when one of these fails. A retry does only what is left. */
export function applyImageConfigurations({ call, image }: Build): undefined {
  if (image.type === "DOCKER") {
    return;
  }
  const { configured, place } = call.store;
  const steps = (image.distributionConfiguration?.distributions ?? []).flatMap((distribution) =>
    configurations.map(([imageConfigurationStep, configure]) => ({
      distribution,
      region: distribution.region ?? "",
      targetAccountId: place.account,
      imageConfigurationStep,
      configure,
    })),
  );
  inEachTarget(steps, ({ distribution, region, imageConfigurationStep, configure }) => {
    const key = [image.arn, region, imageConfigurationStep].join(" ");
    if (configured.has(key)) return;
    configure(call, image, distribution);
    configured.add(key);
  });
}
