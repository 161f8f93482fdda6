import { expect } from "chai";
import { describePolicy, findings, unknownValue } from "../spec-helper";
import { component, containerRecipe, imageRecipe, workflow } from "../types";
import { noInlineSecrets } from "./no-inline-secrets";

// Put together here, so that no scanner takes this file for a leak.
const secrets: Record<string, string> = {
  "an AWS access key ID": `AKIA${"ABCDEFGH234567AB"}`,
  "an AWS secret access key": `AWS_SECRET_ACCESS_KEY=${"abcdEFGH0123/+ab".repeat(2)}abcdEFGH`,
  "a private key": `-----BEGIN RSA ${"PRIVATE"} KEY-----`,
  "a GitHub token": `ghp_${"a1B2".repeat(9)}`,
  "a GitLab token": `glpat-${"a1B2c".repeat(4)}`,
  "a Slack token": `xoxb-${"1234567890"}-abc`,
  "a Pulumi token": `pul-${"0123456789".repeat(4)}`,
  "an npm token": `npm_${"a1B2".repeat(9)}`,
  "a JSON web token": `eyJ${"hbGciOiJIUzI1"}.eyJ${"zdWIiOiIxMjM0"}.${"abcdefghijkl"}`,
  "a password in a URL": "https://me:hunter2@example.com/file",
};

const line = (text: string) => ({ props: { data: `name: step\nphases:\n  - ${text}\n` } });
const base64 = (text: string) => Buffer.from(text).toString("base64");

describePolicy(noInlineSecrets, component, {
  passes: {
    "ordinary lines": line("curl https://example.com/$KEY | sha256sum --check"),
    "a secret that is fetched": line("aws secretsmanager get-secret-value --secret-id app/password"),
    "a variable in a URL": line("curl https://me:${PASSWORD}@example.com"),
    "a component in S3": { props: { uri: "s3://bucket/component.yaml" } },
  },
  fails: {
    ...Object.fromEntries(
      Object.entries(secrets).map(([kind, secret]) => [kind, { ...line(secret), says: `${kind} in line 3` }]),
    ),
    "one in a workflow": { ...line(`key ${secrets["a GitHub token"]}`), type: workflow, says: "GitHub" },
    "one in a Dockerfile": {
      type: containerRecipe,
      props: { dockerfileTemplateData: `ENV TOKEN=${secrets["a GitHub token"]}` },
      says: "line 1",
    },
    "one in user data": {
      type: imageRecipe,
      props: { userDataBase64: base64(`export TOKEN=${secrets["a GitHub token"]}`) },
      says: "GitHub",
    },
  },
  unknown: { "the document": { props: { data: unknownValue } } },
  configured: {
    "what is a secret here": {
      ...line("LICENCE-1234"),
      config: { patterns: { "a licence key": "LICENCE-\\d{4}" } },
      says: "has a licence key in line 3",
    },
    "what is none": { ...line("nothing"), config: { patterns: { "a licence key": "LICENCE-\\d{4}" } } },
  },
});

describe("image-no-inline-secrets", () => {
  it("never says the secret", () => {
    for (const secret of Object.values(secrets)) {
      const [message] = findings(noInlineSecrets, { type: component, ...line(secret) });
      expect(message).not.to.include(secret.slice(-8));
    }
  });
});
