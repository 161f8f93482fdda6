import { AwsError } from "../image-builder/errors";
import type { Rules } from ".";
import { inRegion } from "./others";

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html
export const ecr: Readonly<Record<string, Rules>> = {
  "aws:ecr/repository:Repository": {
    create: (made, world) =>
      inRegion(world, made, made.type).some(({ id }) => id === made.id)
        ? new AwsError(
            "RepositoryAlreadyExistsException",
            `The repository with name '${made.id}' already exists in the registry with id '${made.account}'`,
            400,
          )
        : undefined,
    delete({ id, account, region, properties }, world) {
      const { containers } = world.store({ account, region });
      const images = containers.filter(({ repositoryName }) => repositoryName === id);
      if (properties.forceDelete === true) {
        for (const image of images) containers.splice(containers.indexOf(image), 1);
        return undefined;
      }
      return images.length > 0
        ? new AwsError(
            "RepositoryNotEmptyException",
            `The repository with name '${id}' in registry with id '${account}' cannot be deleted because it still contains images`,
            400,
          )
        : undefined;
    },
    parts: (repository, world) =>
      ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "aws:ecr/repositoryPolicy:RepositoryPolicy"]
        .flatMap((type) => inRegion(world, repository, type))
        .filter(({ id }) => id === repository.id),
  },
};
