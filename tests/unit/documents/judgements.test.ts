// Each judgement by name: a document that it is about, and its neighbour that it is not about.

import { expect } from "chai";
import {
  checkDockerfileTemplate,
  checkDocument,
  checkLine,
} from "../../../provider/src/documents/check/index";
import type { DocumentKind, DocumentProblem } from "../../../provider/src/documents/check/index";
import { judgements, severityOf } from "../../../provider/src/documents/check/judgements";
import type { JudgementName } from "../../../provider/src/documents/check/judgements";

type Check = (document: string) => DocumentProblem[];

interface Pair {
  check: Check;
  told: string;
  quiet: string;
}

const of =
  (kind: DocumentKind): Check =>
  (document) =>
    checkDocument(document, kind);

/** A component with steps in a phase, each on a line. */
const phase = (name: string, ...steps: string[]): string =>
  [`  - name: ${name}`, "    steps:", ...steps.map((step) => `      - ${step}`)].join("\n");
const component = (...phases: string[]): string => ["schemaVersion: 1.0", "phases:", ...phases].join("\n");
const step = (line: string, action = "ExecuteBash"): string =>
  `{ name: step, action: ${action}, inputs: { commands: [${JSON.stringify(line)}] } }`;
const lines = (...some: string[]): string => component(phase("build", ...some.map((line) => step(line))));
const components = (told: string, quiet: string): Pair => ({ check: of("component"), told, quiet });

const workflow = (value: string): string =>
  `schemaVersion: 1.0\nsteps:\n  - { name: Launch, action: LaunchInstance, inputs: { waitFor: ssmAgent } }\n  - { name: Run, action: RunCommand, inputs: { documentName: AWS-RunShellScript, instanceId.$: "${value}" } }\n`;

/** The mode of a file that a document in a program creates. */
const withMode = (permissions: string): string =>
  JSON.stringify({
    phases: [
      {
        name: "build",
        steps: [
          {
            name: "file",
            action: "CreateFile",
            inputs: [{ path: "/tmp/file", content: "text", permissions: JSON.parse(permissions) as unknown }],
          },
        ],
      },
    ],
  });

const timeout = (seconds: string): string =>
  component(
    phase(
      "build",
      `{ name: step, action: ExecuteBash, timeoutSeconds: ${seconds}, inputs: { commands: ["true"] } }`,
    ),
  );

const dockerfile = (...placeholders: string[]): string =>
  ["FROM {{{ imagebuilder:parentImage }}}", ...placeholders].join("\n");

const pairs: Readonly<Record<JudgementName, Pair>> = {
  "misspelt-name": components(
    component(phase("build", step("true", "ExecuteBsh"))),
    component(phase("build", step("true"))),
  ),
  "unknown-member": components(
    component(phase("build", `{ name: step, action: Reboot, purpose: kernel }`)),
    component(phase("build", `{ name: step, action: Reboot, onFailure: Abort }`)),
  ),
  "action-of-the-other-kind": components(
    component(phase("build", `{ name: step, action: LaunchInstance }`)),
    component(phase("build", `{ name: step, action: Reboot }`)),
  ),
  "unknown-action": components(
    component(phase("build", `{ name: step, action: Teleport }`)),
    component(phase("build", `{ name: step, action: Reboot }`)),
  ),
  "unknown-phase": components(
    component(phase("build", step("true")), phase("cleanup", step("true"))),
    component(phase("build", step("true")), phase("validate", step("true"))),
  ),
  "host-tests-alone": components(
    component(phase("container-host-test", step("true"))),
    component(phase("container-host-test", step("true")), phase("test", step("true"))),
  ),
  "no-phase-runs": components(
    component(phase("cleanup", step("true"))),
    component(phase("build", step("true"))),
  ),
  "odd-step-name": components(
    component(phase("build", `{ name: "my step", action: Reboot }`)),
    component(phase("build", `{ name: my-step, action: Reboot }`)),
  ),
  "listed-parameters": components(
    `${lines("echo {{ Port }}")}\nparameters:\n  - { name: Port, type: string, default: "80" }`,
    `${lines("echo {{ Port }}")}\nparameters:\n  - Port: { type: string, default: "80" }`,
  ),
  "undeclared-reference": components(
    lines("echo {{ Port }}"),
    `${lines("echo {{ Port }}")}\nparameters:\n  - Port: { type: string, default: "80" }`,
  ),
  "unknown-variable": {
    check: of({ workflow: "BUILD" }),
    told: workflow("$.stepOutputs.Launch.flavour"),
    quiet: workflow("$.stepOutputs.Launch.instanceId"),
  },
  "foreign-braces": components(lines("docker ps --format '{{ .ID }}'"), lines("docker ps --format json")),
  "unclosed-braces": components(lines("echo {{ Port"), lines("echo { Port")),
  restart: components(lines("sudo reboot"), lines("exit 194")),
  "hidden-failure": {
    check: (line) => checkLine(line, { parameters: [], powershell: false, secret: false }),
    told: "export KERNEL=$(uname --kernel-release)",
    quiet: "KERNEL=$(uname --kernel-release)",
  },
  "number-as-text": components(timeout('"60"'), timeout("60")),
  "mode-as-number": {
    check: (document) => checkDocument(JSON.parse(document) as object, "component"),
    told: withMode("420"),
    quiet: withMode('"0644"'),
  },
  "no-components-in-template": {
    check: checkDockerfileTemplate,
    told: dockerfile("{{{ imagebuilder:environments }}}"),
    quiet: dockerfile("{{{ imagebuilder:environments }}}", "{{{ imagebuilder:components }}}"),
  },
};

describe("Each judgement of documents", () => {
  for (const [name, { check, told, quiet }] of Object.entries(pairs)) {
    it(`has a document that it is about: ${name}`, () => {
      const problems = check(told);
      expect(
        problems.map(({ judgement }) => judgement),
        JSON.stringify(problems),
      ).to.deep.equal([name]);
      // Cast: the table is by the names of judgements.
      expect(problems[0]?.severity).to.equal(severityOf(name as JudgementName));
    });

    it(`has a document beside it that is accepted: ${name}`, () => {
      expect(check(quiet)).to.deep.equal([]);
    });
  }

  it("is in the table", () => {
    expect(Object.keys(pairs)).to.have.members(Object.keys(judgements));
  });
});
