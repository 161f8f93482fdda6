// What a terminal shows of a build while it runs.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const image = `
name: progress
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
`;

const withBuild = (trigger: string): string => `${image}
  build:
    type: goldenimage:ImageBuild
    properties:
      pipelineArn: \${web.pipelineArn}
      triggers: ["${trigger}"]
`;

/** The states of the build that the row of its resource shows after its minutes; the end of a row may be cut off. */
const statesIn = (output: string): string[] => {
  // eslint-disable-next-line no-control-regex -- what a terminal is told beside the text
  const rows = output.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").split(/[\r\n]/);
  const shown = rows
    .filter((row) => row.includes("ImageBuild"))
    .flatMap((row) => /\b\d+m ([A-Z]{4})/.exec(row)?.[1] ?? []);
  return [...new Set(shown)];
};

// The engine's rows are as wide as the longest type and name among them: beside all children of a new golden image they
// leave no room on a narrow terminal, whatever the message. In an update, the names of the changed inputs come before it,
// and leave none on one of 80 columns.
const terminals: [columns: number, operations: string[]][] = [
  [80, ["creation"]],
  [100, ["creation", "update"]],
  [150, ["creation", "update"]],
];

describe("The progress of a build", () => {
  for (const [columns, operations] of terminals) {
    it(`is to be seen on a terminal of ${columns} columns, in ${operations.join(" and ")}`, async () => {
      const sandbox = await startSandbox({ phaseMilliseconds: 3_000 });
      const stack = await CliStack.open(sandbox, image);
      try {
        await stack.run("up", "--yes", "--skip-preview");
        for (const trigger of operations) {
          stack.write(withBuild(trigger));
          const { code, output } = await stack.onTerminal(columns, "up", "--yes", "--skip-preview").ended;
          expect(code, output).to.equal(0);
          expect(statesIn(output), output).to.include.members(["BUIL", "TEST"]);
        }
      } finally {
        stack.close();
        await sandbox.close();
      }
    });
  }
});
