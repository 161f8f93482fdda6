// A destroy right after an update whose answers were lost: AWS has what Pulumi never heard of.

import { expect } from "chai";
import { useCliStack } from "./cli-stack";
import { resourcesIn } from "./workspace";
import type { StateResource } from "./workspace";

const program = (properties = ""): string => `name: lost
runtime: yaml
resources:
  everywhere:
    type: goldenimage:ImageDistribution
    properties: { regions: { eu-west-1: {}, us-east-1: {} } }
  lost:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
      customize: [{ name: one, shell: ["true"] }]
      distributionArn: \${everywhere.arn}
      build: { isolatedNetwork: {} }
      notify: { events: [failed] }
${properties}`;

/** Each is in the way of something else; tests/unit/replacements.test.ts loses every type that there is. */
const creations = [
  "CreateImagePipeline",
  "CreateImageRecipe",
  "POST aws:cloudwatch/logGroup:LogGroup",
  "POST aws:cloudwatch/eventTarget:EventTarget",
  "POST aws:ec2/vpcEndpoint:VpcEndpoint",
];

describe("a destroy right after answers that were lost", function () {
  this.timeout(600_000);
  const stack = useCliStack(program(), { scope: "test" });

  async function fault(values: object): Promise<void> {
    const body = JSON.stringify({ count: 10_000, ...values });
    await fetch(`${stack.sandbox.imageBuilder.url}/_sandbox/faults`, { method: "POST", body });
  }

  const run = (operation: "up" | "destroy") => stack.pulumi(operation, "--yes", "--skip-preview").ended;

  async function destroysAll(): Promise<string> {
    stack.sandbox.imageBuilder.clearFaults();
    const { code, output } = await run("destroy");
    expect(code, output).to.equal(0);
    expect(resourcesIn(stack.sandbox), output).to.deep.equal([]);
    return output;
  }

  it("leaves nothing, whatever of it was lost", async () => {
    for (const operation of creations) {
      await fault({ operation, status: "lose" });
      const { code, output } = await run("up");
      expect(code, `${operation}: ${output}`).not.to.equal(0);
      await destroysAll();
    }
  });

  it("leaves nothing while a third of the answers fails", async () => {
    for (let round = 1; round <= 2; round++) {
      for (const status of [429, 500, "drop", "lose"]) await fault({ share: 0.075, status });
      await fault({ operation: "POST", share: 0.1, status: "lose" });
      await run("up");
      await destroysAll();
    }
  });

  it("looks for nothing after an update that was through, and changes nothing in the next preview", async () => {
    await stack.run("up", "--yes", "--skip-preview");
    await stack.expectWhole();
    await stack.run("up", "--yes", "--skip-preview");
    const own = stack
      .resources()
      .filter(({ type }) => /^goldenimage:index:(?:Ownership|Orphans|ContentVersion)$/.test(type));
    expect(own.length).to.be.greaterThan(5);
    for (const { urn, inputs, outputs } of own) expect(outputs?.completed, urn).to.equal(inputs.run);

    const before = stack.sandbox.imageBuilder.requests().length;
    await destroysAll();
    const asked = stack.sandbox.imageBuilder.requests().slice(before);
    // Versions and users of a distribution are looked for in every destroy.
    const always = ["ListComponents", "ListImagePipelines", "ListImageRecipes", "ListImages"];
    const further = asked
      .map(({ operation = "" }) => operation)
      .filter((operation) => /^(?:Describe|List)/.test(operation) && !always.includes(operation));
    expect(further).to.deep.equal([]);
  });

  it("keeps what the user keeps, if it was there when an update was last through", async () => {
    await stack.run("up", "--yes", "--skip-preview");
    const kept = await retain(["aws:iam/role:Role", "aws:cloudwatch/logGroup:LogGroup"]);
    stack.write(program("      lifecycle: { delete: { keepNewest: 3 } }\n"));
    await fault({ operation: "CreateLifecyclePolicy", status: "lose" });
    expect((await run("up")).code).not.to.equal(0);
    // As a transform of the program would have it, once more: the update has taken it back.
    await retain(["aws:iam/role:Role", "aws:cloudwatch/logGroup:LogGroup"]);
    stack.sandbox.imageBuilder.clearFaults();
    const { code, output } = await run("destroy");
    expect(code, output).to.equal(0);
    expect(resourcesIn(stack.sandbox).sort()).to.deep.equal(kept.sort());
  });

  /** Has the state say `retainOnDelete`; answers what is kept of it. */
  async function retain(types: readonly string[]): Promise<string[]> {
    const state = JSON.parse(await stack.exportState()) as {
      deployment: { resources: (StateResource & { retainOnDelete?: boolean })[] };
    };
    const kept = state.deployment.resources.filter(({ type }) => types.includes(type));
    for (const resource of kept) resource.retainOnDelete = true;
    await stack.importState(JSON.stringify(state));
    return kept.map(({ type, id = "" }) => `${type} ${id}`);
  }

  it("keeps what holds data, and says so", async () => {
    await fault({ operation: "POST aws:cloudwatch/logGroup:LogGroup", status: "lose" });
    expect((await run("up")).code).not.to.equal(0);
    const stream = { name: "1.0.0/1", logGroupName: "/aws/imagebuilder/lost" };
    await fetch(
      `${stack.sandbox.imageBuilder.url}/_sandbox/resources/${encodeURIComponent("aws:cloudwatch/logStream:LogStream")}/1`,
      {
        method: "PUT",
        body: JSON.stringify({ account: "123456789012", region: "eu-west-1", properties: stream }),
      },
    );
    stack.sandbox.imageBuilder.clearFaults();
    const { code, output } = await run("destroy");
    expect(code, output).to.equal(0);
    expect(output)
      .to.include("log-group:/aws/imagebuilder/lost stays")
      .and.to.include("there are logs in it");
    expect(resourcesIn(stack.sandbox)).to.include("aws:cloudwatch/logGroup:LogGroup /aws/imagebuilder/lost");
  });
});
