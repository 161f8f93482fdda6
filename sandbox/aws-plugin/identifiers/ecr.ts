import { partitionOf } from "../config";
import { arnIn, type Identifiers, idOf } from "./identify";

const registry = idOf("repository", (_inputs, { account }) => ({ registryId: account }));

export const ecr: Identifiers = {
  "aws:ecr/repository:Repository": idOf("name", ({ name }, place) => {
    const { account, region } = place;
    return {
      arn: arnIn(place, "ecr", `repository/${String(name)}`),
      registryId: account,
      repositoryUrl: `${account}.dkr.ecr.${region}.${partitionOf(region).dnsSuffix}/${String(name)}`,
    };
  }),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": registry,
  "aws:ecr/repositoryPolicy:RepositoryPolicy": registry,
};
