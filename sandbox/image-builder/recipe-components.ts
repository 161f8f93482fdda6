// What a recipe says of its components.

import type { ComponentConfiguration, Platform } from "@aws-sdk/client-imagebuilder";
import { findComponent } from "./components";
import { AwsError, invalidCombination, invalidValue } from "./errors";
import type { Store } from "./world";

const componentLimit = 20;

/** Checks a recipe's components; the platform is what they and the parent image have in common. */
export function platformOf(
  store: Store,
  components: readonly ComponentConfiguration[],
  parent: Platform | undefined,
): Platform {
  if (components.length > componentLimit) {
    throw new AwsError(
      "ServiceQuotaExceededException",
      `A recipe can have up to ${componentLimit} components.`,
    );
  }
  const platforms = components.map((component, index) => checkComponent(store, components, component, index));
  return samePlatform([parent, ...platforms]);
}

function checkComponent(
  store: Store,
  components: readonly ComponentConfiguration[],
  { componentArn = "", parameters = [] }: ComponentConfiguration,
  index: number,
): Platform | undefined {
  const path = `components[${index}]`;
  const component = findComponent(store, componentArn);
  if (component === undefined) {
    throw invalidValue(`${path}.componentArn`, "The component does not exist.");
  }
  if (
    components.findIndex((other) => findComponent(store, other.componentArn ?? "")?.arn === component.arn) <
    index
  ) {
    throw invalidValue(`${path}.componentArn`, "A recipe takes each component once.");
  }
  const declared = component.parameters ?? [];
  const given = parameters.map(({ name }) => name ?? "");
  const undeclared = given.filter((name) => !declared.some((parameter) => parameter.name === name));
  if (undeclared.length > 0) {
    throw invalidCombination(
      `${path}.parameters`,
      `The following parameters are not defined in the provided component: ${undeclared.join(", ")}`,
    );
  }
  const missing = declared.filter(({ name = "", defaultValue }) => !defaultValue && !given.includes(name));
  if (missing.length > 0) {
    throw invalidCombination(
      `${path}.parameters`,
      `The following parameters have no default and must be given: ${missing.map(({ name }) => name).join(", ")}`,
    );
  }
  return component.platform;
}

function samePlatform(platforms: readonly (Platform | undefined)[]): Platform {
  const [platform = "Linux", ...others] = new Set(platforms.filter((each) => each !== undefined));
  if (others.length > 0) {
    throw invalidCombination("components", "Components and parent image must be of one platform.");
  }
  return platform;
}
