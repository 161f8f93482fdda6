// What a user can get wrong, and all that is said of it.

import { expect } from "chai";
import { checkWritten } from "../../provider/src/engine/checks";
import { configurationRules } from "../../provider/src/engine/configuration-rules";
import { describeProblems } from "../../provider/src/checks/problems";
import type { Problem } from "../../provider/src/checks/problems";
import { problemsOf } from "../../provider/src/checks/rule";
import { constraints } from "../../provider/src/checks/schema/constraints";
import { checkNames } from "../../provider/src/documents/built-in";
import { judgements } from "../../provider/src/documents/check/judgements";
import { distributionTargetRules } from "../../provider/src/distribution-target/rules";
import { goldenImageRules, goldenImageWarningTable } from "../../provider/src/golden-image/rules";
import { imageBuildRules } from "../../provider/src/image-build/rules";
import { imageDistributionRules } from "../../provider/src/image-distribution/rules";
import { distributionWarningRules } from "../../provider/src/image-distribution/warnings";
import { imageImportRules } from "../../provider/src/image-import/rules";
import { imageImportRoleRules } from "../../provider/src/image-import-role/rules";
import { Lifted, isPlainObject } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";
import { locationOf } from "./location";
import { container, full, others, small } from "./refusals/bases";
import { buildRefusals } from "./refusals/build";
import { contractRefusals } from "./refusals/contract";
import { distributionBases, distributionRefusals } from "./refusals/distribution";
import { constraintOf, constraintsOf } from "./refusals/coverage";
import { generalRefusals } from "./refusals/general";
import { otherRefusals } from "./refusals/others";
import { tokens } from "./refusals/refusal";
import type { Refusal } from "./refusals/refusal";
import { providerRefusals } from "./refusals/provider";
import { runningRefusals } from "./refusals/running";
import { sourceRefusals } from "./refusals/source";
import { stepRefusals } from "./refusals/steps";
import { ruleTables } from "../../tools/generate/rules";

const refusals: readonly Refusal[] = [
  ...contractRefusals,
  ...generalRefusals,
  ...sourceRefusals,
  ...stepRefusals,
  ...buildRefusals,
  ...runningRefusals,
  ...distributionRefusals,
  ...otherRefusals,
  ...providerRefusals,
];

const rules: Record<string, typeof goldenImageRules> = {
  [tokens.goldenImage]: goldenImageRules,
  [tokens.imageBuild]: imageBuildRules,
  [tokens.imageDistribution]: imageDistributionRules,
  [tokens.distributionTarget]: distributionTargetRules,
  [tokens.imageImport]: imageImportRules,
  [tokens.imageImportRole]: imageImportRoleRules,
  [tokens.provider]: (inputs) => problemsOf(configurationRules, inputs, undefined),
};

function problemsIn({
  token,
  inputs,
  resourceName,
  providerRegion,
}: Omit<Refusal, "says" | "problems">): Problem[] {
  const location = locationOf(inputs, providerRegion);
  return checkWritten(token, inputs, (written) => rules[token]?.(written, resourceName, location) ?? []);
}

/** The same case with its region in the provider's configuration; nothing where it isn't written, or is what is wrong. */
function fromProvider(refusal: Refusal): Refusal | undefined {
  const { region, ...inputs } = refusal.inputs;
  const { token, problems, providerRegion } = refusal;
  return typeof region !== "string" ||
    token !== tokens.goldenImage ||
    providerRegion !== undefined ||
    problems.some((problem) => problem.startsWith("region:"))
    ? undefined
    : { ...refusal, inputs, providerRegion: region };
}

/** The lines of the message, as the user reads them. */
const told = (problems: Problem[]): string[] => describeProblems("web", problems).split("\n  - ").slice(1);

/** Whether each line begins as one of the expectations says, and each expectation has its own line. */
function expectTold(lines: string[], expected: readonly string[]): void {
  const rest = [...lines];
  const missing = expected.filter((start) => {
    const at = rest.findIndex((line) => line.startsWith(start));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  expect({ unexpected: rest, missing }).to.deep.equal({ unexpected: [], missing: [] });
}

/** The same value with every text in it wrapped as a secret. */
function secretly(value: unknown): unknown {
  if (typeof value === "string") return new Lifted(value, true, true);
  if (Array.isArray(value)) return value.map(secretly);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, secretly(inner)]));
}

/** All texts in a value, and with `keys` those that the user chose as keys. */
function textsOf(value: unknown, keys = false): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Lifted) return textsOf(value.value, keys);
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, keys));
  if (!isPlainObject(value)) return [];
  return [
    ...(keys ? Object.keys(value) : []),
    ...Object.values(value).flatMap((inner) => textsOf(inner, keys)),
  ];
}

// Words that messages use of their own accord: the contract's properties and enums, and the names of checks.
const vocabulary = new Set<string>([
  ...Object.values(constraints().enums).flatMap(({ values }) => values.map(String)),
  ...Object.values(constraints().types).flatMap(({ properties }) => Object.keys(properties)),
  ...checkNames({ platform: "Linux", container: false }),
  // Phases of component documents.
  "build",
  "validate",
  "test",
]);

/** Texts that can't be in a message by chance, nor as a part of one of those words. */
const tellTale = (text: string): boolean =>
  text.length >= 4 && ![...vocabulary].some((word) => word.includes(text));

const allRules = ruleTables.flatMap(({ topics }) => topics.flatMap(({ rules: some }) => some));

/** Warnings have cases of their own, and so have the judgements of documents. */
const warningNames = new Set([
  ...goldenImageWarningTable.topics.flatMap(({ rules: some }) => some.map(({ name }) => name)),
  ...distributionWarningRules.map(({ name }) => name),
  ...Object.keys(judgements),
]);
const refusingRules = allRules.map(({ name }) => name).filter((name) => !warningNames.has(name));

/** Resources whose every constraint has a case here. */
const constrained = [
  tokens.goldenImage,
  tokens.imageBuild,
  tokens.contentVersion,
  tokens.leftovers,
  tokens.ownership,
  tokens.pipelineSettings,
  tokens.usage,
  tokens.provider,
];

describe("refusals", () => {
  it("start from valid inputs", () => {
    for (const inputs of [small, full, container, ...Object.values(others), ...distributionBases]) {
      expect(told(problemsIn({ token: tokens.goldenImage, inputs, resourceName: "web" }))).to.deep.equal([]);
    }
  });

  it("are at least 250", () => {
    expect(refusals.length).to.be.at.least(250);
  });

  for (const refusal of refusals) {
    const name = refusal.token.slice(refusal.token.lastIndexOf(":") + 1);
    it(`${name}: ${refusal.says}`, () => {
      expectTold(told(problemsIn(refusal)), refusal.problems);
    });

    const byProvider = fromProvider(refusal);
    if (byProvider !== undefined) {
      it(`${name}: ${refusal.says}, in the region of the provider`, () => {
        expectTold(told(problemsIn(byProvider)), refusal.problems);
      });
    }

    it(`${name}: ${refusal.says}, all of it secret`, () => {
      const lines = told(problemsIn({ ...refusal, inputs: secretly(refusal.inputs) as Values }));
      expect(lines).not.to.deep.equal([]);
      // Regions stand in paths, as keys that are no secret here.
      const secrets = textsOf(refusal.inputs).filter((text) => tellTale(text) && text !== "eu-west-1");
      for (const text of secrets) {
        expect(lines.join("\n")).not.to.include(text);
      }
      // What is secret as a whole has secret keys, too.
      const wholes = Object.entries(refusal.inputs).map(([key, value]) => [
        key,
        new Lifted(value, true, true),
      ]);
      const message = told(problemsIn({ ...refusal, inputs: Object.fromEntries(wholes) as Values })).join(
        "\n",
      );
      for (const text of textsOf(Object.values(refusal.inputs), true).filter(tellTale)) {
        expect(message).not.to.include(text);
      }
    });
  }

  it("cover every rule", () => {
    const broken = new Set(refusals.flatMap((refusal) => problemsIn(refusal).map(({ rule }) => rule)));
    const without = refusingRules.filter((name) => !broken.has(name));
    console.log(
      `      ${refusingRules.length - without.length} of ${refusingRules.length} rules, by ${refusals.length} cases`,
    );
    expect(without).to.deep.equal([]);
  });

  it("come from rules of the documentation, or from the contract", () => {
    const documented = new Set(allRules.map(({ name }) => name));
    const undocumented = refusals.flatMap(({ token, inputs, resourceName, providerRegion }) =>
      (rules[token]?.(inputs, resourceName, locationOf(inputs, providerRegion)) ?? []).filter(
        ({ rule }) => rule === undefined || !documented.has(rule),
      ),
    );
    expect(undocumented).to.deep.equal([]);
  });

  it("cover every constraint", () => {
    const all = new Set(constrained.flatMap(constraintsOf));
    const broken = new Set(
      refusals.flatMap(({ token, inputs }) =>
        checkWritten(token, inputs, () => []).map((problem) => constraintOf(token, problem)),
      ),
    );
    const without = [...all].filter((name) => !broken.has(name));
    console.log(`      ${all.size - without.length} of ${all.size} constraints`);
    expect(without).to.deep.equal([]);
  });
});

describe("rules", () => {
  it("have names of their own over all tables", () => {
    const names = allRules.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) < index)).to.deep.equal([]);
  });

  it("say what they want, and where that is from", () => {
    for (const { name, description, source } of allRules) {
      expect(name).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(description, name).to.match(/^(?:[^a-z]|macOS|gp\d|io\d).*\.$/);
      expect(source, name).to.match(/^(https:\/\/|goldenimage$)/);
    }
  });
});
