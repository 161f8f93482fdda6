import { expect } from "chai";
import { clock } from "../clock";
import { stackFindings, unknownValue } from "../spec-helper";
import type { Subject } from "../spec-helper";
import { ami, launchTemplate } from "../types";
import { machineImagesRecent } from "./machine-images-recent";

const machine = (imageId: unknown): Subject => ({ type: launchTemplate, name: "web", props: { imageId } });
const image = (props: object): Subject => ({
  type: ami,
  props: { arn: "arn:aws:ec2:eu-west-1::image/ami-0123", ...props },
});

const messages = (subjects: Subject[], config = {}): string[] =>
  stackFindings(machineImagesRecent, subjects, config).map(({ message }) => message);

describe("machine-images-recent", () => {
  const { now } = clock;

  before(() => {
    clock.now = () => Date.parse("2026-06-30T00:00:00Z");
  });

  after(() => {
    clock.now = now;
  });

  it("passes a recent image, by the date in its name or as the configuration says", () => {
    const images = { "ami-0123": { created: "2026-06-01T00:00:00.000Z" } };
    expect(messages([machine("ami-0123")], { images })).to.deep.equal([]);
    expect(messages([machine("ami-0123"), image({ name: "web 2026-06-01T03-00-00.000Z" })])).to.deep.equal(
      [],
    );
  });

  it("reports an old image, with its age and the fix", () => {
    const images = { "ami-0123": { created: "2026-01-01T00:00:00.000Z" } };
    const [message, ...others] = messages([machine("ami-0123")], { images });
    expect(message).to.include(
      "LaunchTemplate 'web' has ami-0123 as 'imageId', which is 180 days old: 90 are allowed",
    );
    expect(message).to.include(machineImagesRecent.remediationSteps);
    expect(others).to.deep.equal([]);
    expect(messages([machine("ami-0123"), image({ name: "web 2026-01-01T03-00-00.000Z" })])).to.have.length(
      1,
    );
    expect(
      messages([machine("ami-0123"), image({ creationDate: "2026-01-01T03:00:00.000Z" })]),
    ).to.have.length(1);
  });

  it("lets pass what isn't known, or has no age", () => {
    expect(messages([machine(unknownValue), image({ name: unknownValue })])).to.deep.equal([]);
    expect(messages([machine("ami-0123"), image({ name: unknownValue })])).to.deep.equal([]);
    expect(messages([machine("ami-0123"), image({ name: "web-1" })])).to.deep.equal([]);
    expect(messages([machine("ami-0123")])).to.deep.equal([]);
    expect(
      messages([machine("ami-0123")], { images: { "ami-0123": { created: "long ago" } } }),
    ).to.deep.equal([]);
  });

  it("takes the greatest age from its configuration", () => {
    const images = { "ami-0123": { created: "2026-06-01T00:00:00.000Z" } };
    expect(messages([machine("ami-0123")], { images, days: 29 })).to.deep.equal([]);
    expect(messages([machine("ami-0123")], { images, days: 28 })).to.have.length(1);
  });
});
