// From steps to components: what is done to an image, in order, and how it is tested.

import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { cleansUp, cleanUpDocument, patchDocument, testDocument } from "../documents/built-in";
import { printDocument, scriptSteps } from "../documents/builder";
import type { Script } from "../documents/builder";
import { inlineLimit } from "../documents/limits";
import { isKnown, readDocument, readDocumentFile } from "../documents/read";
import { child } from "../plan/child";
import type { Child } from "../plan/child";
import type { Ref, Text } from "../plan/deferred";
import { byteLength } from "../checks/service-model/check";
import { partitionId } from "../checks/service-model/model";
import type { Context, GoldenImageArgs } from "./args";
import type { DocumentBucket } from "./document-bucket";
import { parameterOrigins } from "./origins";
import { toParameters } from "./parameters";
import type { Parameter } from "./parameters";
import { versioned } from "./versioned";

type CustomizeStep = NonNullable<GoldenImageArgs["customize"]>[number];
type TestStep = NonNullable<NonNullable<GoldenImageArgs["tests"]>["steps"]>[number];
type Step = CustomizeStep & TestStep;
type Parameters = Step["parameters"];

/** A component of the recipe, in the shape that the recipe takes. */
export interface RecipeComponent {
  componentArn: Text;
  parameters: Parameter[] | undefined;
}

/** A step with the name that its component gets. Rules and plan number steps alike by this. */
export interface NamedStep<S> {
  label: string;
  path: string;
  step: S;
  phase: "build" | "test";
}

/** The labels of steps: their own names, or their kind and position. */
export function named<S extends { name?: unknown; shell?: unknown; powershell?: unknown }>(
  path: string,
  steps: readonly S[] | undefined,
  kind: string | undefined,
): NamedStep<S>[] {
  return (steps ?? []).map((step, index) => ({
    label:
      step.name === undefined
        ? `${kind ?? (step.shell ? "shell" : step.powershell ? "powershell" : "document")}-${index + 1}`
        : String(step.name),
    path: `${path}[${index}]`,
    step,
    phase: kind === "test" ? "test" : "build",
  }));
}

export interface PlannedComponents {
  children: Child[];
  /** ARNs of versions of components that Pulumi doesn't know. */
  leftovers: Ref<string[]>[];
  used: RecipeComponent[];
  /** Where the components of the recipe come from in the user's input. */
  origins: Record<string, string>;
}

/** What the recipe's components are made of, in order. */
export function planComponents(context: Context, documents: DocumentBucket | undefined): PlannedComponents {
  const { args, decisions } = context;
  const { platform, container } = decisions;
  const subject = { platform, container };
  const plan = new Components(context, documents);

  if (args.harden?.patch ?? true) plan.own("patch", patchDocument(subject));
  named("customize", args.customize, undefined).forEach((step) => plan.step(step));
  const stig = args.harden?.stig;
  if (stig !== undefined) {
    const level = `${stig[0]?.toUpperCase()}${stig.slice(1)}`;
    plan.managed(`stig-build-${platform.toLowerCase()}`, "x.x.x", { Level: level });
  }
  named("harden.steps", args.harden?.steps, "harden").forEach((step) => plan.step(step));
  const cleanUp = { parts: args.harden?.cleanUp, makeHostKeys: args.harden?.makeHostKeys };
  if (cleansUp(subject, cleanUp)) plan.own("clean-up", cleanUpDocument(subject, cleanUp));
  if (decisions.tested) {
    if (args.tests?.builtIn ?? true) {
      const skip = [...(args.tests?.skip ?? []), ...skippedAnyway(args.container)];
      const encrypted = args.storage?.encrypted !== false;
      plan.own("smoke-test", testDocument(subject, { skip, encrypted }));
    }
    // Cast: a step of tests has no other properties than one of customize.
    named("tests.steps", args.tests?.steps, "test").forEach((step) => plan.step(step as NamedStep<Step>));
  }
  return plan;
}

/** A Dockerfile that says nothing of a user leaves it root; only one of the user's own can say it. */
export const skippedAnyway = (
  container: { dockerfile?: unknown; dockerfileUri?: unknown } | undefined,
): string[] =>
  container !== undefined && (container.dockerfile ?? container.dockerfileUri) === undefined
    ? ["not-root"]
    : [];

class Components implements PlannedComponents {
  readonly children: Child[] = [];
  readonly leftovers: Ref<string[]>[] = [];
  readonly used: RecipeComponent[] = [];
  readonly origins: Record<string, string> = {};

  constructor(
    private readonly context: Context,
    private readonly documents: DocumentBucket | undefined,
  ) {}

  step({ label, path, step, phase }: NamedStep<Step>): void {
    const component = `components[${this.used.length}]`;
    this.origins[component] = path;
    Object.assign(
      this.origins,
      Object.fromEntries(parameterOrigins(component, `${path}.parameters`, step.parameters)),
    );
    const lines = step.shell ?? step.powershell;
    if (lines !== undefined) {
      const kind = step.shell === undefined ? "powershell" : "shell";
      this.own(label, script(phase, label, step), step.parameters, `${path}.${kind}`);
    } else if (step.document !== undefined) {
      this.own(label, readDocument(step.document), step.parameters, `${path}.document`);
    } else if (step.documentFile !== undefined) {
      this.own(label, readDocumentFile(step.documentFile), step.parameters, `${path}.documentFile`);
    } else if (step.documentUri !== undefined) {
      this.component(label, { uri: step.documentUri }, step.parameters, `${path}.documentUri`);
    } else if (step.managed !== undefined) {
      this.managed(step.managed, step.managedVersion ?? "x.x.x", step.parameters);
    } else if (step.componentArn !== undefined) {
      this.used.push({ componentArn: step.componentArn, parameters: toParameters(step.parameters) });
    }
  }

  /** A component with a document of its own: inline, or in the bucket where it is too long for that. */
  own(label: string, document: pulumi.Input<string>, parameters?: Parameters, origin?: string): void {
    if (typeof document === "string" && this.documents && byteLength(document) > inlineLimit) {
      const digest = createHash("sha256").update(document).digest("hex");
      const { object, uri } = this.documents.document(label, document, digest);
      this.children.push(object);
      this.component(label, { uri }, parameters, origin, digest);
    } else {
      this.component(label, { data: document }, parameters, origin);
    }
  }

  managed(component: pulumi.Input<string>, version: pulumi.Input<string>, parameters?: Parameters): void {
    const componentArn = pulumi
      .all([this.context.region, component, version])
      .apply(
        ([region, name, at]) =>
          `arn:${partitionId(region)}:imagebuilder:${region}:aws:component/${name}/${at}`,
      );
    this.used.push({ componentArn, parameters: toParameters(parameters) });
  }

  private component(
    label: string,
    document: { data: pulumi.Input<string> } | { uri: Text },
    parameters?: Parameters,
    origin?: string,
    digest?: string,
  ): void {
    const { name, args, decisions } = this.context;
    const { platform } = decisions;
    const key = `component-${label}`;
    const { children, made, leftovers } = versioned(
      this.context,
      {
        key,
        kind: "component",
        name: `${name}-${label}`,
        content: { platform, ...document },
        // The same document in another bucket is no other version.
        ...(digest !== undefined && { counted: { platform, document: digest } }),
      },
      (identity, content) =>
        child({
          key,
          type: "aws:imagebuilder/component:Component",
          args: { ...identity, ...content, tags: args.tags, region: args.region },
          origins: { ...(origin !== undefined && { data: origin, uri: origin }), tags: "tags" },
          ...(digest !== undefined && { ignoreChanges: ["uri"] }),
        }),
    );
    this.children.push(...children);
    this.leftovers.push(leftovers);
    this.used.push({ componentArn: made.out.arn, parameters: toParameters(parameters) });
  }
}

/** A document of lines declares the parameters that the step is given, so that its lines can use them. */
function script(phase: "build" | "test", label: string, step: Step): pulumi.Input<string> {
  const parameters = Object.keys(step.parameters ?? {}).sort();
  const print = (given: Script): string =>
    printDocument(label, [{ name: phase, steps: scriptSteps(given) }], parameters);
  const given = {
    shell: step.shell,
    powershell: step.powershell,
    workingDirectory: step.workingDirectory,
    environment: step.environment,
    timeoutSeconds: step.timeoutSeconds,
    maxAttempts: step.maxAttempts,
    onFailure: step.onFailure,
    reboot: step.reboot,
  };
  return isKnown(given)
    ? // Cast: `isKnown` has looked at each part.
      print(given as Script)
    : // Cast: an Output has its parts resolved.
      (pulumi.output(given as unknown) as pulumi.Output<Script>).apply(print);
}
