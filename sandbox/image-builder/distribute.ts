// The end of a build: the image arrives where its distribution sends it, and what is published there names it.

import type { Build } from "./build";
import { distributeAmis } from "./distribute-amis";
import { distributeContainers } from "./distribute-containers";
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
  const amis = distributeAmis(call, image);
  image.outputResources = { amis };
  return { distributedImages: amis.map((ami) => ({ region: ami.region, imageId: ami.image })) };
}

/** The AMIs are there by now, and stay there when one of these fails. */
export function applyImageConfigurations({ call, image }: Build): undefined {
  if (image.type === "DOCKER") {
    return;
  }
  for (const distribution of image.distributionConfiguration?.distributions ?? []) {
    attachLicenses(call, image, distribution);
    updateLaunchTemplates(call, image, distribution);
    enableFastLaunch(call, image, distribution);
    exportImages(call, image, distribution);
    writeParameters(call, image, distribution);
  }
}
