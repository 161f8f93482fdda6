// Secret tags come back in `tagsAll`, which the engine doesn't know to be secret.

import type * as Pulumi from "@pulumi/pulumi";
import { containsSecret } from "../protocol/values";
import type { Values } from "../protocol/values";

/** What the registration of children takes beside their own options, where the component's tags are secret. */
export const hidingTags = ({ tags }: Values): Pulumi.ResourceTransformation[] =>
  containsSecret(tags)
    ? [
        ({ props, opts }) => {
          const options: Pulumi.CustomResourceOptions = opts;
          const { additionalSecretOutputs = [] } = options;
          return "tags" in props
            ? {
                props,
                opts: { ...options, additionalSecretOutputs: [...additionalSecretOutputs, "tagsAll"] },
              }
            : undefined;
        },
      ]
    : [];
