import { child } from "../../../../provider/src/plan/child";

export const logGroup = child({
  key: "log-group",
  type: "aws:cloudwatch/logGroup:LogGroup",
  args: { name: "/aws/imagebuilder/web", retentionInDayz: 90 },
});
