// Every policy document that a golden image makes: linted by parliament, and held to least privilege.

import { execFileSync } from "node:child_process";
import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { venvPython } from "../../tools/paths.mjs";
import { contextOf } from "../../provider/src/golden-image/args";
import type { GoldenImageArgs } from "../../provider/src/golden-image/args";
import { planGoldenImage } from "../../provider/src/golden-image/plan";
import { Interpolated, Ref } from "../../provider/src/plan/child";
import { isPlainObject } from "../../provider/src/protocol/values";

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
  container: { source: { os: "amazon-linux-2023" }, container: {} },
  "container on a private base": {
    source: { containerImage: `${account}.dkr.ecr.eu-west-1.amazonaws.com/team/base:1` },
    container: { repositoryName: "team/web" },
  },
  "container on an image that is known later": {
    source: { containerImage: pulumi.output("debian:12") },
    container: { repositoryName: "team/web" },
  },
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

async function resolve(value: unknown): Promise<unknown> {
  if (value instanceof Ref) return value.property === "arn" ? arns[value.key] : `${value.key}-1234567`;
  if (value instanceof Interpolated) {
    const parts = await Promise.all(value.parts.map(resolve));
    return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
  }
  if (pulumi.Output.isInstance(value)) return (value as unknown as { promise(): Promise<unknown> }).promise();
  if (Array.isArray(value)) return Promise.all(value.map(resolve));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(async ([name, inner]) => [name, await resolve(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function policies(): Promise<Policy[]> {
  const found: Policy[] = [];
  for (const [image, args] of Object.entries(images)) {
    const place = { region: "eu-west-1", account: () => account, newestAmi: () => "ami-0" };
    for (const child of planGoldenImage(contextOf("web", args, place))) {
      // A policy of a repository's life cycle is none of IAM's.
      if (child.type === "aws:ecr/lifecyclePolicy:LifecyclePolicy") continue;
      const { assumeRolePolicy, policy } = (await resolve(child.args)) as Fields;
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

/** Actions that know no resource. */
const withoutResource = ["ecr:GetAuthorizationToken"];

describe("policies of IAM", () => {
  let all: Policy[] = [];

  before(async () => {
    all = await policies();
  });

  it("are all looked at", () => {
    const keys = new Set(all.map(({ where }) => where.split(": ")[1]));
    expect([...keys]).to.have.members([
      "role",
      "role-policy",
      "execution-role",
      "lifecycle-role",
      "chain-role",
      "chain-policy",
      "topic-key",
      "topic-policy",
      "documents-policy",
    ]);
  });

  it("have no complaint of parliament's", () => {
    // It wants a resource in every statement; a role's trust has none, and a key's policy is of the key alone.
    const documents = all.map(({ kind, document }) => ({
      ...document,
      Statement: document.Statement.map((each) => (kind === "trust" ? { ...each, Resource: "*" } : each)),
    }));
    const printed = execFileSync(venvPython, ["tests/unit/policies/lint.py"], {
      input: JSON.stringify(documents),
    });
    const findings = JSON.parse(printed.toString()) as string[][];
    const complaints = all.flatMap(({ where, kind, document }, index) =>
      (findings[index] ?? [])
        .filter((finding) => kind === "other" || !finding.startsWith("RESOURCE_STAR"))
        // Denying is for all of S3's actions and anybody.
        .filter(() => document.Statement.some(({ Effect }) => Effect === "Allow"))
        .map((finding) => `${where}: ${finding}`),
    );
    expect(complaints).to.deep.equal([]);
  });

  it("is linted by one that complains", () => {
    const wrong = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:PutObjekt", Resource: "*" }],
    };
    const printed = execFileSync(venvPython, ["tests/unit/policies/lint.py"], {
      input: JSON.stringify([wrong]),
    });
    expect(printed.toString()).to.include("UNKNOWN_ACTION");
  });

  it("allow no action of all", () => {
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
        !list(statement.Action).every((action) => withoutResource.includes(action)),
    );
    expect(wide).to.deep.equal([]);
  });

  it("trust services on behalf of this account alone", () => {
    // EC2 hands a role to an instance of the same account; it knows no condition.
    for (const { where, statement } of statements(all.filter(({ kind }) => kind === "trust"))) {
      const { Service } = statement.Principal as { Service: string };
      if (Service === "ec2.amazonaws.com") continue;
      expect(statement.Condition, where).to.deep.equal({ StringEquals: { "aws:SourceAccount": account } });
    }
  });
});
