// The recipe: source, components, and what the image is made into.

import * as pulumi from "@pulumi/pulumi";
import type { Child } from "../plan/child";
import { plain } from "./args";
import type { Context } from "./args";
import { afterRepository, repositoryName } from "./repository";
import { parentImage } from "./source";
import type { PlannedComponents } from "./steps";
import { versioned } from "./versioned";
import { blockDevices, volumeOrigins } from "./volumes";
import { someTags } from "../plan/tags";

export function planRecipe(context: Context, components: PlannedComponents): Child[] {
  const { name, args, decisions } = context;
  const common = {
    parentImage: parentImage(context),
    components: components.used,
    description: args.description,
    workingDirectory: args.workingDirectory,
  };
  const origins = {
    name: "name",
    description: "description",
    workingDirectory: "workingDirectory",
    parentImage: `source.${Object.keys(args.source)[0]}`,
    ...components.origins,
  };
  const base = plain(args.version);
  return decisions.container
    ? versioned(context, {
        key: "recipe",
        kind: "containerRecipe",
        name,
        base,
        type: "aws:imagebuilder/containerRecipe:ContainerRecipe",
        content: { ...common, ...containerContent(context) },
        after: afterRepository(context),
        origins: {
          ...origins,
          dockerfileTemplateData: "container.dockerfile",
          dockerfileTemplateUri: "container.dockerfileUri",
          kmsKeyId: "container.dockerfileKmsKeyArn",
          platformOverride: "container.platformOverride",
          "targetRepository.repositoryName": "container.repositoryName",
          "instanceConfiguration.image": "container.instanceImage",
          ...volumeOrigins("instanceConfiguration.blockDeviceMappings", context),
        },
      })
    : versioned(context, {
        key: "recipe",
        kind: "recipe",
        name,
        base,
        type: "aws:imagebuilder/imageRecipe:ImageRecipe",
        content: { ...common, ...imageContent(context) },
        origins: {
          ...origins,
          amiTags: "imageTags",
          userDataBase64: "userData",
          ...volumeOrigins("blockDeviceMappings", context),
        },
      });
}

function imageContent(context: Context): Record<string, unknown> {
  const { args } = context;
  return {
    blockDeviceMappings: blockDevices(context),
    amiTags: someTags(args.imageTags),
    systemsManagerAgent:
      args.removeSsmAgent === undefined ? undefined : { uninstallAfterBuild: args.removeSsmAgent },
    userDataBase64:
      args.userData === undefined
        ? undefined
        : pulumi.output(args.userData).apply((text) => Buffer.from(text).toString("base64")),
  };
}

/** The smallest template that Image Builder takes: the components alone make the difference. */
const defaultDockerfile = [
  "FROM {{{ imagebuilder:parentImage }}}",
  "{{{ imagebuilder:environments }}}",
  "{{{ imagebuilder:components }}}",
  "",
].join("\n");

function containerContent(context: Context): Record<string, unknown> {
  const { args, decisions } = context;
  const container = args.container ?? {};
  const { storage } = args;
  const instance = {
    image: container.instanceImage,
    blockDeviceMappings: storage === undefined ? undefined : blockDevices(context),
  };
  return {
    containerType: "DOCKER",
    targetRepository: { service: "ECR", repositoryName: repositoryName(context) },
    dockerfileTemplateData:
      container.dockerfileUri === undefined ? (container.dockerfile ?? defaultDockerfile) : undefined,
    dockerfileTemplateUri: container.dockerfileUri,
    kmsKeyId: container.dockerfileKmsKeyArn,
    platformOverride:
      container.platformOverride ??
      (args.source.containerImage === undefined ? undefined : decisions.platform),
    instanceConfiguration: Object.values(instance).some((value) => value !== undefined)
      ? instance
      : undefined,
  };
}
