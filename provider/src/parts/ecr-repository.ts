// An ECR repository of container images: encrypted, scanned at every push, with tags that stay where they are.

import * as pulumi from "@pulumi/pulumi";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { mergedTags } from "../plan/tags";

interface Settings {
  name: unknown;
  kmsKeyArn?: unknown;
  untaggedDays?: pulumi.Input<number>;
  /** The tags that images get here, besides their version. */
  imageTags?: pulumi.Input<string>[];
  tags?: object;
  region?: unknown;
}

const defaultUntaggedDays = 14;

/** The repository has the given key; what belongs to it begins with that. */
export function planRepository(
  key: string,
  { name, kmsKeyArn, untaggedDays, imageTags, tags, region }: Settings,
): Child[] {
  const moving = pulumi.output(imageTags ?? defaultTags).apply((all) => movingTags(all as string[]));
  return [
    {
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
          kmsKeyArn === undefined
            ? { encryptionType: "AES256" }
            : { encryptionType: "KMS", kmsKey: kmsKeyArn },
        ],
        // Without this tag Image Builder's lifecycle policies may not delete from the repository.
        // https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-prerequisites.html
        tags: mergedTags(tags, { LifecycleExecutionAccess: "EC2 Image Builder" }),
        region,
      },
    },
    {
      key: `${key}-lifecycle`,
      type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      args: {
        repository: new Ref(key, "name"),
        policy: pulumi.output(untaggedDays ?? defaultUntaggedDays).apply((days) =>
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
          }),
        ),
        region,
      },
    },
  ];
}

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
