// What the scan of an image has found, wherever AWS has it. A scan of the test instance is Inspector's, and Image Builder
// lists its findings; what fails a build by itself is a scan of the AMI, whose findings EC2 has.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/vuln-scan.html

import type { Image, ImageScanFinding } from "@aws-sdk/client-imagebuilder";
import type { Aws } from "../aws/clients";
import { sdk } from "../aws/clients";
import { errorMessage, explain, isDenied } from "../aws/errors";
import { amiFindings } from "../aws/image-findings";
import type { AmiFinding } from "../aws/image-findings";
import { outputAmi } from "./output-ami";
import { clientOf, regionOfImage } from "./outputs";

/** How many findings of each severity; what is below low counts as low. */
export type Findings = Record<string, number>;

interface Finding {
  severity: string;
  fixable: boolean;
  /** The vulnerability, the package, and what else is known of it. */
  text: string;
}

const severities = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];
const shown = 3;

export const scanIsRunning = (image: Image): boolean =>
  ["PENDING", "SCANNING", "COLLECTING"].includes(image.scanState?.status ?? "");

/** Whether the AMI itself is scanned, and not the test instance. */
const scansAmi = ({ imageScanningConfiguration }: Image): boolean =>
  imageScanningConfiguration?.imageScanningTypes?.includes("ON_DEMAND_AMI_CVE") === true;

export async function findingsOf(image: Image, aws: Aws): Promise<Findings> {
  if (scansAmi(image)) return counted(await findingsOfAmi(image, aws));
  if (image.scanState?.status !== "COMPLETED") return {};
  const { paginateListImageScanFindingAggregations } = sdk();
  const filter = { name: "imageBuildVersionArn", values: [image.arn ?? ""] };
  let counts: { all?: number; critical?: number; high?: number; medium?: number } = {};
  try {
    const client = clientOf(image, aws);
    for await (const page of paginateListImageScanFindingAggregations({ client }, { filter })) {
      for (const { imageAggregation } of page.responses ?? [])
        counts = imageAggregation?.severityCounts ?? counts;
    }
  } catch (error) {
    throw explain(error, "imagebuilder:ListImageScanFindingAggregations");
  }
  const { all = 0, critical = 0, high = 0, medium = 0 } = counts;
  return { CRITICAL: critical, HIGH: high, MEDIUM: medium, LOW: all - critical - high - medium };
}

/** Why the scan of an image fails the update, if it does. */
export async function scanFailure(
  image: Image,
  findings: Findings,
  least: string | undefined,
  aws: Aws,
): Promise<string | undefined> {
  if (least === undefined) return undefined;
  const status = image.scanState?.status;
  if (!scansAmi(image)) {
    if (status === undefined) {
      return `${image.arn} was not scanned: 'failOnSeverity' needs 'tests.scan' on its golden image, and Amazon Inspector active in the region`;
    }
    if (status !== "COMPLETED") {
      return `the scan of ${image.arn} is ${status}: ${image.scanState?.reason ?? "AWS gives no reason"}`;
    }
  }
  const severe = atLeast(least);
  const found = severe.flatMap((severity) =>
    findings[severity] ? [`${findings[severity]} ${severity}`] : [],
  );
  if (found.length === 0) return undefined;
  const worst = await worstOf(image, severe, aws);
  return [
    `the scan of ${image.arn} has found vulnerabilities of ${least} or above: ${found.join(", ")}`,
    ...worst,
  ].join("\n");
}

/** What failed the build of an image, where it was a finding; to be said beside AWS's own reason. */
export async function gateFailure(image: Image, aws: Aws): Promise<string | undefined> {
  const { maximumSeverityLabel, fixAvailable = true } =
    image.imageScanningConfiguration?.scanResultCondition ?? {};
  if (maximumSeverityLabel === undefined || !scansAmi(image)) return undefined;
  const { imageStatus = "TESTING" } = image.state?.failureContext ?? {};
  if (image.state?.status !== "FAILED" || imageStatus !== "TESTING") return undefined;
  try {
    const severe = severities.slice(severities.indexOf(maximumSeverityLabel) + 1);
    const failing = (await findingsOfAmi(image, aws)).filter(
      ({ severity, fixable }) => severe.includes(severity) && (fixable || !fixAvailable),
    );
    if (failing.length === 0) return undefined;
    return [
      `its scan has found ${failing.length} above ${maximumSeverityLabel}${fixAvailable ? " with a fix" : ""}:`,
      ...worstFirst(failing),
    ].join("\n");
  } catch (error) {
    return isDenied(error)
      ? "to see what its scan has found, the permission ec2:GetImageFindings is missing"
      : `what its scan has found can't be read: ${errorMessage(error)}`;
  }
}

const atLeast = (least: string): string[] => severities.slice(severities.indexOf(least)).reverse();

async function findingsOfAmi(image: Image, aws: Aws): Promise<Finding[]> {
  const ami = await outputAmi(image, clientOf(image, aws));
  if (ami === undefined) return [];
  try {
    return (await amiFindings(ami, aws.ec2(regionOfImage(image)))).map(fromEc2);
  } catch (error) {
    if (isDenied(error)) throw error;
    throw explain(error, "ec2:GetImageFindings");
  }
}

const fromEc2 = ({ Title, SeverityLabel, FixAvailable, Paths = [] }: AmiFinding): Finding => ({
  severity: (SeverityLabel ?? "").toUpperCase(),
  fixable: FixAvailable === true,
  // EC2 has the vulnerability and the package in the title, and no versions.
  text: [Title ?? "", FixAvailable === true ? "a fix is available" : "no fix yet", ...Paths.slice(0, 1)].join(
    ", ",
  ),
});

const fromInspector = ({ title, severity, fixAvailable, ...finding }: ImageScanFinding): Finding => {
  const { vulnerabilityId, vulnerablePackages = [] } = finding.packageVulnerabilityDetails ?? {};
  const packages = vulnerablePackages.map(
    ({ name, version, fixedInVersion }) =>
      `${name ?? "a package"} ${version ?? ""}, ${fixedInVersion ? `fixed in ${fixedInVersion}` : "no fix yet"}`,
  );
  return {
    severity: severity ?? "",
    fixable: fixAvailable === "YES" || fixAvailable === "PARTIAL",
    text: packages.length > 0 ? `${vulnerabilityId ?? title}: ${packages.join("; ")}` : (title ?? ""),
  };
};

const counted = (found: readonly Finding[]): Findings => {
  const count = (...wanted: string[]): number =>
    found.filter(({ severity }) => wanted.includes(severity)).length;
  return {
    CRITICAL: count("CRITICAL"),
    HIGH: count("HIGH"),
    MEDIUM: count("MEDIUM"),
    LOW: count("LOW", "INFORMATIONAL"),
  };
};

/** The worst by name, where that may be asked: the numbers are known in any case. */
async function worstOf(image: Image, severe: readonly string[], aws: Aws): Promise<string[]> {
  if (scansAmi(image)) {
    const found = await findingsOfAmi(image, aws);
    return worstFirst(found.filter(({ severity }) => severe.includes(severity)));
  }
  const { paginateListImageScanFindings } = sdk();
  // AWS takes one filter.
  const filters = [{ name: "imageBuildVersionArn", values: [image.arn ?? ""] }];
  const found: Finding[] = [];
  try {
    for await (const page of paginateListImageScanFindings({ client: clientOf(image, aws) }, { filters })) {
      found.push(...(page.findings ?? []).map(fromInspector));
    }
  } catch (error) {
    if (!isDenied(error)) throw explain(error, "imagebuilder:ListImageScanFindings");
    return ["to see which, the permission imagebuilder:ListImageScanFindings is missing"];
  }
  return worstFirst(found.filter(({ severity }) => severe.includes(severity)));
}

/** Of the same severity, what can be mended first. */
function worstFirst(found: readonly Finding[]): string[] {
  const rank = ({ severity, fixable }: Finding): number => severities.indexOf(severity) * 2 + Number(fixable);
  const sorted = [...found].sort((a, b) => rank(b) - rank(a));
  const more = sorted.length - shown;
  return [
    ...sorted.slice(0, shown).map(({ severity, text }) => `- ${severity} ${text}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}
