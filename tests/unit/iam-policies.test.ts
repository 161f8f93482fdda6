// Every policy document that a component makes: linted by parliament, and held to least privilege.

import { execFileSync } from "node:child_process";
import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { venvPython } from "../../tools/paths.mjs";
import type { GoldenImageArgs } from "../../provider/src/golden-image/args";
import { planDistributionTarget } from "../../provider/src/distribution-target/plan";
import { planImageDistribution } from "../../provider/src/image-distribution/plan";
import { planImageImportRole } from "../../provider/src/image-import-role/plan";
import type { Child } from "../../provider/src/plan/child";
import type { Ref } from "../../provider/src/plan/deferred";
import { answersTo, resolved } from "../fuzz/in-process-engine";
import { goldenImageChildren } from "./components";

type Fields = Record<string, unknown>;

const account = "111122223333";
const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const workflow = {
  type: "TEST" as const,
  arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/test/test-image/x.x.x",
};

/** Between them these make every role, key, topic and bucket that there is. */
const images: Record<string, GoldenImageArgs> = {
  plain: { source: { os: "amazon-linux-2023" } },
  full: {
    source: { os: "debian-12" },
    build: { logs: { bucketName: "logs", kmsKeyArn: key } },
    workflows: [workflow],
    lifecycle: { delete: { keepNewest: 3 } },
    notify: {},
    documentBucket: {},
    schedule: { afterPipelineArn: `arn:aws:imagebuilder:eu-west-1:${account}:image-pipeline/base` },
  },
  "published by its execution role": {
    source: { os: "debian-12" },
    distribution: {
      regions: { "eu-west-1": { publish: { parameterName: "/team/web", byExecutionRole: true } } },
    },
  },
  "with steps, from its own parameter": {
    source: { ssmParameter: "/team/base" },
    workflows: [
      {
        type: "TEST",
        document: {
          schemaVersion: 1.0,
          steps: [
            { name: "Ask", action: "WaitForAction", inputs: { lambdaFunctionName: "approve" } },
            {
              name: "Certify",
              action: "ExecuteStateMachine",
              inputs: { stateMachineArn: `arn:aws:states:eu-west-1:${account}:stateMachine:certify` },
            },
          ],
        },
      },
    ],
  },
  container: { source: { os: "amazon-linux-2023" }, container: {} },
  "container in two regions": {
    source: { os: "amazon-linux-2023" },
    region: "eu-west-1",
    container: {},
    distribution: { regions: { "eu-west-1": {}, "us-east-1": {} }, container: {} },
  },
  "container on a private base": {
    source: { containerImage: `${account}.dkr.ecr.eu-west-1.amazonaws.com/team/base:1` },
    container: { repositoryName: "team/web" },
  },
  "container on an image that is known later": {
    source: { containerImage: pulumi.output("debian:12") },
    container: { repositoryName: "team/web" },
  },
};

const plans: Record<string, readonly Child[]> = {
  ...Object.fromEntries(
    Object.entries(images).map(([image, args]) => [
      image,
      goldenImageChildren("web", args, { region: "eu-west-1" }),
    ]),
  ),
  "distribution with an export": planImageDistribution("all", {
    regions: { "eu-west-1": { export: { format: "vmdk" } } },
  }).children,
  target: planDistributionTarget({
    sourceAccountIds: ["444455556666"],
    kmsKeyArns: [key],
    parameterNames: ["/imagebuilder/web"],
    launchTemplateIds: ["lt-0123456789abcdef0"],
    lifecycle: true,
  }).children,
  "import role": planImageImportRole({ bucketName: "disks", kmsKeyArns: [key] }, "aws").children,
};

/** The ARNs of what is made, by key. */
const arns: Record<string, string> = {
  documents: "arn:aws:s3:::web-documents-1234567",
  pipeline: `arn:aws:imagebuilder:eu-west-1:${account}:image-pipeline/web`,
  repository: `arn:aws:ecr:eu-west-1:${account}:repository/web`,
  topic: `arn:aws:sns:eu-west-1:${account}:web-topic-1234567`,
};

interface Policy {
  /** Such as `full: role-policy`. */
  where: string;
  kind: "trust" | "key" | "other";
  document: { Version: string; Statement: Fields[] };
}

const read = ({ key: child, property }: Ref): string =>
  property === "arn" ? (arns[child] ?? `arn:aws:s3:::${child}-1234567`) : `${child}-1234567`;

async function policies(): Promise<Policy[]> {
  const found: Policy[] = [];
  for (const [image, plan] of Object.entries(plans)) {
    for (const child of plan) {
      // A policy of a repository's life cycle is none of IAM's.
      if (child.type === "aws:ecr/lifecyclePolicy:LifecyclePolicy") continue;
      const { assumeRolePolicy, policy } = (await resolved(
        child.args,
        read,
        answersTo(plan, account),
      )) as Fields;
      const kind =
        assumeRolePolicy !== undefined ? "trust" : child.type === "aws:kms/key:Key" ? "key" : "other";
      const text = assumeRolePolicy ?? policy;
      if (text === undefined) continue;
      found.push({ where: `${image}: ${child.key}`, kind, document: JSON.parse(text as string) });
    }
  }
  return found;
}

const list = (value: unknown): string[] => [value].flat() as string[];

const statements = (all: readonly Policy[]): { where: string; kind: string; statement: Fields }[] =>
  all.flatMap(({ where, kind, document }) =>
    document.Statement.map((statement) => ({ where, kind, statement })),
  );

/** Actions that may be allowed on anything, and why. */
const onAnything = [
  // They know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/
  /^ecr:GetAuthorizationToken$/,
  /^ec2:Describe(\*|ExportImageTasks|Image(s|Attribute)|LaunchTemplates|Snapshot(s|Attribute)|Tags)$/,
  // The role of VM import and export, as its user guide has it ("Required service role"): of snapshots and AMIs that
  // have no name yet.
  /^ec2:(CopySnapshot|ModifySnapshotAttribute|RegisterImage)$/,
  // As AWS's own Ec2ImageBuilderCrossAccountDistributionAccess has it: which AMIs will come isn't known.
  /^ec2:CopyImage$/,
];

describe("policies of IAM", () => {
  let all: Policy[] = [];

  before(async () => {
    all = await policies();
  });

  it("are all checked", () => {
    const keys = new Set(all.map(({ where }) => where.split(": ")[1]));
    expect([...keys]).to.have.members([
      "role",
      "role-policy",
      "execution-role",
      "execution-parameters",
      "execution-source",
      "execution-steps",
      "lifecycle-role",
      "chain-role",
      "chain-policy",
      "topic-key",
      "topic-policy",
      "documents-policy",
      "export-role",
      "export-role-policy",
      "export-eu-west-1-policy",
      "policy",
    ]);
  });

  it("have no finding of parliament's", () => {
    // It wants a resource in every statement; a role's trust has none, and a key's policy is of the key alone.
    const documents = all.map(({ kind, document }) => ({
      ...document,
      Statement: document.Statement.map((each) => (kind === "trust" ? { ...each, Resource: "*" } : each)),
    }));
    const printed = execFileSync(venvPython, ["tests/unit/iam-policies/lint.py"], {
      input: JSON.stringify(documents),
    });
    const findings = JSON.parse(printed.toString()) as string[][];
    const complaints = all.flatMap(({ where, document }, index) =>
      (findings[index] ?? [])
        // Whether resources are named is looked at below, action by action.
        .filter((finding) => !finding.startsWith("RESOURCE_STAR"))
        // Express executions, which can't be described: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
        .filter((finding) => !/^RESOURCE_MISMATCH: .*states:DescribeExecution.*:express:/.test(finding))
        // Denying is for all of S3's actions and anybody.
        .filter(() => document.Statement.some(({ Effect }) => Effect === "Allow"))
        .map((finding) => `${where}: ${finding}`),
    );
    expect(complaints).to.deep.equal([]);
  });

  it("are linted by a parliament that finds mistakes", () => {
    const wrong = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:PutObjekt", Resource: "*" }],
    };
    const printed = execFileSync(venvPython, ["tests/unit/iam-policies/lint.py"], {
      input: JSON.stringify([wrong]),
    });
    expect(printed.toString()).to.include("UNKNOWN_ACTION");
  });

  it("allow no wildcard action", () => {
    const wide = statements(all).filter(
      ({ statement }) =>
        statement.Effect === "Allow" && list(statement.Action).some((action) => /^(\*|\w+:\*)$/.test(action)),
    );
    expect(wide).to.deep.equal([]);
  });

  it("name their resources", () => {
    const wide = statements(all).filter(
      ({ kind, statement }) =>
        kind === "other" &&
        statement.Effect === "Allow" &&
        list(statement.Resource).includes("*") &&
        !list(statement.Action).every((action) => onAnything.some((known) => known.test(action))),
    );
    expect(wide).to.deep.equal([]);
  });

  it("trust services only on behalf of one account", () => {
    // EC2 hands a role to an instance of the same account; it knows no condition.
    for (const { where, statement } of statements(all.filter(({ kind }) => kind === "trust"))) {
      const { Service } = statement.Principal as { Service?: string };
      if (Service === undefined || Service === "ec2.amazonaws.com") continue;
      // In a receiving account, the account is the one that distributes.
      const owner = where.startsWith("target: ") ? ["444455556666"] : account;
      const { StringEquals } = statement.Condition as { StringEquals: Fields };
      expect(StringEquals, where).to.deep.include({ "aws:SourceAccount": owner });
    }
  });

  // What is told of the source differs from service to service:
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
  // https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
  it("let EventBridge and VM import act for their own rules and tasks alone", () => {
    const conditions = statements(all)
      .filter(({ statement }) => {
        const { Service = "" } = (statement.Principal ?? {}) as { Service?: string };
        return /^(events|vmie)\./.test(Service);
      })
      .map(({ where, statement }) => [where, JSON.stringify(statement.Condition ?? "none")] as const);
    const rule = /"ArnEquals":\{"aws:SourceArn":(\[)?"[^"*]*"/;
    const tasks = `"ArnLike":{"aws:SourceArn":"arn:aws:vmie:*:${account}:*"}`;
    expect(conditions).not.to.deep.equal([]);
    for (const [where, condition] of conditions) {
      if (where.endsWith("topic-key")) expect(condition, where).to.equal('"none"');
      else if (/export|import/.test(where)) expect(condition, where).to.include(tasks);
      else expect(condition, where).to.match(rule);
    }
  });
});
