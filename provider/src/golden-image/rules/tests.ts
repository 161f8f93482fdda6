// Tests and scans.

import { known, knownList, knownObject, knownString } from "../../checks/known";
import { listIsNotEmpty } from "../../checks/lists";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { didYouMeanOneOf } from "../../checks/suggestions";
import { checkNames } from "../../documents/built-in";
import { skippedAnyway } from "../steps";
import type { ImageContext } from "./context";

export const testRules: readonly Rule<ImageContext>[] = [
  {
    name: "skipped-check-exists",
    description: "A check to leave out is one of the built-in suite.",
    source: sources.ours,
    check: ({ tests }, context) => {
      const names = checkNames(context);
      return knownList(knownObject(tests).skip).flatMap((item, index) => {
        const name = knownString(item);
        if (name === undefined || names.includes(name)) return [];
        return [{ path: `tests.skip[${index}]`, message: `is not a check${didYouMeanOneOf(item, names)}` }];
      });
    },
  },
  {
    name: "something-is-tested",
    description: "The built-in suite keeps at least one check; without any, it is switched off as a whole.",
    source: sources.ours,
    check: ({ tests, container }, context) => {
      const { builtIn, skip } = knownObject(tests);
      const skipped = [
        ...knownList(skip).map(knownString),
        ...skippedAnyway(context.container ? knownObject(container) : undefined),
      ];
      return known(builtIn) !== false && checkNames(context).every((name) => skipped.includes(name))
        ? [{ path: "tests.skip", message: "leaves no check: set 'tests.builtIn' to false instead" }]
        : [];
    },
  },
  {
    name: "scan-tags-are-some",
    description: "A list of a scan's container tags has at least one.",
    source: sources.scan,
    check: ({ tests }) =>
      listIsNotEmpty("tests.scan.containerTags", knownObject(knownObject(tests).scan).containerTags),
  },
  {
    name: "scan-tags-have-a-repository",
    description:
      "A scan's container tags come with its repository: the `aws` provider sends an empty name where there is none, and Image Builder takes one of at least one character.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EcrConfiguration.html",
    check: ({ tests }) => {
      const { repositoryName, containerTags } = knownObject(knownObject(tests).scan);
      return containerTags === undefined || repositoryName !== undefined
        ? []
        : [
            {
              path: "tests.scan.containerTags",
              message: "needs 'tests.scan.repositoryName', a repository that exists",
            },
          ];
    },
  },
  {
    name: "scan-needs-tests",
    description: "A scan runs on the test instance, so tests are enabled.",
    source: sources.scan,
    check: ({ tests }, { tested }) =>
      !tested && knownObject(tests).scan !== undefined
        ? [{ path: "tests.scan", message: "needs tests: leave 'tests.enabled' out" }]
        : [],
  },
  {
    name: "scan-repository-is-for-containers",
    description: "A scan's repository and tags are for container images.",
    source: sources.scan,
    check: ({ tests }, { container }) =>
      container
        ? []
        : ["repositoryName", "containerTags"]
            .filter((property) => knownObject(knownObject(tests).scan)[property] !== undefined)
            .map((property) => ({
              path: `tests.scan.${property}`,
              message: "is only for container images: leave it out",
            })),
  },
  {
    name: "gate-is-for-amis",
    description:
      "A build fails on findings of an AMI: Image Builder has no such condition for container images.",
    source: sources.scanningConfiguration,
    check: ({ tests }, { container }) =>
      container && knownObject(knownObject(tests).scan).failOn !== undefined
        ? [
            {
              path: "tests.scan.failOn",
              message: "is only for AMIs: leave it out, and use 'failOnSeverity' of an ImageBuild",
            },
          ]
        : [],
  },
];
