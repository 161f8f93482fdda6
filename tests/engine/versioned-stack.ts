// A stack of all kinds of what has a version, which a test changes again and again.

import type { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { startSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { CliStack } from "./cli-stack";
import { clientOf, resourcesIn } from "./workspace";

interface Options {
  version?: string;
  /** A further step. */
  steps?: string;
  options?: string;
}

/** A property of an image: AWS's build, and a workflow of one's own with a step of that name. */
export const workflowsWith = (step: string): string => `workflows:
        - { type: BUILD, arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x" }
        - type: TEST
          name: wait
          document: |
            name: wait
            schemaVersion: 1.0
            steps:
              - name: ${step}
                action: WaitForAction`;

/** Components, both kinds of recipes, and a workflow. */
export const program = (
  line: string,
  { version = "", steps = "", options = "" }: Options = {},
): string => `name: versions
runtime: yaml
resources:
  web:
    type: goldenimage:GoldenImage
    properties:
      ${version === "" ? "" : `version: "${version}"`}
      source: { os: amazon-linux-2023 }
      harden: { patch: false, cleanUp: [] }
      tests: { builtIn: false }
      customize:
        - { name: step, shell: ["echo ${line}"] }
        - { name: same, shell: ["true"] }
        ${steps}
      ${workflowsWith(line)}
    ${options}
  box:
    type: goldenimage:GoldenImage
    properties:
      source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" }
      container: { repositoryName: boxes }
      harden: { patch: false, cleanUp: [] }
      tests: { enabled: false }
      customize: [{ name: step, shell: ["echo ${line}"] }]
    ${options}
outputs:
  version: \${web.version}
  latest: \${web.latestImageArn}
`;

export class VersionedStack {
  private line = 0;

  private constructor(
    readonly sandbox: Sandbox,
    readonly stack: CliStack,
    readonly client: ImagebuilderClient,
  ) {}

  static async begin(): Promise<VersionedStack> {
    const sandbox = await startSandbox();
    const client = clientOf(sandbox);
    const begun = new VersionedStack(sandbox, await CliStack.open(sandbox, program("line0")), client);
    await begun.up();
    return begun;
  }

  async end(): Promise<void> {
    this.stack.close();
    await this.sandbox.close();
  }

  /** Content that has never been there. */
  another(options: Options = {}): void {
    this.line++;
    this.same(options);
  }

  /** The same content, with other options. */
  same(options: Options = {}): void {
    this.stack.write(program(`line${this.line}`, options));
  }

  /** The content before, which the next other one doesn't repeat. */
  former(): void {
    this.stack.write(program(`line${this.line - 1}`));
  }

  up(): Promise<string> {
    return this.stack.run("up", "--yes", "--skip-preview");
  }

  refresh(): Promise<string> {
    return this.stack.run("refresh", "--yes", "--skip-preview");
  }

  destroy(): Promise<string> {
    return this.stack.run("destroy", "--yes", "--skip-preview");
  }

  urn(name: string): string {
    const resource = this.stack.resources().find(({ urn }) => urn.endsWith(`::${name}`));
    if (resource === undefined) throw new Error(`the state has no ${name}`);
    return resource.urn;
  }

  version(): string {
    return String(this.stack.output("version"));
  }

  /** Deletes a resource from the state, with all that depends on it. */
  async forget(name: string): Promise<void> {
    await this.stack.run("state", "delete", this.urn(name), "--target-dependents", "--yes");
  }

  /** What happens in between, the state doesn't know afterwards. */
  async setBack(inBetween: () => Promise<unknown>): Promise<void> {
    const before = await this.stack.exportState();
    await inBetween();
    await this.stack.importState(before);
  }

  /** What a preview prints that must fail. */
  async refusal(): Promise<string> {
    const { code, output } = await this.stack.pulumi("preview").ended;
    if (code === 0) throw new Error(`the preview should have failed: ${output}`);
    return output.replace(/\s+/g, " ");
  }

  /** What AWS has: ARNs, and types with IDs. */
  atAws(): string[] {
    return resourcesIn(this.sandbox);
  }
}
