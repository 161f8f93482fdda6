// Where a resource says which machine image or launch template it starts from.

import type { PolicyResource } from "@pulumi/policy";
import * as types from "../types";
import { absent, at, list, settle } from "../values";
import type { Value } from "../values";

export interface ImageReference {
  /** The property, in the words of the resource. */
  where: string;
  image: Value;
}

export interface TemplateReference {
  where: string;
  id: Value;
  name: Value;
}

export function imageReferences(resource: PolicyResource): ImageReference[] {
  const read = imageReaders[resource.type];
  return read ? read(settle(resource.props)).filter(({ image }) => !absent(image)) : [];
}

export function templateReferences(resource: PolicyResource): TemplateReference[] {
  const read = templateReaders[resource.type];
  return read ? read(settle(resource.props)).filter(({ id, name }) => !absent(id) || !absent(name)) : [];
}

const one =
  (where: string) =>
  (properties: Value): ImageReference[] => [{ where, image: at(properties, where) }];

const imageReaders: Record<string, (properties: Value) => ImageReference[]> = {
  [types.instance]: one("ami"),
  [types.spotInstance]: one("ami"),
  [types.launchTemplate]: one("imageId"),
  [types.launchConfiguration]: one("imageId"),
  [types.spotFleet]: (fleet) =>
    list(at(fleet, "launchSpecifications")).map((specification, index) => ({
      where: `launchSpecifications[${index}].ami`,
      image: at(specification, "ami"),
    })),
  [types.batchEnvironment]: (environment) => {
    const resources = at(environment, "computeResources");
    return [
      { where: "computeResources.imageId", image: at(resources, "imageId") },
      ...list(at(resources, "ec2Configurations")).map((configuration, index) => ({
        where: `computeResources.ec2Configurations[${index}].imageIdOverride`,
        image: at(configuration, "imageIdOverride"),
      })),
    ];
  },
};

/** Half of the types say `id` and `name`, the other half `launchTemplateId` and `launchTemplateName`. */
function template(where: string, value: Value): TemplateReference {
  const either = (short: string, long: string): Value => {
    const found = at(value, short);
    return absent(found) ? at(value, long) : found;
  };
  return { where, id: either("id", "launchTemplateId"), name: either("name", "launchTemplateName") };
}

function templatesOfConfigs(fleet: Value): TemplateReference[] {
  return list(at(fleet, "launchTemplateConfigs")).map((config, index) =>
    template(
      `launchTemplateConfigs[${index}].launchTemplateSpecification`,
      at(config, "launchTemplateSpecification"),
    ),
  );
}

const direct = (properties: Value): TemplateReference[] => [
  template("launchTemplate", at(properties, "launchTemplate")),
];

const templateReaders: Record<string, (properties: Value) => TemplateReference[]> = {
  [types.instance]: direct,
  [types.spotInstance]: direct,
  [types.eksNodeGroup]: direct,
  [types.fleet]: templatesOfConfigs,
  [types.spotFleet]: templatesOfConfigs,
  [types.batchEnvironment]: (environment) => [
    template("computeResources.launchTemplate", at(environment, "computeResources", "launchTemplate")),
  ],
  [types.autoScalingGroup]: (group) => {
    const mixed = at(group, "mixedInstancesPolicy", "launchTemplate");
    const path = "mixedInstancesPolicy.launchTemplate";
    return [
      ...direct(group),
      { where: "launchConfiguration", id: undefined, name: at(group, "launchConfiguration") },
      template(`${path}.launchTemplateSpecification`, at(mixed, "launchTemplateSpecification")),
      ...list(at(mixed, "overrides")).map((override, index) =>
        template(
          `${path}.overrides[${index}].launchTemplateSpecification`,
          at(override, "launchTemplateSpecification"),
        ),
      ),
    ];
  },
};
