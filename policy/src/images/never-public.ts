import { resourcePolicy } from "../policy";
import { distribution } from "../types";
import { at, texts } from "../values";
import { destinations } from "./distributions";

export const neverPublic = resourcePolicy({
  name: "image-never-public",
  description: "No golden image is public.",
  severity: "critical",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html",
  fix: "Remove `share.public`, and share with accounts or organizations instead.",
  types: [distribution],
  check: (configuration) => {
    const open = destinations(configuration).filter(({ ami }) =>
      texts(at(ami, "launchPermission", "userGroups")).includes("all"),
    );
    return open.length > 0 ? [`makes images public in ${open.map(({ region }) => region).join(", ")}`] : [];
  },
});
