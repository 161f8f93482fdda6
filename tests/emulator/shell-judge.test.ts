import { expect } from "chai";
import { judge } from "../../sandbox/image-builder/shell-judge";

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
  PowerShell: [
    "ExecutePowerShell",
    commands("Write-Output 'one'", 'Write-Host "two"', "exit 5", "Write-Output three"),
    5,
    ["one", "two"],
  ],
  "an exception in PowerShell": [
    "ExecutePowerShell",
    commands('throw "port 80 is closed"'),
    1,
    ["port 80 is closed"],
  ],
  "an exception inside an if": ["ExecutePowerShell", commands('if ($x) {\n  throw "no"\n}'), 0, []],
  "PowerShell's false, which is a value": ["ExecutePowerShell", commands("false"), 0, []],
  "an action that is no shell": ["CreateFile", [{ path: "/tmp/x", content: "exit 1" }], 0, []],
};

describe("The judge of document steps", () => {
  for (const [what, [action, inputs, exitCode, output]] of Object.entries(cases)) {
    it(`judges ${what}`, () => {
      expect(judge({ action, inputs })).to.deep.equal({ exitCode, output });
    });
  }
});
