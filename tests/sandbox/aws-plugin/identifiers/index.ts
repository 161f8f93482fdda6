import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { iam } from "./iam";
import type { Identifiers } from "./identify";
import { kms } from "./kms";
import { messages } from "./messages";
import { s3 } from "./s3";
import { ssm } from "./ssm";

export const identifiers: Identifiers = { ...ec2, ...ecr, ...iam, ...kms, ...messages, ...s3, ...ssm };

/** What AWS says when a second resource of a name is made. A record would quietly be overwritten. */
export const takenErrors: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "ResourceAlreadyExistsException",
  "aws:ecr/repository:Repository": "RepositoryAlreadyExistsException",
  "aws:iam/instanceProfile:InstanceProfile": "EntityAlreadyExists",
  "aws:iam/policy:Policy": "EntityAlreadyExists",
  "aws:iam/role:Role": "EntityAlreadyExists",
  "aws:kms/alias:Alias": "AlreadyExistsException",
  "aws:s3/bucket:Bucket": "BucketAlreadyOwnedByYou",
  "aws:ssm/parameter:Parameter": "ParameterAlreadyExists",
};

/** What an update adds one to. */
export const counters: Readonly<Record<string, string>> = {
  "aws:ec2/launchTemplate:LaunchTemplate": "latestVersion",
  "aws:ssm/parameter:Parameter": "version",
};
