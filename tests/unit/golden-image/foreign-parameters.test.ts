// Parameters that components of Amazon's, or others that exist, don't have: told in preview, where the user wrote them.

import { expect } from "chai";
import type { GoldenImageArgs } from "../../../provider/src/golden-image/args";
import { wrongByAnswers } from "../components";
import { registrations } from "../mocks";

async function told(args: object): Promise<readonly string[]> {
  const whole = { source: { os: "amazon-linux-2023" }, ...args } as unknown as GoldenImageArgs;
  let looked: Promise<readonly string[]> = Promise.resolve([]);
  await registrations(true, () => {
    looked = wrongByAnswers("web", whole);
  });
  return looked;
}

describe("parameters of components that exist", () => {
  const own = "arn:aws:imagebuilder:eu-west-1:111122223333:component/ports/1.0.0";
  const cases: [says: string, args: object, ...problems: string[]][] = [
    ["that they have", { customize: [{ managed: "ports", parameters: { Port: "80", Mode: "fast" } }] }],
    [
      "that are misspelt",
      { customize: [{ shell: ["true"] }, { managed: "ports", parameters: { Prot: "80" } }] },
      'customize[1].parameters["Prot"]: is not a parameter of the component; did you mean Port?',
    ],
    [
      "that are others",
      {
        harden: {
          steps: [{ componentArn: own, parameters: { Port: "80", Version: "2.15", Colour: "red" } }],
        },
      },
      'harden.steps[0].parameters["Colour"]: is not a parameter of the component; it has Port, Mode',
      'harden.steps[0].parameters["Version"]: is not a parameter of the component; it has Port, Mode',
    ],
    [
      "where there are none, in each step",
      {
        customize: [{ managed: "aws-cli-version-2-linux", parameters: { Version: "2.15" } }],
        tests: { steps: [{ managed: "simple-boot-test-linux", parameters: { Wait: "1" } }] },
      },
      'customize[0].parameters["Version"]: is not a parameter of the component; it has none',
      'tests.steps[0].parameters["Wait"]: is not a parameter of the component; it has none',
    ],
    [
      "of a component that hides its document",
      { customize: [{ managed: "hidden", parameters: { A: "1" } }] },
    ],
    [
      "of a component that can't be looked up",
      { customize: [{ managed: "missing", parameters: { A: "1" } }] },
    ],
    ["of lines", { customize: [{ shell: ["echo {{ A }}"], parameters: { A: "1" } }] }],
  ];
  for (const [says, args, ...problems] of cases) {
    it(`${problems.length === 0 ? "are accepted:" : "are refused:"} ${says}`, async () => {
      expect(await told(args)).to.deep.equal(problems);
    });
  }
});
