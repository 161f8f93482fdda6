import {
  CancelLifecycleExecutionCommand,
  GetImageCommand,
  GetLifecycleExecutionCommand,
  ListLifecycleExecutionResourcesCommand,
  ListLifecycleExecutionsCommand,
  StartResourceStateUpdateCommand,
  type StartResourceStateUpdateRequest,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { lifecycleRoleName } from "../../provider/src/distribution-target/roles";
import { account, build, record, refusal, region, useEmulator } from "./fixtures";

const managed = "arn:aws:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy";
const other = "999900001111";
const executionRole = `arn:aws:iam::${account}:role/cleaner`;

describe("An update of an image's state in the emulator", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 3, checkInstanceProfiles: false });

  beforeEach(async () => {
    const Statement = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "imagebuilder.amazonaws.com" },
    };
    await record(sandbox.url, "aws:iam/role:Role", "cleaner", {
      assumeRolePolicy: JSON.stringify({ Statement }),
    });
    await record(sandbox.url, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
      role: "cleaner",
      policyArn: managed,
    });
  });

  const update = (
    resourceArn: string,
    status: "AVAILABLE" | "DELETED" | "DEPRECATED" | "DISABLED",
    more: Partial<StartResourceStateUpdateRequest> = {},
  ) => client.send(new StartResourceStateUpdateCommand({ resourceArn, state: { status }, ...more }));
  const statusOf = async (imageBuildVersionArn: string) =>
    (await client.send(new GetImageCommand({ imageBuildVersionArn }))).image?.state?.status;
  const done = async (lifecycleExecutionId = "") => {
    for (;;) {
      const { lifecycleExecution } = await client.send(
        new GetLifecycleExecutionCommand({ lifecycleExecutionId }),
      );
      if (lifecycleExecution?.state?.status !== "IN_PROGRESS") return lifecycleExecution;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const resourcesOf = async (lifecycleExecutionId: string | undefined, parentResourceId?: string) =>
    (
      await client.send(
        new ListLifecycleExecutionResourcesCommand({ lifecycleExecutionId, parentResourceId }),
      )
    ).resources ?? [];

  const built = async () => {
    const { image } = await build(client, {
      recipe: {
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { encrypted: true, kmsKeyId: `arn:aws:kms:${region}:${account}:key/one` },
          },
        ],
      },
      distributions: [
        { region, amiDistributionConfiguration: {} },
        { region: "us-east-1", amiDistributionConfiguration: { targetAccountIds: [account, other] } },
      ],
    });
    return image.arn ?? "";
  };
  const amisIn = (who: string, where: string) => sandbox.state().accounts[who]?.[where]?.amis ?? [];

  it("is immediate for the image alone, and can be taken back", async () => {
    const arn = await built();
    for (const status of ["DEPRECATED", "DISABLED", "AVAILABLE"] as const) {
      expect(await update(arn, status)).not.to.have.property("lifecycleExecutionId");
      expect(await statusOf(arn)).to.equal(status);
    }
    expect(amisIn(account, region)[0]?.disabled).to.equal(undefined);
  });

  it("disables AMIs by a lifecycle execution, and enables them again", async () => {
    const arn = await built();
    await record(sandbox.url, "aws:iam/role:Role", lifecycleRoleName, {}, { account: other });
    const more = { executionRole, includeResources: { amis: true } };
    const { lifecycleExecutionId } = await update(arn, "DISABLED", more);
    expect((await done(lifecycleExecutionId))?.state).to.deep.equal({ status: "SUCCESS" });
    expect(await statusOf(arn)).to.equal("DISABLED");
    for (const [who, where] of [
      [account, region],
      [account, "us-east-1"],
      [other, "us-east-1"],
    ] as const) {
      expect(amisIn(who, where)[0]?.disabled).to.equal(true);
    }
    const listed = await client.send(new ListLifecycleExecutionsCommand({ resourceArn: arn }));
    expect(listed.lifecycleExecutions?.map((each) => each.lifecycleExecutionId)).to.deep.equal([
      lifecycleExecutionId,
    ]);
    expect((await resourcesOf(lifecycleExecutionId)).map(({ resourceId }) => resourceId)).to.deep.equal([
      arn,
    ]);
    expect(await resourcesOf(lifecycleExecutionId, arn)).to.have.length(3);
    expect(await resourcesOf(lifecycleExecutionId, `${arn}9`)).to.be.empty;
    await done((await update(arn, "AVAILABLE", more)).lifecycleExecutionId);
    expect(amisIn(account, region)[0]?.disabled).to.equal(undefined);
  });

  it("deletes AMIs and snapshots, and names what it may not", async () => {
    const arn = await built();
    const more = { executionRole, includeResources: { amis: true, snapshots: true } };
    const { lifecycleExecutionId } = await update(arn, "DELETED", more);
    const execution = await done(lifecycleExecutionId);
    expect(execution?.state?.status).to.equal("FAILED");
    expect(execution?.state?.reason).to.include(lifecycleRoleName);
    expect(amisIn(account, region)).to.be.empty;
    expect(sandbox.state().accounts[account]?.[region]?.snapshots).to.be.empty;
    expect(amisIn(other, "us-east-1")).to.have.length(1);
    // What stays keeps the image.
    expect(await statusOf(arn)).to.equal("AVAILABLE");
    await record(sandbox.url, "aws:iam/role:Role", lifecycleRoleName, {}, { account: other });
    expect((await done((await update(arn, "DELETED", more)).lifecycleExecutionId))?.state?.status).to.equal(
      "SUCCESS",
    );
    expect(await statusOf(arn)).to.equal("DELETED");
    expect(amisIn(other, "us-east-1")).to.be.empty;
  });

  it("deprecates AMIs at once for a time that the image waits for, and can be cancelled", async () => {
    const arn = await built();
    const updateAt = new Date(Date.now() + 86_400_000);
    const { lifecycleExecutionId } = await update(arn, "DEPRECATED", {
      updateAt,
      executionRole,
      includeResources: { amis: true },
    });
    expect(amisIn(account, region)[0]?.deprecationTime).to.equal(updateAt.toISOString());
    expect(await statusOf(arn)).to.equal("AVAILABLE");
    const deletion = update(arn, "DELETED", { executionRole, includeResources: { amis: true } });
    expect(await refusal(deletion)).to.include({ name: "ResourceInUseException" });
    await client.send(new CancelLifecycleExecutionCommand({ lifecycleExecutionId }));
    expect((await done(lifecycleExecutionId))?.state).to.deep.equal({ status: "CANCELLED" });
  });

  it("is refused where AWS's model says so", async () => {
    const arn = await built();
    const invalid: [Parameters<typeof update>[1], Partial<StartResourceStateUpdateRequest>][] = [
      ["DISABLED", { executionRole }],
      ["DISABLED", { includeResources: { amis: true } }],
      ["DISABLED", { executionRole, includeResources: { amis: true, snapshots: true } }],
      ["DELETED", {}],
      ["DISABLED", { updateAt: new Date(Date.now() + 60_000) }],
      ["DEPRECATED", { updateAt: new Date(Date.now() - 60_000) }],
    ];
    for (const [status, more] of invalid) {
      expect(await refusal(update(arn, status, more)), JSON.stringify(more)).to.include({
        name: "InvalidRequestException",
      });
    }
    expect(await refusal(update(`${arn}9`, "DISABLED"))).to.include({ name: "ResourceNotFoundException" });
    sandbox.reset();
    const { image: container } = await build(client, { container: {} });
    expect(await refusal(update(container.arn ?? "", "DEPRECATED"))).to.include({
      name: "InvalidRequestException",
    });
  });
});
