// The forms of what AWS calls things: names, IDs and ARNs, each once.

import { knownString } from "./known";
import type { Problem } from "./problems";
import { arnInRegion, arnOf, partitionForm, regionForm } from "./service-model/arn";

/** What is wrong with a text, as the end of a sentence that begins with its path. */
export type TextForm = (text: string) => string | undefined;

/** The text is known and of another form. */
export function hasForm(path: string, value: unknown, form: TextForm): Problem[] {
  const text = knownString(value);
  const message = text === undefined ? undefined : form(text);
  return message === undefined ? [] : [{ path, message }];
}

/** `words` says what the pattern asks for. */
export const form =
  (pattern: RegExp, words: string): TextForm =>
  (text) =>
    pattern.test(text) ? undefined : `must be ${words}`;

/** Parts of regular expressions. */
export const parts = {
  account: String.raw`\d{12}`,
  bucketName: "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
  launchTemplateId: "lt-[0-9a-z]{17}",
  /** The name of a role or a policy, with its path. */
  iamName: String.raw`(?:[!-~]*\/)?[\w+=,.@-]+`,
  roleName: String.raw`[\w+=,.@-]{1,64}`,
  organizationId: "o-[a-z0-9]{10,32}",
  /** The name of something of Image Builder's in an ARN. */
  imageBuilderName: "[a-z0-9_-]+",
  /** Each part a number or `x`. */
  version: String.raw`(?:\d+|x)\.(?:\d+|x)\.(?:\d+|x)`,
} as const;

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

export const amiId = form(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/, "an AMI ID, such as ami-0123456789abcdef0");
export const snapshotId = form(/^snap-[0-9a-z]+$/, "a snapshot's ID, such as snap-0123456789abcdef0");
export const subnetId = form(/^subnet-[0-9a-z]+$/, "a subnet's ID, such as subnet-0a1b2c3d");
export const securityGroupId = form(/^sg-[0-9a-z]+$/, "a security group's ID, such as sg-0a1b2c3d");
export const hostId = form(/^h-[0-9a-f]+$/, "a dedicated host's ID, such as h-0123456789abcdef0");

export const bucketName = form(
  whole(parts.bucketName),
  "the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens",
);
/** Its bucket and its key are the groups. */
export const s3Object = new RegExp(`^s3://(${parts.bucketName})/(.*[^/])$`);
/** Of an object in S3. */
export const s3Uri = (example: string): TextForm =>
  form(s3Object, `an S3 URI, such as s3://my-bucket/${example}`);

export const roleName = form(
  whole(parts.roleName),
  "the name of a role: 1 to 64 letters, digits and any of _+=,.@-, without a path",
);
export const launchTemplateName = form(
  /^[0-9A-Za-z()./_-]{3,125}$/,
  "the name of a launch template: 3 to 125 letters, digits and any of ()./_-",
);
/** A step, a workflow or another thing that gives its name to resources. */
export const lowerCaseName = form(
  /^[a-z0-9]+(-[a-z0-9]+)*$/,
  "lower-case letters, digits and single hyphens between them",
);
export const version = form(whole(parts.version), "major.minor.patch, where each may be x");

export const policyArn = form(
  arnOf("iam", `(?:aws|${parts.account}):policy/${parts.iamName}`),
  "the ARN of a policy, such as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
);
export const hostResourceGroupArn = form(
  arnInRegion("resource-groups", `${parts.account}:group/.+`),
  "the ARN of a host resource group",
);

/** A form, and what a text of it is. */
export interface NamedForm {
  pattern: RegExp;
  words: string;
}

export const topic: NamedForm = {
  pattern: arnInRegion("sns", String.raw`${parts.account}:[\w-]{1,256}(?:\.fifo)?`),
  words: "the ARN of an SNS topic",
};
export const topicArn = form(topic.pattern, topic.words);

/**
 * An ARN, a part of one, or a name, with a version.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const lambdaFunction: NamedForm = {
  pattern: new RegExp(
    String.raw`^(?:arn:${partitionForm}:lambda:${regionForm}:${parts.account}:function:|${parts.account}:function:)?[\w-]{1,64}(?::(?:\$LATEST|[\w-]{1,128}))?$`,
  ),
  words: "the name or the ARN of a Lambda function",
};
export const stateMachine: NamedForm = {
  pattern: arnInRegion(
    "states",
    String.raw`${parts.account}:stateMachine:[\w.+=@!'()-]{1,80}(?::[\w.-]{1,80})?`,
  ),
  words: "the ARN of a state machine",
};
export const commandDocument: NamedForm = {
  pattern: new RegExp(
    String.raw`^(?:arn:${partitionForm}:ssm:${regionForm}:(?:${parts.account})?:document/)?[\w.-]{3,128}$`,
  ),
  words: "the name or the ARN of a command document of Systems Manager",
};
export const snapshot: NamedForm = {
  pattern: /^snap-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  words: "the ID of a snapshot",
};
export const parameterName: NamedForm = {
  pattern: /^[\w.\-/]{1,1011}$/,
  words: "the name of an SSM parameter",
};

/** The region is its first group. A wildcard is no key. */
const keyOrAlias = arnInRegion("kms", String.raw`${parts.account}:(?:key/[\w-]+|alias/[\w/-]+)`);

/** A bare key ID would be looked up in the account that uses it, where it may not be. */
export const kmsKeyOrAliasArn = form(keyOrAlias, "the full ARN of a KMS key or alias");

const keyItself = arnInRegion("kms", String.raw`${parts.account}:key/[\w-]+`);

/** Where AWS answers an alias with its key, the provider sees another key each time, and changes it again. */
export const kmsKeyArnItself: TextForm = (text) => {
  if (keyItself.test(text)) return undefined;
  return keyOrAlias.test(text)
    ? "is an alias, which AWS answers with its key, so that each update would change it again: give the ARN of the key itself"
    : "must be the full ARN of a KMS key";
};

/**
 * In a policy the ARN of an alias means no key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export const kmsKeyArn: TextForm = (text) => {
  if (keyItself.test(text)) return undefined;
  return text.includes(":alias/")
    ? "is an alias, which a policy does not look behind: give the ARN of the key itself"
    : "must be the full ARN of a KMS key, such as arn:aws:kms:eu-central-1:123456789012:key/1234abcd-...";
};

/** The region that the ARN of a key or an alias names. */
export const regionOfKey = (arn: string): string | undefined => keyOrAlias.exec(arn)?.[1];

/** Of a parameter, by its name or ARN; a version or label may follow. */
export const parameterNameOrArn = form(
  new RegExp(
    String.raw`^(?!ssm:)(arn:${partitionForm}:ssm:${regionForm}:${parts.account}:parameter)?[A-Za-z0-9_.\-/]{1,1011}(:[A-Za-z0-9_.-]+)?$`,
  ),
  "the name of a parameter, without ssm: before it: letters, digits and _.-/",
);

/** A text in a policy that names exactly one thing. */
export const literal: TextForm = (text) =>
  /[*?]|\$\{/.test(text)
    ? "must not contain *, ? or ${, which would widen the policy that names it: name exactly one"
    : undefined;
