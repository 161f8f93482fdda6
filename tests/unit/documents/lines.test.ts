// How a step of a user's own lines ends, on a real bash with the bare environment of the agent; and what is put around lines
// of PowerShell.

import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";
import { expect } from "chai";
import { scriptSteps } from "../../../provider/src/documents/builder";
import { hiddenFailures } from "../../../provider/src/documents/check/hidden-failures";
import { bashSyntaxError } from "../../../provider/src/documents/syntax";

const commandsOf = (script: Parameters<typeof scriptSteps>[0]): string[] => {
  // Cast: both actions have commands.
  const { commands } = scriptSteps(script)[0]?.inputs as { commands: string[] };
  return commands;
};

/** All commands of a step are one file, and its input is closed. */
function run(lines: readonly string[]): { code: number | null; output: string } {
  const { status, stdout } = spawnSync("env", ["-i", "PATH=/usr/bin:/bin", "bash", "-s"], {
    input: commandsOf({ shell: lines }).join("\n"),
    encoding: "utf8",
  });
  return { code: status, output: stdout };
}

describe("lines of bash", () => {
  const stops: readonly (readonly string[])[] = [
    ["false", "echo on"],
    ["no-such-program", "echo on"],
    ["false | cat", "echo on"],
    ["cat /no/such/file | sort > /dev/null", "echo on"],
    ["value=$(false)", "echo on"],
    ["(false)", "echo on"],
    ["if true; then false; fi", "echo on"],
    ["f() { false; echo on; }", "f"],
    ["exit 3", "echo on"],
  ];
  for (const lines of stops) {
    it(`stop at ${lines.join("; ")}`, () => {
      const { code, output } = run(lines);
      expect(output).to.equal("");
      expect(code).to.not.equal(0);
    });
  }

  const goesOn: readonly string[] = [
    "false || true",
    "if false; then true; fi",
    'if [ -n "$UNSET" ]; then true; fi',
    "echo $UNSET > /dev/null",
    'PATH=$PATH:$UNSET; cd "$HOME"',
    "args=(); printf '%s' \"${args[@]}\"",
  ];
  for (const line of goesOn) {
    it(`go on after ${line}`, () =>
      expect(run([line, "echo on"])).to.deep.equal({ code: 0, output: "on\n" }));
  }

  // bash has no option for these: they are warned of.
  for (const line of ["export A=$(false)", "cat <(false)", 'readonly A="$(false)"', "export A=`false`"]) {
    it(`go on after ${line}, which is warned of`, () => {
      expect(run([line, "echo on"])).to.deep.equal({ code: 0, output: "on\n" });
      expect(hiddenFailures(line)).to.have.length(1);
    });
  }

  for (const line of [
    "A=$(false)",
    "export A",
    "export A=b",
    "echo 'export A=$(b)'",
    "cat < (a",
    "# export A=$(b)",
    "echo $(a)",
  ]) {
    it(`aren't warned of: ${line}`, () => expect(hiddenFailures(line)).to.deep.equal([]));
  }

  it("have a home, which the agent doesn't set", () => {
    expect(run(['echo "$HOME"']).output.trim()).to.equal(userInfo().homedir);
  });

  it("are read by bash, which names the line that is wrong", () => {
    expect(
      bashSyntaxError(["if true; then", "echo a", "fi", "[[ {{ Count }} -gt 1 ]] && echo many"]),
    ).to.equal(undefined);
    expect(bashSyntaxError(["cat > a << END", "text with (", "END"])).to.equal(undefined);
    expect(bashSyntaxError(["echo a", "echo b\nfi\n", "echo c"])?.index).to.equal(1);
    expect(bashSyntaxError(["echo a", "if true; then echo b"])?.index).to.equal(1);
    expect(bashSyntaxError(["echo (a)"])?.says).to.match(/syntax error near unexpected token/);
  });
});

describe("lines of PowerShell", () => {
  const check = "if ($LASTEXITCODE) { exit $LASTEXITCODE }";
  const around = (lines: string[]): string[] => commandsOf({ powershell: lines });

  it("are asked for the exit code, each", () => {
    expect(around(["npm ci", "npm test"])).to.deep.equal([
      "$ErrorActionPreference = 'Stop'",
      "npm ci",
      check,
      "npm test",
      check,
    ]);
  });

  const together: readonly (readonly string[])[] = [
    ["if ($a) {", "  npm ci", "} else {", "  npm test", "}"],
    ["if ($a) { npm ci }", "else { npm test }"],
    ["try { npm ci }", "catch { exit 1 }", "finally { npm test }"],
    ["npm ci `", "  --no-audit"],
    ["Get-Item a |", "  Remove-Item"],
    ["Get-Item a", "  | Remove-Item"],
    ["$text = @'", "a { ( '", "'@"],
    ['$text = @"', 'a " {', '"@'],
    ['$text = "a', 'b"'],
    ["$list = @(", "  'a',", "  'b'", ")"],
    ["$sum = 1 +", "  2"],
    ["do { npm ci }", "while ($false)"],
    ["function Get-It", "{ npm ci }"],
    ["<# a", "comment #>"],
  ];
  for (const lines of together) {
    it(`are asked at their end only where they belong together: ${lines.join(" / ")}`, () => {
      expect(around([...lines, "npm test"]).slice(1)).to.deep.equal([...lines, check, "npm test", check]);
    });
  }

  for (const line of [
    "echo 'a { b'",
    'echo "a ( b"',
    "echo a # {",
    'echo "`"{"',
    "echo `{",
    "Write-Output ''",
  ]) {
    it(`are whole, whatever is quoted: ${line}`, () => {
      expect(around([line, "npm test"]).slice(1)).to.deep.equal([line, check, "npm test", check]);
    });
  }
});
