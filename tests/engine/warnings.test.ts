// Warnings as the CLI shows them. What is warned of is in tests/unit/warnings.test.ts.

import { GoldenImage } from "@goldenimage/pulumi";
import { expect } from "chai";
import { Workspace } from "./workspace";

describe("a golden image that is probably not meant so", function () {
  this.timeout(60_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await Workspace.open();
  });

  after(() => workspace.close());

  it("is warned of in preview, and goes on", async () => {
    const stack = await workspace.stackOf(async () => {
      new GoldenImage("pinned", {
        source: { amiId: "ami-0123456789abcdef0" },
        tests: { enabled: false },
        schedule: { rate: "1 day", when: "whenDependenciesChange" },
      });
    });
    let output = "";
    await stack.preview({ onOutput: (text) => (output += text) });
    expect(output).to.include("warning: schedule.when: whenDependenciesChange never builds");
    expect(output).to.include("warning: tests.enabled: without tests");
  });
});
