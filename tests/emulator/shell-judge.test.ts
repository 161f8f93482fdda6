import { expect } from "chai";
import { judge } from "../sandbox/image-builder/shell-judge";

const commands = (...lines: readonly string[]) => ({ commands: lines });

const cases: Readonly<
  Record<string, readonly [action: string, inputs: unknown, exitCode: number, output: string[]]>
> = {
  "ordinary commands": ["ExecuteBash", commands("dnf -y upgrade", "echo done"), 0, ["done"]],
  "an exit with a code": [
    "ExecuteBash",
    commands("echo 'it is broken'", "exit 42", "echo later"),
    42,
    ["it is broken"],
  ],
  "an exit with 0": ["ExecuteBash", commands("exit 0", "false"), 0, []],
  "a line that is false": ["ExecuteBash", commands("set -e\necho a\nfalse\necho b"), 1, ["a"]],
  "an exit inside an if": ["ExecuteBash", commands("if ! rpm -q nginx; then\n  exit 1\nfi"), 0, []],
  "a line that only mentions exit": [
    "ExecuteBash",
    commands("trap 'exit 1' ERR", "test -f /x || exit 1"),
    0,
    [],
  ],
  "a binary that fails": ["ExecuteBinary", { path: "/bin/false" }, 1, []],
  PowerShell: ["ExecutePowerShell", commands("exit 5"), 5, []],
  "an action that is no shell": ["CreateFile", [{ path: "/tmp/x", content: "exit 1" }], 0, []],
};

describe("The judge of document steps", () => {
  for (const [what, [action, inputs, exitCode, output]] of Object.entries(cases)) {
    it(`judges ${what}`, () => {
      expect(judge({ name: "Step", action, inputs })).to.deep.equal({ exitCode, output });
    });
  }
});
