// What a user gives and what ends in a policy: it names exactly one thing, or it is refused, in preview where it is known
// and in the update where it becomes known.

import { kmsKeyArn, literal } from "../../../provider/src/checks/identifiers";
import { expect } from "chai";
import fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { checkPlanned, checkWritten } from "../../../provider/src/engine/checks";
import { toInput } from "../../../provider/src/engine/inputs";
import { resolveKnown } from "../../../provider/src/engine/resolve-known";
import type { Problem } from "../../../provider/src/checks/problems";
import { planDistributionTarget } from "../../../provider/src/distribution-target/plan";
import type { DistributionTargetArgs } from "../../../provider/src/distribution-target/plan";
import { distributionTargetRules } from "../../../provider/src/distribution-target/rules";
import { goldenImageRules } from "../../../provider/src/golden-image/rules";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { planImageDistribution } from "../../../provider/src/image-distribution/plan";
import type { ImageDistributionArgs } from "../../../provider/src/image-distribution/regions";
import { imageDistributionRules } from "../../../provider/src/image-distribution/rules";
import { planImageImportRole } from "../../../provider/src/image-import-role/plan";
import type { ImageImportRoleArgs } from "../../../provider/src/checks/schema/generated/types";
import { imageImportRoleRules } from "../../../provider/src/image-import-role/rules";
import { policyInputs } from "../../../provider/src/engine/check-policies";
import { Interpolated } from "../../../provider/src/plan/deferred";
import type { Child } from "../../../provider/src/plan/child";
import { Given, Policy, policyText } from "../../../provider/src/plan/policy";
import { Lifted, isPlainObject } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { withAt } from "../refusals/refusal";
import { goldenImageChildren } from "../components";
import { locationOf } from "../location";

const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const input = <T>(values: Values): T => toInput(pulumi, values) as T;

interface Component {
  token: string;
  inputs: Values;
  rules(inputs: Values): Problem[];
  plan(inputs: Values): readonly Child[];
  /** The inputs that end in a policy, other than by being named in a `Given`. */
  inTexts?: string[];
}

const goldenImage = (inputs: Values): Component => ({
  token: "goldenimage:index:GoldenImage",
  inputs: { region: "eu-west-1", ...inputs },
  rules: (written) => goldenImageRules(written, "web", locationOf(written)),
  plan: (written) => goldenImageChildren("web", input<GoldenImageArgs>(written), locationOf(written)),
});

const here = locationOf({}, "eu-west-1");

/** Between them these write every policy that there is. */
const components: Record<string, Component> = {
  AMI: goldenImage({
    source: { os: "debian-12" },
    storage: { encrypted: false },
    build: { logs: { bucketName: "logs", keyPrefix: "web", kmsKeyArn: key } },
    workflows: [
      { type: "BUILD", arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x" },
    ],
    lifecycle: { delete: { olderThan: 3, unit: "MONTHS" } },
    notify: {},
    documentBucket: {},
    schedule: { afterPipelineArn: "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base" },
    distribution: {
      regions: { "eu-west-1": { publish: { parameterName: "/team/web", byExecutionRole: true } } },
      publish: { parameterName: "/team/other", byExecutionRole: true },
      export: { format: "vmdk", bucket: "exports", prefix: "web/" },
    },
  }),
  container: goldenImage({
    source: { containerImage: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/base:1" },
    container: { repositoryName: "team/web" },
    distribution: {
      regions: { "us-east-1": { container: { repositoryName: "team/other" } } },
      container: { repositoryName: "team/web" },
    },
  }),
  distribution: {
    token: "goldenimage:index:ImageDistribution",
    inputs: {
      regions: {
        "eu-west-1": { export: { format: "raw", bucket: "own-exports", prefix: "disks/" } },
        "us-east-1": {},
      },
    },
    rules: (written) => imageDistributionRules(written, "all", here),
    plan: (written) => planImageDistribution("all", input<ImageDistributionArgs>(written)).children,
  },
  target: {
    token: "goldenimage:index:DistributionTarget",
    inputs: {
      sourceAccountIds: ["111122223333"],
      kmsKeyArns: [key],
      parameterNames: ["/imagebuilder/web"],
      launchTemplateIds: ["lt-0123456789abcdef0"],
      regions: ["eu-west-1"],
      lifecycle: true,
    },
    rules: (written) => distributionTargetRules(written, "target", here),
    plan: (written) => planDistributionTarget(input<DistributionTargetArgs>(written)).children,
    inTexts: [
      "sourceAccountIds[0]",
      "kmsKeyArns[0]",
      "parameterNames[0]",
      "launchTemplateIds[0]",
      "regions[0]",
    ],
  },
  "import role": {
    token: "goldenimage:index:ImageImportRole",
    inputs: { bucketName: "disks", prefix: "machines/", kmsKeyArns: [key] },
    rules: (written) => imageImportRoleRules(written, "role", here),
    plan: (written) => planImageImportRole(input<ImageImportRoleArgs>(written), "aws").children,
    inTexts: ["bucketName", "prefix", "kmsKeyArns[0]"],
  },
};

const policiesOf = async (children: readonly Child[]): Promise<unknown[]> =>
  (await resolveKnown(pulumi, children)).flatMap(({ type, args }) => {
    const { property } = policyInputs[type] ?? {};
    return property === undefined || args[property] === undefined ? [] : [args[property]];
  });

function givensIn(value: unknown): Given[] {
  if (value instanceof Given) return [value];
  if (value instanceof Policy) return givensIn(value.statements);
  if (value instanceof Interpolated) return givensIn(value.parts);
  if (Array.isArray(value)) return value.flatMap(givensIn);
  return isPlainObject(value) ? Object.values(value).flatMap(givensIn) : [];
}

/** Every text in a policy that isn't a user's by its own account. */
function othersIn(value: unknown): string[] {
  if (value instanceof Given) return [];
  if (value instanceof Lifted) return othersIn(value.value);
  if (value instanceof Policy) return othersIn(value.statements);
  if (value instanceof Interpolated) return othersIn(value.parts);
  if (Array.isArray(value)) return value.flatMap(othersIn);
  if (isPlainObject(value)) return Object.values(value).flatMap(othersIn);
  return [String(value)];
}

/** The paths of all texts among inputs. */
function textPaths(value: unknown, path = ""): string[] {
  if (typeof value === "string") return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => textPaths(item, `${path}[${index}]`));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    textPaths(inner, /^\w+$/.test(name) ? (path === "" ? name : `${path}.${name}`) : `${path}["${name}"]`),
  );
}

/** Decided by the plan, or looked into by it; none of them is a name of AWS's. */
const parsed = /^source\.os$|\.type$|\.unit$|\.format$|^region$/;

const hostile = fc.oneof(
  fc.constantFrom("*", "bu*ket", "?", "a/*", "${aws:username}", 'x"]', "\\*", "arn:aws:s3:::*", "key/*"),
  fc.string({
    unit: fc.constantFrom("*", "?", "$", "{", "}", '"', "\\", "/", ":", "a", "0", "-"),
    minLength: 1,
  }),
);

const widens = (text: string): boolean => /[*?]|\$\{/.test(text);

const known = (value: unknown): Lifted =>
  new Lifted(value, true, false, ["urn:pulumi:s::p::aws:s3/bucket:Bucket::b"]);

describe("User input in a policy", () => {
  for (const [name, component] of Object.entries(components)) {
    const { token, inputs, rules, plan, inTexts = [] } = component;
    const written = (values: Values): Problem[] => checkWritten(token, values, rules);

    it(`${name}: nothing is wrong with the inputs`, async () => {
      expect(written(inputs)).to.deep.equal([]);
      expect(await checkPlanned(pulumi, "web", plan(inputs))).to.deep.equal([]);
    });

    it(`${name}: what a user gives is marked as such in a policy`, async () => {
      for (const path of textPaths(inputs).filter((each) => !parsed.test(each) && !inTexts.includes(each))) {
        // Another account, region or name of the same form, where the plan looks into it.
        const planted = "planted-by-a-user";
        let policies: unknown[];
        try {
          policies = await policiesOf(plan(withAt(inputs, path, planted)));
        } catch {
          continue; // The plan takes no such value, and so no policy has it.
        }
        expect(
          policies.flatMap(othersIn).filter((text) => text.includes(planted)),
          path,
        ).to.deep.equal([]);
      }
    });

    it(`${name}: what would widen a policy is refused, known in preview or only in the update`, async () => {
      const paths = new Set([
        ...(await policiesOf(plan(inputs))).flatMap(givensIn).map(({ path }) => path),
        ...inTexts,
      ]);
      expect(paths.size).to.be.above(0);
      for (const path of paths) {
        // One that stands elsewhere holds where this one doesn't.
        const base = withAt(inputs, path, "planted");
        await fc.assert(
          fc.asyncProperty(hostile.filter(widens), async (text) => {
            for (const value of [text, known(text), new Lifted(text, true, true)]) {
              const problems = written(withAt(base, path, value));
              expect(
                problems.map((problem) => problem.path),
                `${path} = ${text}`,
              ).to.include(path);
              if (value instanceof Lifted && value.secret) {
                const told = problems.map(({ message }) => message).join("\n");
                if (text.length > 6) expect(told).not.to.include(text);
              }
            }
          }),
          { numRuns: 30 },
        );
      }
    });

    it(`${name}: no policy is written with such a text, whatever the rules say`, async () => {
      for (const path of [
        ...(await policiesOf(plan(inputs))).flatMap(givensIn).map((given) => given.path),
        ...inTexts,
      ]) {
        await fc.assert(
          fc.asyncProperty(hostile.filter(widens), async (text) => {
            let refused: boolean;
            try {
              const policies = await policiesOf(plan(withAt(inputs, path, text)));
              refused = policies
                .flatMap(givensIn)
                .filter((given) => given.path === path)
                .every((given) => given.form(text) !== undefined);
            } catch (error) {
              refused = String(error).includes(path);
            }
            expect(refused, `${path} = ${text}`).to.equal(true);
          }),
          { numRuns: 10 },
        );
      }
    });
  }

  it("names only regions that AWS has", () => {
    for (const region of ["*", "eu-*", "${aws:RequestedRegion}"]) {
      const image = components.AMI ?? goldenImage({});
      const paths = (inputs: Values, { token, rules }: Component): string[] =>
        checkWritten(token, inputs, rules).map(({ path }) => path);
      expect(paths({ ...image.inputs, region }, image)).to.include("region");
      for (const component of [components.distribution, components.container]) {
        if (component === undefined) continue;
        const regions = { [region]: {} };
        const distribution = component.inputs.distribution as Values | undefined;
        const inputs = distribution ? { distribution: { ...distribution, regions } } : { regions };
        expect(paths({ ...component.inputs, ...inputs }, component).join()).to.include(
          `regions["${region}"]`,
        );
      }
    }
  });

  it("has no wildcard or variable that IAM would expand", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const resource = (): string =>
          policyText("inline", [{ Resource: `arn:aws:s3:::${new Given(text, "bucket").checked(text)}/*` }]);
        if (literal(text) !== undefined) {
          expect(resource).to.throw("bucket: must not contain");
          return;
        }
        const { Statement } = JSON.parse(resource()) as { Statement: { Resource: string }[] };
        expect(Statement).to.deep.equal([{ Resource: `arn:aws:s3:::${text}/*` }]);
        expect(widens(text)).to.equal(false);
      }),
      { numRuns: 1000 },
    );
  });

  const keys: [what: string, arn: string, taken: boolean][] = [
    ["a key", key, true],
    ["a multi-Region key", key.replace(/key\/.*/, "key/mrk-1234abcd12ab34cd56ef1234567890ab"), true],
    ["every key", key.replace(/key\/.*/, "key/*"), false],
    ["some keys", key.replace(/key\/.*/, "key/12?4abcd"), false],
    ["an alias", key.replace(/key\/.*/, "alias/images"), false],
    ["every alias", key.replace(/key\/.*/, "alias/*"), false],
    ["an ID", "1234abcd-12ab-34cd-56ef-1234567890ab", false],
    ["anything", "*", false],
  ];
  for (const [what, arn, taken] of keys) {
    it(`${taken ? "takes" : "doesn't take"} ${what} as a key in a policy`, () => {
      expect(kmsKeyArn(arn) === undefined).to.equal(taken);
    });
  }
});

const accounts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(100000000000 + index));
const regions = [
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-central-1",
  "eu-north-1",
  "us-east-1",
  "us-east-2",
];
const parameters = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `/imagebuilder/${"x".repeat(60)}/${index}`);

const long: [what: string, component: string, over: Values, problem: string | undefined][] = [
  ["a trust policy for 45 accounts", "target", { sourceAccountIds: accounts(45) }, undefined],
  [
    "a trust policy for 100 accounts",
    "target",
    { sourceAccountIds: accounts(100), lifecycle: false },
    "sourceAccountIds: makes too much of a policy: the role's trust policy would be",
  ],
  [
    "a policy for many parameters in many regions",
    "target",
    { parameterNames: parameters(20), regions },
    "parameterNames, launchTemplateIds, kmsKeyArns, regions: makes too much of a policy: the role's inline policies would be",
  ],
  [
    "a policy for many keys",
    "import role",
    {
      kmsKeyArns: Array.from({ length: 150 }, (_, index) => key.replace(/.{4}$/, String(1000 + index))),
    },
    "kmsKeyArns: makes too much of a policy: the role's inline policies would be",
  ],
  [
    "a policy for a long folder in many regions",
    "distribution",
    {
      regions: Object.fromEntries(
        regions.map((region) => [
          region,
          { export: { format: "raw", bucket: `own-${region}`, prefix: "x".repeat(1000) } },
        ]),
      ),
      export: { format: "raw", prefix: "y".repeat(1000) },
    },
    undefined,
  ],
];

describe("The length of a policy", () => {
  for (const [what, name, over, problem] of long) {
    it(`${problem === undefined ? "allows" : "refuses in preview"} ${what}`, async () => {
      const { inputs, plan, token, rules } = components[name] ?? goldenImage({});
      const written = { ...inputs, ...over };
      expect(checkWritten(token, written, rules)).to.deep.equal([]);
      const told = (await checkPlanned(pulumi, "web", plan(written))).map(
        ({ path, message }) => `${path}: ${message}`,
      );
      if (problem === undefined) expect(told).to.deep.equal([]);
      else {
        expect(told).to.have.length(1);
        expect(told[0]).to.include(problem);
      }
    });
  }

  it("counts the inline policies of a role together, and all regions of an export", async () => {
    const many = Object.fromEntries(
      [...regions, "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ca-central-1"].map((region) => [
        region,
        { export: { format: "raw", bucket: `own-${region}`, prefix: "x".repeat(1000) } },
      ]),
    );
    const { plan } = components.distribution ?? goldenImage({});
    const told = await checkPlanned(pulumi, "web", plan({ regions: many }));
    expect(told).to.have.length(1);
    expect(told[0]?.path).to.match(/^regions\["[a-z0-9-]+"\]\.export\.prefix, /);
  });

  it("is exact at the limit", () => {
    const statement = (length: number): object[] => [{ Sid: "x".repeat(length) }];
    const most = 10_240 - policyText("inline", statement(0)).length;
    expect(policyText("inline", statement(most))).to.have.length(10_240);
    expect(() => policyText("inline", statement(most + 1))).to.throw(
      "10,241 characters long, of which AWS takes 10,240",
    );
  });
});
