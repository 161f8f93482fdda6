// `check FILE…`, as a person or an editor calls it.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { commandOf } from "../../../provider/src/command";

const step = "  - name: build\n    steps:\n      - name: A\n        action: ExecuteBash\n        inputs:\n";
const component = `name: x\nschemaVersion: 1.0\nphases:\n${step}          commands: ["true"]\n`;
const workflow =
  "name: x\nschemaVersion: 1.0\nsteps:\n  - name: Launch\n    action: LaunchInstance\n    inputs: { waitFor: ssmAgent }\n";
const restart = component.replace('"true"', '"reboot"');

describe("the command check", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "goldenimage-check-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function check(files: Readonly<Record<string, string>>, ...options: string[]) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return run([...options, ...Object.keys(files).map((name) => join(folder, name))]);
  }

  function run(args: string[], input = "") {
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line.replaceAll(`${folder}/`, ""));
    const code = commandOf(["check", ...args])?.({ input: () => input, out: say, error: say });
    return { code, lines };
  }

  it("finds nothing in good documents of each kind", () => {
    const dockerfile =
      "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n";
    expect(check({ "a.yml": component, "b.yaml": workflow, Dockerfile: dockerfile })).to.deep.equal({
      code: 0,
      lines: ["3 files: 0 errors, 0 warnings"],
    });
  });

  it("names the file and the line of each mistake, as editors read it", () => {
    const { code, lines } = check({
      "a.yml": component.replace("ExecuteBash", "ExecuteBsh"),
      "b.yml": component,
    });
    expect(lines[0]).to.match(/^a\.yml:7: error: action 'ExecuteBsh' .*did you mean ExecuteBash\?/);
    expect(lines.slice(1)).to.deep.equal(["2 files: 1 error, 0 warnings"]);
    expect(code).to.equal(1);
  });

  it("fails on warnings where that is asked for", () => {
    const { code, lines } = check({ "a.yml": restart });
    expect(lines[0]).to.match(/^a\.yml:9: warning: commands\[0\] restarts the instance/);
    expect(code).to.equal(0);
    expect(check({ "a.yml": restart }, "--strict").code).to.equal(1);
  });

  it("refuses actions that the platform doesn't have, and those of another kind of workflow", () => {
    expect(check({ "a.yml": component }, "--platform", "Windows").lines[0]).to.include(
      "is not available on Windows",
    );
    const distribution = { "a.yml": workflow.replaceAll("LaunchInstance", "DistributeContainerImage") };
    const refusal = "is not available in a BUILD workflow";
    expect(check(distribution).lines.join(" ")).to.include(refusal);
    expect(check(distribution, "--workflow", "DISTRIBUTION").lines.join(" ")).to.not.include(refusal);
  });

  it("reads standard input", () => {
    expect(run(["-"], component)).to.deep.equal({ code: 0, lines: ["1 file: 0 errors, 0 warnings"] });
    expect(run(["-"], "phases: [").code).to.equal(1);
  });

  it("says what it can't check, and checks the rest", () => {
    const { code, lines } = check({ "a.yml": restart }, join(folder, "missing.yml"));
    expect(lines[0]).to.equal("missing.yml: there is no such file in the program's folder");
    expect(lines.at(-1)).to.equal("1 file: 0 errors, 1 warning");
    expect(code).to.equal(2);
  });

  for (const [args, says] of [
    [[], "no file is named"],
    [["--nonsense", "a"], "Unknown option '--nonsense'"],
    [["--platform", "linux", "a"], "--platform must be one of Linux, Windows, macOS; did you mean Linux?"],
    [["--workflow", "TSET", "a"], "--workflow must be one of BUILD, TEST, DISTRIBUTION; did you mean TEST?"],
  ] as const) {
    it(`doesn't understand: ${args.join(" ")}`, () => {
      const { code, lines } = run([...args]);
      expect(lines[0]).to.include(says);
      expect(code).to.equal(2);
    });
  }

  it("isn't what the engine asks for", () => {
    expect(commandOf(["127.0.0.1:1234"])).to.equal(undefined);
    expect(commandOf([])).to.equal(undefined);
    expect(commandOf(["constructor"])).to.equal(undefined);
  });
});
