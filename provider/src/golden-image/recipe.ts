// The recipe: source, components, and what the image is made into.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import { child } from "../plan/child";
import type { ArgsOf, Child, Fields } from "../plan/child";
import type { Ref } from "../plan/deferred";
import { someTags } from "../plan/tags";
import type { Context } from "./args";
import type { BuiltRepository } from "./repository";
import { parentImage } from "./source";
import type { PlannedComponents } from "./steps";
import { versioned } from "./versioned";
import { blockDevices, volumeOrigins } from "./volumes";

const imageType = "aws:imagebuilder/imageRecipe:ImageRecipe";
const containerType = "aws:imagebuilder/containerRecipe:ContainerRecipe";

export interface Recipe {
  children: Child[];
  key: string;
  arn: Ref<string>;
  version: Ref<string>;
  leftovers: Ref<string[]>;
}

/** Of a container image where there is a repository for it, else of an AMI. */
export function planRecipe(
  context: Context,
  components: PlannedComponents,
  repository: BuiltRepository | undefined,
): Recipe {
  const { name, args } = context;
  const key = "recipe";
  const counting = { key, name, base: args.version };
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
  const { children, made, leftovers } =
    repository === undefined
      ? versioned(
          context,
          { ...counting, kind: "recipe", content: { ...common, ...imageContent(context) } },
          (identity, content) =>
            child({
              key,
              type: imageType,
              args: { ...identity, ...content, tags: args.tags, region: args.region },
              origins: {
                ...origins,
                amiTags: "amiTags",
                userDataBase64: "userData",
                ...volumeOrigins("blockDeviceMappings", context),
                tags: "tags",
              },
            }),
        )
      : versioned(
          context,
          {
            ...counting,
            kind: "containerRecipe",
            content: { ...common, ...containerContent(context, repository) },
          },
          (identity, content) =>
            child({
              key,
              type: containerType,
              args: { ...identity, ...content, tags: args.tags, region: args.region },
              origins: {
                ...origins,
                dockerfileTemplateData: "container.dockerfile",
                dockerfileTemplateUri: "container.dockerfileUri",
                kmsKeyId: "container.dockerfileKmsKeyArn",
                platformOverride: "container.platformOverride",
                "targetRepository.repositoryName": "container.repositoryName",
                "instanceConfiguration.image": "container.instanceImage",
                ...volumeOrigins("instanceConfiguration.blockDeviceMappings", context),
                tags: "tags",
              },
              after: repository.after,
            }),
        );
  return { children, key, arn: made.out.arn, version: made.out.version, leftovers };
}

function imageContent(context: Context): Partial<ArgsOf<typeof imageType>> {
  const { args } = context;
  return {
    blockDeviceMappings: blockDevices(context),
    amiTags: someTags(args.amiTags),
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

function containerContent(
  context: Context,
  repository: BuiltRepository,
): Pick<ArgsOf<typeof containerType>, "containerType" | "targetRepository"> &
  Partial<ArgsOf<typeof containerType>> {
  const { args, decisions } = context;
  const container = args.container ?? {};
  const { storage } = args;
  const instance: Fields<aws.ContainerRecipeInstanceConfiguration> = {
    image: container.instanceImage,
    blockDeviceMappings: storage === undefined ? undefined : blockDevices(context),
  };
  return {
    containerType: "DOCKER",
    targetRepository: { service: "ECR", repositoryName: repository.name },
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
