// The look-up of a public AMI. A few are known here, named as their makers have named them. Their IDs are made up, and
// one AMI has another in each region.

import { createHash } from "node:crypto";
import type { Values } from "../../provider/src/protocol/values";
import { wildcard } from "../events/pattern";
import type { Config } from "./config";

interface Published {
  readonly ownerId: string;
  readonly name: string;
  readonly architecture: string;
  readonly creationDate: string;
}

const published = (
  ownerId: string,
  creationDate: string,
  nameOf: (architecture: string) => string,
  arm64 = "arm64",
): Published[] => [
  { ownerId, name: nameOf("x86_64"), architecture: "x86_64", creationDate },
  { ownerId, name: nameOf(arm64), architecture: "arm64", creationDate },
];

const amis: readonly Published[] = [
  ...published("309956199498", "2024-12-11", (its) => `RHEL-9.5.0_HVM-20241211-${its}-0-Hourly2-GP3`),
  ...published("309956199498", "2025-03-13", (its) => `RHEL-9.5.0_HVM-20250313-${its}-0-Hourly2-GP3`),
  ...published("792107900819", "2024-11-18", (its) => `Rocky-9-EC2-Base-9.5-20241118.0.${its}`, "aarch64"),
  ...published("764336703387", "2024-08-05", (its) => `AlmaLinux OS 9.4.20240805 ${its}`, "aarch64"),
];

export const amiOutputs: readonly string[] = [
  "architecture",
  "creationDate",
  "id",
  "imageId",
  "name",
  "ownerId",
  "region",
  "state",
];

/** The filters that are known here. */
const filterable: Readonly<Record<string, (ami: Published) => string>> = {
  architecture: ({ architecture }) => architecture,
  name: ({ name }) => name,
  state: () => "available",
};

export function newestAmi(args: Values, config: Config): Values {
  const filters = (args.filters ?? []) as readonly { name: string; values: readonly string[] }[];
  const owners = (args.owners ?? []) as readonly string[];
  const found = amis.filter(
    (ami) =>
      owners.includes(ami.ownerId) &&
      filters.every(({ name, values }) => {
        const valueOf = filterable[name];
        if (valueOf === undefined) throw new Error(`the sandbox does not know the filter ${name} of AMIs`);
        return values.some((pattern) => wildcard(pattern).test(valueOf(ami)));
      }),
  );
  const newest = [...found].sort((left, right) => left.creationDate.localeCompare(right.creationDate)).at(-1);
  // In the provider's words.
  if (newest === undefined) {
    throw new Error("Your query returned no results. Please change your search criteria and try again.");
  }
  if (found.length > 1 && args.mostRecent !== true) {
    throw new Error("Your query returned more than one result. Please try a more specific search criteria.");
  }
  const region = config.regionOf(args);
  const digest = createHash("sha256").update(`${region}\n${newest.name}`).digest("hex");
  const id = `ami-${digest.slice(0, 17)}`;
  return { ...newest, id, imageId: id, region, state: "available" };
}
