import type {
  CreateDistributionConfigurationRequest,
  DeleteDistributionConfigurationRequest,
  Distribution,
  GetDistributionConfigurationRequest,
  ListDistributionConfigurationsRequest,
  UpdateDistributionConfigurationRequest,
} from "@aws-sdk/client-imagebuilder";
import { regionNames } from "../../provider/src/checks/service-model/model";
import { arnOf } from "./arns";
import { type Call, now, stopDryRun } from "./call";
import { alreadyExists, dependedOn, invalidCombination, invalidValue, notFound } from "./errors";
import { filtered, page } from "./paging";

const timeoutMinutes = 720;

function check(distributions: readonly Distribution[], account: string): void {
  if (distributions.length === 0) {
    throw invalidValue("distributions", "One or more regions must be given.");
  }
  for (const [index, distribution] of distributions.entries()) {
    const path = `distributions[${index}]`;
    checkRegion(distributions, distribution, index);
    checkAmi(distribution, path);
    checkParameters(distribution, path, account);
    if (
      distribution.fastLaunchConfigurations?.some(({ maxParallelLaunches = 6 }) => maxParallelLaunches < 6)
    ) {
      throw invalidValue(`${path}.fastLaunchConfigurations`, "maxParallelLaunches must be at least 6.");
    }
  }
}

function checkRegion(
  distributions: readonly Distribution[],
  { region, ...outputs }: Distribution,
  index: number,
): void {
  if (!regionNames().includes(region ?? "")) {
    throw invalidValue(`distributions[${index}].region`, "The region does not exist.");
  }
  if (distributions.findIndex((other) => other.region === region) < index) {
    throw invalidValue(`distributions[${index}].region`, "A region can be given once only.");
  }
  if (Object.values(outputs).every((output) => output === undefined)) {
    throw invalidValue(
      `distributions[${index}]`,
      "One or more outputs should be provided for each region in a distribution configuration.",
    );
  }
}

function checkAmi({ amiDistributionConfiguration: ami }: Distribution, path: string): void {
  const name = ami?.name;
  if (name !== undefined && !/\{\{\s*imagebuilder:buildDate\s*\}\}/.test(name)) {
    throw invalidValue(
      `${path}.amiDistributionConfiguration.name`,
      "The EC2 AMI name must contain '{{ imagebuilder:buildDate }}' to ensure that the name will be unique.",
    );
  }
  if (ami?.launchPermission?.userGroups?.some((group) => group !== "all")) {
    throw invalidValue(
      `${path}.amiDistributionConfiguration.launchPermission.userGroups`,
      "The only group is 'all'.",
    );
  }
}

function checkParameters(distribution: Distribution, path: string, account: string): void {
  const targets = targetAccounts(distribution, account);
  for (const { amiAccountId } of distribution.ssmParameterConfigurations ?? []) {
    if (amiAccountId !== undefined && !targets.includes(amiAccountId)) {
      throw invalidCombination(
        `${path}.ssmParameterConfigurations`,
        "amiAccountId must be one of the target accounts.",
      );
    }
  }
}

/** The accounts that get an AMI of their own. */
export const targetAccounts = (
  { amiDistributionConfiguration }: Distribution,
  account: string,
): readonly string[] => amiDistributionConfiguration?.targetAccountIds ?? [account];

export function createDistributionConfiguration(
  request: CreateDistributionConfigurationRequest,
  { store }: Call,
) {
  const { name = "", description, distributions = [], tags } = request;
  check(distributions, store.place.account);
  const arn = arnOf(store.place, "distribution-configuration", name);
  if (store.distributionConfigurations.has(arn)) {
    throw alreadyExists("DistributionConfiguration", arn);
  }
  stopDryRun(request);
  const dateCreated = now();
  store.distributionConfigurations.set(arn, {
    arn,
    name,
    description,
    distributions,
    timeoutMinutes,
    tags,
    dateCreated,
  });
  return { distributionConfigurationArn: arn };
}

/** An update says everything anew, but for name and tags. */
export function updateDistributionConfiguration(
  request: UpdateDistributionConfigurationRequest,
  { store }: Call,
) {
  const { distributionConfigurationArn: arn = "", description, distributions = [] } = request;
  const stored = store.distributionConfigurations.get(arn);
  if (stored === undefined) {
    throw notFound(arn);
  }
  check(distributions, store.place.account);
  stopDryRun(request);
  store.distributionConfigurations.set(arn, { ...stored, description, distributions, dateUpdated: now() });
  return { distributionConfigurationArn: arn };
}

export function getDistributionConfiguration(request: GetDistributionConfigurationRequest, { store }: Call) {
  const { distributionConfigurationArn: arn = "" } = request;
  const distributionConfiguration = store.distributionConfigurations.get(arn);
  if (distributionConfiguration === undefined) {
    throw notFound(arn);
  }
  return { distributionConfiguration };
}

export function deleteDistributionConfiguration(
  request: DeleteDistributionConfigurationRequest,
  { store }: Call,
) {
  const { distributionConfigurationArn: arn = "" } = request;
  if (!store.distributionConfigurations.has(arn)) {
    throw notFound(arn);
  }
  if ([...store.imagePipelines.values()].some((pipeline) => pipeline.distributionConfigurationArn === arn)) {
    throw dependedOn(arn);
  }
  store.distributionConfigurations.delete(arn);
  return { distributionConfigurationArn: arn };
}

export function listDistributionConfigurations(
  request: ListDistributionConfigurationsRequest,
  { store }: Call,
) {
  const configurations = [...store.distributionConfigurations.values()];
  const { items, nextToken } = page(
    filtered(configurations, request.filters, { name: ({ name }) => name }),
    request,
  );
  const summaries = items.map((item) => ({
    ...item,
    regions: item.distributions?.map(({ region }) => region),
  }));
  return { distributionConfigurationSummaryList: summaries, nextToken };
}
