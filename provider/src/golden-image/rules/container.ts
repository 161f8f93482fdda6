// Container images.

import { given, known, knownObject, knownString, reveal } from "../../component/known";
import { sources } from "../../component/rule";
import type { Rule } from "../../component/rule";
import { keyIsWhole } from "../../component/rules";
import type { Problem } from "../../contract/check";
import type { Values } from "../../protocol/values";
import type { Subject } from "./subject";

const on =
  (check: (container: Values, inputs: Values) => Problem[]): Rule<Subject>["check"] =>
  (inputs, { container }) =>
    container ? check(knownObject(inputs.container), inputs) : [];

export const containerRules: readonly Rule<Subject>[] = [
  {
    name: "container-has-a-platform",
    says: "Container images are of Linux or Windows.",
    source: sources.containerRecipes,
    check: (_, { container, platform }) =>
      container && platform === "macOS" ? [{ path: "container", message: "is not there for macOS" }] : [],
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
    says: "A Dockerfile template has Image Builder's three placeholders.",
    source: sources.containerRecipes,
    check: on((container) => {
      const dockerfile = reveal(container.dockerfile);
      if (typeof dockerfile?.value !== "string") return [];
      const { checkDockerfileTemplate, toProblems } =
        require("../../documents/check") as typeof import("../../documents/check");
      return toProblems(
        "container.dockerfile",
        checkDockerfileTemplate(dockerfile.value, { secret: dockerfile.secret }),
      );
    }),
  },
  {
    name: "dockerfile-uri-is-of-s3",
    says: "A Dockerfile template's URI is of S3.",
    source: sources.containerRecipes,
    check: on(({ dockerfileUri }) => {
      const uri = knownString(dockerfileUri);
      return uri === undefined || /^s3:\/\/[a-z0-9][a-z0-9.-]+\/.+$/.test(uri)
        ? []
        : [
            {
              path: "container.dockerfileUri",
              message: "must be an S3 URI, such as s3://my-bucket/Dockerfile",
            },
          ];
    }),
  },
  {
    name: "instance-image-is-well-formed",
    says: "The AMI of the instance that builds is an AMI ID, or `ssm:` and a parameter.",
    source: sources.containerRecipes,
    check: on(({ instanceImage }) => {
      const image = knownString(instanceImage);
      return image === undefined || /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|ssm:[\w./-]+)$/.test(image)
        ? []
        : [{ path: "container.instanceImage", message: "must be an AMI ID, or ssm: and a parameter's name" }];
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
  {
    name: "repository-settings-are-for-made-ones",
    says: "Settings of a repository are for one that is made here.",
    source: sources.ours,
    check: on((container) =>
      container.repositoryName === undefined
        ? []
        : given(container, ["repositoryKmsKeyArn", "untaggedDays"]).map((property) => ({
            path: `container.${property}`,
            message: "is for a repository that is made here: leave 'repositoryName' out",
          })),
    ),
  },
  {
    name: "repository-name-is-well-formed",
    says: "A repository's name is of lower-case letters and digits, with `._-/` between them, 2 to 256 characters.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
    check: on(({ repositoryName }) => {
      const name = knownString(repositoryName);
      const pattern = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;
      return name === undefined || (pattern.test(name) && name.length >= 2 && name.length <= 256)
        ? []
        : [
            {
              path: "container.repositoryName",
              message:
                "must be lower-case letters and digits, with . _ - / between them, 2 to 256 characters",
            },
          ];
    }),
  },
  {
    name: "repository-keys-are-whole",
    says: "KMS keys are given by their full ARNs.",
    source: sources.containerRecipes,
    check: on((container) =>
      ["repositoryKmsKeyArn", "dockerfileKmsKeyArn"].flatMap((property) =>
        keyIsWhole(`container.${property}`, container[property]),
      ),
    ),
  },
  {
    name: "untagged-days-are-positive",
    says: "Untagged images are deleted after a day or more.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
    check: on(({ untaggedDays }) => {
      const days = known(untaggedDays);
      return typeof days === "number" && days < 1
        ? [{ path: "container.untaggedDays", message: "must be at least 1" }]
        : [];
    }),
  },
  {
    name: "amis-have-tags",
    says: "Image tags are for AMIs; container tags come from the distribution.",
    source: sources.containerRecipes,
    check: on((_, { imageTags }) =>
      imageTags === undefined ? [] : [{ path: "imageTags", message: "is for AMIs" }],
    ),
  },
];
