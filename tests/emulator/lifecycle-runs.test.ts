import {
  CreateLifecyclePolicyCommand,
  type CreateLifecyclePolicyRequest,
  GetImageCommand,
  type LifecyclePolicyDetail,
  ListLifecycleExecutionResourcesCommand,
  ListLifecycleExecutionsCommand,
  TagResourceCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import {
  account,
  build,
  createPipeline,
  ended,
  record,
  refusal,
  region,
  start,
  useEmulator,
} from "./fixtures";
import type { Parts } from "./fixtures";

const managed = "arn:aws:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy";
const deletion = (filter: object, exclusionRules?: object): LifecyclePolicyDetail[] => [
  {
    action: { type: "DELETE", includeResources: { amis: true, snapshots: true } },
    filter: filter as LifecyclePolicyDetail["filter"],
    exclusionRules,
  },
];
const count = (value: number) => ({ type: "COUNT", value });
const age = (value: number, unit = "DAYS", more: object = {}) => ({ type: "AGE", value, unit, ...more });

/** So many days from now. */
const in_ = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);

describe("A run of lifecycle policies in the emulator", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 3, checkInstanceProfiles: false });

  const recordRole = async (policyArn = managed, service = "imagebuilder.amazonaws.com") => {
    const Statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
    const assumeRolePolicy = JSON.stringify({ Statement });
    await record(sandbox.url, "aws:iam/role:Role", "cleaner", { assumeRolePolicy });
    const attachment = { role: "cleaner", policyArn };
    await record(sandbox.url, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", attachment);
  };

  const createPolicy = async (more: Partial<CreateLifecyclePolicyRequest>) => {
    const command = new CreateLifecyclePolicyCommand({
      name: "old-images",
      executionRole: `arn:aws:iam::${account}:role/cleaner`,
      resourceType: "AMI_IMAGE",
      resourceSelection: { recipes: [{ name: "golden-recipe", semanticVersion: "x.x.x" }] },
      policyDetails: deletion(count(1)),
      ...more,
    });
    return (await client.send(command)).lifecyclePolicyArn;
  };

  /** So many builds of one pipeline, oldest first. */
  const builds = async (many: number, parts: Parts = {}): Promise<string[]> => {
    const pipeline = await createPipeline(client, parts);
    const arns: string[] = [];
    for (let made = 0; made < many; made++) {
      arns.push((await ended(client, await start(client, pipeline))).image.arn ?? "");
    }
    return arns;
  };

  const statusOf = async (imageBuildVersionArn: string) =>
    (await client.send(new GetImageCommand({ imageBuildVersionArn }))).image?.state?.status;
  const statuses = (arns: readonly string[]) => Promise.all(arns.map(statusOf));
  const here = (who = account, where = region) => sandbox.state().accounts[who]?.[where];
  const outcomes = () =>
    sandbox
      .runLifecycle(in_(10))
      .flatMap(({ resources }) =>
        resources.map(({ state }) => [state?.status, state?.reason].filter(Boolean).join(": ")),
      );

  it("keeps the newest of each version of the recipe, with their AMIs and snapshots", async () => {
    await recordRole();
    const first = await builds(3);
    const second = await builds(2, {
      recipe: { semanticVersion: "1.0.1" },
      infrastructure: { name: "second" },
      pipeline: { name: "second" },
    });
    const other = await builds(2, {
      recipe: { name: "other" },
      infrastructure: { name: "other" },
      pipeline: { name: "other" },
    });
    await createPolicy({ policyDetails: deletion(count(1)) });
    const [execution] = sandbox.runLifecycle();
    expect(execution?.state).to.deep.equal({ status: "SUCCESS" });
    expect(await statuses(first)).to.deep.equal(["DELETED", "DELETED", "AVAILABLE"]);
    expect(await statuses(second)).to.deep.equal(["DELETED", "AVAILABLE"]);
    expect(await statuses(other)).to.deep.equal(["AVAILABLE", "AVAILABLE"]);
    const left = here();
    expect(left?.amis.map(({ sourceImageArn }) => sourceImageArn)).to.have.members([
      first[2],
      second[1],
      ...other,
    ]);
    expect(left?.snapshots.map(({ imageId }) => imageId)).to.have.members(
      left?.amis.map(({ imageId }) => imageId) ?? [],
    );
    // What was done is done.
    expect(sandbox.runLifecycle()[0]?.resources).to.deep.equal([]);
  });

  it("deprecates, then disables, then deletes, as time goes by", async () => {
    await recordRole();
    const [image = ""] = await builds(1, {
      distributions: [
        { region, amiDistributionConfiguration: { launchPermission: { userIds: ["999999999999"] } } },
      ],
    });
    const step = (type: "DEPRECATE" | "DISABLE", value: number): LifecyclePolicyDetail => ({
      action: { type, includeResources: { amis: true } },
      filter: { type: "AGE", value, unit: "WEEKS" },
    });
    await createPolicy({
      policyDetails: [...deletion(age(1, "MONTHS")), step("DISABLE", 2), step("DEPRECATE", 1)],
    });
    const seen: unknown[] = [];
    for (const days of [6, 8, 8, 15, 27, 32]) {
      sandbox.runLifecycle(in_(days));
      const [ami] = here()?.amis ?? [];
      seen.push([
        await statusOf(image),
        ami?.deprecationTime !== undefined,
        ami?.disabled,
        ami?.launchPermission?.userIds,
      ]);
    }
    const shared = ["999999999999"];
    expect(seen).to.deep.equal([
      ["AVAILABLE", false, undefined, shared],
      ["DEPRECATED", true, undefined, shared],
      ["DEPRECATED", true, undefined, shared],
      ["DISABLED", true, true, undefined],
      ["DISABLED", true, true, undefined],
      ["DELETED", false, undefined, undefined],
    ]);
    expect(here()?.amis).to.deep.equal([]);
  });

  it("retains a minimum number of images of any age, and deletes failed ones first", async () => {
    await recordRole();
    const good = await builds(2);
    const bad = await builds(1, {
      recipe: { name: "golden recipe", semanticVersion: "1.0.1", parentImage: "ssm:/imagebuilder/none" },
      infrastructure: { name: "bad" },
      pipeline: { name: "bad" },
    });
    expect(await statuses(bad)).to.deep.equal(["FAILED"]);
    await createPolicy({ policyDetails: deletion(age(1, "DAYS", { retainAtLeast: 1 })) });
    sandbox.runLifecycle(in_(0));
    expect(await statuses([...good, ...bad])).to.deep.equal(["AVAILABLE", "AVAILABLE", "FAILED"]);
    sandbox.runLifecycle(in_(2));
    expect(await statuses([...good, ...bad])).to.deep.equal(["DELETED", "AVAILABLE", "DELETED"]);
  });

  it("selects images by their tags", async () => {
    await recordRole();
    const arns = await builds(3);
    const tag = (resourceArn = "", tags: Record<string, string> = {}) =>
      client.send(new TagResourceCommand({ resourceArn, tags }));
    await tag(arns[0], { stage: "dev" });
    await tag(arns[1], { stage: "dev", keep: "true" });
    await createPolicy({
      resourceSelection: { tagMap: { stage: "dev" } },
      policyDetails: deletion(age(1), { tagMap: { keep: "true" } }),
    });
    sandbox.runLifecycle(in_(2));
    expect(await statuses(arns)).to.deep.equal(["DELETED", "AVAILABLE", "AVAILABLE"]);
  });

  const exclusions: [what: string, amis: object, reason: string, ami?: object][] = [
    ["in a region", { regions: [region] }, "is in a region that is excluded"],
    [
      "shared with an account",
      { sharedAccounts: ["999999999999"] },
      "is shared with an account that is excluded",
      { launchPermission: { userIds: ["999999999999"] } },
    ],
    ["with a tag", { tagMap: { keep: "true" } }, "has a tag that is excluded", { amiTags: { keep: "true" } }],
    ["that are public", { isPublic: true }, "is public", { launchPermission: { userGroups: ["all"] } }],
  ];
  for (const [what, amis, reason, configuration = {}] of exclusions) {
    it(`keeps AMIs ${what}, and says why`, async () => {
      await recordRole();
      const block = { state: "unblocked" };
      await record(sandbox.url, "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", "it", block);
      const distributions = [{ region, amiDistributionConfiguration: configuration }];
      const arns = await builds(1, { distributions });
      await createPolicy({ policyDetails: deletion(age(1), { amis }) });
      const skipped = outcomes();
      expect(skipped[0]).to.equal(`SKIPPED: ${reason}`);
      expect(await statuses(arns)).to.deep.equal(["AVAILABLE"]);
    });
  }

  it("keeps AMIs that were launched recently", async () => {
    await recordRole();
    const [base = ""] = await builds(1);
    const [{ imageId: parentImage = "" } = {}] = here()?.amis ?? [];
    await builds(1, {
      recipe: { name: "on-top", parentImage },
      infrastructure: { name: "on-top" },
      pipeline: { name: "on-top" },
    });
    const amis = { lastLaunched: { value: 5, unit: "DAYS" } };
    await createPolicy({ policyDetails: deletion(age(1), { amis }) });
    sandbox.runLifecycle(in_(4));
    expect(await statusOf(base)).to.equal("AVAILABLE");
    sandbox.runLifecycle(in_(6));
    expect(await statusOf(base)).to.equal("DELETED");
  });

  const refused: [what: string, prepare: () => Promise<unknown>, reason: string][] = [
    ["is not there", () => Promise.resolve(), "does not exist"],
    ["is another service's", () => recordRole(managed, "ec2.amazonaws.com"), "not allowed to assume"],
    [
      "has no permissions",
      () => recordRole("arn:aws:iam::aws:policy/ReadOnlyAccess"),
      "not authorized to perform: ec2:DescribeImages",
    ],
  ];
  for (const [what, prepare, reason] of refused) {
    it(`does nothing with a role that ${what}`, async () => {
      await prepare();
      const arns = await builds(2);
      await createPolicy({});
      const [execution] = sandbox.runLifecycle();
      expect(execution?.state?.status).to.equal("FAILED");
      expect(execution?.state?.reason).to.include(reason);
      expect(await statuses(arns)).to.deep.equal(["AVAILABLE", "AVAILABLE"]);
    });
  }

  it("requires a role in each account that has a copy", async () => {
    await recordRole();
    const target = "444455556666";
    const distributions = [{ region, amiDistributionConfiguration: { targetAccountIds: [target] } }];
    const blockDeviceMappings = [{ deviceName: "/dev/xvda", ebs: { encrypted: false } }];
    const arns = await builds(1, { distributions, recipe: { blockDeviceMappings } });
    await createPolicy({ policyDetails: deletion(age(1)) });
    expect(outcomes()[0]).to.match(
      /^FAILED: .*444455556666:role\/Ec2ImageBuilderCrossAccountLifecycleAccess/,
    );
    const role = "Ec2ImageBuilderCrossAccountLifecycleAccess";
    await record(sandbox.url, "aws:iam/role:Role", role, {}, { account: target });
    expect(outcomes()).to.deep.equal(["SUCCESS", "SUCCESS"]);
    expect(here(target)?.amis).to.deep.equal([]);
    expect(await statuses(arns)).to.deep.equal(["DELETED"]);
  });

  it("deletes container images of a repository that says so", async () => {
    await recordRole();
    const repository = (tagsAll: object) =>
      record(sandbox.url, "aws:ecr/repository:Repository", "golden", { name: "golden", tagsAll });
    await repository({});
    const { image } = await build(client, { container: {} });
    await createPolicy({
      resourceType: "CONTAINER_IMAGE",
      resourceSelection: { recipes: [{ name: "golden-container", semanticVersion: "x.x.x" }] },
      policyDetails: [
        {
          action: { type: "DELETE", includeResources: { containers: true } },
          filter: { type: "AGE", value: 1, unit: "DAYS" },
        },
      ],
    });
    expect(outcomes()[0]).to.match(/^FAILED: .*ecr:BatchDeleteImage/);
    await repository({ LifecycleExecutionAccess: "EC2 Image Builder" });
    expect(outcomes()).to.deep.equal(["SUCCESS", "SUCCESS"]);
    expect(here()?.containers).to.deep.equal([]);
    expect(await statusOf(image.arn ?? "")).to.equal("DELETED");
  });

  it("starts over HTTP, skips disabled policies, and is recorded", async () => {
    await recordRole();
    const arns = await builds(2);
    const resourceArn = await createPolicy({});
    await createPolicy({ name: "off", status: "DISABLED", policyDetails: deletion(age(1)) });
    const run = (body: object) =>
      fetch(`${sandbox.url}/_sandbox/lifecycle`, { method: "POST", body: JSON.stringify(body) });
    expect((await run({ time: "soon" })).status).to.equal(400);
    expect((await run({ time: in_(2).toISOString() })).status).to.equal(200);
    const { lifecycleExecutions = [] } = await client.send(
      new ListLifecycleExecutionsCommand({ resourceArn }),
    );
    expect(lifecycleExecutions.map(({ state }) => state?.status)).to.deep.equal(["SUCCESS"]);
    const [{ lifecycleExecutionId } = {}] = lifecycleExecutions;
    const list = (parentResourceId?: string) =>
      client.send(new ListLifecycleExecutionResourcesCommand({ lifecycleExecutionId, parentResourceId }));
    const { resources = [] } = await list();
    expect(resources.map(({ resourceId, action }) => [resourceId, action?.name])).to.deep.equal([
      [arns[0], "DELETE"],
    ]);
    const outputs = (await list(arns[0])).resources ?? [];
    expect(outputs.map(({ resourceId, snapshots }) => [resourceId, snapshots?.length])).to.deep.equal([
      [outputs[0]?.resourceId, 1],
    ]);
    expect(outputs[0]?.resourceId).to.match(/^ami-/);
    // An image that is gone is no parent any more.
    const late = { recipe: { name: "late", parentImage: arns[0] }, infrastructure: { name: "late" } };
    const outcome = await build(client, { ...late, pipeline: { name: "late" } }).catch(
      (error: unknown) => error,
    );
    expect(JSON.stringify(outcome)).to.include("could not be resolved");
    expect(
      (
        await refusal(
          client.send(
            new ListLifecycleExecutionResourcesCommand({
              lifecycleExecutionId: "lce-00000000-0000-0000-0000-000000000000",
            }),
          ),
        )
      ).name,
    ).to.equal("InvalidRequestException");
  });
});
