// The documents that the package brings along.

import { printDocument, type Step } from "../builder";
import { type CleanUpPart, cleanUpParts, type CleanUpSteps } from "./clean-up";
import { containerChecks } from "./container-checks";
import { cleanUpContainer, cleanUpLinux } from "./linux-clean-up";
import { linuxChecks } from "./linux-checks";
import { macosChecks } from "./macos-checks";
import { cleanUpMacos } from "./macos-clean-up";
import { patchContainer, patchLinux, patchMacos, patchWindows, patchWindowsContainer } from "./patch";
import { bashStep, powerShellStep } from "./script";
import type { Check, TargetImage } from "./target-image";
import { windowsChecks, windowsContainerChecks } from "./windows-checks";
import { cleanUpWindows, cleanUpWindowsContainer } from "./windows-clean-up";

export type { CleanUpPart } from "./clean-up";
export type { Platform } from "../check/platforms";
export type { TargetImage } from "./target-image";

interface Documents {
  patch: readonly Step[];
  cleanUp: CleanUpSteps;
  checks: readonly Check[];
  /** What is tested. */
  started: "instance" | "container";
}

const linux: Documents = {
  patch: patchLinux,
  cleanUp: cleanUpLinux,
  checks: linuxChecks,
  started: "instance",
};
const container: Documents = {
  patch: patchContainer,
  cleanUp: cleanUpContainer,
  checks: containerChecks,
  started: "container",
};
const windows: Documents = {
  patch: patchWindows,
  cleanUp: cleanUpWindows,
  checks: windowsChecks,
  started: "instance",
};
const windowsContainer: Documents = {
  patch: patchWindowsContainer,
  cleanUp: cleanUpWindowsContainer,
  checks: windowsContainerChecks,
  started: "container",
};
const macos: Documents = {
  patch: patchMacos,
  cleanUp: cleanUpMacos,
  checks: macosChecks,
  started: "instance",
};

function documentsFor(image: TargetImage): Documents {
  switch (image.platform) {
    case "Linux":
      return image.container ? container : linux;
    case "Windows":
      return image.container ? windowsContainer : windows;
    case "macOS":
      // There are no containers of macOS.
      return macos;
  }
}

/** Installs all updates; systems restart afterwards. */
export function patchDocument(image: TargetImage): string {
  const steps = [...documentsFor(image).patch];
  const restarts = steps.some((step) => step.action === "Reboot");
  return printDocument(`Installs all updates${restarts ? ", then restarts" : ""}.`, [
    { name: "build", steps },
  ]);
}

export interface CleanUpOptions {
  /** The parts of the clean-up. All, when nothing is said. */
  parts?: readonly CleanUpPart[] | undefined;
  /** Whether SSH host keys are to be made at a boot that finds none. */
  makeHostKeys?: boolean | undefined;
}

function cleanUpSteps(
  image: TargetImage,
  { parts = cleanUpParts, makeHostKeys = false }: CleanUpOptions,
): readonly Step[] {
  const steps = documentsFor(image).cleanUp;
  return [
    ...(makeHostKeys ? steps.makeHostKeys : []),
    ...cleanUpParts.filter((part) => parts.includes(part)).flatMap((part) => steps[part]),
  ];
}

/** Whether a clean-up has anything to do. */
export const cleansUp = (image: TargetImage, options: CleanUpOptions): boolean =>
  cleanUpSteps(image, options).length > 0;

/** Removes what belongs to the build and not to the image. It must be the last document of the build. */
export function cleanUpDocument(image: TargetImage, options: CleanUpOptions = {}): string {
  return printDocument("Removes credentials, keys, histories, caches and other traces of the build.", [
    { name: "build", steps: [...cleanUpSteps(image, options)] },
  ]);
}

/** The names of the checks, in the order in which they run. */
export const checkNames = (image: TargetImage): string[] =>
  documentsFor(image).checks.map(({ name }) => name);

export interface TestOptions {
  /** Names of checks to leave out. At least one must be left. */
  skip: readonly string[];
  /** Whether the image's volumes are to be encrypted. No check says so: see linux-checks.ts. */
  encrypted: boolean;
}

/** Checks an instance or a container that was started from the image. A step that fails has the name of its check. */
export function testDocument(image: TargetImage, { skip }: TestOptions): string {
  const { checks, started } = documentsFor(image);
  const left = checks.filter(({ name }) => !skip.includes(name));
  if (left.length === 0) throw new Error("every check is left out, so there is no document");
  const step = image.platform === "Windows" ? powerShellStep : bashStep;
  const steps = left.map(({ name, timeoutSeconds, script }) => step(name, timeoutSeconds, script));
  return printDocument(`Checks that a new ${started} is usable and closed.`, [{ name: "test", steps }]);
}
