// What becomes of an image, its AMIs, their snapshots and its container images when nobody builds it here any more.

import type { Image } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import { ec2Sdk, ecrSdk, sdk } from "../aws/clients";
import { errorMessage, errorName, explain, explained, isMissing } from "../aws/errors";
import { describeAmi } from "./amis";
import { setStateByRole, statusOf } from "./lifecycle";
import type { Disposal } from "./lifecycle";
import { amisOf, clientOf, ownUri } from "./outputs";
import type { OutputAmi } from "./outputs";

/** What was left, and why. */
export interface Left {
  /** What nothing can be done about from here. */
  readonly outOfReach: string[];
  /** What failed, and can be tried again. */
  readonly failed: string[];
}

export async function dispose(
  image: Image,
  disposal: Disposal,
  lifecycleRoleArn: string | undefined,
  aws: Aws,
): Promise<Left> {
  const left: Left = { outOfReach: [], failed: [] };
  if (image.type === "DOCKER" && disposal !== "delete") {
    left.outOfReach.push(`${image.arn}: AWS can delete container images, but not ${disposal} them`);
    return left;
  }
  if (lifecycleRoleArn !== undefined) {
    left.failed.push(...(await setStateByRole(image, disposal, lifecycleRoleArn, aws)));
    return left;
  }
  await disposeOfAmis(image, disposal, aws, left);
  for (const { region = "", imageUris = [] } of image.outputResources?.containers ?? []) {
    await attempt(`the container image of ${image.arn} in ${region}`, left, () =>
      deleteContainer(imageUris, image, region, aws),
    );
  }
  // As long as something is left, Image Builder's image is what leads to it.
  if (left.failed.length === 0) {
    await attempt(image.arn ?? "", left, () => disposeOfRecord(image, disposal, aws, left));
  }
  return left;
}

async function disposeOfAmis(image: Image, disposal: Disposal, aws: Aws, left: Left): Promise<void> {
  for (const ami of amisOf(image)) {
    const name = `${ami.id} in ${ami.region}`;
    if (ami.isOwn) {
      await attempt(name, left, () => amiActions[disposal](ami, aws, left));
    } else {
      left.outOfReach.push(
        `${name} of account ${ami.account}: 'lifecycleRoleArn' says by which role to reach it`,
      );
    }
  }
}

async function attempt(what: string, left: Left, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    left.failed.push(`${what}: ${errorMessage(error)}`);
  }
}

const isGone = (error: unknown): boolean => /^InvalidAMIID\./.test(errorName(error));

/** EC2 takes whole minutes, and no time that is past. */
const soonMilliseconds = 120_000;

const amiActions: Readonly<Record<Disposal, (ami: OutputAmi, aws: Aws, left: Left) => Promise<void>>> = {
  async deprecate({ id, region }, aws) {
    const { EnableImageDeprecationCommand } = ec2Sdk();
    if ((await describeAmi(id, region, aws)) === undefined) return;
    const DeprecateAt = new Date(Date.now() + soonMilliseconds);
    await explained(
      "ec2:EnableImageDeprecation",
      aws.ec2(region).send(new EnableImageDeprecationCommand({ ImageId: id, DeprecateAt })),
    );
  },
  async disable({ id, region }, aws) {
    const { DisableImageCommand } = ec2Sdk();
    if ((await describeAmi(id, region, aws)) === undefined) return;
    await explained("ec2:DisableImage", aws.ec2(region).send(new DisableImageCommand({ ImageId: id })));
  },
  async delete({ id, region }, aws, left) {
    const { DeregisterImageCommand } = ec2Sdk();
    const command = new DeregisterImageCommand({ ImageId: id, DeleteAssociatedSnapshots: true });
    const result = await explained(
      "ec2:DeregisterImage",
      aws
        .ec2(region)
        .send(command)
        .catch((error: unknown) => {
          if (isGone(error)) return undefined;
          throw error;
        }),
    );
    for (const { SnapshotId, ReturnCode } of result?.DeleteSnapshotResults ?? []) {
      if (ReturnCode === "success") continue;
      const why =
        ReturnCode === "missing-permissions" ? "the permission ec2:DeleteSnapshot is missing" : ReturnCode;
      // Its AMI is gone, so that it isn't found again from here.
      left.outOfReach.push(`the snapshot ${SnapshotId} of ${id} in ${region}: ${why}`);
    }
  },
};

/** By its digest: its other tags may be another build's by now. */
async function deleteContainer(
  uris: readonly string[],
  image: Image,
  region: string,
  aws: Aws,
): Promise<void> {
  const uri = ownUri(uris, image);
  const [, registryId, repositoryName = "", imageTag] =
    /^(\d{12})\.dkr\.ecr\.[^/]+\/(.+):([^:/]+)$/.exec(uri) ?? [];
  if (registryId === undefined) throw new Error(`${uri} is not in a repository of ECR`);
  const { BatchDeleteImageCommand, DescribeImagesCommand } = ecrSdk();
  const repository = { registryId, repositoryName };
  const found = await explained(
    "ecr:DescribeImages",
    aws
      .ecr(region)
      .send(new DescribeImagesCommand({ ...repository, imageIds: [{ imageTag }] }))
      .catch((error: unknown) => {
        if (/^(?:ImageNotFound|RepositoryNotFound)Exception$/.test(errorName(error))) return undefined;
        throw error;
      }),
  );
  const imageDigest = found?.imageDetails?.[0]?.imageDigest;
  if (imageDigest === undefined) return;
  const { failures = [] } = await explained(
    "ecr:BatchDeleteImage",
    aws.ecr(region).send(new BatchDeleteImageCommand({ ...repository, imageIds: [{ imageDigest }] })),
  );
  for (const { failureReason, failureCode } of failures) throw new Error(failureReason ?? failureCode);
}

async function disposeOfRecord(image: Image, disposal: Disposal, aws: Aws, left: Left): Promise<void> {
  const { DeleteImageCommand, StartResourceStateUpdateCommand } = sdk();
  const arn = image.arn ?? "";
  const client = clientOf(image, aws);
  if (disposal !== "delete") {
    const state = { status: statusOf[disposal] };
    await explained(
      "imagebuilder:StartResourceStateUpdate",
      client.send(new StartResourceStateUpdateCommand({ resourceArn: arn, state })),
    );
    return;
  }
  try {
    await client.send(new DeleteImageCommand({ imageBuildVersionArn: arn }));
  } catch (error) {
    if (isMissing(error)) return;
    if (errorName(error) !== "ResourceDependencyException") throw explain(error, "imagebuilder:DeleteImage");
    left.outOfReach.push(`${arn}, which something else is built on`);
  }
}
