// Names where ARNs belong, ARNs where names belong: said as such, for every input of the schema that takes one of the two.

import { expect } from "chai";
import { checkWritten } from "../../../provider/src/engine/checks";
import { constraints } from "../../../provider/src/checks/schema/constraints";
import type { ObjectConstraint } from "../../../provider/src/checks/schema/constraints";
import { identifierOf, identifierProblem } from "../../../provider/src/checks/input-identifiers";
import { distributionTargetRules } from "../../../provider/src/distribution-target/rules";
import { goldenImageRules } from "../../../provider/src/golden-image/rules";
import { imageImportRoleRules } from "../../../provider/src/image-import-role/rules";
import { imageImportRules } from "../../../provider/src/image-import/rules";
import type { Values } from "../../../provider/src/protocol/values";
import { container, full, small } from "../refusals/bases";
import { withAt } from "../refusals/refusal";
import { locationOf } from "../location";

const called =
  /(?:Arns?|Names?|Ids?|^arn|^name|^bucket|^keyPair|^organizations|^organizationalUnits|^accounts|^copyTo|Accounts)$/;

/** All inputs of text that are called so, as `Type.property`. */
function inputs(): string[] {
  const { resources, types } = constraints();
  const of = (type: string, { properties }: ObjectConstraint): string[] =>
    Object.entries(properties)
      .filter(([, { type: kind, items }]) => kind === "string" || items?.type === "string")
      .filter(([property]) => called.test(property))
      .map(([property]) => `${type}.${property}`);
  return [
    ...Object.entries(resources).flatMap(([token, object]) => of(token.split(":").at(-1) ?? "", object)),
    ...Object.entries(types).flatMap(([type, object]) => of(type, object)),
  ].sort();
}

const rules = {
  "goldenimage:index:GoldenImage": goldenImageRules,
  "goldenimage:index:DistributionTarget": distributionTargetRules,
  "goldenimage:index:ImageImportRole": imageImportRoleRules,
  "goldenimage:index:ImageImport": imageImportRules,
};

type Token = keyof typeof rules;

const told = (token: Token, written: Values, path: string): string[] =>
  checkWritten(token, written, (values) => rules[token](values, "web", locationOf(values, "eu-west-1")))
    .filter((problem) => problem.path === path)
    .map(({ message }) => message);

const disk: Values = { platform: "Linux", disks: [{ s3Uri: "s3://disks/web.vmdk", format: "vmdk" }] };
const key = "must be the full ARN of a KMS key or alias";
const grantable = "must be the full ARN of a KMS key, such as arn:aws:kms:";
const policy = "must be the ARN of a policy, such as arn:aws:iam::";

/** Those of which a rule says it: each with the opposite of what it takes, and the beginning of what is told. */
const byRule: Record<string, [token: Token, base: Values, path: string, opposite: string, message: string]> =
  {
    "Build.permissionsBoundaryArn": [
      "goldenimage:index:GoldenImage",
      full,
      "build.permissionsBoundaryArn",
      "boundary",
      policy,
    ],
    "Build.policyArns": ["goldenimage:index:GoldenImage", full, "build.policyArns[0]", "reader", policy],
    "GoldenImage.executionPolicyArns": [
      "goldenimage:index:GoldenImage",
      { ...small, executionPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
      "executionPolicyArns[0]",
      "reader",
      policy,
    ],
    "Build.securityGroupIds": [
      "goldenimage:index:GoldenImage",
      full,
      "build.securityGroupIds[0]",
      "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1",
      "must be a security group's ID",
    ],
    "Build.subnetId": [
      "goldenimage:index:GoldenImage",
      full,
      "build.subnetId",
      "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1",
      "must be a subnet's ID",
    ],
    "Container.dockerfileKmsKeyArn": [
      "goldenimage:index:GoldenImage",
      container,
      "container.dockerfileKmsKeyArn",
      "alias/images",
      key,
    ],
    "Container.repositoryKmsKeyArn": [
      "goldenimage:index:GoldenImage",
      container,
      "container.repositoryKmsKeyArn",
      "alias/images",
      "must be the full ARN of a KMS key",
    ],
    "ContainerTarget.repositoryKmsKeyArn": [
      "goldenimage:index:GoldenImage",
      { ...container, distribution: { regions: { "us-east-1": { container: {} } } } },
      'distribution.regions["us-east-1"].container.repositoryKmsKeyArn',
      "alias/images",
      "must be the full ARN of a KMS key",
    ],
    "CustomizeStep.name": [
      "goldenimage:index:GoldenImage",
      full,
      "customize[0].name",
      "arn:aws:x",
      "must be lower-case letters",
    ],
    "Distribution.kmsKeyArn": [
      "goldenimage:index:GoldenImage",
      { ...small, distribution: { regions: { "eu-west-1": {} } } },
      "distribution.kmsKeyArn",
      "alias/images",
      key,
    ],
    "DistributionTarget.kmsKeyArns": [
      "goldenimage:index:DistributionTarget",
      { sourceAccountIds: ["111122223333"] },
      "kmsKeyArns[0]",
      "alias/images",
      grantable,
    ],
    "DocumentBucket.kmsKeyArn": [
      "goldenimage:index:GoldenImage",
      full,
      "documentBucket.kmsKeyArn",
      "alias/images",
      "must be the full ARN of a KMS key",
    ],
    "GoldenImage.name": [
      "goldenimage:index:GoldenImage",
      full,
      "name",
      "arn:aws:x",
      "must be 3 to 100 lower-case letters",
    ],
    "ImageImport.kmsKeyArn": ["goldenimage:index:ImageImport", disk, "kmsKeyArn", "alias/images", key],
    "ImageImport.name": [
      "goldenimage:index:ImageImport",
      disk,
      "name",
      "arn:aws:x",
      "must be 3 to 100 lower-case letters",
    ],
    "ImageImportRole.kmsKeyArns": [
      "goldenimage:index:ImageImportRole",
      { bucketName: "disks" },
      "kmsKeyArns[0]",
      "alias/images",
      grantable,
    ],
    "ImageSource.amiId": [
      "goldenimage:index:GoldenImage",
      small,
      "source.amiId",
      "arn:aws:ec2:eu-west-1::image/ami-1",
      "must be an AMI ID",
    ],
    "ImageSource.marketplaceProductId": [
      "goldenimage:index:GoldenImage",
      small,
      "source.marketplaceProductId",
      "arn:aws:x",
      "must be a product ID",
    ],
    "Notify.topicArn": [
      "goldenimage:index:GoldenImage",
      full,
      "notify.topicArn",
      "images",
      "must be the ARN of an SNS topic",
    ],
    "Placement.hostId": [
      "goldenimage:index:GoldenImage",
      full,
      "build.placement.hostId",
      "arn:aws:ec2:eu-west-1:111122223333:dedicated-host/h-1",
      "must be a dedicated host's ID",
    ],
    "Placement.hostResourceGroupArn": [
      "goldenimage:index:GoldenImage",
      full,
      "build.placement.hostResourceGroupArn",
      "macs",
      "must be the ARN of a host resource group",
    ],
    "RegionDistribution.kmsKeyArn": [
      "goldenimage:index:GoldenImage",
      { ...small, distribution: { regions: { "eu-west-1": {} } } },
      'distribution.regions["eu-west-1"].kmsKeyArn',
      "alias/images",
      key,
    ],
    "S3Logs.kmsKeyArn": [
      "goldenimage:index:GoldenImage",
      full,
      "build.logs.kmsKeyArn",
      "alias/images",
      grantable,
    ],
    "Storage.kmsKeyArn": ["goldenimage:index:GoldenImage", full, "storage.kmsKeyArn", "alias/images", key],
    "TestStep.name": [
      "goldenimage:index:GoldenImage",
      full,
      "tests.steps[0].name",
      "arn:aws:x",
      "must be lower-case letters",
    ],
    "Volume.snapshotId": [
      "goldenimage:index:GoldenImage",
      full,
      "storage.volumes[0].snapshotId",
      "arn:aws:ec2:eu-west-1::snapshot/snap-1",
      "must be a snapshot's ID",
    ],
    "Workflow.name": [
      "goldenimage:index:GoldenImage",
      full,
      "workflows[0].name",
      "arn:aws:x",
      "must be lower-case letters",
    ],
  };

/** Those that are none of these, and why. */
const others: Record<string, string> = {
  "AssumeRole.externalId": "any text that the role asks for",
  "AssumeRole.sessionName": "any text",
  "ContentVersion.name": "written by this package",
  "Distribution.amiName": "a pattern of names",
  "ImageDistribution.amiName": "a pattern of names",
  "ImageDistribution.kmsKeyArn": "checked as that of Distribution",
  "ImageDistribution.name": "checked as that of GoldenImage",
  "ImportDisk.deviceName": "a device",
  "OwnedResource.name": "written by this package",
  "OwnedResource.resourceName": "written by this package",
  "PipelineSettings.pipelineArn": "written by this package",
  "RegionDistribution.amiName": "a pattern of names",
  "Storage.deviceName": "a device",
  "Usage.arn": "written by this package",
  "Volume.deviceName": "a device",
};

describe("Names and ARNs", () => {
  it("cover every such input of the schema", () => {
    const without = inputs().filter((input) => {
      const [type = "", property = ""] = input.split(".");
      return identifierOf(type, property) === undefined && !(input in byRule) && !(input in others);
    });
    expect(without).to.deep.equal([]);
    const gone = [...Object.keys(byRule), ...Object.keys(others)].filter(
      (input) => !inputs().includes(input),
    );
    expect(gone).to.deep.equal([]);
  });

  for (const input of inputs()) {
    const [type = "", property = ""] = input.split(".");
    const identifier = identifierOf(type, property);
    if (identifier === undefined) continue;
    const { takes, of, example } = identifier;

    it(`${input} takes ${takes === "arn" ? "an ARN" : `a ${takes}`}, such as ${example}`, () => {
      expect(identifierProblem(identifier, example, false)).to.equal(undefined);
    });

    it(`${input} doesn't take the opposite`, () => {
      const opposite = takes === "arn" ? "images" : "arn:aws:iam::444455556666:thing/planted";
      for (const secret of [false, true]) {
        const message = identifierProblem(identifier, opposite, secret) ?? "";
        expect(message).to.include(of);
        expect(message).to.include(takes === "arn" ? "not a name" : "not an ARN");
        expect(message).not.to.match(/\^|\\|\[/);
        if (secret) expect(message).not.to.match(/planted|444455556666/);
      }
    });

    if (takes === "arn") {
      it(`${input} doesn't take the ARN of something else, or one that names several`, () => {
        const wide = example.replace(/[^/:]+$/, "*");
        for (const arn of [
          "arn:aws:iam::111122223333:instance-profile/images",
          "arn:aws:s3:::images",
          wide,
        ]) {
          expect(identifierProblem(identifier, arn, false)).to.include(of);
        }
        expect(identifierProblem(identifier, example.replace(/^arn:aws:/, "arn:nowhere:"), false)).to.include(
          of,
        );
      });
    }
  }

  for (const [input, [token, base, path, opposite, message]] of Object.entries(byRule)) {
    it(`${input} doesn't take the opposite`, () => {
      const messages = told(token, withAt(base, path, opposite), path);
      expect(
        messages.some((each) => each.startsWith(message)),
        messages.join(),
      ).to.equal(true);
      expect(messages.join()).not.to.match(/\^|\\/);
    });
  }

  const arns: [Values, string, string, string][] = [
    [
      { ...small, build: {} },
      "build.instanceProfileName",
      "arn:aws:iam::111122223333:instance-profile/builders",
      "must be the name of an instance profile, not an ARN: give 'builders'",
    ],
    [
      full,
      "executionRoleArn",
      "image-role",
      "must be the ARN of a role, not a name: such as arn:aws:iam::123456789012:role/image-builder",
    ],
  ];
  for (const [base, path, value, message] of arns) {
    it(`${path} = ${value} gets one error`, () => {
      expect(told("goldenimage:index:GoldenImage", withAt(base, path, value), path)).to.deep.equal([message]);
    });
  }
});
