import { expect } from "chai";
import { checkInputs } from "../../../provider/src/checks/inputs";
import { describeProblems } from "../../../provider/src/checks/problems";
import { Asset, Lifted } from "../../../provider/src/protocol/values";

const image = "goldenimage:index:GoldenImage";
const distribution = "goldenimage:index:ImageDistribution";
const build = "goldenimage:index:ImageBuild";
const version = "goldenimage:index:ContentVersion";
const provider = "pulumi:providers:goldenimage";

const unknown = new Lifted(undefined, false, false);
const secret = (value: unknown): Lifted => new Lifted(value, true, true);
const known = (value: unknown): Lifted => new Lifted(value, true, false, ["urn:pulumi:a::b::c::d"]);
const asset = new Asset("path", "agent.yaml", {});
const source = { os: "debian-12" };
const pipelineArn = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base";

type Case = readonly [says: string, token: string, inputs: Record<string, unknown>, ...problems: string[]];

const mustBeKnown = "must be a plain value that is known in preview, since it decides which resources exist";

const cases: readonly Case[] = [
  // What is right.
  ["the smallest image", image, { source }],
  ["lists, maps and numbers", image, { source, storage: { size: 20 }, tags: { Team: "a" }, customize: [] }],
  [
    "anything, where anything goes",
    image,
    { source, customize: [{ document: { a: [1] } }, { document: asset }] },
  ],
  ["undefined as absent", image, { source, tags: undefined, storage: { size: undefined } }],
  [
    "an unknown in place of anything that doesn't decide",
    image,
    { source: { amiId: unknown }, tags: { a: unknown } },
  ],
  ["an unknown item", image, { source, customize: [{ shell: [unknown] }] }],
  [
    "secrets and outputs",
    image,
    { source: known({ amiId: secret("ami-0123456789abcdef0") }), tags: secret({ a: "b" }) },
  ],
  ["an output in place of a plain value, when known", distribution, { regions: known({ "eu-west-1": {} }) }],
  ["an unknown below a plain value", distribution, { regions: { "eu-west-1": { amiName: unknown } } }],
  ["a value which AWS takes", build, { pipelineArn }],
  ["the provider's configuration", provider, { region: "eu-west-1", version: "0.1.0", __internal: {} }],
  ["the engine's own property", image, { source, __defaults: [] }],

  // Names.
  ["a misspelt name", image, { source, custmize: [] }, "custmize: is unknown; did you mean customize?"],
  [
    "a misspelt name below",
    image,
    { source, storage: { sise: 1 } },
    "storage.sise: is unknown; did you mean size?",
  ],
  [
    "a misspelt name in a list",
    image,
    { source, customize: [{}, { shel: [] }] },
    "customize[1].shel: is unknown; did you mean shell?",
  ],
  [
    "a misspelt name in a map",
    distribution,
    { regions: { "eu-west-1": { shares: {} } } },
    'regions["eu-west-1"].shares: is unknown; did you mean share?',
  ],
  [
    "a name that is like no other",
    image,
    { source, harden: { everything: true } },
    "harden.everything: is unknown; possible are cleanUp, makeHostKeys, patch, steps, stig",
  ],
  [
    "a name of Object's",
    image,
    { source, harden: { constructor: 1 } },
    "harden.constructor: is unknown; possible are cleanUp, makeHostKeys, patch, steps, stig",
  ],
  [
    "a name that is no identifier",
    image,
    { source, harden: { "patch it": true } },
    'harden["patch it"]: is unknown; did you mean patch?',
  ],
  ["a misspelt setting", provider, { regoin: "" }, "regoin: is unknown; did you mean region?"],

  // Missing.
  ["a missing property", image, {}, "source: is required"],
  ["a property that is nothing", image, { source: null }, "source: is required"],
  ["a property that is a secret nothing", image, { source: secret(undefined) }, "source: is required"],
  [
    "a missing property below",
    image,
    { source, storage: { volumes: [{ size: 1 }] } },
    "storage.volumes[0].deviceName: is required",
  ],

  // Types.
  ["no object", image, { source: "debian" }, "source: must be an object, not a string"],
  ["an asset for an object", image, { source: asset }, "source: must be an object, not an asset"],
  ["no list", image, { source, customize: {} }, "customize: must be a list, not an object"],
  ["no map", image, { source, tags: ["a"] }, "tags: must be an object, not a list"],
  ["no string", image, { source, description: 7 }, "description: must be a string, not a number"],
  [
    "no string in a map",
    image,
    { source, tags: { "a b": true } },
    'tags["a b"]: must be a string, not a boolean',
  ],
  [
    "no string in a list",
    image,
    { source, customize: [{}, {}, { shell: [["a"]] }] },
    "customize[2].shell[0]: must be a string, not a list",
  ],
  [
    "nothing in a list",
    image,
    { source, customize: [undefined] },
    "customize[0]: must be an object, not nothing",
  ],
  ["half a number", image, { source, storage: { size: 1.5 } }, "storage.size: must be a whole number"],
  [
    "a number as text",
    image,
    { source, storage: { size: "20" } },
    "storage.size: must be a whole number, not a string",
  ],
  [
    "no boolean",
    image,
    { source, harden: { patch: "yes" } },
    "harden.patch: must be true or false, not a string",
  ],

  // Enums.
  [
    "a misspelt choice",
    image,
    { source, architecture: "arm46" },
    "architecture: must be one of x86_64, arm64; did you mean arm64?",
  ],
  ["a wild choice", image, { source, architecture: "mips-le" }, "architecture: must be one of x86_64, arm64"],
  [
    "a secret choice",
    image,
    { source, storage: { type: secret("gp4") } },
    "storage.type: must be one of gp2, gp3, io1, io2",
  ],
  [
    "a choice of the wrong type",
    image,
    { source, architecture: 64 },
    "architecture: must be a string, not a number",
  ],

  // Plain.
  ["an unknown where it must be known", distribution, { regions: unknown }, `regions: ${mustBeKnown}`],

  // AWS.
  ["too much for AWS", image, { source, storage: { size: 99999 } }, "storage.size: must be at most 16000"],
  ["too little for AWS", image, { source, description: "" }, "description: must be at least 1 character"],
  [
    "AWS's rule for an item",
    distribution,
    { regions: {}, share: { accounts: ["1"] } },
    "share.accounts[0]: must be the ID of an account, such as 123456789012",
  ],
  [
    "AWS's rule for a secret",
    image,
    { source, description: secret("") },
    "description: must be at least 1 character",
  ],

  // All at once.
  [
    "several problems, by path",
    image,
    {
      tagz: {},
      customize: [1, 1, 1].concat(Array<number>(8).fill(2)).map((n) => (n === 1 ? {} : { shell: n })),
      architecture: false,
    },
    "architecture: must be a string, not a boolean",
    ...[3, 4, 5, 6, 7, 8, 9, 10].map((n) => `customize[${n}].shell: must be a list, not a number`),
    "source: is required",
    "tagz: is unknown; did you mean tags?",
  ],
  [
    "several missing properties",
    version,
    {},
    "content: is required",
    "kind: is required",
    "name: is required",
  ],
];

const confidential = "c0nfidential";

describe("the check of inputs against the schema", () => {
  for (const [says, token, inputs, ...problems] of cases) {
    it(`${problems.length === 0 ? "accepts" : "refuses"} ${says}`, () => {
      const found = describeProblems("web", checkInputs(token, inputs));
      expect(found.split("\n  - ").slice(1)).to.deep.equal(problems);
    });
  }

  const hidden: readonly (readonly [token: string, inputs: Record<string, unknown>])[] = [
    [image, { source: secret(confidential) }],
    [image, { source: secret({ os: confidential }) }],
    [image, { source: secret({ [confidential]: 1 }) }],
    [image, { source: { os: secret(confidential), imageArn: secret(confidential) } }],
    [image, { source, tags: secret({ [confidential]: 1 }) }],
    [image, { source, customize: secret([{ shell: [[confidential]] }, confidential]) }],
    [image, { source, storage: { size: secret(confidential), type: secret(confidential) } }],
    [distribution, { regions: secret({ [confidential]: { share: { accounts: [confidential] } } }) }],
    [build, { pipelineArn: secret(confidential) }],
    [provider, { endpoints: secret([{ a: [confidential] }, confidential]) }],
    // Not marked as secret, but perhaps it should have been.
    [image, { source: confidential, architecture: confidential, distributionArn: confidential }],
  ];
  it("never repeats a value", () => {
    for (const [token, inputs] of hidden) {
      const problems = checkInputs(token, inputs);
      expect(problems, JSON.stringify(inputs)).not.to.be.empty;
      expect(JSON.stringify(problems)).not.to.contain(confidential);
    }
  });

  it("refuses an unknown resource", () => {
    expect(() => checkInputs("goldenimage:index:toString", {})).to.throw("no resource");
  });
});
