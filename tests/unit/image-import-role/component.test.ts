import { expect } from "chai";
import { ImageImportRole } from "../components";
import { registrations } from "../mocks";

interface Statement {
  Action: string | string[];
  Resource: string | string[];
}

const key = "arn:aws:kms:eu-west-1:123456789012:key/1234";

describe("ImageImportRole", () => {
  async function statementsOf(args: ConstructorParameters<typeof ImageImportRole>[1]): Promise<Statement[]> {
    const all = await registrations(false, () => new ImageImportRole("importer", args));
    return (JSON.parse(String(all.get("importer-policy")?.inputs.policy)) as { Statement: Statement[] })
      .Statement;
  }

  it("trusts VM import only, with its external ID, on behalf of this account", async () => {
    const all = await registrations(true, () => new ImageImportRole("importer", { bucketName: "images" }));
    const policy = JSON.parse(String(all.get("importer-role")?.inputs.assumeRolePolicy)) as unknown;
    expect(policy).to.have.nested.property("Statement[0].Principal.Service", "vmie.amazonaws.com");
    expect(policy).to.deep.nested.include({
      "Statement[0].Condition": {
        StringEquals: { "sts:ExternalId": "vmimport", "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:vmie:*:123456789012:*" },
      },
    });
  });

  it("reads one folder of one bucket", async () => {
    const statements = await statementsOf({ bucketName: "images", prefix: "machines/" });
    const ofS3 = statements.filter(({ Action }) => JSON.stringify(Action).includes("s3:"));
    expect(ofS3.map(({ Resource }) => Resource)).to.deep.equal([
      "arn:aws:s3:::images",
      "arn:aws:s3:::images/machines/*",
    ]);
    expect(JSON.stringify(statements)).not.to.match(/Put|Delete|kms:|license-manager:/);
  });

  it("uses keys and license configurations when asked", async () => {
    const statements = await statementsOf({
      bucketName: "images",
      kmsKeyArns: [key],
      licenseConfigurations: true,
    });
    expect(statements.find(({ Action }) => Action.includes("kms:CreateGrant"))?.Resource).to.deep.equal([
      key,
    ]);
    expect(JSON.stringify(statements)).to.include("license-manager:GetLicenseConfiguration");
  });
});
