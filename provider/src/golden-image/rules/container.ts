// Container images.

import { given, knownObject, knownString } from "../../checks/known";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { amiId, isWellFormed, keyIsWhole, regionsAgree, s3Uri } from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import { inspectDockerfile } from "../../documents/rules";
import { repositoryRuleTable } from "../../image-distribution/repository-rules";
import type { Values } from "../../protocol/values";
import type { Subject } from "./subject";

const on =
  (check: (container: Values, inputs: Values, subject: Subject) => Problem[]): Rule<Subject>["check"] =>
  (inputs, subject) =>
    subject.container ? check(knownObject(inputs.container), inputs, subject) : [];

export const containerRules: readonly Rule<Subject>[] = [
  {
    name: "container-has-a-platform",
    says: "Container images are of Linux or Windows.",
    source: sources.containerRecipes,
    check: (inputs, { container, platform }) => {
      if (!container) return [];
      const message = "is not there for macOS; container images are of Linux or Windows";
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
    says: "At most one of `dockerfile` and `dockerfileUri`.",
    source: sources.containerRecipes,
    check: on((container) =>
      given(container, ["dockerfile", "dockerfileUri"]).length === 2
        ? [{ path: "container", message: "has 'dockerfile' and 'dockerfileUri'; set one" }]
        : [],
    ),
  },
  {
    name: "dockerfile-is-a-template",
    says: "A Dockerfile template begins with Image Builder's parent image, and has no other placeholders than Image Builder's three. One without steps is warned of.",
    source: sources.containerRecipes,
    check: on(({ dockerfile }) => [...inspectDockerfile("container.dockerfile", dockerfile).errors]),
  },
  {
    name: "dockerfile-uri-is-of-s3",
    says: "A Dockerfile template's URI is of S3.",
    source: sources.containerRecipes,
    check: on(({ dockerfileUri }) =>
      isWellFormed(
        "container.dockerfileUri",
        dockerfileUri,
        s3Uri,
        "an S3 URI, such as s3://my-bucket/Dockerfile",
      ),
    ),
  },
  {
    name: "instance-image-is-an-ami",
    says: "The image of the instance that builds a container is an AMI ID, or `ssm:` and a parameter.",
    source: sources.containerRecipes,
    check: on(({ instanceImage }) => {
      const image = knownString(instanceImage);
      return image === undefined || amiId.test(image) || /^ssm:./.test(image)
        ? []
        : [
            {
              path: "container.instanceImage",
              message: "must be an AMI ID such as ami-0123456789abcdef0, or ssm: and a parameter's name",
            },
          ];
    }),
  },
  {
    name: "platform-override-is-for-own-images",
    says: "A platform override is for a `source.containerImage`: of others Image Builder knows the platform.",
    source: sources.containerRecipes,
    check: on(({ platformOverride }, { source }) =>
      platformOverride !== undefined && knownObject(source).containerImage === undefined
        ? [{ path: "container.platformOverride", message: "goes with 'source.containerImage'" }]
        : [],
    ),
  },
  ...repositoryRuleTable.map((rule): Rule<Subject> => ({
    ...rule,
    check: on((container) => rule.check(container, "container")),
  })),
  {
    name: "dockerfile-key-is-whole",
    says: "The key of a Dockerfile template is given by its full ARN.",
    source: sources.containerRecipes,
    check: on(({ dockerfileKmsKeyArn }) => keyIsWhole("container.dockerfileKmsKeyArn", dockerfileKmsKeyArn)),
  },
  {
    name: "container-keys-are-of-the-region",
    says: "KMS keys are of the golden image's region.",
    source: sources.containerRecipes,
    check: on((container, _, { region }) =>
      ["repositoryKmsKeyArn", "dockerfileKmsKeyArn"].flatMap((property) =>
        regionsAgree(`container.${property}`, container[property], region),
      ),
    ),
  },
  {
    name: "shared-distributions-have-tags",
    says: "Container tags are a distribution's; one that is given by its ARN has its own.",
    source: sources.createDistribution,
    check: on(({ tags }, { distributionArn }) =>
      tags === undefined || distributionArn === undefined
        ? []
        : [
            {
              path: "container.tags",
              message:
                "can't be given with 'distributionArn': set them in that distribution, or write 'distribution' inline",
            },
          ],
    ),
  },
  {
    name: "amis-have-tags",
    says: "Image tags are for AMIs; containers have `container.tags`.",
    source: sources.containerRecipes,
    check: on((_, { imageTags }) =>
      imageTags === undefined
        ? []
        : [{ path: "imageTags", message: "is for AMIs; tags of a container are in 'container.tags'" }],
    ),
  },
];

export const containerWarnings = ({ container }: Values, subject: Subject): readonly Problem[] =>
  subject.container
    ? inspectDockerfile("container.dockerfile", knownObject(container).dockerfile).warnings
    : [];
