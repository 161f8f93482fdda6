import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { iam } from "./iam";
import type { Identifiers } from "./identify";
import { kms } from "./kms";
import { messages } from "./messages";
import { s3 } from "./s3";
import { ssm } from "./ssm";

export const identifiers: Identifiers = { ...ec2, ...ecr, ...iam, ...kms, ...messages, ...s3, ...ssm };

/** What an update adds one to. */
export const counters: Readonly<Record<string, string>> = {
  "aws:ec2/launchTemplate:LaunchTemplate": "latestVersion",
  "aws:ssm/parameter:Parameter": "version",
};
