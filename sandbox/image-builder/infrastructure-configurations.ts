import type {
  CreateInfrastructureConfigurationRequest,
  DeleteInfrastructureConfigurationRequest,
  GetInfrastructureConfigurationRequest,
  ListInfrastructureConfigurationsRequest,
  UpdateInfrastructureConfigurationRequest,
} from "@aws-sdk/client-imagebuilder";
import { arnOf } from "./arns";
import { type Call, now, stopDryRun } from "./call";
import { alreadyExists, dependedOn, invalidCombination, invalidValue, notFound } from "./errors";
import { filtered, page } from "./paging";

const reservedTags = ["CreatedBy", "Ec2ImageBuilderArn", "Name", "Tags"];

function check(
  request: CreateInfrastructureConfigurationRequest | UpdateInfrastructureConfigurationRequest,
): void {
  if (request.subnetId !== undefined && !request.securityGroupIds?.length) {
    throw invalidCombination("subnetId", "Security groups must be given with a subnet.");
  }
  const { tenancy, hostId, hostResourceGroupArn } = request.placement ?? {};
  if (hostId !== undefined && hostResourceGroupArn !== undefined) {
    throw invalidCombination("placement", "At most one of hostId and hostResourceGroupArn can be given.");
  }
  if ((hostId ?? hostResourceGroupArn) !== undefined && tenancy !== "host") {
    throw invalidCombination("placement", "A host can be given with tenancy host only.");
  }
  const reserved = Object.keys(request.resourceTags ?? {}).filter((key) => reservedTags.includes(key));
  if (reserved.length > 0) {
    throw invalidValue("resourceTags", `These keys are reserved: ${reserved.join(", ")}.`);
  }
}

export function createInfrastructureConfiguration(
  request: CreateInfrastructureConfigurationRequest,
  { store }: Call,
) {
  check(request);
  const { clientToken: _token, name = "", ...configuration } = request;
  const arn = arnOf(store.place, "infrastructure-configuration", name);
  if (store.infrastructureConfigurations.has(arn)) {
    throw alreadyExists("InfrastructureConfiguration", arn);
  }
  stopDryRun(request);
  store.infrastructureConfigurations.set(arn, { ...configuration, arn, name, dateCreated: now() });
  return { infrastructureConfigurationArn: arn };
}

/** An update says everything anew, but for name and tags. */
export function updateInfrastructureConfiguration(
  request: UpdateInfrastructureConfigurationRequest,
  { store }: Call,
) {
  const { clientToken: _token, infrastructureConfigurationArn: arn = "", ...configuration } = request;
  const stored = store.infrastructureConfigurations.get(arn);
  if (stored === undefined) {
    throw notFound(arn);
  }
  check(request);
  stopDryRun(request);
  const { name, dateCreated, tags } = stored;
  store.infrastructureConfigurations.set(arn, {
    ...configuration,
    arn,
    name,
    dateCreated,
    tags,
    dateUpdated: now(),
  });
  return { infrastructureConfigurationArn: arn };
}

export function getInfrastructureConfiguration(
  request: GetInfrastructureConfigurationRequest,
  { store }: Call,
) {
  const { infrastructureConfigurationArn: arn = "" } = request;
  const infrastructureConfiguration = store.infrastructureConfigurations.get(arn);
  if (infrastructureConfiguration === undefined) {
    throw notFound(arn);
  }
  return { infrastructureConfiguration };
}

export function deleteInfrastructureConfiguration(
  request: DeleteInfrastructureConfigurationRequest,
  { store }: Call,
) {
  const { infrastructureConfigurationArn: arn = "" } = request;
  if (!store.infrastructureConfigurations.has(arn)) {
    throw notFound(arn);
  }
  if (
    [...store.imagePipelines.values()].some((pipeline) => pipeline.infrastructureConfigurationArn === arn)
  ) {
    throw dependedOn(arn);
  }
  store.infrastructureConfigurations.delete(arn);
  return { infrastructureConfigurationArn: arn };
}

export function listInfrastructureConfigurations(
  request: ListInfrastructureConfigurationsRequest,
  { store }: Call,
) {
  const configurations = [...store.infrastructureConfigurations.values()];
  const { items, nextToken } = page(
    filtered(configurations, request.filters, { name: ({ name }) => name }),
    request,
  );
  return { infrastructureConfigurationSummaryList: items, nextToken };
}
