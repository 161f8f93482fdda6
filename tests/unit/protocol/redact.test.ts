// What an error shows of secrets: nothing.

import { expect } from "chai";
import fc from "fast-check";
import { redacted, redacting, secretTexts } from "../../../provider/src/protocol/redact";
import { Lifted } from "../../../provider/src/protocol/values";

const secret = (value: unknown): Lifted => new Lifted(value, true, true);

async function messageOf(inputs: unknown, message: string): Promise<string> {
  try {
    await redacting(
      () => inputs,
      () => Promise.reject(new Error(message)),
    );
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it did not fail");
}

describe("an error that quotes inputs", () => {
  const inputs = {
    roleName: secret("hidden-role"),
    short: secret("x"),
    region: "eu-west-1",
    disks: [{ s3Uri: secret("s3://hidden/disk") }],
    tags: secret({ HiddenKey: "hidden value" }),
  };
  const cases: [what: string, message: string, shown: string][] = [
    ["a secret", "The role hidden-role is not there.", "The role [secret] is not there."],
    ["what is no secret", "Nothing in eu-west-1.", "Nothing in eu-west-1."],
    ["a secret within a list", "No object s3://hidden/disk", "No object [secret]"],
    ["keys and values of a secret map", "HiddenKey=hidden value", "[secret]=[secret]"],
    ["a short secret, but not within a word", "x is no text", "[secret] is no text"],
  ];
  for (const [what, message, shown] of cases) {
    it(`shows ${what}: ${shown}`, async () => {
      expect(await messageOf(inputs, message)).to.equal(shown);
    });
  }

  it("never shows a secret of four letters or more", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 4 }), { minLength: 1 }), fc.string(), (secrets, around) => {
        const texts = secretTexts(secrets.map(secret));
        const text = redacted(`${around}${secrets.join(around)}${around}`, texts);
        return secrets.every((one) => "[secret]".includes(one) || !text.includes(one));
      }),
    );
  });
});
