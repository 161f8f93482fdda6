// Runs a policy as the engine would: properties behind the SDK's own proxy, configuration with its defaults.

import type {
  Policy,
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";

// The SDK ships it without types.
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
  unknownCheckingProxy(properties: object): Record<string, unknown>;
  unknownStringValue: string;
};

/** A property that isn't known in preview, as it comes over the wire. */
export const unknownValue = unknownStringValue;

export interface Subject {
  type: string;
  props: Record<string, unknown>;
  name?: string;
  parent?: { type: string; name: string };
  /** The names of resources of the stack that it depends on. */
  dependencies?: string[];
}

class NotApplicable extends Error {}

/** The messages of the policy about one resource. */
export function findings(policy: ResourceValidationPolicy, subject: Subject, config: object = {}): string[] {
  const messages: string[] = [];
  const validations = [policy.validateResource ?? []].flat();
  const args: ResourceValidationArgs = {
    ...described(subject),
    stackTags: new Map(),
    isType: () => false,
    asType: () => undefined,
    ...configured(policy, config),
  };
  for (const validate of validations) run(() => validate(args, (message) => messages.push(message)));
  return messages;
}

/** The messages of the policy about a stack, each with the name of its resource. */
export function stackFindings(
  policy: StackValidationPolicy,
  subjects: Subject[],
  config: object = {},
): { name: string | undefined; message: string }[] {
  const found: { name: string | undefined; message: string }[] = [];
  const resources = subjects.map((subject): PolicyResource => ({
    ...described(subject),
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  }));
  resources.forEach((resource, index) => {
    const names = subjects[index]?.dependencies ?? [];
    resource.dependencies = resources.filter(({ name }) => names.includes(name));
  });
  const args = { resources, stackTags: new Map(), ...configured(policy, config) };
  run(() =>
    policy.validateStack(args, (message, urn) => {
      found.push({ name: resources.find((resource) => resource.urn === urn)?.name, message });
    }),
  );
  return found;
}

function described({ type, props, name = "subject", parent }: Subject) {
  const prefix = "urn:pulumi:stack::project::";
  return {
    type,
    name,
    props: unknownCheckingProxy(props),
    urn: `${prefix}${parent ? `${parent.type}$` : ""}${type}::${name}`,
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
      parent: parent && `${prefix}${parent.type}::${parent.name}`,
    },
  };
}

function configured(policy: Policy, config: object) {
  const defaults = Object.entries(policy.configSchema?.properties ?? {})
    .filter(([, schema]) => schema.default !== undefined)
    .map(([name, schema]) => [name, schema.default]);
  const unexpected = Object.keys(config).filter((name) => !(name in (policy.configSchema?.properties ?? {})));
  if (unexpected.length > 0) throw new Error(`${policy.name} has no configuration ${unexpected.join(", ")}`);
  return {
    getConfig: <T extends object>() => ({ ...Object.fromEntries(defaults), ...config }) as T,
    notApplicable: (): never => {
      throw new NotApplicable();
    },
  };
}

function run(validate: () => unknown): void {
  try {
    validate();
  } catch (error) {
    if (!(error instanceof NotApplicable)) throw error;
  }
}
