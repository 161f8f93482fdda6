// The provider's configuration.

import type { Values } from "../../../provider/src/protocol/values";
import { ofType, refused, tokens } from "./refusal";
import type { Refusal } from "./refusal";

const roleArn = "arn:aws:iam::123456789012:role/planted";
const role = (more: Values): Values => ({ assumeRoles: [{ roleArn, ...more }] });

const cases: readonly (readonly [says: string, inputs: Values, ...problems: string[]])[] = [
  ["a misspelt setting", { regoin: "eu-west-1" }, "regoin: is unknown; did you mean region?"],
  ["a misspelt region", { region: "eu-wst-1" }, "region: is not a region of AWS; did you mean eu-west-1?"],
  ["half a key", { accessKey: "AKIAPLANTED" }, "secretKey: is required with the other parts of the key"],
  ["the other half", { secretKey: "planted" }, "accessKey: is required with the other parts of the key"],
  [
    "a token alone",
    { token: "planted" },
    "accessKey: is required with the other parts of the key",
    "secretKey: is required with the other parts of the key",
  ],
  [
    "an endpoint that is no URL",
    { endpoints: [{ imagebuilder: "planted:4566" }] },
    'endpoints[0]["imagebuilder"]: must be a URL, such as http://127.0.0.1:4566',
  ],
  [
    "an endpoint of a misspelt service",
    { endpoints: [{ sts: "http://127.0.0.1:4566" }, { imagebulider: "http://127.0.0.1:4566" }] },
    'endpoints[1]["imagebulider"]: is unknown; did you mean imagebuilder?',
  ],
  [
    "a setting of the aws provider",
    { customCaBundle: "/planted.pem" },
    "customCaBundle: is no setting of goldenimage; set NODE_EXTRA_CA_CERTS in the environment",
  ],
  [
    "a role by its name",
    { assumeRoles: [{ roleArn: "planted" }] },
    "assumeRoles[0].roleArn: must be the ARN of a role",
  ],
  [
    "a session name with a space",
    role({ sessionName: "planted name" }),
    "assumeRoles[0].sessionName: must be 2 to 64",
  ],
  [
    "a session of a minute",
    role({ duration: "60s" }),
    "assumeRoles[0].duration: must be 15 minutes to 12 hours",
  ],
  [
    "a session in words",
    role({ duration: "planted" }),
    "assumeRoles[0].duration: must be 15 minutes to 12 hours",
  ],
  // The contract.
  ["a policy by its name", role({ policyArns: ["planted"] }), "assumeRoles[0].policyArns[0]: must be the "],
  ["a role without its ARN", { assumeRoles: [{}] }, "assumeRoles[0].roleArn: is required"],
  [
    "a role's misspelt setting",
    role({ sessionNam: "planted" }),
    "assumeRoles[0].sessionNam: is unknown; did you mean sessionName?",
  ],
  [
    "settings of a role that are of another type",
    {
      assumeRoles: [
        {
          roleArn: 1,
          sessionName: 1,
          externalId: 1,
          duration: 1,
          policy: 1,
          policyArns: [1],
          sourceIdentity: 1,
          tags: { team: 1 },
          transitiveTagKeys: [1],
        },
        { roleArn, policyArns: "planted", tags: "planted", transitiveTagKeys: "planted" },
        "planted",
      ],
    },
    ...["roleArn", "sessionName", "externalId", "duration", "policy", "policyArns[0]", "sourceIdentity"].map(
      (path) => `assumeRoles[0].${path}: must be a string, not a number`,
    ),
    'assumeRoles[0].tags["team"]: must be a string, not a number',
    "assumeRoles[0].transitiveTagKeys[0]: must be a string, not a number",
    "assumeRoles[1].policyArns: must be a list, not a string",
    "assumeRoles[1].tags: must be an object, not a string",
    "assumeRoles[1].transitiveTagKeys: must be a list, not a string",
    "assumeRoles[2]: must be an object, not a string",
  ],
  [
    "settings of another type",
    {
      region: 1,
      profile: 1,
      accessKey: 1,
      secretKey: 1,
      token: 1,
      assumeRoles: "planted",
      endpoints: "planted",
      maxRetries: "planted",
      callTimeoutSeconds: "planted",
      retryMode: 1,
      useFipsEndpoint: "planted",
      useDualstackEndpoint: "planted",
    },
    ...["region", "profile", "accessKey", "secretKey", "token"].map(
      (path) => `${path}: must be a string, not a number`,
    ),
    "assumeRoles: must be a list, not a string",
    "endpoints: must be a list, not a string",
    "maxRetries: must be a whole number, not a string",
    "callTimeoutSeconds: must be a whole number, not a string",
    "retryMode: must be a string, not a number",
    "useFipsEndpoint: must be true or false, not a string",
    "useDualstackEndpoint: must be true or false, not a string",
  ],
  [
    "a way to retry that there isn't",
    { retryMode: "legacy" },
    "retryMode: must be one of standard, adaptive",
  ],
  [
    "endpoints of another type",
    { endpoints: ["planted", { sts: 1 }] },
    "endpoints[0]: must be an object, not a string",
    'endpoints[1]["sts"]: must be a string, not a number',
  ],
];

export const providerRefusals: readonly Refusal[] = cases.map(([says, inputs, ...problems]) =>
  ofType(tokens.provider, refused(says, {}, inputs, ...problems)),
);
