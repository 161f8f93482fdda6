import { expect } from "chai";
import { DistributionTarget } from "../components";
import type { DistributionTargetArgs } from "../../../provider/src/distribution-target/plan";
import { foundBy, registrations, valueOf } from "../mocks";
import type { Registered } from "../mocks";

const source = "111122223333";
const key = "arn:aws:kms:eu-west-1:111122223333:key/1";

interface Statement {
  Sid: string;
  Principal?: unknown;
  Action: string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

async function deploy(
  args: DistributionTargetArgs,
  preview = false,
): Promise<{ all: Map<string, Registered>; target: DistributionTarget }> {
  let target: DistributionTarget | undefined;
  const all = await registrations(preview, () => {
    target = new DistributionTarget("target", args);
  });
  if (!target) throw new Error("no target was made");
  return { all, target };
}

const statementsOf = (text: unknown): Map<string, Statement> => {
  const { Statement: list } = JSON.parse(String(text)) as { Statement: Statement[] };
  return new Map(list.map((statement) => [statement.Sid, statement]));
};

const everything: DistributionTargetArgs = {
  sourceAccountIds: ["222222222222", source],
  kmsKeyArns: [key],
  parameterNames: ["/imagebuilder/web"],
  launchTemplateIds: ["lt-0123456789abcdef0"],
  regions: ["us-east-1", "eu-west-1"],
  lifecycle: true,
  tags: { team: "web" },
};

describe("DistributionTarget", () => {
  for (const preview of [true, false]) {
    const when = preview ? "in preview" : "in update";

    it(`creates the role that copies need ${when}`, async () => {
      const { all } = await deploy({ sourceAccountIds: [source] }, preview);
      expect([...all.keys()].filter((name) => name.startsWith("target-"))).to.deep.equal([
        "target-ownership",
        "target-role",
        "target-role-policy",
      ]);
      const role = all.get("target-role")?.inputs;
      expect(role?.name).to.equal("EC2ImageBuilderDistributionCrossAccountRole");
      expect(statementsOf(role?.assumeRolePolicy).get("SourceAccounts")?.Principal).to.deep.equal({
        AWS: [`arn:aws:iam::${source}:root`],
      });
      const policy = statementsOf(all.get("target-role-policy")?.inputs.policy);
      expect([...policy.keys()]).to.deep.equal(["ChangeImages", "CopyImages"]);
      expect(policy.get("ChangeImages")?.Resource).to.deep.equal(["arn:aws:ec2:*::image/*"]);
    });

    it(`grants access by name and region ${when}`, async () => {
      const { all } = await deploy(everything, preview);
      const trust = statementsOf(all.get("target-role")?.inputs.assumeRolePolicy);
      expect(trust.get("SourceAccounts")?.Principal).to.deep.equal({
        AWS: [`arn:aws:iam::${source}:root`, "arn:aws:iam::222222222222:root"],
      });
      const policy = statementsOf(all.get("target-role-policy")?.inputs.policy);
      expect(policy.get("ChangeImages")?.Resource).to.deep.equal([
        "arn:aws:ec2:eu-west-1::image/*",
        "arn:aws:ec2:us-east-1::image/*",
      ]);
      expect(policy.get("CopyImages")?.Condition).to.deep.equal({
        StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] },
      });
      expect(policy.get("UseKeys")?.Resource).to.deep.equal([key]);
      expect(policy.get("WriteParameters")?.Resource).to.deep.equal(
        ["eu-west-1", "us-east-1"].map((at) => `arn:aws:ssm:${at}:123456789012:parameter/imagebuilder/web`),
      );
      expect(policy.get("UpdateLaunchTemplates")).to.deep.include({
        Resource: ["eu-west-1", "us-east-1"].map(
          (at) => `arn:aws:ec2:${at}:123456789012:launch-template/lt-0123456789abcdef0`,
        ),
        Condition: { StringEquals: { "aws:ResourceTag/CreatedBy": "EC2 Image Builder" } },
      });
      expect([...policy.values()].flatMap(({ Action }) => Action).join()).not.to.include("*");

      const lifecycle = all.get("target-lifecycle-role")?.inputs;
      expect(lifecycle?.name).to.equal("Ec2ImageBuilderCrossAccountLifecycleAccess");
      expect(
        statementsOf(lifecycle?.assumeRolePolicy).get("ImageBuilder")?.Condition?.StringEquals,
      ).to.deep.equal({ "aws:SourceAccount": [source, "222222222222"] });
      expect(all.get("target-lifecycle-role-policy")?.inputs.policyArn).to.equal(
        "arn:aws:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy",
      );
      expect([lifecycle?.tags, all.get("target-role")?.inputs.tags]).to.deep.equal([
        { team: "web", ...foundBy("lifecycle-role") },
        { team: "web", ...foundBy("role") },
      ]);
    });
  }

  it("uses AWS's managed policy if asked, and adds only what that lacks", async () => {
    const alone = await deploy({ sourceAccountIds: [source], managedPolicy: true });
    expect([...alone.all.keys()].filter((name) => name.startsWith("target-"))).to.deep.equal([
      "target-ownership",
      "target-role",
      "target-role-managed-policy",
    ]);
    expect(alone.all.get("target-role-managed-policy")?.inputs.policyArn).to.equal(
      "arn:aws:iam::aws:policy/Ec2ImageBuilderCrossAccountDistributionAccess",
    );
    const { all } = await deploy({ ...everything, managedPolicy: true });
    const policy = statementsOf(all.get("target-role-policy")?.inputs.policy);
    expect([...policy.keys()]).to.include("UseKeys");
    expect([...policy.keys()]).not.to.include("CopyImages");
  });

  it("outputs what the source account's keys must allow, and a template for many accounts", async () => {
    const { target } = await deploy(everything);
    expect(await valueOf(target.roleArn)).to.equal("arn:of:target-role");
    expect(await valueOf(target.lifecycleRoleArn)).to.equal("arn:of:target-lifecycle-role");
    const statements = JSON.parse(await valueOf(target.keyPolicyStatements)) as Statement[];
    expect(statements.map(({ Sid }) => Sid)).to.deep.equal([
      "ImageCopiesTo123456789012",
      "ImageGrantsTo123456789012",
    ]);
    for (const { Action, Principal, Condition } of statements) {
      expect(Principal).to.deep.equal({
        AWS: "arn:aws:iam::123456789012:role/EC2ImageBuilderDistributionCrossAccountRole",
      });
      expect(Condition).to.deep.equal(
        Action.includes("kms:CreateGrant") ? { Bool: { "kms:GrantIsForAWSResource": "true" } } : undefined,
      );
    }

    const text = await valueOf(target.stackSetTemplate);
    const { Resources } = JSON.parse(text) as {
      Resources: Record<string, { Properties: Record<string, unknown> }>;
    };
    expect(Resources).to.have.all.keys("DistributionRole", "LifecycleRole");
    expect(Resources.DistributionRole?.Properties.RoleName).to.equal(
      "EC2ImageBuilderDistributionCrossAccountRole",
    );
    expect(text)
      .to.include("${AWS::AccountId}:parameter/imagebuilder/web")
      .and.not.to.include("123456789012");
    expect(Resources.LifecycleRole?.Properties.Tags).to.deep.equal([{ Key: "team", Value: "web" }]);
  });

  it("ignores the order of lists", async () => {
    const one = await deploy(everything);
    const other = await deploy({
      ...everything,
      sourceAccountIds: [source, "222222222222"],
      regions: ["eu-west-1", "us-east-1"],
    });
    const children = ({ all }: typeof one) => [...all.values()].filter(({ name }) => name !== "target");
    expect(children(other)).to.deep.equal(children(one));
  });
});
