// The stand-in's table of types against what the real provider's schemas say (tools/judge/facts.json), so that it can be
// checked where nobody has built the provider.

import { expect } from "chai";
import { idle, unexplained } from "../../judge/compare";
import { readFacts } from "../../judge/facts";
import { functions } from "../../../sandbox/aws-plugin/invokes";
import { resourceTypes } from "../../../sandbox/aws-plugin/resource-types";

describe("the stand-in's types", () => {
  const facts = readFacts();

  it("are exactly those in the facts", () => {
    expect(Object.keys(facts.resources)).to.have.members(Object.keys(resourceTypes));
    expect(Object.keys(facts.functions)).to.have.members(Object.keys(functions));
  });

  it("match the provider's schemas, except where a reason is given", () => {
    const lines = unexplained(facts).map(
      ({ type, what, standIn, provider }) => `${type} ${what}: stand-in ${standIn}, provider ${provider}`,
    );
    expect(lines).to.deep.equal([]);
  });

  it("have no needless reasons", () => {
    expect(idle(facts).map(({ type, what }) => `${type} ${what.source}`)).to.deep.equal([]);
  });

  it("have functions with the provider's arguments", () => {
    const unknown = Object.entries(functions).flatMap(([token, { inputs }]) =>
      Object.keys(inputs)
        .filter((name) => !(name in (facts.functions[token]?.inputs ?? {})))
        .map((name) => `${token} ${name}`),
    );
    expect(unknown).to.deep.equal([]);
  });
});
