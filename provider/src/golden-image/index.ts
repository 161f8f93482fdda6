import { component } from "../engine/component-definition";
import { foreignParameters } from "./foreign-parameters";
import { planGoldenImage } from "./plan";
import { documentWarnings, goldenImageRules } from "./rules";

export const goldenImage = component({
  type: "goldenimage:index:GoldenImage",
  rules: goldenImageRules,
  warnings: documentWarnings,
  needsNewerAws: ({ lifecycle }) => (lifecycle === undefined ? undefined : "lifecycle"),
  plan: planGoldenImage,
  askFurther: ({ children }, { invoke }) => foreignParameters(children, invoke),
});
