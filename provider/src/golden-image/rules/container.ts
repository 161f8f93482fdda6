// Container images.

import { atMostOne } from "../../checks/common-rules";
import { amiId, hasForm, kmsKeyOrAliasArn, s3Uri } from "../../checks/identifiers";
import type { TextForm } from "../../checks/identifiers";
import { knownObject, knownString } from "../../checks/known";
import { isError, isWarning } from "../../checks/problems";
import { regionsAgree } from "../../checks/regions";
import { inside } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { inspectDockerfile } from "../../documents/rules";
import type { ImageContext } from "./context";

const on = inside<ImageContext>("container");

export const containerRules: readonly Rule<ImageContext>[] = [
  {
    name: "container-has-a-platform",
    description: "Container images are of Linux or Windows.",
    source: sources.containerRecipes,
    check: (inputs, { container, platform }) => {
      if (!container) return [];
      const message = "is not available for macOS: container images are of Linux or Windows";
      return [
        ...(platform === "macOS" ? [{ path: "container", message }] : []),
        ...(knownString(knownObject(inputs.container).platformOverride) === "macOS"
          ? [{ path: "container.platformOverride", message: "must be Linux or Windows" }]
          : []),
      ];
    },
  },
  {
    name: "one-dockerfile",
    description: "At most one of `dockerfile` and `dockerfileUri`.",
    source: sources.containerRecipes,
    check: on((container) => atMostOne("container", container, ["dockerfile", "dockerfileUri"])),
  },
  {
    name: "dockerfile-is-a-template",
    description:
      "A Dockerfile template begins with Image Builder's parent image, and has no other placeholders than Image Builder's three. One without steps is warned of.",
    source: sources.containerRecipes,
    check: on(({ dockerfile }) => inspectDockerfile("container.dockerfile", dockerfile).filter(isError)),
  },
  {
    name: "dockerfile-uri-is-of-s3",
    description: "A Dockerfile template's URI is of S3.",
    source: sources.containerRecipes,
    check: on(({ dockerfileUri }) => hasForm("container.dockerfileUri", dockerfileUri, s3Uri("Dockerfile"))),
  },
  {
    name: "instance-image-is-an-ami",
    description: "The image of the instance that builds a container is an AMI ID, or `ssm:` and a parameter.",
    source: sources.containerRecipes,
    check: on(({ instanceImage }) => hasForm("container.instanceImage", instanceImage, instanceImageForm)),
  },
  {
    name: "platform-override-is-for-own-images",
    description:
      "A platform override is for a `source.containerImage`: of others Image Builder knows the platform.",
    source: sources.containerRecipes,
    check: on(({ platformOverride }, _context, { source }) =>
      platformOverride !== undefined && knownObject(source).containerImage === undefined
        ? [{ path: "container.platformOverride", message: "requires 'source.containerImage'" }]
        : [],
    ),
  },
  {
    name: "dockerfile-key-is-whole",
    description: "The key of a Dockerfile template is given by its full ARN.",
    source: sources.containerRecipes,
    check: on(({ dockerfileKmsKeyArn }) =>
      hasForm("container.dockerfileKmsKeyArn", dockerfileKmsKeyArn, kmsKeyOrAliasArn),
    ),
  },
  {
    name: "container-keys-are-of-the-region",
    description: "KMS keys are of the golden image's region.",
    source: sources.containerRecipes,
    check: on((container, { region }) =>
      ["repositoryKmsKeyArn", "dockerfileKmsKeyArn"].flatMap((property) =>
        regionsAgree(`container.${property}`, container[property], region),
      ),
    ),
  },
  {
    name: "shared-distributions-have-tags",
    description: "Container tags are a distribution's; one that is given by its ARN has its own.",
    source: sources.createDistribution,
    check: on(({ tags }, _context, { distributionArn }) =>
      tags === undefined || distributionArn === undefined
        ? []
        : [
            {
              path: "container.tags",
              message:
                "can't be combined with 'distributionArn': set them in that distribution, or write 'distribution' inline",
            },
          ],
    ),
  },
  {
    name: "amis-have-tags",
    description: "Image tags are for AMIs; containers have `container.tags`.",
    source: sources.containerRecipes,
    check: on((_container, _context, { amiTags }) =>
      amiTags === undefined
        ? []
        : [{ path: "amiTags", message: "is only for AMIs: tags of a container are in 'container.tags'" }],
    ),
  },
];

const instanceImageForm: TextForm = (text) =>
  amiId(text) === undefined || /^ssm:./.test(text)
    ? undefined
    : "must be an AMI ID such as ami-0123456789abcdef0, or ssm: and a parameter's name";

/** What AWS may accept in Dockerfile templates, and yet is probably a mistake. */
export const containerWarnings: readonly Rule<ImageContext>[] = [
  {
    name: "dockerfile-applies-steps",
    description: "A Dockerfile template has a place for the steps of the image.",
    source: sources.containerRecipes,
    check: on(({ dockerfile }) => inspectDockerfile("container.dockerfile", dockerfile).filter(isWarning)),
  },
];
