// Pulumi's inputs of Image Builder resources as the API takes them, and back. Most are the same by name and form.

import { isPlainObject, type Values } from "../../provider/src/protocol/values";
import {
  fieldShape,
  isBlock,
  itemShape,
  ofPluginFramework,
  resourceType,
  type Shape,
} from "./resource-types";

type List = readonly Values[];

/** Without the members that have no value. */
const given = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const each = (list: unknown, change: (item: Values) => Values): Values[] | undefined =>
  (list as List | undefined)?.map((item) => given(change(item)));

/** Terraform has these two as strings, so that "" can mean: as the parent image has it. */
const toFlag = (value: unknown): unknown =>
  value === undefined || value === "" ? undefined : value === "true";
const fromFlag = (value: unknown): unknown => (value === undefined ? undefined : String(value));

const flags = (mapping: Values, change: (value: unknown) => unknown): Values => {
  const ebs = mapping.ebs as Values | undefined;
  const { deleteOnTermination, encrypted } = ebs ?? {};
  const changed = { deleteOnTermination: change(deleteOnTermination), encrypted: change(encrypted) };
  return { ...mapping, ebs: ebs && given({ ...ebs, ...changed }) };
};

const toMappings = (mappings: unknown): Values[] | undefined =>
  each(mappings, (mapping) => ({
    ...flags(mapping, toFlag),
    noDevice: mapping.noDevice === true ? "" : undefined,
  }));
const fromMappings = (mappings: unknown): Values[] | undefined =>
  each(mappings, (mapping) => ({
    ...flags(mapping, fromFlag),
    noDevice: mapping.noDevice === undefined ? undefined : true,
  }));

/** A container recipe has them below its instance configuration. */
const withMappings = (configuration: unknown, change: typeof toMappings): Values | undefined => {
  const instance = configuration as Values | undefined;
  return instance && given({ ...instance, blockDeviceMappings: change(instance.blockDeviceMappings) });
};

/** The API gives parameters lists of values, Pulumi one value. */
const toParameters = (item: Values): Values => ({
  ...item,
  parameters: each(item.parameters, ({ name, value }) => ({ name, value: [value] })),
});
const fromParameters = (item: Values): Values => ({
  ...item,
  parameters: each(item.parameters, ({ name, value }) => ({ name, value: (value as string[])[0] })),
});

/** The provider sends no empty list or map and, at the top, no block without any value. */
const withoutEmpty = (type: string, inputs: Values): Values =>
  ofPluginFramework.includes(type)
    ? inputs
    : given(
        Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => {
            const shape = resourceType(type).inputs[name];
            const sent = filled(shape, value);
            return [name, isBlock(shape) && isEmpty(sent) ? undefined : sent];
          }),
        ),
      );

function filled(shape: Shape | undefined, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((item) => filled(itemShape(shape), item));
  }
  if (!isPlainObject(value)) return value;
  const fields = given(
    Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, filled(fieldShape(shape, name), each)]),
    ),
  );
  return isEmpty(fields) && !isBlock(shape) ? undefined : fields;
}

/** The names of blocks that are given and don't reach AWS. */
export const emptyBlocks = (type: string, inputs: Values): string[] => {
  const sent = withoutEmpty(type, inputs);
  return Object.keys(inputs).filter((name) => isBlock(resourceType(type).inputs[name]) && !(name in sent));
};

const isEmpty = (value: unknown): boolean => isPlainObject(value) && Object.keys(value).length === 0;

/** The provider's SDK leaves out of a lifecycle policy's rules what is false, and reads as false what isn't there. */
const flagsOfRules = (details: unknown, change: (flags: Values, names: readonly string[]) => Values) =>
  each(details, ({ action, exclusionRules, ...rest }) => {
    const { includeResources, ...act } = (action ?? {}) as Values;
    const { amis, ...exclusions } = (exclusionRules ?? {}) as Values;
    return {
      ...rest,
      action: given({
        ...act,
        includeResources:
          includeResources && change(includeResources as Values, ["amis", "containers", "snapshots"]),
      }),
      exclusionRules:
        exclusionRules && given({ ...exclusions, amis: amis && change(amis as Values, ["isPublic"]) }),
    };
  });

const onlyTrue = (flags: Values, names: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => value !== false || !names.includes(name)),
  );

const elseFalse = (flags: Values, names: readonly string[]): Values => ({
  ...Object.fromEntries(names.map((name) => [name, false])),
  ...flags,
});

/** Of a scan's repository the provider always sends a name, if need be an empty one. */
const toScan = (value: unknown): unknown => {
  const { ecrConfiguration, ...scan } = (value ?? {}) as Values;
  return ecrConfiguration === undefined
    ? value
    : { ...scan, ecrConfiguration: { repositoryName: "", ...(ecrConfiguration as Values) } };
};

export function toApi(
  type: string,
  { __defaults: _, region: _region, skipDestroy: _skip, ...inputs }: Values,
): Values {
  const { version, systemsManagerAgent, userDataBase64, ...rest } = withoutEmpty(type, inputs);
  const instance = given({ systemsManagerAgent, userDataOverride: userDataBase64 });
  return given({
    ...rest,
    semanticVersion: version,
    additionalInstanceConfiguration: Object.keys(instance).length > 0 ? instance : undefined,
    components: each(rest.components, toParameters),
    workflows: each(rest.workflows, toParameters),
    imageScanningConfiguration: toScan(rest.imageScanningConfiguration),
    policyDetails: flagsOfRules(rest.policyDetails, onlyTrue),
    blockDeviceMappings: toMappings(rest.blockDeviceMappings),
    instanceConfiguration: withMappings(rest.instanceConfiguration, toMappings),
    distributions: each(rest.distributions, (distribution) => ({
      ...distribution,
      launchTemplateConfigurations: each(
        distribution.launchTemplateConfigurations,
        ({ default: isDefault, ...template }) => ({ ...template, setDefaultVersion: isDefault }),
      ),
    })),
  });
}

export function fromApi(resource: Values): Values {
  const { additionalInstanceConfiguration, ...rest } = resource;
  const { systemsManagerAgent, userDataOverride } = (additionalInstanceConfiguration ?? {}) as Values;
  return given({
    ...rest,
    systemsManagerAgent,
    userDataBase64: userDataOverride,
    components: each(rest.components, fromParameters),
    workflows: each(rest.workflows, fromParameters),
    policyDetails: flagsOfRules(rest.policyDetails, elseFalse),
    blockDeviceMappings: fromMappings(rest.blockDeviceMappings),
    instanceConfiguration: withMappings(rest.instanceConfiguration, fromMappings),
    distributions: each(rest.distributions, (distribution) => ({
      ...distribution,
      launchTemplateConfigurations: each(
        distribution.launchTemplateConfigurations,
        ({ setDefaultVersion, ...template }) => ({ ...template, default: setDefaultVersion }),
      ),
    })),
  });
}
