// What the steps do that have to do with the instance.

import { randomUUID } from "node:crypto";
import type { Build } from "./build";
import { now } from "./call";
import { scansAmi } from "./build-plan";
import { outputAmi, resolveParent } from "./parents";
import { canBeFixed, plantedIn } from "./scan-findings";
import { type Outputs, StepFailure } from "./step-failure";

export function launchInstance(build: Build): Outputs {
  const { call, image } = build;
  const { store } = call;
  const profile = image.infrastructureConfiguration?.instanceProfileName ?? "";
  if (!hasInstanceProfile(build, profile)) {
    throw new StepFailure(
      `An error occurred (InvalidParameterValue) when calling the RunInstances operation: Value (${profile}) for ` +
        "parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
    );
  }
  const source = sourceOf(build);
  const launchedFrom = resolveParent(call, source, image);
  if (launchedFrom === undefined) {
    throw new StepFailure(`The parent image ${source} could not be resolved to an AMI`);
  }
  const ami = store.amis.get(launchedFrom);
  if (ami !== undefined) {
    if (ami.disabled === true) {
      throw new StepFailure(`The image ${launchedFrom} is disabled and can't be launched`);
    }
    ami.lastLaunched = now();
  }
  const instanceId = `i-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
  build.instance = { instanceId, imageArn: image.arn, launchedFrom, state: "running" };
  store.instances.set(instanceId, build.instance);
  return { instanceId };
}

/** What the instance starts from: the recipe's parent, or for a container an AMI of Amazon's unless told otherwise. */
const sourceOf = ({ image: { containerRecipe }, recipe }: Build): string =>
  containerRecipe === undefined
    ? (recipe.parentImage ?? "")
    : (containerRecipe.instanceConfiguration?.image ??
      "ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023");

/** A container is one hop further from the instance's metadata, where its credentials are. */
export function bootstrapForContainer({ image }: Build): Outputs {
  if (image.infrastructureConfiguration?.instanceMetadataOptions?.httpPutResponseHopLimit === 1) {
    throw new StepFailure(
      "Unable to locate credentials in the container: the hop limit of the instance metadata is 1, and must be 2 or more",
    );
  }
  return { runCommandId: randomUUID(), status: "Success", output: "" };
}

const profileType = "aws:iam/instanceProfile:InstanceProfile";

function hasInstanceProfile({ call }: Build, name: string): boolean {
  const { settings, store, world } = call;
  const { account } = store.place;
  if (settings.instanceProfileExists !== undefined) {
    return settings.instanceProfileExists(account, name);
  }
  const recorded = world.records.list(profileType).filter((profile) => profile.account === account);
  const checked = settings.checkInstanceProfiles ?? recorded.length > 0;
  return !checked || recorded.some(({ id, properties }) => (properties.name ?? id) === name);
}

export const collectMetadata = ({ recipe }: Build): Outputs => ({
  osVersion: recipe.platform,
  associationId: randomUUID(),
});

/**
 * What was found is listed once it has been collected: see scan-findings.ts. Of an AMI that was scanned itself, it is
 * EC2 that lists the findings.
 */
export function collectScanFindings(build: Build): Outputs {
  const { image } = build;
  if (scansAmi(image.imageScanningConfiguration)) {
    image.amiScanned = true;
    checkFindings(build);
  } else {
    image.scanState = { status: "COMPLETED" };
  }
  return { runCommandId: randomUUID(), status: "Success", output: "" };
}

const severities = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** Fails the image on a finding that is worse than its condition allows. Without one, nothing waits for the scan. */
function checkFindings({ image, call }: Build): void {
  const { maximumSeverityLabel, fixAvailable = true } =
    image.imageScanningConfiguration?.scanResultCondition ?? {};
  if (maximumSeverityLabel === undefined) return;
  const worst = severities.slice(severities.indexOf(maximumSeverityLabel) + 1);
  const counted = plantedIn(call.world, image).filter(
    (finding) => worst.includes(finding.severity ?? "") && (!fixAvailable || canBeFixed(finding)),
  );
  if (counted.length > 0) {
    throw new StepFailure(
      `The scan of the output AMI has ${counted.length} findings above the maximum severity ${maximumSeverityLabel}`,
    );
  }
}

export const sanitizeInstance = (): Outputs => ({
  status: "Success",
  output: "",
  runCommandId: randomUUID(),
});

export const createImage = ({ call, image }: Build): Outputs => {
  const { account, region } = call.store.place;
  return image.type === "DOCKER" ? {} : { imageId: outputAmi(image, { region, account }) };
};

export function terminateInstance(build: Build): undefined {
  if (build.instance !== undefined) {
    build.instance.state = "terminated";
  }
}
