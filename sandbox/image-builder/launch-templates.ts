// A launch template gets a new version with the AMI, which is the default one unless told otherwise.

import type { Distribution, LaunchTemplateConfiguration } from "@aws-sdk/client-imagebuilder";
import type { Place } from "./arns";
import type { Call } from "./call";
import { distributionFailure } from "./distribution-failure";
import type { Recorded } from "./records";
import type { StoredImage } from "./world";

const templateType = "aws:ec2/launchTemplate:LaunchTemplate";

export function updateLaunchTemplates(call: Call, image: StoredImage, distribution: Distribution): void {
  for (const configuration of distribution.launchTemplateConfigurations ?? []) {
    update(call, image, configuration, distribution.region ?? "");
  }
}

function update(
  call: Call,
  image: StoredImage,
  { launchTemplateId = "", accountId, setDefaultVersion = true }: LaunchTemplateConfiguration,
  region: string,
): void {
  const { world, store } = call;
  const place = { account: accountId ?? store.place.account, region };
  const template = findTemplate(call, place, launchTemplateId);
  const { launchTemplateVersions } = world.store(place);
  const earlier = launchTemplateVersions.filter((each) => each.launchTemplateId === launchTemplateId);
  // A template that is not recorded is taken to have one version.
  const version = Number(template?.properties.latestVersion ?? earlier.length + 1) + 1;
  const imageId = amiFor(image, place) ?? "";
  launchTemplateVersions.push({
    launchTemplateId,
    version,
    isDefault: setDefaultVersion,
    imageId,
    sourceImageArn: image.arn,
  });
  if (template !== undefined) {
    // Whoever reads the template reads its newest version.
    const versions = {
      imageId,
      latestVersion: version,
      ...(setDefaultVersion && { defaultVersion: version }),
    };
    const { account, properties } = template;
    world.records.put(templateType, template.id, {
      account,
      region,
      properties: { ...properties, ...versions },
    });
  }
}

/** Whether a template of another account gets the copy there or the original is unproven; here it gets the copy. */
function amiFor(image: StoredImage, { account, region }: Place): string | undefined {
  const inRegion = (image.outputResources?.amis ?? []).filter((ami) => ami.region === region);
  return (inRegion.find((ami) => ami.accountId === account) ?? inRegion[0])?.image;
}

/** Templates are looked for once the account has recorded any in the region, since EC2 is emulated elsewhere. */
function findTemplate({ world, store }: Call, place: Place, id: string): Recorded | undefined {
  const recorded = world.records
    .list(templateType)
    .filter(({ account, region }) => account === place.account && region === place.region);
  const template = recorded.find((each) => each.id === id);
  if (template === undefined && recorded.length > 0) {
    throw distributionFailure(`The specified launch template, with template ID ${id}, does not exist.`);
  }
  const tags = template?.properties.tags as Record<string, unknown> | undefined;
  if (
    template !== undefined &&
    place.account !== store.place.account &&
    tags?.CreatedBy !== "EC2 Image Builder"
  ) {
    throw distributionFailure(
      `Not authorized to perform ec2:CreateLaunchTemplateVersion on ${id} in account ${place.account}: ` +
        "it lacks the tag CreatedBy: EC2 Image Builder",
    );
  }
  return template;
}
