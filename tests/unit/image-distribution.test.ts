import { expect } from "chai";
import { ImageDistribution } from "../../provider/src/image-distribution/component";
import { registrations, valueOf } from "./mocks";

describe("ImageDistribution", () => {
  for (const preview of [true, false]) {
    it(`lets a region's settings win over those at the top in ${preview ? "preview" : "update"}`, async () => {
      let distribution: ImageDistribution | undefined;
      const all = await registrations(preview, () => {
        distribution = new ImageDistribution("everywhere", {
          regions: { "us-east-1": { share: { organizations: ["arn:o"] } }, "eu-west-1": {} },
          share: { accounts: ["123456789012"] },
          publish: { parameterName: "/imagebuilder/base" },
        });
      });
      const ssmParameterConfigurations = [{ parameterName: "/imagebuilder/base", dataType: "aws:ec2:image" }];
      expect(all.get("everywhere-configuration")?.inputs.distributions).to.deep.equal([
        {
          region: "eu-west-1",
          amiDistributionConfiguration: { launchPermission: { userIds: ["123456789012"] } },
          ssmParameterConfigurations,
        },
        {
          region: "us-east-1",
          amiDistributionConfiguration: { launchPermission: { organizationArns: ["arn:o"] } },
          ssmParameterConfigurations,
        },
      ]);
      if (!distribution) throw new Error("no distribution was made");
      expect(await valueOf(distribution.regionNames)).to.deep.equal(["eu-west-1", "us-east-1"]);
      expect(await valueOf(distribution.ssmParameterNames)).to.deep.equal({
        "eu-west-1": "/imagebuilder/base",
        "us-east-1": "/imagebuilder/base",
      });
    });
  }
});
