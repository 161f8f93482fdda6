// Warnings as the CLI shows them. What is warned of is in tests/unit/golden-image/warnings.test.ts.

import { GoldenImage } from "@goldenimage/pulumi";
import { expect } from "chai";
import { useWorkspace } from "./workspace";

describe("a golden image with a likely mistake", () => {
  const workspace = useWorkspace();

  it("gets a warning in preview, and is created", async () => {
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
    expect(output).to.include("warning: tests.enabled: is false, so an image");
  });

  it("gets a warning for each document, line and template, with its path", async () => {
    const stack = await workspace.stackOf(async () => {
      new GoldenImage("documents", {
        source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
        container: { repositoryName: "web", dockerfile: "FROM {{{ imagebuilder:parentImage }}}\n" },
        customize: [
          { shell: ["dnf update --assumeyes", "reboot"] },
          {
            document: {
              phases: [
                {
                  name: "build",
                  steps: [
                    { name: "A", action: "ExecuteBash", runAs: "me", inputs: { commands: ["{{ .Id }}"] } },
                  ],
                },
              ],
            },
          },
        ],
      });
    });
    let output = "";
    await stack.preview({ onOutput: (text) => (output += text) });
    expect(output).to.include("warning: customize[0].shell[1]: restarts the instance");
    expect(output).to.include(
      "warning: customize[1].document.phases[0].steps[0].runAs: is not a member of the guide",
    );
    expect(output).to.include(
      "warning: customize[1].document.phases[0].steps[0].inputs.commands[0]: has double braces of another language",
    );
    expect(output).to.include("warning: container.dockerfile: must contain {{{ imagebuilder:components }}}");
  });
});
