// Which actions there are on which platform.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html

import type { Platform } from "../../checks/schema/generated/types";

export type { Platform };

const windows: readonly Platform[] = ["Windows"];
const unix: readonly Platform[] = ["Linux", "macOS"];

/** Actions that aren't here are on all platforms, or, as CreateSymlink, the guide contradicts itself. */
const platformsOf: Readonly<Record<string, readonly Platform[]>> = {
  ExecuteBash: unix,
  ExecutePowerShell: windows,
  SetFileOwner: unix,
  SetFolderOwner: unix,
  SetFilePermissions: unix,
  SetFolderPermissions: unix,
  InstallMSI: windows,
  UninstallMSI: windows,
  SetRegistry: windows,
  UpdateOS: ["Linux", "Windows"],
};

/** The platforms of an action that isn't on all. */
export const platforms = (action: string): readonly Platform[] | undefined =>
  Object.hasOwn(platformsOf, action) ? platformsOf[action] : undefined;

/** What CreateFile and CreateFolder take on Linux and macOS only. */
export const inputsOfUnix: readonly string[] = ["owner", "group", "permissions"];
