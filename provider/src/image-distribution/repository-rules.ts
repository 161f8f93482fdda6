// What must be right about a repository and the tags in it, in a golden image's `container` as in a distribution's.

import { hasForm, kmsKeyArnItself } from "../checks/identifiers";
import type { TextForm } from "../checks/identifiers";
import { given, known, knownList, knownObject, knownString } from "../checks/known";
import { uniqueList } from "../checks/lists";
import type { Problem } from "../checks/problems";
import { problemsOf } from "../checks/rule";
import type { Rule, RuleTable } from "../checks/rule";
import { sources } from "../checks/sources";
import { movingTags } from "../parts/ecr-repository";

/** The context is the path of the settings. */
const rules: readonly Rule<string>[] = [
  {
    name: "repository-settings-are-for-made-ones",
    description: "Settings of a repository are for one that is made here.",
    source: sources.ours,
    check: (settings, path) =>
      settings.repositoryName === undefined
        ? []
        : given(settings, ["repositoryKmsKeyArn", "untaggedDays"]).map((property) => ({
            path: `${path}.${property}`,
            message:
              "is only for a repository that is made here: leave it out, or leave 'repositoryName' out",
          })),
  },
  {
    name: "repository-name-is-well-formed",
    description:
      "A repository's name is of lower-case letters and digits, with `._-/` between them, 2 to 256 characters.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
    check: ({ repositoryName }, path) => hasForm(`${path}.repositoryName`, repositoryName, repositoryForm),
  },
  {
    name: "repository-key-is-whole",
    description:
      "A repository's key is given by its own full ARN: ECR answers an alias with its key, and the `aws` provider would then replace the repository in each update.",
    source: "https://github.com/cloudposse/terraform-aws-ecr/issues/85",
    check: ({ repositoryKmsKeyArn }, path) =>
      hasForm(`${path}.repositoryKmsKeyArn`, repositoryKmsKeyArn, kmsKeyArnItself),
  },
  {
    name: "untagged-days-are-positive",
    description: "Untagged images are deleted after a day or more.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
    check: ({ untaggedDays }, path) => {
      const days = known(untaggedDays);
      return typeof days === "number" && days < 1
        ? [{ path: `${path}.untaggedDays`, message: "must be at least 1" }]
        : [];
    },
  },
  {
    name: "container-tags-fit",
    description:
      "A container image's tags are of up to 128 letters, digits and `._-`, don't begin with `.` or `-`, and are named once each.",
    source: sources.imageTags,
    check: ({ tags }, path) => [
      ...uniqueList(`${path}.tags`, tags),
      ...knownList(tags).flatMap((tag, index) => hasForm(`${path}.tags[${index}]`, tag, tagForm)),
    ],
  },
  {
    name: "moving-tags-are-few",
    description:
      "In a repository that is made, where tags are immutable, up to five may move from image to image, each with two placeholders at most.",
    source: sources.tagMutability,
    check: ({ repositoryName, tags }, path) =>
      repositoryName === undefined ? movingTagsAreFew(`${path}.tags`, tags) : [],
  },
];

/** Of repositories, in a golden image's `container` as in a distribution's. */
export const repositoryRules: RuleTable = {
  title: "Repositories of container images",
  topics: [{ title: "In a GoldenImage and in a distribution", rules }],
};

/** `path` is that of the settings. */
export const repositoryProblems = (container: unknown, path: string): Problem[] =>
  problemsOf(rules, knownObject(container), path);

const repositoryPattern = /^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;

const repositoryForm: TextForm = (name) =>
  repositoryPattern.test(name) && name.length >= 2 && name.length <= 256
    ? undefined
    : "must be lower-case letters and digits, with . _ - / between them, 2 to 256 characters";

/** Of a filter. ECR, and `validateImageTagMutabilityExclusionFilter` in the provider's internal/service/ecr. */
const mostWildcards = 2;

/** What Image Builder fills in is not there yet. */
const placeholder = /\{\{\s*imagebuilder:\w+\s*\}\}/g;

const tagForm: TextForm = (tag) =>
  /^\w[\w.-]{0,127}$/.test(tag.replace(placeholder, "0"))
    ? undefined
    : "must be up to 128 letters, digits, . _ and -, and not begin with . or -";

const most = 5;

/** ImageTagMutabilityExclusionFilter in the API reference of ECR: up to five. */
function movingTagsAreFew(path: string, value: unknown): Problem[] {
  const tags = knownList(value)
    .map(knownString)
    .filter((tag) => tag !== undefined);
  const filters = movingTags(tags);
  const { length } = filters;
  if (filters.some((filter) => filter.split("*").length - 1 > mostWildcards)) {
    return [
      {
        path,
        message:
          `has a tag with over ${mostWildcards} placeholders and without {{ imagebuilder:buildDate }}; in the ` +
          "repository that is made no such tag can move: take it out, or give a 'repositoryName' of your own",
      },
    ];
  }
  return length <= most
    ? []
    : [
        {
          path,
          message:
            `has ${length} tags without {{ imagebuilder:buildDate }}, which move from image to image; in the repository ` +
            `that is made ${most} may: take some out, or give a 'repositoryName' of your own`,
        },
      ];
}
