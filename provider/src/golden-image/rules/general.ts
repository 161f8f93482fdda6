// Names, versions, tags, and what must be known in preview.

import { knownList, knownObject, knownString, undecided } from "../../checks/known";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { partitionRule } from "../../checks/partition";
import {
  decidesInPreview,
  nameIsUsable,
  regionIsKnown,
  regionsAgree,
  setByImageBuilder,
  tagRule,
  tagsAreAllowed,
} from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import type { Values } from "../../protocol/values";
import type { Subject } from "./subject";

export const generalRules: readonly Rule<Subject>[] = [
  {
    name: "name-is-usable",
    says: "A name is 3 to 100 lower-case letters, digits and single hyphens: AWS writes others differently in its ARNs, where they collide.",
    source: sources.recipes,
    check: ({ name }, { resourceName }) => nameIsUsable("name", name, resourceName),
  },
  {
    name: "region-exists",
    says: "The region is one of AWS's.",
    source: sources.ours,
    check: ({ region }) => regionIsKnown("region", region),
  },
  partitionRule("image-stays-in-the-partition", "goldenimage:index:GoldenImage"),
  {
    name: "version-is-well-formed",
    says: "A version is `major.minor` or `major.minor.patch`, each a number up to 1073741823.",
    source: sources.recipes,
    check: versionIsWellFormed,
  },
  {
    name: "decisions-are-known",
    says: "Whatever decides which resources exist is known in preview.",
    source: sources.pulumi,
    check: decisionsAreKnown,
  },
  tagRule("tags-are-allowed"),
  {
    name: "image-tags-are-allowed",
    says: "Up to 50 tags on images, by the same rules, and none that Image Builder sets itself.",
    source: sources.tags,
    check: ({ imageTags }) =>
      tagsAreAllowed("imageTags", imageTags, 50, setByImageBuilder("CreatedBy", "Ec2ImageBuilderArn")),
  },
  {
    name: "distribution-is-in-the-region",
    says: "The distribution configuration is in the region of the golden image.",
    source: sources.recipes,
    check: ({ distributionArn }, { region }) => regionsAgree("distributionArn", distributionArn, region),
  },
];

function versionIsWellFormed({ version }: Values): Problem[] {
  const text = knownString(version);
  if (text === undefined) return [];
  const numbers = text.split(".");
  const fits = numbers.every((number) => /^(0|[1-9]\d*)$/.test(number) && Number(number) < 2 ** 30);
  if (fits && (numbers.length === 2 || numbers.length === 3)) return [];
  return [
    { path: "version", message: "must be major.minor or major.minor.patch, each a number up to 1073741823" },
  ];
}

const decidingAtTheTop = [
  "source",
  "architecture",
  "platform",
  "container",
  "version",
  "customize",
  "harden",
  "tests",
  "build",
  "storage",
  "schedule",
  "workflows",
  "executionPolicyArns",
  "lifecycle",
  "notify",
  "documentBucket",
];

const decidingBelow = {
  source: ["os"],
  harden: ["patch", "stig", "steps", "cleanUp"],
  tests: ["enabled", "builtIn", "skip", "steps", "scan"],
  build: ["isolatedNetwork", "placement", "logs", "policyArns"],
  storage: ["volumes"],
  notify: ["emails", "events"],
};

const stepLists = ["customize", "harden.steps", "tests.steps"];

function decisionsAreKnown(inputs: Values): Problem[] {
  const decisions: Record<string, unknown> = {};
  for (const property of decidingAtTheTop) decisions[property] = inputs[property];
  // Of what is undecided as a whole, the parts needn't be named too.
  for (const [prefix, properties] of Object.entries(decidingBelow)) {
    if (undecided(inputs[prefix])) continue;
    for (const property of properties) {
      decisions[`${prefix}.${property}`] = knownObject(inputs[prefix])[property];
    }
  }
  const lists = [
    ...stepLists.map((path) => ({ path, decided: ["name", "parameters", "reboot"] })),
    { path: "workflows", decided: ["name", "type"] },
  ];
  for (const { path, decided } of lists) {
    const [first = "", second] = path.split(".");
    const list = second === undefined ? inputs[first] : knownObject(inputs[first])[second];
    if (undecided(list)) continue;
    knownList(list).forEach((item, index) => {
      decisions[`${path}[${index}]`] = item;
      if (undecided(item)) return;
      for (const property of decided) {
        decisions[`${path}[${index}].${property}`] = knownObject(item)[property];
      }
    });
  }
  const { skip } = knownObject(inputs.tests);
  if (!undecided(skip)) {
    knownList(skip).forEach((name, index) => (decisions[`tests.skip[${index}]`] = name));
  }
  return decidesInPreview(decisions);
}
