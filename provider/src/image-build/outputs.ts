// What an image is: where its record is, and the AMIs and container images that came of it.

import type { Image, ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";

export interface OutputAmi {
  readonly id: string;
  readonly region: string;
  readonly account: string;
  /** Whether it is of the account that built it: EC2 shows that one no others. */
  readonly isOwn: boolean;
}

export const regionOfImage = ({ arn }: Image): string => arn?.split(":")[3] ?? "";

/** The client of the region where an image's record is. */
export const clientOf = (image: Image, aws: Aws): ImagebuilderClient =>
  aws.imageBuilder(regionOfImage(image));

export function amisOf({ arn, outputResources }: Image): OutputAmi[] {
  const own = arn?.split(":")[4] ?? "";
  return (outputResources?.amis ?? []).map(({ image: id = "", region = "", accountId: account = own }) => ({
    id,
    region,
    account,
    isOwn: account === own,
  }));
}

/** Of all tags that a build gives its container image, only this one is never given to another. */
export function ownUri(uris: readonly string[], { arn = "" }: Image): string {
  const own = `:${arn.split("/").slice(-2).join("-")}`;
  return uris.find((uri) => uri.endsWith(own)) ?? uris[0] ?? "";
}

/** All that there is of an image, by ID. */
export const namesOf = (image: Image): string[] => [
  image.arn ?? "",
  ...amisOf(image).map(({ id, region, account, isOwn }) =>
    isOwn ? `${id} in ${region}` : `${id} in ${region} of account ${account}`,
  ),
  ...(image.outputResources?.containers ?? []).map(({ imageUris = [] }) => ownUri(imageUris, image)),
];
