// What a terminal shows of a build while it runs.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const program = (trigger: string): string => `
name: progress
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
  build:
    type: goldenimage:ImageBuild
    properties:
      pipelineArn: \${web.pipelineArn}
      triggers: ["${trigger}"]
`;

/** The states of the build that a row of its resource shows, with its minutes before them. */
const statesIn = (output: string): string[] => {
  // eslint-disable-next-line no-control-regex -- what a terminal is told beside the text
  const rows = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").split(/[\r\n]/);
  const shown = rows
    .filter((row) => /ImageBuild/.test(row))
    .map((row) => /\b\d+m ([A-Z]{7,})/.exec(row)?.[1] ?? "");
  return [...new Set(shown)].filter((state) => state !== "");
};

describe("The progress of a build", () => {
  for (const columns of [80, 100, 150]) {
    it(`is to be seen on a terminal of ${columns} columns, in a creation and in an update`, async () => {
      const sandbox = await startSandbox({ phaseMilliseconds: 3_000 });
      const stack = await CliStack.open(sandbox, program("one"));
      try {
        for (const trigger of ["one", "two"]) {
          stack.write(program(trigger));
          const { code, output } = await stack.onTerminal(columns, "up", "--yes", "--skip-preview").ended;
          expect(code, output).to.equal(0);
          expect(statesIn(output), output).to.include.members(["BUILDING", "TESTING"]);
        }
      } finally {
        stack.close();
        await sandbox.close();
      }
    });
  }
});
