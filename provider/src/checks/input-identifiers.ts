// The inputs that take the name of something, its ID or its ARN, by type and property. AWS's model has patterns for some of
// them, but a pattern doesn't say which of the three is meant. Rules say it of the others; a test goes over all inputs of
// the schema.

import { parts } from "./identifiers";
import { partitionForm, regionForm as region } from "./service-model/arn";

interface Identifier {
  readonly takes: "name" | "id" | "arn";
  /** What is named, with its article. */
  readonly of: string;
  readonly example: string;
  readonly pattern?: RegExp;
  /** What an ARN has before the name. */
  readonly after?: RegExp;
}

const slash = /^.*\//;

const name = (of: string, example: string, after: RegExp = slash): Identifier => ({
  takes: "name",
  of,
  example,
  after,
});

const bucket = (example: string): Identifier => name("a bucket", example, /^arn:[^:]*:s3:::/);
const repository = (example: string): Identifier => name("a repository", example, /^.*:repository\//);
const parameter = (example: string): Identifier => name("a parameter", example, /^.*:parameter/);
const iamRole = (example: string): Identifier => name("a role", example);

const id = (of: string, example: string, pattern: RegExp, after: RegExp = slash): Identifier => ({
  takes: "id",
  of,
  example,
  pattern,
  after,
});

/** An account in an ARN is its fifth part. */
const account = id(
  "an account",
  "123456789012",
  new RegExp(`^${parts.account}$`),
  /^(?:[^:]*:){4}(?=\d{12}:)/,
);
const launchTemplate = id(
  "a launch template",
  "lt-0123456789abcdef0",
  new RegExp(`^${parts.launchTemplateId}$`),
);

const arn = (of: string, example: string, rest: string): Identifier => ({
  takes: "arn",
  of,
  example,
  pattern: new RegExp(`^arn:${partitionForm}:${rest}$`),
});

const { account: accountForm, iamName, version } = parts;
const owner = `(?:${accountForm}|aws(?:-[a-z-]+)?|third-party)`;
const imageBuilder = (kind: string): string =>
  `imagebuilder:${region}:${owner}:${kind}/${parts.imageBuilderName}`;

const role = (example: string): Identifier =>
  arn("a role", `arn:aws:iam::123456789012:role/${example}`, `iam::${accountForm}:role/${iamName}`);
const pipeline = (example: string): Identifier =>
  arn(
    "a pipeline",
    `arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/${example}`,
    imageBuilder("image-pipeline"),
  );
const component = arn(
  "a component",
  "arn:aws:imagebuilder:eu-central-1:123456789012:component/agent/1.0.x",
  String.raw`${imageBuilder("component")}/${version}(?:/\d+)?`,
);
const license = arn(
  "a license configuration",
  "arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef",
  `license-manager:${region}:${accountForm}:license-configuration:lic-[a-z0-9_-]{32}`,
);

const settings = { copyTo: account, licenseConfigurationArns: license };

const byType: Readonly<Record<string, Readonly<Record<string, Identifier>>>> = {
  GoldenImage: {
    executionRoleArn: role("image-builder"),
    distributionArn: arn(
      "a distribution configuration",
      "arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/all-regions",
      imageBuilder("distribution-configuration"),
    ),
  },
  ImageDistribution: settings,
  Distribution: settings,
  RegionDistribution: settings,
  DistributionTarget: {
    sourceAccountIds: account,
    parameterNames: parameter("/imagebuilder/web"),
    launchTemplateIds: launchTemplate,
  },
  ImageBuild: { pipelineArn: pipeline("web"), lifecycleRoleArn: role("image-cleaner") },
  ImageImport: {
    licenseConfigurationArns: license,
    roleName: iamRole("vm-import"),
    logGroupName: name("a log group", "/aws/imagebuilder/imports", /^.*:log-group:/),
  },
  ImageImportRole: { bucketName: bucket("datacenter-images"), roleName: iamRole("vm-import") },
  WindowsIso: {
    infrastructureConfigurationArn: arn(
      "an infrastructure configuration",
      "arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/windows",
      imageBuilder("infrastructure-configuration"),
    ),
  },
  AssumeRole: {
    roleArn: role("images"),
    policyArns: arn(
      "a policy",
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      `iam::(?:aws|${accountForm}):policy/${iamName}`,
    ),
  },
  Build: {
    instanceProfileName: name("an instance profile", "image-builders"),
    keyPair: name("a key pair", "platform-team"),
  },
  S3Logs: { bucketName: bucket("build-logs") },
  Container: { repositoryName: repository("team/web") },
  ContainerTarget: { repositoryName: repository("golden/web") },
  VulnerabilityScan: { repositoryName: repository("team/scans") },
  Workflow: {
    arn: arn(
      "a workflow",
      "arn:aws:imagebuilder:eu-central-1:aws:workflow/test/own-check/1.0.0",
      String.raw`${imageBuilder("workflow/(?:build|test|distribution)")}/${version}(?:/\d+)?`,
    ),
  },
  Lifecycle: { roleArn: role("image-cleaner") },
  LifecycleAmiExclusion: { sharedAccounts: account },
  DocumentBucket: { name: bucket("image-documents") },
  Schedule: { afterPipelineArn: pipeline("blue") },
  Share: {
    accounts: account,
    organizations: arn(
      "an organization",
      "arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5",
      `organizations::${accountForm}:organization/${parts.organizationId}`,
    ),
    organizationalUnits: arn(
      "an organizational unit",
      "arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-ab12-cdef3456",
      `organizations::${accountForm}:ou/${parts.organizationId}/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}`,
    ),
  },
  LaunchTemplate: { launchTemplateId: launchTemplate, accountId: account },
  FastLaunch: {
    accountId: account,
    launchTemplateId: launchTemplate,
    launchTemplateName: name("a launch template", "fast-windows"),
  },
  Publish: { parameterName: parameter("/imagebuilder/web"), accountIds: account },
  Export: { bucket: bucket("datacenter-images"), roleName: iamRole("vm-export") },
  ImageSource: {
    imageArn: arn(
      "an Image Builder image",
      "arn:aws:imagebuilder:eu-central-1:123456789012:image/blue/1.0.x",
      String.raw`${imageBuilder("image")}/${version}(?:/\d+)?`,
    ),
    pipelineArn: pipeline("blue"),
  },
  CustomizeStep: {
    componentArn: component,
    managed: name("a component", "update-linux", /^.*:component\/|\/.*$/g),
  },
  TestStep: {
    componentArn: component,
    managed: name("a component", "simple-boot-test-linux", /^.*:component\/|\/.*$/g),
  },
};

export const identifierOf = (type: string, property: string): Identifier | undefined => {
  const properties = Object.hasOwn(byType, type) ? byType[type] : undefined;
  return properties !== undefined && Object.hasOwn(properties, property) ? properties[property] : undefined;
};

const noun = { name: "the name", id: "the ID", arn: "the ARN" } as const;

/** What is wrong with an identifier, as the end of a sentence that begins with its path. A secret is never repeated. */
export function identifierProblem(identifier: Identifier, text: string, secret: boolean): string | undefined {
  const { takes, of, example, pattern, after } = identifier;
  const isArn = /^arn:/i.test(text);
  const wanted = `must be ${noun[takes]} of ${of}`;
  if (takes === "arn") {
    if (pattern?.test(text)) return undefined;
    return isArn ? `${wanted}, such as ${example}` : `${wanted}, not a name: such as ${example}`;
  }
  if (isArn) {
    const meant = after === undefined ? "" : text.replace(after, "").replace(/:.*$/, "");
    const told =
      !secret && /^[\w+=,.@/-]{1,128}$/.test(meant) && (pattern?.test(meant) ?? true) ? meant : example;
    return told === meant
      ? `${wanted}, not an ARN: give '${meant}'`
      : `${wanted}, not an ARN: such as ${example}`;
  }
  return pattern === undefined || pattern.test(text) ? undefined : `${wanted}, such as ${example}`;
}
