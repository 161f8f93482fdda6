import {
  type Filter,
  type ImageScanFinding,
  ListImageScanFindingAggregationsCommand,
  ListImageScanFindingsCommand,
} from "@aws-sdk/client-imagebuilder";
import * as ec2Sdk from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { amiFindings } from "../../provider/src/aws/image-findings";
import { withNewerMembers } from "../../provider/src/aws/newer-members";
import type { ScanResultCondition } from "../../provider/src/aws/newer-members";
import { account, build, refusal, region, useEmulator, workflowsOf } from "./fixtures";

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

describe("The Image Builder emulator's scans of AMIs", () => {
  const { sandbox, client } = useEmulator({ phaseMilliseconds: 15 });
  before(() => void withNewerMembers(client));

  const ec2 = () =>
    new ec2Sdk.EC2Client({
      region,
      endpoint: sandbox.url,
      credentials: { accessKeyId: account, secretAccessKey: "no secret is needed" },
    });
  const fixable: ImageScanFinding = {
    severity: "CRITICAL",
    fixAvailable: "YES",
    inspectorScore: 9.8,
    packageVulnerabilityDetails: {
      vulnerabilityId: "CVE-2026-0001",
      vulnerablePackages: [
        { name: "openssl", version: "3.0.1", fixedInVersion: "3.0.2", filePath: "/usr/lib/x" },
      ],
    },
  };
  const unfixed: ImageScanFinding = {
    severity: "CRITICAL",
    fixAvailable: "NO",
    title: "CVE-2026-0002 - zlib",
  };
  const gate = (condition?: object, types: string[] = ["ON_DEMAND_AMI_CVE"]) => ({
    imageScanningConfiguration: {
      imageScanningEnabled: true,
      imageScanningTypes: types,
      ...(condition && { scanResultCondition: condition as ScanResultCondition }),
    },
  });
  const everywhere = [
    { region, amiDistributionConfiguration: { launchPermission: { userIds: ["222233334444"] } } },
    { region: "us-east-1", amiDistributionConfiguration: {} },
  ];
  const buildWith = (findings: ImageScanFinding[], condition: object) => {
    sandbox.plantFindings({ pipeline: "pipeline", findings });
    return build(client, { pipeline: gate(condition), distributions: everywhere });
  };
  const amiIn = async (arn: string | undefined): Promise<string> => {
    const [first] = await workflowsOf(client, arn);
    const made = first?.steps.find(({ action }) => action === "CreateImage")?.outputs ?? "{}";
    return (JSON.parse(made) as { imageId: string }).imageId;
  };

  it("fail an image before it is distributed, and EC2 has the findings", async () => {
    const { image, states } = await buildWith([fixable, unfixed], { maximumSeverityLabel: "HIGH" });
    expect(states.at(-1)).to.equal("FAILED");
    expect(states).not.to.include("DISTRIBUTING");
    expect(image.state?.failureContext).to.include({
      imageStatus: "TESTING",
      failedStep: "CollectImageScanFindings",
    });
    expect(sandbox.arrivals(image.arn)).to.deep.equal({});
    const found = await amiFindings(await amiIn(image.arn), ec2());
    expect(found).to.deep.equal([
      {
        Title: "CVE-2026-0001 - openssl",
        SeverityLabel: "critical",
        FixAvailable: true,
        Paths: ["/usr/lib/x"],
      },
      { Title: "CVE-2026-0002 - zlib", SeverityLabel: "critical", FixAvailable: false, Paths: [] },
    ]);
    // Image Builder lists the findings of test instances.
    expect((await client.send(new ListImageScanFindingsCommand({}))).findings).to.be.empty;
  });

  it("page through many findings", async () => {
    const many = Array.from({ length: 2100 }, () => unfixed);
    const { image } = await buildWith(many, { maximumSeverityLabel: "HIGH" });
    expect(await amiFindings(await amiIn(image.arn), ec2())).to.have.length(2100);
  }).timeout(60_000);

  const passing: [string, ImageScanFinding[], object][] = [
    ["what has no fix, by default", [unfixed], { maximumSeverityLabel: "INFORMATIONAL" }],
    ["what is as severe as allowed", [{ ...fixable, severity: "HIGH" }], { maximumSeverityLabel: "HIGH" }],
    ["nothing", [], { maximumSeverityLabel: "INFORMATIONAL", fixAvailable: false }],
  ];
  for (const [what, findings, condition] of passing) {
    it(`let pass ${what}`, async () => {
      expect((await buildWith(findings, condition)).image.state?.status).to.equal("AVAILABLE");
    });
  }

  const failing: [string, ImageScanFinding, object][] = [
    [
      "what has no fix, where every finding counts",
      unfixed,
      { maximumSeverityLabel: "HIGH", fixAvailable: false },
    ],
    ["a fix of a part", { ...fixable, fixAvailable: "PARTIAL" }, { maximumSeverityLabel: "HIGH" }],
    ["what is one above", { ...fixable, severity: "LOW" }, { maximumSeverityLabel: "INFORMATIONAL" }],
  ];
  for (const [what, finding, condition] of failing) {
    it(`fail on ${what}`, async () => {
      expect((await buildWith([finding], condition)).image.state?.status).to.equal("FAILED");
    });
  }

  it("are refused where AWS can't do them", async () => {
    const condition = { maximumSeverityLabel: "HIGH" };
    expect(await refusal(build(client, { pipeline: gate(condition, ["TEST_INSTANCE_CVE"]) }))).to.include({
      name: "InvalidParameterCombinationException",
    });
    sandbox.reset();
    expect(await refusal(build(client, { container: {}, pipeline: gate() }))).to.include({
      name: "InvalidParameterCombinationException",
    });
    sandbox.reset();
    expect(
      (await refusal(build(client, { pipeline: gate({ maximumSeverityLabel: "WORST" }) }))).message,
    ).to.include("maximumSeverityLabel");
    expect((await refusal(amiFindings("ami-0123456789abcdef0", ec2()))).name).to.equal(
      "InvalidAMIID.NotFound",
    );
  });

  it("are asked for as the SDK would ask, until it can by itself", () => {
    expect(ec2Sdk).not.to.have.property("GetImageFindingsCommand");
    expect(ec2Sdk).to.have.property("DescribeImagesCommand");
  });
});
