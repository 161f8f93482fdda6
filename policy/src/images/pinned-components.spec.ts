import { describePolicy, unknownValue } from "../spec-helper";
import { containerRecipe, imageRecipe } from "../types";
import { pinnedComponents } from "./pinned-components";

const of = (...arns: string[]) => ({
  props: { components: arns.map((componentArn) => ({ componentArn })) },
});
const theirs = (version: string) => `arn:aws:imagebuilder:eu-west-1:999999999999:component/agent/${version}`;

describePolicy(pinnedComponents, imageRecipe, {
  passes: {
    "an exact version": of(theirs("1.2.3"), theirs("1.2.3/1")),
    "the newest of Amazon's": of("arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x"),
  },
  fails: {
    "any version": { ...of(theirs("x.x.x")), says: "uses component 'agent' of 999999999999 in any version" },
    "any patch, in a container": { ...of(theirs("1.2.x")), type: containerRecipe, says: "1.2.x" },
  },
  unknown: { "a component": of(unknownValue), "the components": { props: { components: unknownValue } } },
  configured: {
    "any version of a trusted account's": {
      ...of(theirs("x.x.x")),
      config: { trustedOwners: ["aws", "999999999999"] },
    },
    "any version of Amazon's where nobody is trusted": {
      ...of("arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x"),
      config: { trustedOwners: [] },
      says: "'update-linux' of aws",
    },
  },
});
