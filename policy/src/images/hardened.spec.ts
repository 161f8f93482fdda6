import { describePolicy, unknownValue } from "../spec-helper";
import { goldenImage } from "../types";
import { hardened } from "./hardened";

const at = (stig: unknown) => ({ props: { harden: { stig } } });

describePolicy(hardened, goldenImage, {
  passes: {
    "the lowest level": at("low"),
    "a higher one": at("high"),
    "a level for the provider to refuse": at("extreme"),
  },
  fails: {
    "an image that isn't hardened": { props: { harden: { patch: true } }, says: "level 'low' is required" },
    "an image that says nothing of it": { props: {}, says: "is not hardened" },
  },
  unknown: { "the level": at(unknownValue), "how it is hardened": { props: { harden: unknownValue } } },
  configured: {
    "a level below the required one": {
      ...at("low"),
      config: { level: "medium" },
      says: "is hardened at level 'low', and 'medium' is required",
    },
    "the required level": { ...at("medium"), config: { level: "medium" } },
  },
});
