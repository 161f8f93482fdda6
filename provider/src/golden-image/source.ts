// Where an image starts, as a recipe names it.

import * as pulumi from "@pulumi/pulumi";
import { plain } from "./args";
import { partitionId } from "../checks/service-model/model";
import type { Context } from "./args";
import { catalogue, managedImageName } from "./catalogue";
import { imagesOf } from "./pipelines";

export function parentImage(context: Context): pulumi.Input<string> {
  const { args, place, decisions } = context;
  const { amiId, ssmParameter, imageArn, pipelineArn, marketplaceProductId, containerImage } = args.source;
  const os = plain(args.source.os);
  if (ssmParameter !== undefined) return pulumi.interpolate`ssm:${ssmParameter}`;
  if (pipelineArn !== undefined) return newestOfPipeline(context, pipelineArn);
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

/** AWS would only say that the image is of another type than the recipe. */
function newestOfPipeline(context: Context, pipelineArn: pulumi.Input<string>): pulumi.Output<string> {
  const path = "source.pipelineArn";
  return imagesOf(context, pipelineArn, path).apply(({ arn, container }) => {
    if (container === context.decisions.container) return `${arn}/x.x.x`;
    throw new Error(
      container
        ? `${path}: makes container images: add 'container', or take another source`
        : `${path}: makes AMIs, and a container image starts from another one`,
    );
  });
}
