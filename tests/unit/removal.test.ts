// Every input of every component, taken away after it was set: AWS ends as if it had never been.

import { expect } from "chai";
import { planDistributionTarget } from "../../provider/src/distribution-target/plan";
import type { DistributionTargetArgs } from "../../provider/src/distribution-target/plan";
import { distributionTargetRules } from "../../provider/src/distribution-target/rules";
import type { ImageImportRoleArgs } from "../../provider/src/checks/schema/generated/types";
import { planImageImportRole } from "../../provider/src/image-import-role/plan";
import { imageImportRoleRules } from "../../provider/src/image-import-role/rules";
import type { Values } from "../../provider/src/protocol/values";
import { places, removables } from "../deployment/paths";
import { differences, emptyStack, takenAway } from "../deployment/removal";
import type { Stack } from "../deployment/removal";
import { kinds, problemsOf, toArgs, type Kind } from "../fuzz/check";
import type { InProcessEngine } from "../fuzz/in-process-engine";
import { container, full, key, lines, others, small } from "./refusals/bases";
import { distributionBases } from "./refusals/distribution";

const account = "111122223333";
const region = "eu-west-1";

const testDocument = JSON.stringify({
  schemaVersion: 1.0,
  phases: [
    { name: "test", steps: [{ name: "Look", action: "ExecuteBash", inputs: { commands: ["true"] } }] },
  ],
});
const dockerfile =
  "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}";

/** What the inputs name that exists already. */
const stack = (at: string): Stack => ({
  account,
  region: at,
  given: [
    ...Object.entries({ "agent.yaml": testDocument, Dockerfile: dockerfile }).map(
      ([name, content]) =>
        ["aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "my-bucket", key: name, content }] as const,
    ),
    ...["cis-baseline", "own-test"].map(
      (name) =>
        [
          "aws:imagebuilder/component:Component",
          { name, version: "1.0.0", platform: "Linux", data: testDocument },
        ] as const,
    ),
    [
      "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
      {
        name: "everywhere",
        distributions: [{ region: at, amiDistributionConfiguration: { description: "everywhere" } }],
      },
    ],
  ],
});

interface Subject {
  kind: Kind;
  /** Inputs that between them have every property. */
  bases: readonly Values[];
}

const long = `# ${"x".repeat(17_000)}\n${testDocument}`;
const parameter = { parameterName: "/images/web", byExecutionRole: true };

const goldenImages: Values[] = [
  small,
  container,
  ...Object.values(others),
  ...distributionBases,
  { ...small, documentBucket: { kmsKeyArn: key }, customize: [{ document: long }] },
  // With a role of the user's, with one that is made for workflows, and with one that is made for a parameter.
  { ...small, workflows: full.workflows, executionRoleArn: full.executionRoleArn },
  { ...small, workflows: full.workflows },
  { ...small, workflows: full.workflows, distribution: { regions: { [region]: { publish: parameter } } } },
  { ...container, tests: { scan: {} } },
  { ...small, tests: { scan: { failOn: { severity: "HIGH", fixAvailable: false } } } },
  { ...small, notify: { emails: ["platform@example.com"], events: ["failed"] } },
  { ...small, customize: [lines], build: { policyArns: [`arn:aws:iam::${account}:policy/extra`] } },
];

const hardening = [
  { managed: "hello-world-linux", managedVersion: "1.x.x" },
  { componentArn: `arn:aws:imagebuilder:${region}:${account}:component/cis-baseline/1.0.0` },
];
const buildWorkflow = {
  type: "BUILD",
  arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x",
};
const declaring = {
  name: "own",
  schemaVersion: 1.0,
  parameters: [{ name: "Level", type: "string", default: "low" }],
  steps: [{ name: "Boot", action: "LaunchInstance", inputs: { waitFor: "ssmAgent" } }],
};
goldenImages.push(
  { ...small, harden: { steps: hardening } },
  { ...others.windows, harden: { steps: [{ powershell: ["Get-Date", "Get-Host"] }] } },
  {
    ...small,
    workflows: [buildWorkflow, { type: "TEST", document: declaring, parameters: { Level: "high" } }],
  },
  { ...small, lifecycle: { disable: { olderThan: 6, unit: "MONTHS", keepAtLeast: 2 } } },
);
/** Settings that the other bases don't have, at the top and in a region. */
const fast = {
  accountId: "222233334444",
  launchTemplateId: `lt-${"0".repeat(17)}`,
  launchTemplateVersion: "1",
};
const distributions = [
  { publish: parameter },
  { share: { public: true } },
  { fastLaunch: [fast], copyTo: ["222233334444"] },
].flatMap((settings): Values[] => [
  { regions: { [region]: {} }, ...settings },
  { regions: { [region]: settings } },
]);
const open = { ...others.windows, storage: { encrypted: false } };
goldenImages.push(
  ...distributions.map((distribution) => ({
    ...open,
    ...(JSON.stringify(distribution).includes("copyTo") && { storage: { kmsKeyArn: key } }),
    distribution,
  })),
);

// Each part of the largest by itself first, since there it costs less.
const bare: Values = { ...small, harden: { patch: false }, tests: { builtIn: false } };
const stepsOf = (holder: unknown): Values[] => (holder as { steps: Values[] }).steps;
goldenImages.unshift(
  ...(full.customize as Values[]).map((step) => ({ ...bare, customize: [step] })),
  ...stepsOf(full.harden).map((step) => ({ ...bare, harden: { patch: false, steps: [step] } })),
  ...stepsOf(full.tests).map((step) => ({ ...bare, tests: { builtIn: false, steps: [step] } })),
  ...Object.entries(full)
    .filter(([name]) => !["customize", "harden", "tests"].includes(name))
    .map(([name, value]) => ({
      ...bare,
      [name]: value,
      ...(name === "imageTags" && { schedule: { rate: "7 days" } }),
    })),
);
goldenImages.push(full);

const { GoldenImage, ImageDistribution } = kinds;

const subjects: Record<string, Subject> = {
  GoldenImage: { kind: GoldenImage, bases: goldenImages },
  ImageDistribution: {
    kind: ImageDistribution,
    bases: [...distributionBases.map(({ distribution }) => distribution as Values), ...distributions].map(
      (own) => ({
        ...own,
        name: "shared",
        description: "Where images go",
        tags: { Team: "marvin" },
        region,
      }),
    ),
  },
  DistributionTarget: {
    kind: {
      token: "goldenimage:index:DistributionTarget",
      rules: distributionTargetRules,
      plan: (_name, args: DistributionTargetArgs) => planDistributionTarget(args).children,
    },
    bases: [false, true].map((managedPolicy) => ({
      sourceAccountIds: ["222222222222", "333333333333"],
      kmsKeyArns: [key],
      parameterNames: ["/imagebuilder/web"],
      launchTemplateIds: ["lt-0123456789abcdef0"],
      regions: ["us-east-1", region],
      managedPolicy,
      lifecycle: true,
      tags: { Team: "marvin" },
    })),
  },
  ImageImportRole: {
    kind: {
      token: "goldenimage:index:ImageImportRole",
      rules: imageImportRoleRules,
      plan: (_name, args: ImageImportRoleArgs) => planImageImportRole(args, "aws").children,
    },
    bases: [
      {
        roleName: "vmimport",
        bucketName: "disks",
        prefix: "golden/",
        kmsKeyArns: [key],
        licenseConfigurations: true,
        tags: { Team: "marvin" },
      },
    ],
  },
};

for (const [name, { kind, bases }] of Object.entries(subjects)) {
  describe(`every input of ${name}, removed`, () => {
    /** Places that were taken away, and those that can't be by themselves. */
    const taken = new Set<string>();
    const needed = new Set<string>();
    let count = 0;

    bases.forEach((inputs, index) => {
      it(`leaves AWS as if it had never been set (${index + 1} of ${bases.length})`, async () => {
        const at = (inputs.region as string | undefined) ?? region;
        const planOf = (values: Values) => kind.plan?.("web", toArgs(kind, values, []) as never, at) ?? [];
        expect(await problemsOf(kind, "web", inputs)).to.deep.equal([]);
        const empty = await emptyStack("web", stack(at));
        let made: InProcessEngine | undefined;
        const set = async () => {
          if (made === undefined) {
            made = empty.copy();
            await made.up(at, planOf(inputs));
          }
          return made;
        };
        for (const { path, place } of removables(kind.token, inputs)) {
          // What is inside of something is taken away once; how the inputs themselves play together is another each time.
          if (path.length > 1 && taken.has(place)) continue;
          const unset = await takenAway(kind.token, inputs, path, (left) => problemsOf(kind, "web", left));
          if (unset === undefined) {
            needed.add(place);
            continue;
          }
          const found = await differences(at, empty, set, planOf(unset)).catch((error: unknown) => [
            String(error),
          ]);
          expect(found, `without ${path.join(".")}`).to.deep.equal([]);
          taken.add(place);
          count += 1;
        }
      });
    });

    it("covers every input of the schema", () => {
      const alone = [...needed].filter((place) => !taken.has(place));
      console.log(
        `      ${count} cases, ${taken.size} inputs; ${alone.length} can't be taken away: ${alone.join(", ")}`,
      );
      expect(places(kind.token).filter((place) => !taken.has(place) && !alone.includes(place))).to.deep.equal(
        [],
      );
    });
  });
}
