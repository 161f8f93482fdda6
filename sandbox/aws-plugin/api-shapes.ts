// Pulumi's inputs of Image Builder resources as the API takes them, and back. Most are the same by name and form.

import type { Values } from "../../provider/src/protocol/values";

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

/** A block without any value does not reach AWS (pulumi/pulumi#6343). */
const block = (value: unknown): unknown =>
  value !== undefined && Object.keys(given(value as Values)).length === 0 ? undefined : value;

export function toApi({ __defaults: _, region: _region, skipDestroy: _skip, ...inputs }: Values): Values {
  const { version, systemsManagerAgent, userDataBase64, ...rest } = inputs;
  const instance = given({ systemsManagerAgent, userDataOverride: userDataBase64 });
  return given({
    ...rest,
    semanticVersion: version,
    additionalInstanceConfiguration: Object.keys(instance).length > 0 ? instance : undefined,
    components: each(rest.components, toParameters),
    workflows: each(rest.workflows, toParameters),
    blockDeviceMappings: toMappings(rest.blockDeviceMappings),
    instanceConfiguration: withMappings(rest.instanceConfiguration, toMappings),
    distributions: each(rest.distributions, (distribution) => ({
      ...distribution,
      amiDistributionConfiguration: block(distribution.amiDistributionConfiguration),
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
