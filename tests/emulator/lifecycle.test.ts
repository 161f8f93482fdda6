import {
  CreateLifecyclePolicyCommand,
  type CreateLifecyclePolicyRequest,
  DeleteLifecyclePolicyCommand,
  GetLifecyclePolicyCommand,
  type LifecyclePolicyDetail,
  ListLifecyclePoliciesCommand,
  UpdateLifecyclePolicyCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { refusal, useEmulator } from "./fixtures";

const aged: LifecyclePolicyDetail = {
  action: { type: "DELETE", includeResources: { amis: true, snapshots: true } },
  filter: { type: "AGE", value: 6, unit: "MONTHS", retainAtLeast: 2 },
  exclusionRules: { amis: { isPublic: false, lastLaunched: { value: 30, unit: "DAYS" } } },
};

const policy = {
  name: "old-images",
  executionRole: "cleaner",
  resourceType: "AMI_IMAGE",
  resourceSelection: { recipes: [{ name: "golden", semanticVersion: "x.x.x" }] },
  policyDetails: [aged],
} as const;

describe("The Image Builder emulator's lifecycle policies", () => {
  const { client } = useEmulator();

  const create = (more: Partial<CreateLifecyclePolicyRequest> = {}) =>
    client.send(
      new CreateLifecyclePolicyCommand({
        ...policy,
        policyDetails: [aged],
        ...more,
      } as CreateLifecyclePolicyRequest),
    );

  it("can be created, read, changed, listed and deleted", async () => {
    const { lifecyclePolicyArn } = await create({ tags: { team: "web" } });
    expect(lifecyclePolicyArn).to.match(/:lifecycle-policy\/old-images$/);
    expect(await refusal(create())).to.include({ name: "ResourceAlreadyExistsException" });
    const get = async () =>
      (await client.send(new GetLifecyclePolicyCommand({ lifecyclePolicyArn }))).lifecyclePolicy;
    expect(await get()).to.deep.include({ ...policy, policyDetails: [aged], status: "ENABLED" });
    expect((await get())?.dateCreated?.getTime()).to.be.closeTo(Date.now(), 10_000);

    const { name: _name, ...rest } = policy;
    await client.send(
      new UpdateLifecyclePolicyCommand({
        ...rest,
        lifecyclePolicyArn,
        policyDetails: [aged],
        resourceSelection: { tagMap: { keep: "no" } },
        status: "DISABLED",
      }),
    );
    expect(await get()).to.deep.include({
      name: "old-images",
      tags: { team: "web" },
      status: "DISABLED",
      resourceSelection: { tagMap: { keep: "no" } },
    });
    const { lifecyclePolicySummaryList } = await client.send(
      new ListLifecyclePoliciesCommand({ filters: [{ name: "status", values: ["DISABLED"] }] }),
    );
    expect(lifecyclePolicySummaryList?.map(({ name }) => name)).to.deep.equal(["old-images"]);
    await client.send(new DeleteLifecyclePolicyCommand({ lifecyclePolicyArn }));
    expect(await refusal(get())).to.include({ name: "ResourceNotFoundException" });
  });

  const rule = (change: Partial<LifecyclePolicyDetail>) => ({ policyDetails: [{ ...aged, ...change }] });
  const include = (type: string, includeResources: object) =>
    rule({ action: { type, includeResources } as LifecyclePolicyDetail["action"] });
  const container = { resourceType: "CONTAINER_IMAGE" } as const;
  const combination = "InvalidParameterCombinationException";
  const refusals: Readonly<
    Record<string, readonly [Partial<CreateLifecyclePolicyRequest>, message: string]>
  > = {
    "both recipes and tags": [
      {
        resourceSelection: {
          recipes: [{ name: "golden", semanticVersion: "x.x.x" }],
          tagMap: { a: "b" },
        },
      },
      "Exactly one of recipes and tagMap",
    ],
    "neither recipes nor tags": [{ resourceSelection: {} }, "Exactly one of recipes and tagMap"],
    "two rules for one action": [{ policyDetails: [aged, aged] }, "one rule for DELETE"],
    "snapshots without AMIs": [include("DELETE", { snapshots: true }), "with AMIs only"],
    "snapshots that are deprecated": [
      include("DEPRECATE", { amis: true, snapshots: true }),
      "for DELETE only",
    ],
    "containers among AMIs": [include("DELETE", { containers: true }), "no containers"],
    "AMIs among containers": [{ ...container, ...include("DELETE", { amis: true }) }, "no AMIs"],
    "containers that are disabled": [
      { ...container, ...include("DISABLE", { containers: true }) },
      "can be deleted only",
    ],
    "an age without a unit": [rule({ filter: { type: "AGE", value: 1 } }), "policyDetails[0].filter.unit"],
    "a count with a unit": [rule({ filter: { type: "COUNT", value: 1, unit: "DAYS" } }), "by age only"],
    "a count that deprecates": [
      rule({ action: { type: "DEPRECATE" }, filter: { type: "COUNT", value: 1 } }),
      "by count is for DELETE only",
    ],
  };
  for (const [what, [more, message]] of Object.entries(refusals)) {
    it(`refuse ${what}`, async () => {
      const error = await refusal(create(more));
      expect(error.name).to.equal(combination);
      expect(error.message).to.contain(message);
    });
  }

  it("refuse a count beyond the model's range", async () => {
    const error = await refusal(create(rule({ filter: { type: "COUNT", value: 1001 } })));
    expect(error.message).to.contain("must be at most 1000");
  });
});
