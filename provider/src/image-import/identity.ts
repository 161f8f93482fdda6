// How an import that was lost sight of is found again: what it makes is tagged with a digest of the resource and of all
// that decides about the result.

import { toName } from "../checks/names";
import { digest } from "../image-build/builds";
import type { ImageImportInputs } from "../checks/schema/generated/types";

export const importTag = "goldenimage:import";
/** On a task whose resource was deleted: what it made belongs to nobody here any more. */
export const releasedTag = "goldenimage:import-released";

/** A change of one of these is another import. */
export const decisive = [
  "disks",
  "windowsIso",
  "platform",
  "osVersion",
  "architecture",
  "bootMode",
  "licenseType",
  "licenseConfigurationArns",
  "encrypted",
  "kmsKeyArn",
  "name",
  "semanticVersion",
  "description",
  "triggers",
  "logGroupName",
  "region",
] as const satisfies readonly (keyof ImageImportInputs)[];

export interface Identity {
  token: string;
  name: string;
  semanticVersion: string;
}

export function identityOf(urn: string, inputs: ImageImportInputs): Identity {
  return {
    token: digest([urn, ...decisive.map((property) => inputs[property] ?? null)]),
    ...nameAndVersion(urn, inputs),
  };
}

export const nameAndVersion = (
  urn: string,
  { name, semanticVersion }: Pick<ImageImportInputs, "name" | "semanticVersion">,
): { name: string; semanticVersion: string } => ({
  name: name ?? toName(urn.split("::").slice(3).join("::")),
  semanticVersion: semanticVersion ?? "1.0.0",
});
