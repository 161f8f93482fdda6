// Runs a policy as the engine would: properties behind the SDK's own proxy, configuration with its defaults.

import type {
  Policy,
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { expect } from "chai";
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
}

/** What a policy must do. The keys say what the case is. */
export interface Cases {
  passes: Record<string, Case>;
  fails: Record<string, FailingCase>;
  /** Whatever isn't known in preview passes. */
  unknown: Record<string, Case>;
  /** With a configuration of its own; without `says` it passes. */
  configured?: Record<string, Case & { config: object; says?: string | RegExp }>;
}

export interface Case extends Partial<Subject> {
  props: Record<string, unknown>;
}

export interface FailingCase extends Case {
  says: string | RegExp;
}

/** Describes a policy on single resources by its cases. `type` is theirs where they don't say one. */
export function describePolicy(policy: ResourceValidationPolicy, type: string, cases: Cases): void {
  const check = (one: Case, config: object = {}, says?: string | RegExp): void => {
    const found = findings(policy, { type, ...one }, config);
    if (says === undefined) {
      expect(found).to.deep.equal([]);
    } else {
      expect(found).to.have.length(1);
      expect(found[0]).to.match(typeof says === "string" ? new RegExp(escaped(says)) : says);
      // The fix is in the message.
      expect(found[0]?.endsWith(`. ${policy.remediationSteps}`)).to.equal(true);
    }
  };

  describe(policy.name, () => {
    for (const [title, one] of Object.entries(cases.passes)) it(`passes ${title}`, () => check(one));
    for (const [title, one] of Object.entries(cases.fails)) {
      it(`reports ${title}`, () => check(one, {}, one.says));
    }
    for (const [title, one] of Object.entries(cases.unknown)) it(`lets pass ${title}`, () => check(one));
    for (const [title, one] of Object.entries(cases.configured ?? {})) {
      it(`${one.says === undefined ? "passes" : "reports"} ${title}`, () => check(one, one.config, one.says));
    }
    it("says nothing of other resources", () => check({ type: "aws:s3/bucket:Bucket", props: {} }));
    it("has a case for its configuration", () => {
      expect(cases.configured !== undefined).to.equal(policy.configSchema !== undefined);
    });
  });
}

const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
