// The ECR repository of a container image.

import * as pulumi from "@pulumi/pulumi";
import { Ref } from "../plan/child";
import type { Child } from "../plan/child";
import type { Context } from "./args";

const defaultUntaggedDays = 14;

export const makesRepository = ({ args }: Context): boolean =>
  args.container !== undefined && args.container.repositoryName === undefined;

export function repositoryName(context: Context): unknown {
  return makesRepository(context) ? new Ref("repository", "name") : context.args.container?.repositoryName;
}

export function planRepository(context: Context): Child[] {
  const { name, args } = context;
  if (!makesRepository(context)) return [];
  const { repositoryKmsKeyArn, untaggedDays } = args.container ?? {};
  return [
    {
      key: "repository",
      type: "aws:ecr/repository:Repository",
      args: {
        name,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [
          repositoryKmsKeyArn === undefined
            ? { encryptionType: "AES256" }
            : { encryptionType: "KMS", kmsKey: repositoryKmsKeyArn },
        ],
        // Without this tag Image Builder's lifecycle policies may not delete from the repository.
        // https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-prerequisites.html
        tags: { ...args.tags, LifecycleExecutionAccess: "EC2 Image Builder" },
        region: args.region,
      },
    },
    {
      key: "repository-lifecycle",
      type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      args: {
        repository: new Ref("repository", "name"),
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
        region: args.region,
      },
    },
  ];
}
