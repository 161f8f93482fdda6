// The lanes of the suite: what the tests of each folder prove, and which steps of set-up they need.

import { sep } from "node:path";

const engine = [
  "node-modules",
  "node",
  "pulumi",
  "yaml-host",
  "plugin",
  "aws-stand-in",
  "compiled",
  "sdk-nodejs",
];

export const lanes = {
  unit: {
    proves: "what is decided: plans, rules and documents, through Pulumi's mocks and without an engine",
    needs: ["node-modules", "node"],
  },
  fuzz: {
    proves: "that random inputs are planned, or refused with the path of what is wrong",
    needs: ["node-modules", "node"],
  },
  emulator: {
    proves: "that the sandbox answers AWS's own clients as AWS's published model and documentation say",
    needs: ["node-modules", "node", "python"],
  },
  plugin: {
    proves: "that the plugin and the stand-in for the aws plugin speak Pulumi's provider protocol",
    needs: ["node-modules", "node", "newest-node", "plugin", "aws-stand-in"],
  },
  engine: {
    proves: "what users see: programs under the real CLI and engine, on the plugin as it is shipped",
    needs: engine,
  },
  system: {
    proves: "that the built-in documents do on a real Debian what they say",
    needs: ["node-modules", "node", "debian"],
  },
  docs: {
    proves: "that every program in the documentation runs",
    needs: ["all"],
  },
};

/** Files that need more than their lane. */
const more = {
  "tests/unit/sdk/dotnet.test.ts": ["python"],
  "tests/unit/tools/copied-checkout.test.ts": ["sdk-nodejs"],
  "tests/unit/tools/generated.test.ts": ["generate"],
  "tests/unit/iam-policies.test.ts": ["python"],
  "tests/engine/examples.test.ts": ["all"],
  "tests/engine/package.test.ts": ["all"],
  "tests/engine/packages.test.ts": ["all"],
  "tests/engine/sandbox.test.ts": ["python"],
  "tests/engine/upgrades.test.ts": ["former-plugin"],
  "tests/engine/wrong-input.test.ts": ["python", "sdk-python"],
};

/** Unit tests that go over all inputs, rules or documents, and so are reached by nearly every change. */
const broad = [
  "documents/check",
  "documents/field-documents",
  "golden-image/every-input",
  "iam-policies",
  "refusals",
  "removal",
  "replacements",
];

export const isBroad = (file) =>
  broad.some((name) => file.split(sep).join("/") === `tests/unit/${name}.test.ts`);

const laneOf = (file) => lanes[laneNameOf(file)];

/** The steps and sets of set-up that the files need. A folder that is no lane needs all. */
export function needsOf(files) {
  const needs = files.flatMap((file) => [
    ...(laneOf(file)?.needs ?? ["all"]),
    ...(more[file.split(sep).join("/")] ?? []),
  ]);
  return needs.includes("all") ? ["all"] : [...new Set(needs)];
}

export const laneNameOf = (file) => file.split(sep)[1];
