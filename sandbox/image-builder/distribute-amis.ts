// An AMI arrives in every region and target account.

import type { Ami, Distribution, ImageRecipe } from "@aws-sdk/client-imagebuilder";
import { registerAmi } from "./amis";
import { buildOf, type Place } from "./arns";
import type { Call } from "./call";
import { targetAccounts } from "./distribution-configurations";
import { distributionFailure, inEachTarget } from "./distribution-failure";
import { outputAmi } from "./parents";
import type { ArrivedAmi, StoredImage } from "./world";

/** A retry passes over the targets where the image has arrived. */
export function distributeAmis(call: Call, image: StoredImage): void {
  const { world, store } = call;
  const recipe = image.imageRecipe ?? {};
  const targets = distributionsOf(image, store.place.region).flatMap((distribution) =>
    targetAccounts(distribution, store.place.account).map((targetAccountId) => ({
      distribution,
      region: distribution.region ?? "",
      targetAccountId,
    })),
  );
  const arrived = ((image.outputResources ??= {}).amis ??= []);
  inEachTarget(targets, ({ distribution, region, targetAccountId: account }) => {
    if (arrived.some((ami) => ami.region === region && ami.accountId === account)) return;
    const place = { account, region };
    const ami = arrive(place, distribution, image, recipe, store.place);
    checkCopy(ami, recipe, distribution, store.place);
    checkSharing(ami, call);
    const target = world.store(place);
    const sameName = [...target.amis.values()].find(({ name }) => name === ami.name);
    if (sameName !== undefined) {
      throw distributionFailure(`AMI name ${ami.name} is already in use by AMI ${sameName.imageId}`);
    }
    registerAmi(target, ami);
    arrived.push(outputOf(ami));
  });
}

/** Without a distribution configuration the AMI stays where it was built. */
function distributionsOf(image: StoredImage, region: string): Distribution[] {
  const distributions = image.distributionConfiguration?.distributions ?? [{ region }];
  return distributions.filter(
    ({ containerDistributionConfiguration: containers, amiDistributionConfiguration: amis }) =>
      containers === undefined || amis !== undefined,
  );
}

const encryptedVolumes = (recipe: ImageRecipe) =>
  (recipe.blockDeviceMappings ?? []).flatMap(({ ebs }) => (ebs?.encrypted === true ? [ebs] : []));

const isAt = (one: Place, other: Place): boolean =>
  one.account === other.account && one.region === other.region;

/**
 * Where it was built, an AMI is encrypted as the recipe's volumes are. A copy is encrypted by the distribution's key; of
 * what was encrypted already, by that account's default key in that region.
 */
function encryption(
  place: Place,
  { amiDistributionConfiguration: ami }: Distribution,
  recipe: ImageRecipe,
  builtAt: Place,
) {
  const volumes = encryptedVolumes(recipe);
  const kmsKeyId = isAt(place, builtAt) ? volumes[0]?.kmsKeyId : ami?.kmsKeyId;
  return { encrypted: volumes.length > 0 || kmsKeyId !== undefined, kmsKeyId };
}

function arrive(
  place: Place,
  distribution: Distribution,
  image: StoredImage,
  recipe: ImageRecipe,
  builtAt: Place,
): ArrivedAmi {
  const ami = distribution.amiDistributionConfiguration;
  return {
    ...place,
    imageId: outputAmi(image, place),
    name: fillIn(ami?.name ?? `${image.name} {{ imagebuilder:buildDate }}`, image),
    description: ami?.description,
    tags: {
      ...recipe.amiTags,
      ...ami?.amiTags,
      CreatedBy: "EC2 Image Builder",
      Ec2ImageBuilderArn: image.arn,
    },
    ...encryption(place, distribution, recipe, builtAt),
    launchPermission: ami?.launchPermission,
    licenseConfigurationArns: [],
    sourceImageArn: image.arn,
  };
}

/** Another account can copy only what it may decrypt, and knows a key by its ARN only. */
function checkCopy(ami: ArrivedAmi, recipe: ImageRecipe, distribution: Distribution, builtAt: Place): void {
  if (ami.account === builtAt.account) {
    return;
  }
  if (encryptedVolumes(recipe).some(({ kmsKeyId }) => kmsKeyId === undefined)) {
    throw distributionFailure("Snapshots encrypted with the AWS Managed CMK can't be shared");
  }
  const key = distribution.amiDistributionConfiguration?.kmsKeyId;
  if (key !== undefined && !key.startsWith("arn:")) {
    throw distributionFailure(`The KMS key ${key} does not exist in account ${ami.account}`);
  }
}

/** What EC2 refuses: sharing what is encrypted by the account's default key, or publishing what is encrypted. */
function checkSharing(ami: ArrivedAmi, { world }: Call): void {
  if (ami.launchPermission === undefined) {
    return;
  }
  if (ami.encrypted && ami.kmsKeyId === undefined) {
    throw distributionFailure("Snapshots encrypted with the AWS Managed CMK can't be shared");
  }
  if (ami.launchPermission.userGroups?.includes("all") === true) {
    if (ami.encrypted) {
      throw distributionFailure("Encrypted snapshots can't be shared publicly");
    }
    const blocks = world.records.list("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess");
    // New accounts have the block, so it must have been taken off.
    if (!blocks.some((block) => isAt(block, ami) && block.properties.state === "unblocked")) {
      throw distributionFailure(
        "You can't publicly share this image because block public access for AMIs is enabled",
      );
    }
  }
}

/** What a distribution can say of the build in names and tags. */
export function fillIn(template: string, { arn, dateCreated = "" }: StoredImage): string {
  const values: Readonly<Record<string, string>> = {
    buildDate: dateCreated.replaceAll(":", "-"),
    buildVersion: buildOf(arn),
  };
  return template.replace(/\{\{\s*imagebuilder:(\w+)\s*\}\}/g, (text, name: string) => values[name] ?? text);
}

const outputOf = (ami: ArrivedAmi): Ami => ({
  region: ami.region,
  image: ami.imageId,
  name: ami.name,
  description: ami.description,
  accountId: ami.account,
  state: { status: "AVAILABLE" },
});
