// Outputs as a preview has them.

import { containsUnknown, UNKNOWN, type Values } from "../../provider/src/protocol/values";
import { withoutDefaults } from "./check";
import type { Config } from "./config";
import { planned } from "./planned";
import { resourceType } from "./resource-types";

/** What is known of a resource from its inputs alone. */
export function fromInputs(type: string, inputs: Values, config: Config): Values {
  const known = resourceType(type);
  return {
    ...withoutDefaults(inputs),
    ...("region" in known.inputs && { region: inputs.region ?? config.region }),
    ...(known.computed.includes("tagsAll") && {
      tagsAll: containsUnknown(inputs.tags) ? UNKNOWN : allTags(inputs, config),
    }),
  };
}

/** An object in S3 may have default tags of its own in place of the provider's. */
function allTags({ tags, overrideProvider }: Values, config: Config): Values {
  const { defaultTags } = (overrideProvider ?? {}) as { defaultTags?: { tags?: Values } };
  return defaultTags === undefined
    ? config.allTags(tags)
    : { ...defaultTags.tags, ...(tags as Values | undefined) };
}

/** The outputs of a resource to be: nobody knows yet what AWS will say. */
export function previewOfCreate(type: string, inputs: Values, config: Config): Values {
  const unknown = resourceType(type).computed.map((output) => [output, UNKNOWN] as const);
  return { ...Object.fromEntries(unknown), ...fromInputs(type, inputs, config) };
}

/** What AWS said of the resource before stays, as the bridge plans it, and so do inputs that are kept. */
export function previewOfUpdate(type: string, olds: Values, inputs: Values, config: Config): Values {
  return { ...computedOf(type, olds), ...fromInputs(type, planned(type, olds, inputs), config) };
}

export const computedOf = (type: string, values: Values): Values =>
  Object.fromEntries(
    resourceType(type)
      .computed.filter((output) => values[output] !== undefined)
      .map((output) => [output, values[output]]),
  );
