// The settings that hold for a region: its own, and those at the top where it has none.

import type * as contract from "../checks/schema/generated/types";

/** For AMIs only; a container image takes none of them. */
export const amiSettings = [
  "amiName",
  "amiDescription",
  "amiTags",
  "kmsKeyArn",
  "share",
  "copyTo",
  "launchTemplates",
  "fastLaunch",
  "licenseConfigurationArns",
  "publish",
  "export",
] as const;

export const settings = [...amiSettings, "container"] as const;

export type Setting = (typeof settings)[number];

// Fails to compile when the contract has a setting that is not in the list.
export type Complete =
  contract.RegionDistributionArgs extends Partial<Record<Setting, unknown>>
    ? Exclude<keyof contract.RegionDistributionArgs, Setting> extends never
      ? true
      : never
    : never;
export const complete: Complete = true;

type Holder = Readonly<Record<string, unknown>>;

/** An override replaces what is at the top as a whole: of two shares, nobody wants the sum by accident. */
export function effective<T extends Holder>(top: Holder, own: T | undefined): T {
  return Object.fromEntries(
    settings.map((setting) => [setting, own?.[setting] ?? top[setting]]).filter(([, value]) => value != null),
    // Cast: `Complete` shows that the list has every setting of the contract.
  ) as T;
}
