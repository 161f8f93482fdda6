// Pulumi's mocks, which record what a component registers.

import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const invokes: Record<string, Record<string, string>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012" },
  "aws:index/getPartition:getPartition": { partition: "aws" },
  "aws:index/getRegion:getRegion": { region: "eu-west-1" },
};

const ownership = "0123456789abcdef";

/** The tag by which a child of a key is found again. */
export const foundBy = (key: string): Record<string, string> => ({
  "goldenimage:resource": `${ownership}/${key}`,
});

const pipelineToken = "aws:imagebuilder/getImagePipeline:getImagePipeline";

/** A pipeline whose recipe has a name of its own; `follows-base` follows `base`. */
function pipeline(arn: string): Record<string, unknown> {
  const [place, name = ""] = arn.split(":image-pipeline/");
  if (name === "missing") throw new Error(`reading ${arn}: ResourceNotFoundException`);
  const recipe = (kind: string): string => `${place}:${kind}/${name}-recipe/1.0.2`;
  const [, followed] = /^follows-(.+)$/.exec(name) ?? [];
  const tags = followed === undefined ? {} : { "goldenimage:follows": `${place}:image-pipeline/${followed}` };
  return name.startsWith("container")
    ? { imageRecipeArn: "", containerRecipeArn: recipe("container-recipe"), tags }
    : { imageRecipeArn: recipe("image-recipe"), containerRecipeArn: "", tags };
}

const componentToken = "aws:imagebuilder/getComponent:getComponent";

/** A component with a document: `ports` has parameters, `hidden` doesn't show it, and `missing` is not there. */
function component(arn: string): Record<string, unknown> {
  const name = arn.split("/")[1] ?? "";
  if (name === "missing") throw new Error(`reading ${arn}: AccessDeniedException`);
  const parameters = ["Port", "Mode"].map((parameter) => ({ [parameter]: { type: "string", default: "0" } }));
  const data = JSON.stringify({ schemaVersion: 1, ...(name === "ports" && { parameters }), phases: [] });
  return { arn, data: name === "hidden" ? "" : data };
}

// There is no engine to show what a component warns of, and the SDK would write it to the console in its place. Which
// warnings there are, warnings.test.ts looks at.
Object.assign(pulumi.log, { warn: () => Promise.resolve() });

// The SDK notes for each promise where it was made, should it be left over. Read through source maps, these stacks take
// two thirds of the time of a registration. Promises that are left over are still told of.
const debuggable = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as {
  debuggablePromise(promise: Promise<unknown>, context?: unknown): Promise<unknown>;
};
const { debuggablePromise } = debuggable;
debuggable.debuggablePromise = (promise, context) => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

/** Starts a program under mocks; `preview` leaves what only a deployment knows unknown. */
export async function registrations(preview: boolean, program: () => void): Promise<Map<string, Registered>> {
  const registered = new Map<string, Registered>();
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        // What is another text in each update says nothing of the inputs.
        const { run: _, ...written } = inputs as Record<string, unknown>;
        registered.set(name, { type, name, inputs: written });
        const state: Record<string, unknown> = { ...(inputs as Record<string, unknown>) };
        if (type === "goldenimage:index:ContentVersion") {
          Object.assign(state, { version: "1.0.0", leftovers: [] });
        }
        if (type === "goldenimage:index:Ownership") state.value = ownership;
        if (!type.startsWith("goldenimage:index:Golden")) {
          state.arn = `arn:of:${name}`;
          state.name ??= `${name}-1234567`;
        }
        return { id: preview ? undefined : `${name}-id`, state };
      },
      call: ({ token, inputs }) =>
        token === pipelineToken
          ? pipeline(String(inputs.arn))
          : token === componentToken
            ? component(String(inputs.arn))
            : (invokes[token] ?? {}),
    },
    "project",
    "stack",
    preview,
  );
  program();
  // Registrations are asynchronous; this waits for all of them.
  await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
  return registered;
}

export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}
