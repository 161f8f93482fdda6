// How this pack's policies are made: each says what is wrong and, always, how to mend it.

import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  Severity,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { authored } from "./urn";
import { settle } from "./values";
import type { Value } from "./values";

/** The sets of sets/*.json. A policy is in each set that its tags name; `strict` has them all. */
export type PolicySet = "baseline" | "strict" | "cis-aws";

export interface Description {
  name: string;
  description: string;
  severity: Severity;
  sets: PolicySet[];
  /** Where to read why. */
  url: string;
  /** How to mend it: a sentence. It ends every message. */
  fix: string;
  configSchema?: PolicyConfigSchema;
}

/** What a check is told besides the properties. */
export interface Circumstances<Config> {
  config: Config;
  args: ResourceValidationArgs;
}

/** A policy on resources of some types, one by one. The check returns what is wrong: clauses without a full stop. */
export function resourcePolicy<Config extends object = object>(
  description: Description & {
    types: string[] | ((type: string) => boolean);
    check(properties: Value, circumstances: Circumstances<Config>): string[];
  },
): ResourceValidationPolicy {
  const { types, check } = description;
  const concerns = typeof types === "function" ? types : (type: string) => types.includes(type);
  return {
    ...metadata(description),
    validateResource: (args, report) => {
      if (!concerns(args.type)) return;
      const problems = check(settle(args.props), { args, config: args.getConfig<Config>() });
      // One resource, one finding: several problems of one kind have one remedy.
      if (problems.length === 0) return;
      report(say(authored(args.urn, args.opts.parent), problems.join("; "), description.fix));
    },
  };
}

/** A policy on the stack as a whole, for what one resource alone doesn't show. */
export function stackPolicy<Config extends object = object>(
  description: Description & {
    check(args: StackValidationArgs, config: Config, report: (problem: string, urn: string) => void): void;
  },
): StackValidationPolicy {
  return {
    ...metadata(description),
    validateStack: (args, report) =>
      description.check(args, args.getConfig<Config>(), (problem, urn) =>
        reportOnce(report, args, urn, problem, description.fix),
      ),
  };
}

function reportOnce(
  report: ReportViolation,
  args: StackValidationArgs,
  urn: string,
  problem: string,
  fix: string,
): void {
  const resource = args.resources.find((candidate) => candidate.urn === urn);
  report(say(authored(urn, resource?.opts.parent), problem, fix), urn);
}

function say(subject: string, problem: string, fix: string): string {
  return `${subject} ${problem}. ${fix}`;
}

function metadata({ name, description, severity, sets, url, fix, configSchema }: Description) {
  return {
    name,
    description,
    severity,
    url,
    configSchema,
    // Mandatory by configuration.
    enforcementLevel: "advisory" as const,
    remediationSteps: fix,
    tags: ["golden-image", ...sets],
  };
}
