import { expect } from "chai";
import { stackFindings, unknownValue } from "../spec-helper";
import type { Subject } from "../spec-helper";
import * as types from "../types";
import { machinesUseGoldenImage } from "./machines-use-golden-image";

const machine = (image: unknown): Subject => ({ type: types.instance, name: "web", props: { ami: image } });
const published = "resolve:ssm:/imagebuilder/goldenimage/base";

const messages = (subjects: Subject[], config = {}): string[] =>
  stackFindings(machinesUseGoldenImage, subjects, config).map(({ message }) => message);

describe("machines-use-golden-image", () => {
  it("passes a parameter of a distribution, in any version", () => {
    expect(messages([machine(published), machine(`${published}:3`)])).to.deep.equal([]);
  });

  it("reports any other AMI and parameter, with the resource, the property and the fix", () => {
    expect(stackFindings(machinesUseGoldenImage, [machine("ami-0123")])).to.deep.equal([
      {
        name: "web",
        message: `Instance 'web' has ami-0123 as 'ami', which is not an approved golden image. ${machinesUseGoldenImage.remediationSteps}`,
      },
    ]);
    expect(messages([machine("resolve:ssm:/aws/service/debian/13")])).to.have.length(1);
  });

  const consumers: Record<string, Subject[]> = {
    ami: [machine("ami-0123"), { type: types.spotInstance, props: { ami: "ami-0123" } }],
    imageId: [
      { type: types.launchTemplate, props: { imageId: "ami-0123" } },
      { type: types.launchConfiguration, props: { imageId: "ami-0123" } },
    ],
    "launchSpecifications[1].ami": [
      { type: types.spotFleet, props: { launchSpecifications: [{ ami: published }, { ami: "ami-0123" }] } },
    ],
    "computeResources.imageId": [
      { type: types.batchEnvironment, props: { computeResources: { imageId: "ami-0123" } } },
    ],
    "computeResources.ec2Configurations[0].imageIdOverride": [
      {
        type: types.batchEnvironment,
        props: { computeResources: { ec2Configurations: [{ imageIdOverride: "ami-0123" }] } },
      },
    ],
  };
  for (const [where, subjects] of Object.entries(consumers)) {
    for (const subject of subjects) {
      it(`looks at ${where} of ${subject.type}`, () => {
        const [message, ...others] = messages([subject]);
        expect(message).to.include(`has ami-0123 as '${where}'`);
        expect(others).to.deep.equal([]);
      });
    }
  }

  it("lets pass what isn't known in preview, and what has no image", () => {
    const fleet = { type: types.spotFleet, props: { launchSpecifications: unknownValue } };
    expect(messages([machine(unknownValue), machine(undefined), fleet])).to.deep.equal([]);
  });

  it("passes what this stack built or holds in a golden parameter", () => {
    const build = {
      type: types.imageBuild,
      props: { amiIds: { "eu-west-1": "ami-0123", "us-east-1": unknownValue } },
    };
    const parameter = (name: string) => ({ type: types.ssmParameter, props: { name, value: "ami-0123" } });
    expect(messages([machine("ami-0123"), build])).to.deep.equal([]);
    expect(messages([machine("ami-0123"), parameter("/imagebuilder/base")])).to.deep.equal([]);
    expect(messages([machine("ami-0123"), parameter("/other/base")])).to.have.length(1);
    expect(
      messages([machine("ami-0123"), { type: types.imageBuild, props: { amiIds: unknownValue } }]),
    ).to.have.length(1);
  });

  describe("configured", () => {
    const arn = "arn:aws:ec2:eu-west-1::image/ami-0123";
    const image = { type: types.ami, props: { arn, name: "golden-web 2026-01-01", ownerId: "111111111111" } };
    const subjects = [machine("ami-0123"), image];

    it("takes AMI IDs and parameters", () => {
      expect(messages([machine("ami-0123")], { amiIds: ["ami-0123"] })).to.deep.equal([]);
      expect(messages([machine("resolve:ssm:/golden/web")], { ssmParameters: ["/golden/*"] })).to.deep.equal(
        [],
      );
      expect(messages([machine(published)], { ssmParameters: ["/golden/*"] })).to.have.length(1);
    });

    it("takes owners and names of images in the stack, both where both are given", () => {
      const owners = ["111111111111"];
      const names = ["golden-*"];
      expect(messages(subjects, { owners })).to.deep.equal([]);
      expect(messages(subjects, { names })).to.deep.equal([]);
      expect(messages(subjects, { owners, names })).to.deep.equal([]);
      expect(messages(subjects, { owners: ["222222222222"], names })).to.have.length(1);
      expect(messages(subjects, { owners, names: ["silver-*"] })).to.have.length(1);
    });

    it("takes what the configuration knows of an image", () => {
      const images = { "ami-0123": { owner: "111111111111" } };
      expect(messages([machine("ami-0123")], { owners: ["111111111111"], images })).to.deep.equal([]);
      expect(messages([machine("ami-4567")], { owners: ["111111111111"], images })).to.have.length(1);
    });
  });
});
