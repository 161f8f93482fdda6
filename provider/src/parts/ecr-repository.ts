// An ECR repository of container images: encrypted, scanned at every push, with tags that stay where they are.

import * as pulumi from "@pulumi/pulumi";
import { child } from "../plan/child";
import type { Child, Made } from "../plan/child";
import type { Text } from "../plan/deferred";
import { mergedTags } from "../plan/tags";
import type { Tags } from "../plan/tags";

interface Settings {
  name: Text;
  kmsKeyArn?: Text | undefined;
  untaggedDays?: pulumi.Input<number> | undefined;
  /** The tags that images get here, besides their version. */
  imageTags?: pulumi.Input<string>[] | undefined;
  tags?: Tags | undefined;
  region?: Text | undefined;
}

export interface EcrRepository {
  children: Child[];
  repository: Made<"aws:ecr/repository:Repository">;
}

const defaultUntaggedDays = 14;

/** The repository has the given key; what belongs to it begins with that. */
export function planRepository(
  key: string,
  { name, kmsKeyArn, untaggedDays, imageTags, tags, region }: Settings,
): EcrRepository {
  const moving = pulumi.output(imageTags ?? defaultTags).apply(movingTags);
  const repository = child({
    key,
    type: "aws:ecr/repository:Repository",
    args: {
      name,
      imageTagMutability: moving.apply(({ length }) =>
        length === 0 ? "IMMUTABLE" : "IMMUTABLE_WITH_EXCLUSION",
      ),
      imageTagMutabilityExclusionFilters: moving.apply((filters) =>
        filters.length === 0 ? undefined : filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
      ),
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [
        kmsKeyArn === undefined ? { encryptionType: "AES256" } : { encryptionType: "KMS", kmsKey: kmsKeyArn },
      ],
      // Without this tag Image Builder's lifecycle policies may not delete from the repository.
      // https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-prerequisites.html
      tags: mergedTags(tags, { LifecycleExecutionAccess: "EC2 Image Builder" }),
      region,
    },
  });
  const lifecycle = child({
    key: `${key}-lifecycle`,
    type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    args: {
      repository: repository.out.name,
      policy: pulumi.output(untaggedDays ?? defaultUntaggedDays).apply(expiryOfUntagged),
      region,
    },
  });
  return { children: [repository, lifecycle], repository };
}

const expiryOfUntagged = (days: number): string =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: "Delete untagged images",
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: days,
        },
        action: { type: "expire" },
      },
    ],
  });

/** Whether Image Builder pushes this one where it is told none is unproven; a push that is refused fails a build. */
const defaultTags = ["latest"];

/**
 * The tags that each build moves to its own image, as filters of ECR. All others stay immutable: an image's version, and
 * what has the build's date in it.
 */
export const movingTags = (tags: readonly string[]): string[] => [
  ...new Set(
    tags
      .filter((tag) => !/\{\{\s*imagebuilder:buildDate\s*\}\}/.test(tag))
      .map((tag) => tag.replace(/\{\{.*?\}\}/g, "*"))
      .sort(),
  ),
];
