import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  isOlder,
  needsNewer,
  oldestAws,
  providerVersion,
  tooOld,
} from "../../../provider/src/engine/aws-version";
import type { Monitor } from "../../../provider/src/engine/aws-version";

const urn = "urn:pulumi:dev::images::pulumi:providers:aws::own";

/** A monitor whose engine has this state of the provider. */
const monitor = (state: Record<string, string> | undefined): Monitor => ({
  invoke(request, callback) {
    expect(request.getTok()).to.equal("pulumi:pulumi:getResource");
    expect(request.getArgs()?.toJavaScript()).to.deep.equal({ urn });
    if (state === undefined) callback(new Error("unknown resource"), new InvokeResponse());
    else callback(null, new InvokeResponse().setReturn(Struct.fromJavaScript({ urn, state })));
  },
});

describe("The version of the aws provider", () => {
  it("is read from the engine for an explicit provider", async () => {
    const reference = `${urn}::4da6b54a-0000-4000-8000-000000000000`;
    expect(await providerVersion(monitor({ version: "7.20.0" }), reference)).to.equal("7.20.0");
    expect(await providerVersion(monitor({}), reference)).to.equal(undefined);
    expect(await providerVersion(monitor(undefined), reference)).to.equal(undefined);
    expect(await providerVersion(undefined, reference)).to.equal(undefined);
  });

  it("is read from the name of a default provider", async () => {
    const reference = "urn:pulumi:dev::images::pulumi:providers:aws::default_7_20_1::x";
    expect(await providerVersion(undefined, reference)).to.equal("7.20.1");
  });

  const versions: [version: string, older: boolean][] = [
    ["7.27.0", true],
    ["7.9.9", true],
    ["6.83.0", true],
    ["v7.20.0", true],
    ["7.28.0", false],
    ["7.28.0-alpha.1", false],
    ["7.28.1", false],
    ["7.100.0", false],
    ["8.0.0", false],
  ];
  for (const [version, older] of versions) {
    it(`${version} is ${older ? "too old" : "new enough"}`, () => {
      expect(isOlder(version, oldestAws)).to.equal(older);
      const problems = needsNewer(version, "lifecycle");
      expect(problems.map(({ path }) => path)).to.deep.equal(older ? ["lifecycle"] : []);
      expect(needsNewer(version, undefined)).to.deep.equal([]);
      expect(tooOld(version) !== undefined).to.equal(older);
      for (const message of [tooOld(version), problems[0]?.message].filter((said) => said !== undefined)) {
        expect(message).to.include(`version ${version}`).and.to.include(oldestAws);
      }
    });
  }
});
