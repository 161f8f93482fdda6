// Where an image starts, as a recipe names it.

import * as pulumi from "@pulumi/pulumi";
import { plain } from "./args";
import { partitionId } from "../service-model/model";
import type { Context } from "./args";
import { catalogue, managedImageName } from "./catalogue";

export function parentImage({ args, place, decisions }: Context): pulumi.Input<string> {
  const { amiId, ssmParameter, imageArn, marketplaceProductId, containerImage } = args.source;
  const os = plain(args.source.os);
  if (ssmParameter !== undefined) return pulumi.interpolate`ssm:${ssmParameter}`;
  if (os === undefined) {
    return (amiId ?? imageArn ?? marketplaceProductId ?? containerImage) as pulumi.Input<string>;
  }
  const entry = catalogue[os];
  const managed = decisions.container
    ? entry?.container
    : entry?.managed && managedImageName(entry.managed, decisions.architecture);
  if (managed !== undefined) {
    return pulumi
      .output(place.region)
      .apply((region) => `arn:${partitionId(region)}:imagebuilder:${region}:aws:image/${managed}/x.x.x`);
  }
  if (entry?.parameter) {
    return `ssm:${entry.parameter}/${decisions.architecture === "arm64" ? "arm64" : "amd64"}`;
  }
  if (entry?.ami) return place.newestAmi(entry.ami.owner, entry.ami.name, decisions.architecture);
  throw new Error(`'${os}' is not in the catalogue`);
}
