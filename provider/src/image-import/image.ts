// Image Builder's part: an image of a converted machine, or of what an installation medium installs.

import type { Image, ImageSummary } from "@aws-sdk/client-imagebuilder";
import { sdk } from "../aws/clients";
import { errorMessage, explain, explained } from "../aws/errors";
import type { Running } from "../engine/custom-resource";
import { stateOf } from "../image-build/amis";
import { digest } from "../image-build/builds";
import { endedWithoutImage, failureOf } from "../image-build/failure";
import type { ImageImportInputs, WindowsIso } from "../checks/schema/generated/types";
import { importTag } from "./identity";
import type { Identity } from "./identity";
import { isoOsVersion } from "./rules";
import { watch } from "./watch";
import type { Clock } from "./watch";

/** Of the task's AMI where there is a task, else of the installation medium. */
export async function makeImage(
  inputs: ImageImportInputs,
  identity: Identity,
  importTaskId: string | undefined,
  running: Running,
  clock: Clock,
): Promise<Image> {
  const builds = await buildsOf(inputs, identity, running);
  const mine = await findBuild(builds, identity, running, inputs.region);
  // The same try gives the same image, even where AWS's list is behind; a try after a failed one gives another.
  const clientToken = digest([identity.token, importTaskId ?? "", builds.length]);
  const arn =
    mine?.arn ??
    (inputs.windowsIso === undefined
      ? await importTask(inputs, identity, clientToken, importTaskId, running)
      : await importIso(inputs, inputs.windowsIso, identity, clientToken, running));
  return follow(arn, inputs, running, clock);
}

/** Not one whose AMI has been deregistered since. */
async function findBuild(
  builds: readonly ImageSummary[],
  { token }: Identity,
  { aws, log }: Running,
  region: string | undefined,
): Promise<ImageSummary | undefined> {
  for (const image of builds) {
    if (image.tags?.[importTag] !== token || endedWithoutImage(image.state?.status)) continue;
    const amis = image.outputResources?.amis ?? [];
    const states = amis.map(({ image: id = "", region: where }) =>
      stateOf(id, where ?? region, aws).catch((error: unknown) => {
        log.warn(`whether ${id} is still there is not known: ${errorMessage(error)}`);
        return "available";
      }),
    );
    if (!(await Promise.all(states)).includes("deregistered")) return image;
  }
  return undefined;
}

/** The builds that the image's version has already. */
async function buildsOf(
  inputs: ImageImportInputs,
  { name, semanticVersion }: Identity,
  { aws }: Running,
): Promise<ImageSummary[]> {
  const { paginateListImageBuildVersions, paginateListImages } = sdk();
  const client = aws.imageBuilder(inputs.region);
  const builds: ImageSummary[] = [];
  let permission = "imagebuilder:ListImages";
  try {
    const versions: string[] = [];
    const filters = [{ name: "name", values: [name] }];
    for await (const page of paginateListImages({ client }, { owner: "Self", filters })) {
      const same = (page.imageVersionList ?? []).filter(({ version }) => version === semanticVersion);
      versions.push(...same.flatMap(({ arn }) => arn ?? []));
    }
    permission = "imagebuilder:ListImageBuildVersions";
    for (const imageVersionArn of versions) {
      const pages = paginateListImageBuildVersions({ client }, { imageVersionArn });
      for await (const page of pages) builds.push(...(page.imageSummaryList ?? []));
    }
  } catch (error) {
    throw explain(error, permission);
  }
  return builds;
}

async function importTask(
  inputs: ImageImportInputs,
  identity: Identity,
  clientToken: string,
  vmImportTaskId: string | undefined,
  { aws }: Running,
): Promise<string> {
  const { ImportVmImageCommand } = sdk();
  try {
    const { imageArn } = await aws.imageBuilder(inputs.region).send(
      new ImportVmImageCommand({
        ...common(inputs, identity, clientToken),
        platform: inputs.platform,
        osVersion: inputs.osVersion,
        vmImportTaskId,
      }),
    );
    return imageArn ?? "";
  } catch (error) {
    throw explain(error, "imagebuilder:ImportVmImage");
  }
}

async function importIso(
  inputs: ImageImportInputs,
  windowsIso: WindowsIso,
  identity: Identity,
  clientToken: string,
  { aws }: Running,
): Promise<string> {
  const { ImportDiskImageCommand } = sdk();
  const { s3Uri, infrastructureConfigurationArn, executionRole, imageIndex, secureBoot } = windowsIso;
  try {
    const { imageBuildVersionArn } = await aws.imageBuilder(inputs.region).send(
      new ImportDiskImageCommand({
        ...common(inputs, identity, clientToken),
        platform: "Windows",
        osVersion: isoOsVersion,
        uri: s3Uri,
        infrastructureConfigurationArn,
        executionRole,
        ...(imageIndex !== undefined && { windowsConfiguration: { imageIndex } }),
        ...(secureBoot !== undefined && { registerImageOptions: { secureBootEnabled: secureBoot } }),
      }),
    );
    return imageBuildVersionArn ?? "";
  } catch (error) {
    throw explain(error, "imagebuilder:ImportDiskImage");
  }
}

function common(inputs: ImageImportInputs, { name, semanticVersion, token }: Identity, clientToken: string) {
  return {
    name,
    semanticVersion,
    clientToken,
    description: inputs.description,
    tags: { ...inputs.tags, [importTag]: token },
    ...(inputs.logGroupName !== undefined && {
      loggingConfiguration: { logGroupName: inputs.logGroupName },
    }),
  };
}

function follow(arn: string, inputs: ImageImportInputs, running: Running, clock: Clock): Promise<Image> {
  const { GetImageCommand } = sdk();
  const client = running.aws.imageBuilder(inputs.region);
  return watch(arn, running, clock, async () => {
    const { image = {} } = await explained(
      "imagebuilder:GetImage",
      client.send(new GetImageCommand({ imageBuildVersionArn: arn })),
    );
    const status = image.state?.status;
    if (endedWithoutImage(status)) throw new Error(await failureOf(image, running.aws, inputs.region));
    return { result: status === "AVAILABLE" ? image : undefined, progress: `image ${status}` };
  });
}
