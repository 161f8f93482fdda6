// A container image is pushed to a repository in every region, always of the account that built it.

import type { Container, ContainerRecipe, TargetContainerRepository } from "@aws-sdk/client-imagebuilder";
import { partitionOf } from "../../provider/src/checks/service-model/model";
import { buildOf, type Place } from "./arns";
import type { Call } from "./call";
import { fillIn } from "./distribute-amis";
import { distributionFailure } from "./distribution-failure";
import type { Recorded } from "./records";
import type { ArrivedContainer, StoredImage } from "./world";

export function distributeContainers(call: Call, image: StoredImage, recipe: ContainerRecipe): Container[] {
  const { account } = call.store.place;
  const arrived = destinations(image, recipe, call.store.place).map(
    ({ region, repository, tags, description }): ArrivedContainer => {
      const repositoryName = repository?.repositoryName ?? "";
      const recorded = findRepository(call, { account, region }, repositoryName);
      const registry = `${account}.dkr.ecr.${region}.${partitionOf(region)?.dnsSuffix}`;
      // That AWS always adds this tag is as its own examples show it.
      const all = [...tags.map((tag) => fillIn(tag, image)), `${image.version}-${buildOf(image.arn)}`];
      const earlier = call.world.store({ account, region }).containers.flatMap(({ imageUris }) => imageUris);
      for (const tag of all) {
        if (earlier.includes(`${registry}/${repositoryName}:${tag}`)) {
          checkTagMayMove(recorded, repositoryName, tag);
        }
      }
      return {
        account,
        region,
        repositoryName,
        imageUris: [...new Set(all)].map((tag) => `${registry}/${repositoryName}:${tag}`),
        description,
        sourceImageArn: image.arn,
      };
    },
  );
  for (const container of arrived) {
    call.world.store(container).containers.push(container);
  }
  return arrived.map(({ region, imageUris }) => ({ region, imageUris: [...imageUris] }));
}

interface Destination {
  readonly region: string;
  readonly repository?: TargetContainerRepository;
  readonly tags: readonly string[];
  readonly description?: string;
}

/** Without a distribution for containers the image stays in the recipe's repository. */
function destinations(image: StoredImage, recipe: ContainerRecipe, { region }: Place): Destination[] {
  const distributed = (image.distributionConfiguration?.distributions ?? []).flatMap((distribution) => {
    const { containerDistributionConfiguration: containers, region: where = "" } = distribution;
    const { targetRepository: repository, containerTags: tags = [], description } = containers ?? {};
    return containers === undefined ? [] : [{ region: where, repository, tags, description }];
  });
  return distributed.length > 0
    ? distributed
    : [{ region, repository: recipe.targetRepository, tags: ["latest"] }];
}

/** Repositories are looked for once the account has recorded any, since ECR is emulated elsewhere. */
function findRepository({ world }: Call, { account, region }: Place, name: string): Recorded | undefined {
  const recorded = world.records
    .list("aws:ecr/repository:Repository")
    .filter((repository) => repository.account === account);
  const found = recorded.find((each) => each.region === region && each.id === name);
  if (recorded.length > 0 && found === undefined) {
    throw distributionFailure(
      `The repository with name '${name}' does not exist in the registry with id '${account}' in ${region}`,
    );
  }
  return found;
}

/** Tags may be moved unless their repository is immutable, and there too where its filters let them. */
function checkTagMayMove(repository: Recorded | undefined, name: string, tag: string): void {
  const { imageTagMutability = "MUTABLE", imageTagMutabilityExclusionFilters = [] } =
    (repository?.properties ?? {}) as RepositoryProperties;
  const excluded = imageTagMutabilityExclusionFilters.some(({ filter }) =>
    new RegExp(`^${filter.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(tag),
  );
  if (imageTagMutability.startsWith("IMMUTABLE") && !excluded) {
    throw distributionFailure(
      `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the ` +
        "repository is immutable.",
    );
  }
}

interface RepositoryProperties {
  readonly imageTagMutability?: string;
  readonly imageTagMutabilityExclusionFilters?: readonly { readonly filter: string }[];
}
