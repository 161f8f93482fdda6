import { describePolicy, unknownValue } from "../spec-helper";
import { goldenImage } from "../types";
import { patched } from "./patched";

describePolicy(patched, goldenImage, {
  passes: {
    "an image that says nothing": { props: {} },
    "an image that says so": { props: { harden: { patch: true } } },
  },
  fails: {
    "an image that isn't patched": {
      name: "web",
      props: { harden: { patch: false } },
      says: "GoldenImage 'web' is not patched",
    },
  },
  unknown: { "how it is hardened": { props: { harden: unknownValue } } },
});
