import type {
  Component,
  ComponentVersion,
  CreateComponentRequest,
  DeleteComponentRequest,
  GetComponentRequest,
  ListComponentBuildVersionsRequest,
  ListComponentsRequest,
} from "@aws-sdk/client-imagebuilder";
import { arnOf, compareArns, highest, latestVersionReferences, refersTo, versionArn } from "./arns";
import { type Call, now, stopDryRun } from "./call";
import { managedComponents, managedDocument } from "./catalogue";
import { parseDocument } from "./documents";
import { alreadyExists, AwsError, dependedOn, notEmulated, notFound } from "./errors";
import { filtered, page } from "./paging";
import { readText } from "./s3-objects";
import type { Store, Stored } from "./world";

/** The component that a reference means: ours or Amazon's, with or without build, also with `x` in its version. */
export function findComponent(store: Store, reference: string): Stored<Component> | undefined {
  const managed = managedComponents(store.place.region);
  const known = new Map([
    ...managed.map((component) => [component.arn, component] as const),
    ...store.components,
  ]);
  const arn = highest(reference, known.keys());
  return arn === undefined ? undefined : known.get(arn);
}

export function createComponent(request: CreateComponentRequest, call: Call) {
  const { store } = call;
  const name = request.name ?? "";
  const version = request.semanticVersion ?? "";
  const data = readText(call, request.data, request.uri, ["data", "uri"]);
  const document = parseDocument(data);
  const builds = [...store.components.values()].filter(({ arn }) =>
    refersTo(arnOf(store.place, "component", name, version), arn),
  );
  // The same document again is refused. (Which other properties AWS compares isn't known.)
  const identical = builds.find((build) => build.data === data);
  if (identical !== undefined) {
    throw alreadyExists("Component", identical.arn);
  }
  stopDryRun(request);
  const latest = Math.max(0, ...builds.map(({ arn }) => Number(arn.split("/")[3])));
  const arn = arnOf(store.place, "component", name, version, latest + 1);
  store.components.set(arn, {
    arn,
    name,
    version,
    description: request.description,
    changeDescription: request.changeDescription,
    type: document.type,
    platform: request.platform,
    supportedOsVersions: request.supportedOsVersions,
    parameters: document.parameters,
    owner: store.place.account,
    data,
    kmsKeyId: request.kmsKeyId,
    encrypted: true,
    dateCreated: now(),
    tags: request.tags,
  });
  return { componentBuildVersionArn: arn, latestVersionReferences: latestVersionReferences(arn) };
}

export function getComponent(
  { componentBuildVersionArn: reference = "" }: GetComponentRequest,
  { store }: Call,
) {
  const component = findComponent(store, reference);
  if (component === undefined) {
    throw notFound(reference);
  }
  const data = component.data ?? managedDocument(component);
  return {
    component: { ...component, data },
    latestVersionReferences: latestVersionReferences(component.arn),
  };
}

export function deleteComponent(
  { componentBuildVersionArn: arn = "" }: DeleteComponentRequest,
  { store }: Call,
) {
  if (!store.components.has(arn)) {
    throw notFound(arn);
  }
  const recipes = [...store.imageRecipes.values(), ...store.containerRecipes.values()];
  const users = recipes.flatMap((recipe) => recipe.components ?? []);
  if (users.some(({ componentArn = "" }) => findComponent(store, componentArn)?.arn === arn)) {
    throw dependedOn(arn);
  }
  store.components.delete(arn);
  return { componentBuildVersionArn: arn };
}

export function listComponents(request: ListComponentsRequest, { store }: Call) {
  if (request.byName === true) {
    throw notEmulated("lists by name");
  }
  const versions = componentsOf(request.owner, store).reduce<Map<string, ComponentVersion>>(
    (found, component) => {
      const arn = versionArn(component.arn);
      return found.set(arn, { ...component, arn });
    },
    new Map(),
  );
  const { items, nextToken } = page(
    filtered([...versions.values()], request.filters, {
      description: ({ description }) => description,
      name: ({ name }) => name,
      platform: ({ platform }) => platform,
      supportedOsVersion: ({ supportedOsVersions }) => supportedOsVersions,
      type: ({ type }) => type,
      version: ({ version }) => version,
    }),
    request,
  );
  return { componentVersionList: items, nextToken };
}

function componentsOf(owner: ListComponentsRequest["owner"], store: Store): Stored<Component>[] {
  switch (owner) {
    case undefined:
    case "Self":
      return [...store.components.values()];
    case "Amazon":
      return managedComponents(store.place.region);
    default:
      return [];
  }
}

export function listComponentBuildVersions(request: ListComponentBuildVersionsRequest, { store }: Call) {
  const reference = request.componentVersionArn;
  if (reference === undefined) {
    throw new AwsError(
      "InvalidRequestException",
      "The request is not valid: 'componentVersionArn' is required.",
    );
  }
  const builds = [...store.components.values()]
    .filter(({ arn }) => refersTo(reference, arn))
    .sort((left, right) => compareArns(right.arn, left.arn));
  const { items, nextToken } = page(builds, request);
  return { componentSummaryList: items, nextToken };
}
