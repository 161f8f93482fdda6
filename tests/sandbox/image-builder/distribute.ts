// Distribution: an AMI arrives in every region and target account, and what is published there names it.

import type { Ami, Distribution, ImageRecipe } from "@aws-sdk/client-imagebuilder";
import type { Place } from "./arns";
import { StepFailure } from "./build-steps";
import type { Call } from "./call";
import { targetAccounts } from "./distribution-configurations";
import { amiId } from "./parents";
import type { ArrivedAmi, StoredImage } from "./world";

export function distribute(call: Call, image: StoredImage, recipe: ImageRecipe): Ami[] {
  const { world, store } = call;
  const { account } = store.place;
  return distributionsOf(image, store.place.region).flatMap((distribution) => {
    checkSharing(distribution, recipe, account);
    return targetAccounts(distribution, account).map((target) => {
      const place = { account: target, region: distribution.region ?? "" };
      const ami = arrive(place, distribution, image, recipe);
      const { amis } = world.store(place);
      const sameName = [...amis.values()].find(({ name }) => name === ami.name);
      if (sameName !== undefined) {
        throw failure(`AMI name ${ami.name} is already in use by AMI ${sameName.imageId}`);
      }
      amis.set(ami.imageId, ami);
      return outputOf(ami);
    });
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

/** What EC2 refuses: sharing what is encrypted by the account's own default key, or publishing what is encrypted. */
function checkSharing(distribution: Distribution, recipe: ImageRecipe, account: string): void {
  const { launchPermission, targetAccountIds = [] } = distribution.amiDistributionConfiguration ?? {};
  const volumes = encryptedVolumes(recipe);
  const shared = launchPermission !== undefined || targetAccountIds.some((target) => target !== account);
  if (shared && volumes.some(({ kmsKeyId }) => kmsKeyId === undefined)) {
    throw failure("Snapshots encrypted with the AWS Managed CMK can't be shared");
  }
  if (launchPermission?.userGroups?.includes("all") === true && volumes.length > 0) {
    throw failure("Encrypted snapshots can't be shared publicly");
  }
}

const encryptedVolumes = (recipe: ImageRecipe) =>
  (recipe.blockDeviceMappings ?? []).flatMap(({ ebs }) => (ebs?.encrypted === true ? [ebs] : []));

const failure = (errorMessage: string): StepFailure =>
  new StepFailure(errorMessage, { distributionFailure: { errorMessage } });

function arrive(
  place: Place,
  distribution: Distribution,
  image: StoredImage,
  recipe: ImageRecipe,
): ArrivedAmi {
  const ami = distribution.amiDistributionConfiguration;
  const kmsKeyId = ami?.kmsKeyId ?? encryptedVolumes(recipe)[0]?.kmsKeyId;
  return {
    ...place,
    imageId: amiId(place.region, place.account, image.arn),
    name: amiName(ami?.name ?? `${recipe.name} {{ imagebuilder:buildDate }}`, image),
    description: ami?.description,
    tags: {
      ...recipe.amiTags,
      ...ami?.amiTags,
      CreatedBy: "EC2 Image Builder",
      Ec2ImageBuilderArn: image.arn,
    },
    encrypted: kmsKeyId !== undefined || encryptedVolumes(recipe).length > 0,
    kmsKeyId,
    launchPermission: ami?.launchPermission,
    sourceImageArn: image.arn,
  };
}

function amiName(template: string, { arn, dateCreated = "" }: StoredImage): string {
  const values: Readonly<Record<string, string>> = {
    buildDate: dateCreated.replaceAll(":", "-"),
    buildVersion: arn.split("/")[3] ?? "",
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

/** Outside /imagebuilder/ a parameter is written with an execution role or not at all; the AMIs are there by then. */
export function writeParameters({ world, store }: Call, image: StoredImage): void {
  for (const { region = "", ssmParameterConfigurations = [] } of image.distributionConfiguration
    ?.distributions ?? []) {
    for (const {
      parameterName: name = "",
      amiAccountId,
      dataType = "aws:ec2:image",
    } of ssmParameterConfigurations) {
      if (image.executionRole === undefined && !/^\/?imagebuilder\//.test(name)) {
        throw failure(`Not authorized to perform ssm:PutParameter on parameter ${name} in ${region}`);
      }
      const account = amiAccountId ?? store.place.account;
      const ami = image.outputResources?.amis?.find(
        (each) => each.region === region && each.accountId === account,
      );
      world.store({ account, region }).parameters.set(name, { value: ami?.image ?? "", dataType });
    }
  }
}
