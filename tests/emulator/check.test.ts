import { expect } from "chai";
import fc from "fast-check";
import { checkShape, matcher } from "../../provider/src/checks/service-model/check";
import { operations, partitionOf, regionNames, shapes } from "../../provider/src/checks/service-model/model";
import { describeViolation } from "../../provider/src/checks/service-model/violation";
import { valueOf } from "./shape-values";

const arn = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/name";

const cases: readonly (readonly [
  shape: string,
  value: unknown,
  path: string,
  rule: string,
  words: string,
])[] = [
  ["StartImagePipelineExecutionRequest", { imagePipelineArn: arn }, "clientToken", "required", "is required"],
  ["Schedule", { timezon: "UTC" }, "timezon", "unknown", "is not a member; did you mean timezone?"],
  ["Schedule", { wholly: 1 }, "wholly", "unknown", "is not a member"],
  ["Schedule", { toString: 1 }, "toString", "unknown", "is not a member"],
  ["Schedule", [], "", "type", "must be an object"],
  ["TagMap", "a=b", "", "type", "must be an object"],
  ["InstanceTypeList", "m7i.large", "", "type", "must be a list"],
  ["ResourceName", 7, "", "type", "must be a string"],
  ["EbsIopsInteger", 150.5, "", "type", "must be a whole number"],
  ["EbsIopsInteger", "150", "", "type", "must be a whole number"],
  ["NonNegativeDouble", Infinity, "", "type", "must be a number"],
  ["NullableBoolean", "true", "", "type", "must be true or false"],
  ["DateTimeTimestamp", "yesterday", "", "type", "must be a point in time"],
  ["VersionNumber", "1.0", "", "pattern", "must be three numbers, such as 1.0.0"],
  ["Platform", "linux", "", "enum", "must be one of Windows, Linux, macOS; did you mean Linux?"],
  ["Platform", "Plan 9", "", "enum", "must be one of Windows, Linux, macOS"],
  ["EbsIopsInteger", 99, "", "min", "must be at least 100"],
  ["EbsIopsInteger", 100001, "", "max", "must be at most 100000"],
  ["NonEmptyString", "", "", "minLength", "must be at least 1 character"],
  ["NonEmptyString", "x".repeat(1025), "", "maxLength", "must be at most 1024 characters"],
  ["AccountList", [], "", "minItems", "must have at least 1 item"],
  ["FilterValues", Array(11).fill("x"), "", "maxItems", "must have at most 10 items"],
  ["TagMap", {}, "", "minItems", "must have at least 1 item"],
  [
    "TagMap",
    { "aws:x": "y" },
    "aws:x",
    "pattern",
    "has a key that must be of letters, digits, spaces and _.:/=+-@, and may not begin with aws:",
  ],
  ["TagMap", { x: "y".repeat(257) }, "x", "maxLength", "must be at most 256 characters"],
  [
    "CreateDistributionConfigurationRequest",
    { name: "name", clientToken: "token", distributions: [{ region: "eu-west-1" }, { region: 1 }] },
    "distributions.1.region",
    "type",
    "must be a string",
  ],
];

describe("The check against AWS's model", () => {
  for (const [shape, value, path, rule, words] of cases) {
    it(`${shape}: ${rule} at '${path}': ${words}`, () => {
      const [violation, ...others] = checkShape(shape, value);
      if (violation === undefined) {
        throw new Error("The value was accepted.");
      }
      expect(others).to.be.empty;
      expect(violation.path.join(".")).to.equal(path);
      expect(violation.rule).to.equal(rule);
      expect(describeViolation(violation)).to.equal(words);
    });
  }

  it("finds everything that is wrong at once", () => {
    const found = checkShape("CreateImageRecipeRequest", { name: "!", semanticVersion: "x", tagz: {} });
    expect(found.map(({ path, rule }) => `${path.join(".")} ${rule}`)).to.have.members([
      "parentImage required",
      "clientToken required",
      "name pattern",
      "semanticVersion pattern",
      "tagz unknown",
    ]);
  });

  it("treats undefined and null as absent", () => {
    expect(checkShape("Schedule", { timezone: undefined, scheduleExpression: null })).to.be.empty;
  });

  it("never repeats the value", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^secret[!?]{20,40}$/), (secret) => {
        for (const shape of [
          "ResourceName",
          "Platform",
          "VersionNumber",
          "EbsIopsInteger",
          "TagMap",
          "AccountId",
        ]) {
          const words = checkShape(shape, secret).map((violation) => describeViolation(violation));
          expect(words).not.to.be.empty;
          expect(words.join()).not.to.contain("secret");
        }
      }),
    );
  });

  it("counts a character outside the basic plane as one", () => {
    expect(checkShape("NonEmptyString", "😀".repeat(1024))).to.be.empty;
  });

  it("counts bytes where the provider does, and characters in tags", () => {
    const bytes = (shape: string, text: string): string[] =>
      checkShape(shape, text, [], "bytes").map(({ rule }) => rule);
    expect(bytes("NonEmptyString", "é".repeat(512))).to.deep.equal([]);
    expect(bytes("NonEmptyString", "é".repeat(513))).to.deep.equal(["maxBytes"]);
    expect(bytes("NonEmptyString", "x".repeat(1025))).to.deep.equal(["maxLength"]);
    expect(bytes("TagValue", "é".repeat(256))).to.deep.equal([]);
    expect(checkShape("NonEmptyString", "é".repeat(1024))).to.deep.equal([]);
  });

  it("matches each pattern of the model against the whole string", () => {
    const patterns = Object.values(shapes()).flatMap(({ pattern }) => pattern ?? []);
    expect(patterns).to.have.length.above(40);
    for (const pattern of patterns) {
      expect(() => matcher(pattern)).not.to.throw();
    }
    // Anchors of one alternative only, as in ^String|Integer|Boolean|StringList$
    expect(checkShape("ComponentParameterType", "Integer")).to.be.empty;
    expect(checkShape("ComponentParameterType", "Integers")).to.have.length(1);
    expect(checkShape("HttpTokens", "not required")).to.have.length(1);
  });

  it("accepts every value that is made from the shapes of the operations", () => {
    for (const { input } of Object.values(operations())) {
      fc.assert(
        fc.property(valueOf(input), (value) => {
          expect(checkShape(input, value)).to.deep.equal([]);
        }),
        { numRuns: 5 },
      );
    }
  });

  it("knows the regions and their partitions", () => {
    expect(regionNames()).to.include.members(["eu-west-1", "us-gov-west-1", "cn-north-1"]);
    expect(partitionOf("cn-north-1")?.id).to.equal("aws-cn");
    expect(partitionOf("eu-isoe-west-1")?.id).to.equal("aws-iso-e");
    expect(partitionOf("atlantis-1")).to.equal(undefined);
  });
});
