// Arbitrary valid inputs of the resources besides GoldenImage.

import fc from "fast-check";
import { partitionId, regionNames } from "../../provider/src/checks/service-model/model";
import { account } from "./accept";
import { kmsKey, kmsKeyItself, name, partitionOf, regions, some, tags, text, type Record } from "./values";

const organizations = (region: string): string => `arn:${partitionOf(region)}:organizations::111122223333`;

const account12 = fc.stringMatching(/^\d{12}$/);

const share = (region: string): fc.Arbitrary<Record> =>
  fc.constantFrom("accounts", "organizations", "organizationalUnits").chain((required) =>
    some(
      {
        accounts: fc.uniqueArray(account12, { minLength: 1, maxLength: 3 }),
        organizations: fc.constant([`${organizations(region)}:organization/o-abcdefghij`]),
        organizationalUnits: fc.constant([`${organizations(region)}:ou/o-abcdefghij/ou-ab12-abcdefgh`]),
      },
      [required],
    ),
  );

const publish = fc
  .stringMatching(/^[A-Za-z0-9_.-]{1,9}(\/[A-Za-z0-9_.-]{1,9}){0,2}$/)
  .map((path) => ({ parameterName: `/imagebuilder/${path}` }));

const amiName = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/),
    fc.constantFrom("{{ imagebuilder:buildDate }}", "{{imagebuilder:buildDate}}"),
  )
  .map(([start, date]) => `${start} ${date}`);

/** A distribution that is written inline, of AMIs that any golden image may have. */
export const inlineDistribution = (region: string): fc.Arbitrary<Record> =>
  some({ amiName, amiDescription: text, amiTags: tags, publish }).map((own) => ({
    regions: { [region]: own },
  }));

const settings = (region: string) => ({
  amiName,
  amiDescription: text,
  amiTags: tags,
  kmsKeyArn: kmsKey(region),
  share: share(region),
  publish,
  copyTo: fc.constant(["444455556666", "222233334444"]),
  licenseConfigurationArns: fc.constant([
    `arn:${partitionOf(region)}:license-manager:${region}:${account}:license-configuration:lic-0123456789abcdef0123456789abcdef`,
  ]),
  launchTemplates: some({
    launchTemplateId: fc.constant("lt-0123456789abcdef0"),
    setDefaultVersion: fc.boolean(),
  }).map((template) => [template]),
});

/** Tags of container images; one of them moves at most. */
export const containerTags: fc.Arbitrary<string[]> = fc.constantFrom(
  ["latest"],
  ["{{ imagebuilder:buildDate }}", "v1.0_stable"],
  ["1.0-{{imagebuilder:buildVersion}}"],
);

const containerTarget = (region: string): fc.Arbitrary<Record> =>
  fc.oneof(
    some({
      repositoryKmsKeyArn: kmsKeyItself(region),
      untaggedDays: fc.integer({ min: 1, max: 365 }),
      tags: containerTags,
    }),
    some({ repositoryName: fc.constantFrom("web", "golden/web"), tags: containerTags, description: text }, [
      "repositoryName",
    ]),
  );

/** A distribution of container images, inline or not. */
export const containerRegions = (where: readonly string[]): fc.Arbitrary<Record> =>
  fc.record(
    Object.fromEntries(
      where.map((region) => [region, containerTarget(region).map((container) => ({ container }))]),
    ),
    { noNullPrototype: true },
  );

/** A key is of one region, as licences and templates are: with several regions each has its own. */
function atTheTop(where: readonly string[]): { [key: string]: fc.Arbitrary<unknown> } {
  const { kmsKeyArn, licenseConfigurationArns, launchTemplates, ...rest } = settings(where[0] ?? "");
  return where.length > 1 ? rest : { ...rest, kmsKeyArn, licenseConfigurationArns, launchTemplates };
}

/** Of the same partition: nothing is distributed to another. */
export const reachableFrom = (region: string): string[] =>
  regionNames().filter((other) => partitionId(other) === partitionId(region));

const someRegions = (region: string): fc.Arbitrary<string[]> => {
  const reachable = reachableFrom(region);
  return fc.uniqueArray(fc.constantFrom(...reachable), {
    minLength: 1,
    maxLength: Math.min(4, reachable.length),
  });
};

export const imageDistribution: fc.Arbitrary<Record> = fc
  .tuple(fc.constantFrom(...regions), fc.nat(3))
  .chain(([region, kind]) => fc.tuple(someRegions(region), fc.constant(region), fc.constant(kind)))
  .chain(([where, region, kind]) => {
    const itself = { name, description: text, tags: tags, region: fc.constant(region) };
    if (kind === 0) return some({ ...itself, regions: containerRegions(where) }, ["regions", "region"]);
    const ofAmis = fc.record(Object.fromEntries(where.map((region) => [region, some(settings(region))])), {
      noNullPrototype: true,
    });
    return some({ ...itself, ...atTheTop(where), regions: ofAmis }, ["regions", "region"]);
  });

export const imageBuild: fc.Arbitrary<Record> = fc
  .tuple(
    fc.constantFrom(...regions),
    name,
    some({
      triggers: fc.array(fc.jsonValue(), { maxLength: 3 }),
      timeoutMinutes: fc.integer({ min: 1, max: 10_000 }),
      failOnSeverity: fc.constantFrom("LOW", "MEDIUM", "HIGH", "CRITICAL"),
      whenDeleted: fc.constantFrom("keep", "deprecate", "disable", "delete"),
      cancelWhenReplaced: fc.boolean(),
      wait: fc.boolean(),
      tags: tags,
      region: fc.constant(true),
    }),
  )
  .map(([region, pipeline, { region: written, ...rest }]) => ({
    ...(written !== undefined && { region }),
    pipelineArn: `arn:${partitionOf(region)}:imagebuilder:${region}:${account}:image-pipeline/${pipeline}`,
    ...rest,
  }));

export const contentVersion: fc.Arbitrary<Record> = some(
  {
    kind: fc.constantFrom("component", "recipe", "containerRecipe", "workflow"),
    name,
    content: fc.stringMatching(/^[0-9a-f]{64}$/),
    base: fc.constantFrom("1.0", "2.13.4", "0.1"),
    region: fc.constantFrom(...regions),
  },
  ["kind", "name", "content", "base"],
);
