// The built-in documents as documents. What they do to a system is in tests/system.

import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import {
  checkNames,
  cleanUpDocument,
  patchDocument,
  type TargetImage,
  testDocument,
} from "../../../provider/src/documents/built-in/index";
import { checkDocument } from "../../../provider/src/documents/check/index";
import { judge } from "../../../sandbox/image-builder/shell-judge";

interface Step {
  name: string;
  action: string;
  timeoutSeconds?: number;
  inputs?: { commands?: string[] };
}

const linux: TargetImage = { platform: "Linux", container: false };
const subjects: readonly TargetImage[] = (["Linux", "Windows", "macOS"] as const).flatMap((platform) => [
  { platform, container: false },
  { platform, container: true },
]);
const title = ({ platform, container }: TargetImage) => `${platform}${container ? ", container" : ""}`;

const allChecks = (image: TargetImage) => testDocument(image, { skip: [], encrypted: true });
const documentsOf = (image: TargetImage): readonly [what: string, document: string][] => [
  ["patch", patchDocument(image)],
  ["clean-up", cleanUpDocument(image)],
  ["test", allChecks(image)],
];
const phaseOf = (document: string) => {
  const { phases } = parse(document) as { phases: { name: string; steps: Step[] }[] };
  expect(phases).to.have.length(1);
  return phases[0] ?? expect.fail("there is no phase");
};
describe("built-in documents", () => {
  for (const image of subjects) {
    describe(title(image), () => {
      for (const [what, document] of documentsOf(image)) {
        it(`${what} is a document that Image Builder accepts`, () => {
          expect(checkDocument(document, "component", { platform: image.platform })).to.deep.equal([]);
          expect(document.length).to.be.below(16_000);
          expect(phaseOf(document).name).to.equal(what === "test" ? "test" : "build");
        });

        it(`${what} has a time limit for each step but a restart`, () => {
          for (const { name, action, timeoutSeconds } of phaseOf(document).steps) {
            if (action === "Reboot") expect(timeoutSeconds, name).to.equal(undefined);
            else expect(timeoutSeconds, name).to.be.a("number");
          }
        });

        it(`${what} has scripts that pass the checks`, () => {
          for (const { name, action, inputs } of phaseOf(document).steps) {
            const script = inputs?.commands?.join("\n") ?? "";
            if (action === "ExecuteBash") {
              const { status, stderr } = spawnSync("/bin/bash", ["-n"], { input: script, encoding: "utf8" });
              expect(status, `${name}: ${stderr}`).to.equal(0);
            }
            // There is no PowerShell to run these with, so that only what opens and doesn't close is found.
            if (action === "ExecutePowerShell") {
              const plain = script.replace(/'[^'\n]*'/g, "''").replace(/"(?:\$\([^"\n]*?\)|[^"\n])*"/g, '""');
              for (const [open, close] of ["{}", "()", "[]"].map((pair) => [...pair])) {
                expect(plain.split(open ?? "").length, `${name}: ${plain}`).to.equal(
                  plain.split(close ?? "").length,
                );
              }
            }
          }
        });

        it(`${what} succeeds in the emulator`, () => {
          for (const step of phaseOf(document).steps)
            expect(judge({ action: step.action, inputs: step.inputs }).exitCode, step.name).to.equal(0);
        });

        it(`${what} prints as a person would write it`, () => {
          expect(document).to.not.match(/^ *(?:- |\w+: |- \w+: )[>"']/m, "folded or quoted");
          expect(document).to.not.match(/ $/m, "spaces at the end of a line");
          expect(Math.max(...document.split("\n").map((line) => line.length))).to.be.at.most(140);
        });
      }

      it("omit a check by its name", () => {
        const names = checkNames(image);
        expect(phaseOf(allChecks(image)).steps.map(({ name }) => name)).to.deep.equal(names);
        expect(new Set(names).size).to.equal(names.length);
        for (const name of names) {
          expect(name).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          const skip = () => testDocument(image, { skip: [name], encrypted: false });
          if (names.length === 1) {
            expect(skip).to.throw("every check is left out");
          } else {
            const left = phaseOf(skip()).steps.map((step) => step.name);
            expect(left).to.deep.equal(names.filter((other) => other !== name));
          }
        }
      });
    });
  }

  it("have these checks on each system", () => {
    const names = subjects.map((image) => [title(image), checkNames(image).join(" ")]);
    expect(Object.fromEntries(names)).to.deep.equal({
      Linux:
        "system-is-up ssm-agent-runs no-pending-security-updates no-authorized-keys no-passwords ssh-root-login-off clock-is-synchronized imds-v2-only no-world-writable-system-files machine-id-is-own host-keys-are-own",
      "Linux, container":
        "no-secrets-in-files no-passwords no-foreign-setuid-files packages-are-current not-root",
      Windows:
        "system-is-up services-run firewall-is-on defender-is-on no-pending-updates ssm-agent-runs clock-is-synchronized imds-v2-only no-default-passwords rdp-needs-nla",
      "Windows, container": "no-secrets-in-files",
      macOS: "system-is-up ssm-agent-runs no-authorized-keys clock-is-synchronized imds-v2-only",
      "macOS, container": "system-is-up ssm-agent-runs no-authorized-keys clock-is-synchronized imds-v2-only",
    });
  });

  it("read like this", () => {
    const all = checkNames(linux);
    const skip = all.filter((name) => name !== "ssm-agent-runs");
    expect(testDocument(linux, { skip, encrypted: true })).to.equal(`\
description: Checks that a new instance is usable and closed.
schemaVersion: 1
phases:
  - name: test
    steps:
      - name: ssm-agent-runs
        action: ExecuteBash
        timeoutSeconds: 120
        inputs:
          commands:
            - |
              set -eu
              fail() { echo "$1"; exit 1; }
              for unit in amazon-ssm-agent snap.amazon-ssm-agent.amazon-ssm-agent; do
                if systemctl is-active --quiet "$unit"; then exit 0; fi
              done
              fail 'the SSM agent does not run; install amazon-ssm-agent and enable its service'
`);
  });

  it("patch a system and restart it, and patch a container without", () => {
    const actions = (image: TargetImage) => phaseOf(patchDocument(image)).steps.map(({ action }) => action);
    expect(actions(linux)).to.deep.equal(["ExecuteBash", "Reboot"]);
    expect(actions({ platform: "Windows", container: false })).to.deep.equal([
      "UpdateOS",
      "Reboot",
      "UpdateOS",
      "Reboot",
    ]);
    for (const image of subjects.filter(({ platform, container }) => container || platform === "macOS")) {
      expect(actions(image), title(image)).to.not.include("Reboot").and.not.include("UpdateOS");
    }
  });

  it("don't run Sysprep, which Image Builder does", () => {
    const document = cleanUpDocument({ platform: "Windows", container: false });
    expect(document).to.not.match(/EC2Launch\.exe"? sysprep|& .*SysprepInstance|sysprep\.exe/i);
  });
});
