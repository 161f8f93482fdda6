// What an update prints that fails: the error, and nothing beside it. The engine ends all components of a stack when one
// resource fails; that must neither look like further errors nor like a crash.

import { expect } from "chai";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";

const image = (name: string, properties = ""): string => `
  ${name}:
    type: goldenimage:GoldenImage
    properties:
      source: { os: amazon-linux-2023 }
${properties.replace(/^/gm, "      ")}`;

const others = ["one", "two", "three"].map((name) => image(name)).join("");

interface Failure {
  title: string;
  resources: string;
  /** The only error there is, as it begins. */
  error: RegExp;
}

const failures: Failure[] = [
  {
    title: "AWS refuses a component's child",
    resources: `${image("web", "customize: [{ componentArn: 'arn:aws:imagebuilder:eu-west-1:123456789012:component/absent/1.0.0' }]")}${others}`,
    error: /CreateImageRecipe, /,
  },
  {
    title: "AWS refuses a resource beside the components",
    resources: `
  bucket:
    type: aws:cloudwatch:LogGroup
    properties: { name: taken }
  again:
    type: aws:cloudwatch:LogGroup
    properties: { name: taken }
    options: { dependsOn: ["\${bucket}"] }${others}`,
    error: /ResourceAlreadyExists/,
  },
  {
    title: "a component refuses its inputs",
    resources: `${image("web", "tests: { skip: [nonsense] }")}${others}`,
    error: /resource 'web' has a problem: web is not valid/,
  },
  {
    title: "a custom resource of ours fails",
    resources: `
  build:
    type: goldenimage:ImageBuild
    properties: { pipelineArn: "arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/absent" }${others}`,
    error: /ResourceNotFoundException/,
  },
];

describe("an update that fails", () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });

  afterEach(() => sandbox.close());

  for (const { title, resources, error } of failures) {
    it(`says what failed, and nothing else: ${title}`, async () => {
      const stack = await CliStack.open(sandbox, `name: failing\nruntime: yaml\nresources:${resources}\n`);
      const secretKey = "secret-of-the-configuration";
      await stack.pulumi("config", "set", "--secret", "goldenimage:secretKey", secretKey).ended;
      const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview").ended;
      stack.close();
      expect(code, output).not.to.equal(0);
      const printed = output.split("Diagnostics:")[1]?.match(/(?<=^ +error: ).+/gm) ?? [];
      // The engine's own words for the end of an update that has failed.
      const errors = printed.filter((one) => !/^(?:update failed|Preview failed|Resource monitor)/.test(one));
      expect(errors, output).to.have.length(1);
      expect(errors[0]).to.match(error);
      expect(output).not.to.include("exited prematurely").and.not.include("connection is closing");
      expect(output).not.to.include(secretKey);
    });
  }
});
