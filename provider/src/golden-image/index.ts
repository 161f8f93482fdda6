import { component } from "../engine/component-definition";
import { decides } from "./deciding";
import { foreignParameters } from "./foreign-parameters";
import { planGoldenImage } from "./plan";
import { documentWarnings, goldenImageRules } from "./rules";

export const goldenImage = component({
  type: "goldenimage:index:GoldenImage",
  rules: goldenImageRules,
  warnings: documentWarnings,
  decides,
  needsNewerAws: ({ lifecycle }) => (lifecycle === undefined ? undefined : "lifecycle"),
  plan: planGoldenImage,
  askFurther: ({ children }, { invoke }) => foreignParameters(children, invoke),
});
