import { resourcePolicy } from "../policy";
import { infrastructure } from "../types";
import { absent, at, notKnown } from "../values";

export const noKeyPair = resourcePolicy({
  name: "image-no-key-pair",
  description: "Nobody can log in to the instances that build a golden image with a key pair.",
  severity: "medium",
  sets: ["baseline", "strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
  fix: "Remove `build.keyPair`: Session Manager opens a shell without one.",
  types: [infrastructure],
  check: (configuration) => {
    const key = at(configuration, "keyPair");
    return absent(key) || key === notKnown ? [] : ["builds with a key pair"];
  },
});
