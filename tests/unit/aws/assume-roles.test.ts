import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { parseAssumeRoles, toSeconds } from "../../../provider/src/aws/assume-roles";
import { Aws } from "../../../provider/src/aws/clients";

const roleArn = (name: string): string => `arn:aws:iam::210987654321:role/${name}`;

describe("assumeRoles", () => {
  let sts: Server;
  let url: string;
  let asked: { by: string; params: URLSearchParams }[];

  before(async () => {
    // Answers AssumeRole with an access key that tells for which role it is.
    sts = createServer((request, response) => {
      void text(request).then((body) => {
        const params = new URLSearchParams(body);
        const by = /Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
        asked.push({ by, params });
        const key = `key-of-${params.get("RoleArn")?.split("/").at(-1)}`;
        response.setHeader("content-type", "text/xml");
        response.end(
          `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>` +
            `<AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
            `<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        );
      });
    });
    await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
  });

  beforeEach(() => (asked = []));

  after(() => new Promise((resolve) => sts.close(resolve)));

  const awsWith = (roles: object[]): Aws =>
    new Aws({
      region: "eu-west-1",
      accessKey: "first",
      secretKey: "planted",
      assumeRoles: JSON.stringify(roles),
      endpoints: JSON.stringify([{ sts: url }]),
    });

  it("are assumed one after the other, each with the credentials of the one before", async () => {
    const aws = awsWith([
      { roleArn: roleArn("hub"), sessionName: "hub-session" },
      {
        roleArn: roleArn("target"),
        externalId: "outside",
        duration: "15m",
        policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        tags: { team: "images" },
        transitiveTagKeys: ["team"],
      },
    ]);
    const credentials = await aws.imageBuilder("eu-west-1").config.credentials();
    expect(credentials.accessKeyId).to.equal("key-of-target");
    expect(asked.map(({ by }) => by)).to.deep.equal(["first", "key-of-hub"]);
    const [hub, target] = asked.map(({ params }) => Object.fromEntries(params));
    expect(hub).to.include({ RoleSessionName: "hub-session", DurationSeconds: "3600" });
    expect(target).to.include({
      ExternalId: "outside",
      DurationSeconds: "900",
      "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "Tags.member.1.Key": "team",
      "TransitiveTagKeys.member.1": "team",
    });
  });

  it("serve every service", async () => {
    const aws = awsWith([{ roleArn: roleArn("only") }]);
    expect((await aws.ec2("us-east-1").config.credentials()).accessKeyId).to.equal("key-of-only");
  });

  it("leave the credentials alone when there are none", async () => {
    const aws = new Aws({ accessKey: "first", secretKey: "planted" });
    expect((await aws.ec2("us-east-1").config.credentials()).accessKeyId).to.equal("first");
    expect(asked).to.deep.equal([]);
  });

  it("are refused without a value when they are wrong", () => {
    for (const wrong of ["{", '{"roleArn":"planted"}', '[{"externalId":"planted"}]']) {
      expect(() => parseAssumeRoles(wrong))
        .to.throw("assumeRoles")
        .with.property("message")
        .that.does.not.include("planted");
    }
  });

  it("have durations as Go writes them", () => {
    expect(toSeconds("planted")).to.equal(undefined);
    expect(["1h", "1h30m", "900s", "1.5h", "900000ms"].map(toSeconds)).to.deep.equal([
      3600, 5400, 900, 5400, 900,
    ]);
  });
});
