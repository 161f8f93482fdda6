// Where an image starts, as a recipe names it.

import * as pulumi from "@pulumi/pulumi";
import { partitionId } from "../checks/service-model/model";
import { derived } from "../plan/deferred";
import type { Text } from "../plan/deferred";
import type { Context } from "./args";
import { catalogue, managedImageName } from "./catalogue";
import { imagesOf } from "./pipelines";
import { newestAmi } from "./questions";

export function parentImage(context: Context): Text {
  const { args, region, decisions } = context;
  const { amiId, ssmParameter, imageArn, pipelineArn, marketplaceProductId, containerImage } = args.source;
  const os = args.source.os;
  if (ssmParameter !== undefined) return pulumi.interpolate`ssm:${ssmParameter}`;
  if (pipelineArn !== undefined) return newestOfPipeline(context, pipelineArn);
  if (os === undefined) {
    const given = amiId ?? imageArn ?? marketplaceProductId ?? containerImage;
    if (given === undefined) throw new Error("unreachable: a rule wants exactly one source");
    return given;
  }
  const entry = catalogue[os];
  const managed = decisions.container
    ? entry?.container
    : entry?.managed && managedImageName(entry.managed, decisions.architecture);
  if (managed !== undefined) {
    return pulumi
      .output(region)
      .apply((at) => `arn:${partitionId(at)}:imagebuilder:${at}:aws:image/${managed}/x.x.x`);
  }
  if (entry?.parameter) {
    return `ssm:${entry.parameter}/${decisions.architecture === "arm64" ? "arm64" : "amd64"}`;
  }
  if (entry?.ami) return newestAmi(context, entry.ami);
  throw new Error(`'${os}' is not in the catalogue`);
}

/** AWS would only say that the image is of another type than the recipe. */
function newestOfPipeline(context: Context, pipelineArn: pulumi.Input<string>): Text {
  const path = "source.pipelineArn";
  return derived([imagesOf(context, pipelineArn, path)], ([{ arn, container }]) => {
    if (container === context.decisions.container) return `${arn}/x.x.x`;
    throw new Error(
      container
        ? `${path}: makes container images: add 'container', or take another source`
        : `${path}: makes AMIs, and a container image starts from another one`,
    );
  });
}
