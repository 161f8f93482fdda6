import { child } from "../../../../provider/src/plan/child";

const role = child({ key: "role", type: "aws:iam/role:Role", args: { assumeRolePolicy: "{}" } });

export const profile = child({
  key: "profile",
  type: "aws:iam/instanceProfile:InstanceProfile",
  args: { role: role.out.nme },
});
