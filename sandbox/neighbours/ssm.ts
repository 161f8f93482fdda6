import { AwsError } from "../image-builder/errors";
import type { Rules } from ".";
import { inRegion } from "./others";

export const ssm: Readonly<Record<string, Rules>> = {
  "aws:ssm/parameter:Parameter": {
    create: (made, world) =>
      made.properties.overwrite !== true && inRegion(world, made, made.type).some(({ id }) => id === made.id)
        ? new AwsError("ParameterAlreadyExists", "The parameter already exists.", 400)
        : undefined,
  },
};
