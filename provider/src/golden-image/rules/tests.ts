// Tests and scans.

import { didYouMean } from "../../checks/wording";
import { isSecret, known, knownList, knownObject, knownString } from "../../checks/known";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { listIsNotEmpty } from "../../checks/common-rules";
import { checkNames } from "../../documents/built-in";
import { skippedAnyway } from "../steps";
import type { Subject } from "./subject";

export const testRules: readonly Rule<Subject>[] = [
  {
    name: "skipped-check-exists",
    says: "A check to leave out is one of the built-in suite.",
    source: sources.ours,
    check: ({ tests }, subject) => {
      const names = checkNames(subject);
      return knownList(knownObject(tests).skip).flatMap((item, index) => {
        const name = knownString(item);
        if (name === undefined || names.includes(name)) return [];
        const hint = isSecret(item) ? "" : didYouMean(name, names);
        const message = `is not a check; possible are ${names.join(", ")}${hint}`;
        return [{ path: `tests.skip[${index}]`, message }];
      });
    },
  },
  {
    name: "something-is-tested",
    says: "The built-in suite keeps at least one check; without any, it is switched off as a whole.",
    source: sources.ours,
    check: ({ tests, container }, subject) => {
      const { builtIn, skip } = knownObject(tests);
      const skipped = [
        ...knownList(skip).map(knownString),
        ...skippedAnyway(subject.container ? knownObject(container) : undefined),
      ];
      return known(builtIn) !== false && checkNames(subject).every((name) => skipped.includes(name))
        ? [{ path: "tests.skip", message: "leaves no check: set 'tests.builtIn' to false instead" }]
        : [];
    },
  },
  {
    name: "scan-tags-are-some",
    says: "A list of a scan's container tags has at least one.",
    source: sources.scan,
    check: ({ tests }) =>
      listIsNotEmpty("tests.scan.containerTags", knownObject(knownObject(tests).scan).containerTags),
  },
  {
    name: "scan-tags-have-a-repository",
    says: "A scan's container tags come with its repository: the `aws` provider sends an empty name where there is none, and Image Builder takes one of at least one character.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EcrConfiguration.html",
    check: ({ tests }) => {
      const { repositoryName, containerTags } = knownObject(knownObject(tests).scan);
      return containerTags === undefined || repositoryName !== undefined
        ? []
        : [{ path: "tests.scan.containerTags", message: "needs 'repositoryName', a repository that exists" }];
    },
  },
  {
    name: "scan-needs-tests",
    says: "A scan runs on the test instance, so tests are enabled.",
    source: sources.scan,
    check: ({ tests }, { tested }) =>
      !tested && knownObject(tests).scan !== undefined
        ? [{ path: "tests.scan", message: "needs tests: leave 'tests.enabled' out" }]
        : [],
  },
  {
    name: "scan-repository-is-for-containers",
    says: "A scan's repository and tags are for container images.",
    source: sources.scan,
    check: ({ tests }, { container }) =>
      container
        ? []
        : ["repositoryName", "containerTags"]
            .filter((property) => knownObject(knownObject(tests).scan)[property] !== undefined)
            .map((property) => ({ path: `tests.scan.${property}`, message: "is for container images" })),
  },
];
