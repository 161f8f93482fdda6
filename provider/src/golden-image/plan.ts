// Which children a golden image has, and with which inputs. Pure: values that nobody knows yet are Outputs, and
// children refer to each other by key.

import * as pulumi from "@pulumi/pulumi";
import type * as contract from "../contract/generated/types";
import type { Structured } from "../component/structured";
import { patchDocument, smokeTestDocument } from "../documents/built-in";
import { bash, printDocument } from "../documents/builder";
import { readDocument, readDocumentFile } from "../documents/read";
import { Digest, Ref } from "../plan/child";
import type { Child } from "../plan/child";
import { partitionOf } from "../service-model/model";
import { parentImage, rootDevice } from "./catalogue";
import type { Architecture } from "./catalogue";

export type GoldenImageArgs = Structured<contract.GoldenImageArgs>;
type CustomizeStepArgs = Structured<contract.CustomizeStepArgs>;

/** What the plan needs to know of the place where it will be carried out. */
export interface Place {
  region: pulumi.Input<string>;
}

/** A component of the recipe, in the shape that the recipe takes. */
interface RecipeComponent {
  componentArn: unknown;
  parameters?: { name: string; value: pulumi.Input<string> }[];
}

const defaultVersion = "1.0";
const defaultLogRetentionDays = 90;
const executorPolicies = ["AmazonSSMManagedInstanceCore", "EC2InstanceProfileForImageBuilder"];

export function planGoldenImage(name: string, args: GoldenImageArgs, place: Place): Child[] {
  const common = { tags: args.tags, region: args.region };
  const partition = pulumi.output(place.region).apply(partitionId);
  const components = planComponents(name, args, place);
  return [
    ...components.children,
    ...planRecipe(name, args, place, components.used),
    ...planInstanceRole(args, partition),
    {
      key: "log-group",
      type: "aws:cloudwatch/logGroup:LogGroup",
      // The group to which Image Builder writes when nothing else is said; made here so that it has a retention.
      args: {
        name: `/aws/imagebuilder/${name}`,
        retentionInDays: args.build?.logRetentionDays ?? defaultLogRetentionDays,
        ...common,
      },
    },
    {
      key: "infrastructure",
      type: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
      args: {
        description: args.description,
        instanceProfileName: new Ref("instance-profile", "name"),
        instanceTypes: args.build?.instanceTypes ?? [
          architectureOf(args) === "arm64" ? "t4g.medium" : "t3.medium",
        ],
        instanceMetadataOptions: {
          httpTokens: "required",
          httpPutResponseHopLimit: args.build?.metadataHopLimit ?? 1,
        },
        subnetId: args.build?.subnetId,
        securityGroupIds: args.build?.securityGroupIds,
        keyPair: args.build?.keyPair,
        terminateInstanceOnFailure: pulumi.output(args.build?.keepOnFailure ?? false).apply((keep) => !keep),
        ...common,
      },
      after: executorPolicies.map(policyKey),
    },
    {
      key: "pipeline",
      type: "aws:imagebuilder/imagePipeline:ImagePipeline",
      args: {
        name,
        description: args.description,
        imageRecipeArn: new Ref("recipe", "arn"),
        infrastructureConfigurationArn: new Ref("infrastructure", "arn"),
        distributionConfigurationArn: args.distributionArn,
        imageTestsConfiguration: { imageTestsEnabled: testsEnabled(args), timeoutMinutes: 720 },
        schedule: planSchedule(args),
        status: "ENABLED",
        ...common,
      },
      after: ["log-group"],
    },
  ];
}

/** The recipe's components in order: what `componentArns` shows. */
export function componentArns(plan: readonly Child[]): unknown[] {
  const recipe = plan.find((child) => child.key === "recipe");
  return (recipe?.args.components as RecipeComponent[]).map((component) => component.componentArn);
}

function planComponents(
  name: string,
  args: GoldenImageArgs,
  place: Place,
): { children: Child[]; used: RecipeComponent[] } {
  const children: Child[] = [];
  const used: RecipeComponent[] = [];
  const add = (label: string, data: pulumi.Input<string>, parameters?: Parameters): void => {
    const key = `component-${label}`;
    children.push(
      ...versioned(key, "component", `${name}-${label}`, defaultVersion, args, place, {
        type: "aws:imagebuilder/component:Component",
        content: { platform: "Linux", data },
      }),
    );
    used.push({ componentArn: new Ref(key, "arn"), parameters: toParameters(parameters) });
  };

  if (args.harden?.patch ?? true) add("patch", patchDocument);
  (args.customize ?? []).forEach((step, index) => {
    const { shell } = step;
    const label = stepName(step, index);
    if (shell !== undefined) {
      add(label, toDocument("build", label, shell, step.parameters), step.parameters);
    } else if (step.document !== undefined) {
      add(label, readDocument(step.document), step.parameters);
    } else if (step.documentFile !== undefined) {
      add(label, readDocumentFile(step.documentFile), step.parameters);
    } else {
      used.push({
        componentArn: step.managed === undefined ? step.componentArn : managedArn(step, place),
        parameters: toParameters(step.parameters),
      });
    }
  });
  if (testsEnabled(args)) {
    if (args.tests?.builtIn ?? true) add("smoke-test", smokeTestDocument);
    (args.tests?.steps ?? []).forEach((test, index) => {
      const label = (test.name as string | undefined) ?? `test-${index + 1}`;
      add(label, toDocument("test", label, test.shell));
    });
  }
  return { children, used };
}

function planRecipe(
  name: string,
  args: GoldenImageArgs,
  place: Place,
  components: RecipeComponent[],
): Child[] {
  return versioned("recipe", "recipe", name, plain(args.version) ?? defaultVersion, args, place, {
    type: "aws:imagebuilder/imageRecipe:ImageRecipe",
    content: {
      parentImage: planSource(args, place),
      components,
      blockDeviceMappings: [planRootVolume(args)],
      description: args.description,
    },
  });
}

/** A resource together with the version that its content claims. */
function versioned(
  key: string,
  kind: "component" | "recipe",
  name: string,
  base: string,
  args: GoldenImageArgs,
  place: Place,
  resource: { type: Child["type"]; content: Record<string, unknown> },
): Child[] {
  return [
    {
      key: `${key}-version`,
      type: "goldenimage:index:ContentVersion",
      args: { kind, name, base, content: new Digest(resource.content), region: place.region },
    },
    {
      key,
      type: resource.type,
      args: {
        name,
        version: new Ref(`${key}-version`, "version"),
        ...resource.content,
        tags: args.tags,
        region: args.region,
      },
      versioned: true,
    },
  ];
}

function planSource(args: GoldenImageArgs, place: Place): pulumi.Input<string> {
  const { os, amiId, ssmParameter, imageArn } = args.source;
  if (os !== undefined) {
    const architecture = architectureOf(args);
    return pulumi
      .output(place.region)
      .apply((region) => parentImage(os as string, architecture, partitionId(region), region));
  }
  if (ssmParameter !== undefined) return pulumi.interpolate`ssm:${ssmParameter}`;
  return (amiId ?? imageArn) as pulumi.Input<string>;
}

function planRootVolume(args: GoldenImageArgs): Record<string, unknown> {
  const storage = args.storage ?? {};
  return {
    deviceName: storage.deviceName ?? rootDevice(plain(args.source.os)),
    ebs: {
      volumeType: storage.type ?? "gp3",
      volumeSize: storage.size,
      iops: storage.iops,
      throughput: storage.throughput,
      // The types of @pulumi/aws want these two as text.
      encrypted: pulumi.output(storage.encrypted ?? true).apply(String),
      deleteOnTermination: "true",
      kmsKeyId: storage.kmsKeyArn,
    },
  };
}

function planInstanceRole(args: GoldenImageArgs, partition: pulumi.Output<string>): Child[] {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
  };
  return [
    {
      key: "role",
      type: "aws:iam/role:Role",
      args: {
        description: "Instances on which EC2 Image Builder builds and tests",
        assumeRolePolicy: JSON.stringify(trust),
        tags: args.tags,
      },
    },
    ...executorPolicies.map((policy): Child => ({
      key: policyKey(policy),
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      args: {
        role: new Ref("role", "name"),
        policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}`,
      },
    })),
    {
      key: "instance-profile",
      type: "aws:iam/instanceProfile:InstanceProfile",
      args: { role: new Ref("role", "name"), tags: args.tags },
    },
  ];
}

function planSchedule(args: GoldenImageArgs): Record<string, unknown> | undefined {
  const { schedule } = args;
  if (schedule === undefined) return undefined;
  const { cron, rate, when, timeZone } = schedule;
  return {
    scheduleExpression:
      cron === undefined ? pulumi.interpolate`rate(${rate})` : pulumi.interpolate`cron(${cron})`,
    timezone: timeZone,
    pipelineExecutionStartCondition: pulumi
      .output(when ?? "always")
      .apply((chosen) =>
        chosen === "whenDependenciesChange"
          ? "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE"
          : "EXPRESSION_MATCH_ONLY",
      ),
  };
}

function architectureOf(args: GoldenImageArgs): Architecture {
  const given = plain(args.architecture);
  if (given !== undefined) return given as Architecture;
  const { imageArn } = args.source;
  return typeof imageArn === "string" && /arm64/.test(imageArn) ? "arm64" : "x86_64";
}

/** What a step is called: its own name, or its kind and position. */
function stepName(step: CustomizeStepArgs, index: number): string {
  if (step.name !== undefined) return step.name as string;
  return `${step.shell === undefined ? "document" : "shell"}-${index + 1}`;
}

type Parameters = CustomizeStepArgs["parameters"];

function toParameters(parameters: Parameters): RecipeComponent["parameters"] {
  if (parameters === undefined) return undefined;
  return Object.entries(parameters as Record<string, pulumi.Input<string>>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

/** A shell step's document declares the parameters that the step is given, so that its lines can use them. */
function toDocument(
  phase: "build" | "test",
  label: string,
  shell: unknown,
  given?: Parameters,
): pulumi.Output<string> {
  const parameters = Object.keys(given ?? {}).sort();
  return pulumi
    .output(shell as pulumi.Input<string[]>)
    .apply((lines) => printDocument(label, [{ name: phase, steps: [bash("Shell", lines)] }], parameters));
}

function managedArn(step: CustomizeStepArgs, place: Place): pulumi.Output<string> {
  return pulumi
    .all([place.region, step.managed, step.managedVersion ?? "x.x.x"])
    .apply(([region, component, version]) => {
      return `arn:${partitionId(region)}:imagebuilder:${region}:aws:component/${component}/${version}`;
    });
}

const testsEnabled = (args: GoldenImageArgs): boolean => plain(args.tests?.enabled) ?? true;
const policyKey = (policy: string): string => `policy-${policy}`;
const partitionId = (region: string): string => partitionOf(region)?.id ?? "aws";

/** An input that decides what exists. Whatever else it could be was refused before. */
function plain<T>(input: pulumi.Input<T> | undefined): T | undefined {
  return input as T | undefined;
}
