import { describePolicy, unknownValue } from "../spec-helper";
import { infrastructure } from "../types";
import { noKeyPair } from "./no-key-pair";

describePolicy(noKeyPair, infrastructure, {
  passes: { "a build without": { props: {} } },
  fails: {
    "a build with one": {
      parent: { type: "goldenimage:index:GoldenImage", name: "web" },
      props: { keyPair: "admin" },
      says: "GoldenImage 'web' builds with a key pair",
    },
  },
  unknown: { "the key pair": { props: { keyPair: unknownValue } } },
});
