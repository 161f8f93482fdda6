import {
  type Filter,
  type ImageScanFinding,
  ListImageScanFindingAggregationsCommand,
  ListImageScanFindingsCommand,
} from "@aws-sdk/client-imagebuilder";
import { expect } from "chai";
import { account, build, refusal, useEmulator } from "./fixtures";

const finding = (vulnerabilityId: string, severity: string): ImageScanFinding => ({
  severity,
  title: `${vulnerabilityId} - openssl`,
  packageVulnerabilityDetails: { vulnerabilityId },
});
const findings = [finding("CVE-2026-0001", "CRITICAL"), finding("CVE-2026-0002", "MEDIUM")];
const scanning = { imageScanningConfiguration: { imageScanningEnabled: true } };

describe("The Image Builder emulator's scans", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });

  const list = async (filter?: Filter) =>
    (await client.send(new ListImageScanFindingsCommand({ filters: filter && [filter] }))).findings ?? [];
  const aggregate = (filter?: Filter) => client.send(new ListImageScanFindingAggregationsCommand({ filter }));

  it("find nothing that has not been planted", async () => {
    const { image } = await build(client, { pipeline: scanning });
    expect(image.scanState?.status).to.equal("COMPLETED");
    expect(await list()).to.be.empty;
    expect((await aggregate()).responses).to.be.empty;
  });

  it("find what was planted for a pipeline, completed", async () => {
    sandbox.plantFindings({ pipeline: "pipeline", findings });
    const { image } = await build(client, { pipeline: scanning });
    const [first, ...others] = await list();
    expect(others).to.have.length(1);
    expect(first).to.include({
      ...findings[0],
      packageVulnerabilityDetails: first?.packageVulnerabilityDetails,
      awsAccountId: account,
      imageBuildVersionArn: image.arn,
      imagePipelineArn: image.sourcePipelineArn,
      type: "PACKAGE_VULNERABILITY",
    });
    expect(first?.firstObservedAt).to.be.instanceOf(Date);
  });

  it("find what was planted for an image over HTTP", async () => {
    const plant = (body: object) =>
      fetch(`${sandbox.url}/_sandbox/findings`, { method: "POST", body: JSON.stringify(body) });
    expect((await plant({ image: "Golden Recipe", findings })).status).to.equal(200);
    expect((await plant({ image: "another", findings })).status).to.equal(200);
    expect((await plant({ findings })).status).to.equal(400);
    expect((await plant({ image: "x", findings: [{ severty: "LOW" }] })).status).to.equal(400);
    await build(client, { pipeline: scanning });
    expect(await list()).to.have.length(2);
  });

  it("are done only when they are on, and the tests too", async () => {
    sandbox.plantFindings({ pipeline: "pipeline", findings });
    const imageTestsConfiguration = { imageTestsEnabled: false };
    const { image } = await build(client, { pipeline: { ...scanning, imageTestsConfiguration } });
    expect(image.scanState).to.equal(undefined);
    expect(await list()).to.be.empty;
    sandbox.reset();
    sandbox.plantFindings({ pipeline: "pipeline", findings });
    await build(client);
    expect(await list()).to.be.empty;
  });

  it("are filtered and counted", async () => {
    sandbox.plantFindings({ pipeline: "pipeline", findings });
    const { image } = await build(client, { pipeline: scanning });
    const critical = await list({ name: "severity", values: ["CRITICAL"] });
    expect(critical.map(({ severity }) => severity)).to.deep.equal(["CRITICAL"]);
    expect(await list({ name: "imageBuildVersionArn", values: [image.arn ?? ""] })).to.have.length(2);
    expect(await list({ name: "vulnerabilityId", values: ["CVE-2026-0002"] })).to.have.length(1);
    expect(await refusal(list({ name: "colour", values: ["red"] }))).to.include({
      name: "InvalidParameterValueException",
    });

    const severityCounts = { all: 2, critical: 1, high: 0, medium: 1 };
    const byAccount = await aggregate();
    expect(byAccount.aggregationType).to.equal("accountId");
    expect(byAccount.responses).to.deep.equal([
      { accountAggregation: { accountId: account, severityCounts } },
    ]);
    const byImage = await aggregate({ name: "imageBuildVersionArn", values: [image.arn ?? ""] });
    expect(byImage.responses).to.deep.equal([
      { imageAggregation: { imageBuildVersionArn: image.arn, severityCounts } },
    ]);
    const byPipeline = await aggregate({ name: "imagePipelineArn", values: [image.sourcePipelineArn ?? ""] });
    expect(byPipeline.responses?.[0]?.imagePipelineAggregation?.severityCounts).to.deep.equal(severityCounts);
    const byId = await aggregate({ name: "vulnerabilityId", values: ["CVE-2026-0001"] });
    expect(byId.responses?.[0]?.vulnerabilityIdAggregation?.severityCounts?.critical).to.equal(1);
  });
});
