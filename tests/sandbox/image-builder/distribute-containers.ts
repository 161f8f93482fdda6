// A container image is pushed to a repository in every region, always of the account that built it.

import type { Container, ContainerRecipe, TargetContainerRepository } from "@aws-sdk/client-imagebuilder";
import { partitionOf } from "../../../provider/src/service-model/model";
import { buildOf, type Place } from "./arns";
import type { Call } from "./call";
import { fillIn } from "./distribute-amis";
import { distributionFailure } from "./distribution-failure";
import type { ArrivedContainer, StoredImage } from "./world";

export function distributeContainers(call: Call, image: StoredImage, recipe: ContainerRecipe): Container[] {
  const { account } = call.store.place;
  const arrived = destinations(image, recipe, call.store.place).map(
    ({ region, repository, tags, description }): ArrivedContainer => {
      const repositoryName = repository?.repositoryName ?? "";
      checkRepository(call, { account, region }, repositoryName);
      const registry = `${account}.dkr.ecr.${region}.${partitionOf(region)?.dnsSuffix}`;
      // That AWS always adds this tag is as its own examples show it.
      const all = [...tags.map((tag) => fillIn(tag, image)), `${image.version}-${buildOf(image.arn)}`];
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
function checkRepository({ world }: Call, { account, region }: Place, name: string): void {
  const recorded = world.records
    .list("aws:ecr/repository:Repository")
    .filter((repository) => repository.account === account);
  if (recorded.length > 0 && !recorded.some((each) => each.region === region && each.id === name)) {
    throw distributionFailure(
      `The repository with name '${name}' does not exist in the registry with id '${account}' in ${region}`,
    );
  }
}
