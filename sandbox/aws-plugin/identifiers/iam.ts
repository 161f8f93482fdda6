import { arnIn, type Identifiers, type Identify, now, uniqueId } from "./identify";

const named =
  (kind: string, prefix: string): Identify =>
  ({ name, path }, place) => ({
    id: String(name),
    computed: {
      arn: arnIn(place, "iam", `${kind}${String(path ?? "/")}${String(name)}`, false),
      createDate: now(),
      uniqueId: uniqueId(prefix),
    },
  });

export const iam: Identifiers = {
  "aws:iam/role:Role": named("role", "AROA"),
  "aws:iam/instanceProfile:InstanceProfile": named("instance-profile", "AIPA"),
  "aws:iam/policy:Policy": ({ name, path }, place) => {
    const arn = arnIn(place, "iam", `policy${String(path ?? "/")}${String(name)}`, false);
    return { id: arn, computed: { arn, attachmentCount: 0, policyId: uniqueId("ANPA") } };
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role, policyArn }) => ({
    id: `${String(role)}/${String(policyArn)}`,
    computed: {},
  }),
  "aws:iam/rolePolicy:RolePolicy": ({ role, name }) => ({
    id: `${String(role)}:${String(name)}`,
    computed: {},
  }),
};
