import { child } from "../../../../provider/src/plan/child";

const role = child({ key: "role", type: "aws:iam/role:Role", args: { assumeRolePolicy: "{}" } });

export const logGroup = child({
  key: "log-group",
  type: "aws:cloudwatch/logGroup:LogGroup",
  args: { retentionInDays: role.out.arn },
});
