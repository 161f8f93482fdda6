// What most tests need first: a sandbox, a client of the real SDK, and the resources of a pipeline.

import {
  CreateComponentCommand,
  CreateContainerRecipeCommand,
  type CreateContainerRecipeRequest,
  CreateDistributionConfigurationCommand,
  CreateImagePipelineCommand,
  type CreateImagePipelineRequest,
  CreateImageRecipeCommand,
  type CreateImageRecipeRequest,
  CreateInfrastructureConfigurationCommand,
  type CreateInfrastructureConfigurationRequest,
  CreateWorkflowCommand,
  type CreateWorkflowRequest,
  type Distribution,
  GetImageCommand,
  type Image,
  ImagebuilderClient,
  ListWorkflowExecutionsCommand,
  ListWorkflowStepExecutionsCommand,
  StartImagePipelineExecutionCommand,
  type WorkflowType,
} from "@aws-sdk/client-imagebuilder";
import { setTimeout as sleep } from "node:timers/promises";
import { type ImageBuilder, startImageBuilder } from "../../sandbox/image-builder";
import type { Settings } from "../../sandbox/image-builder/settings";

export const account = "111122223333";
export const region = "eu-west-1";
export const parentImage = `arn:aws:imagebuilder:${region}:aws:image/amazon-linux-2023-x86/x.x.x`;

export const clientOf = (
  endpoint: string | (() => Promise<{ url: URL }>),
  where = region,
  who = account,
): ImagebuilderClient =>
  new ImagebuilderClient({
    region: where,
    endpoint,
    credentials: { accessKeyId: who, secretAccessKey: "no secret is needed" },
  });

/** An emulator for the tests around, empty before each of them. */
export function useSandbox(settings: Partial<Settings> = {}): Omit<ImageBuilder, "changed" | "close"> {
  let started: ImageBuilder | undefined;
  const running = (): ImageBuilder => {
    if (started === undefined) throw new Error("the emulator runs within tests only");
    return started;
  };

  before(async () => {
    started = await startImageBuilder(settings);
  });

  beforeEach(() => running().reset());

  after(() => started?.close());

  return {
    get url() {
      return running().url;
    },
    state: () => running().state(),
    arrivals: (imageArn) => running().arrivals(imageArn),
    runLifecycle: (at) => running().runLifecycle(at),
    plantFindings: (planted) => running().plantFindings(planted),
    clearFaults: () => running().clearFaults(),
    requests: () => running().requests(),
    empty: () => running().empty(),
    reset: () => running().reset(),
  };
}

/** The same with a client of the real SDK. */
export function useEmulator(settings: Partial<Settings> = {}) {
  const sandbox = useSandbox(settings);
  return { sandbox, client: clientOf(async () => ({ url: new URL(sandbox.url) })) };
}

/** A document with one step of shell lines in a phase. */
export const document = (phase: string, ...lines: readonly string[]): string =>
  JSON.stringify({
    schemaVersion: "1.0",
    phases: [{ name: phase, steps: [{ name: "Step", action: "ExecuteBash", inputs: { commands: lines } }] }],
  });

export const createComponent = async (
  client: ImagebuilderClient,
  name: string,
  data = document("build", "echo built"),
  semanticVersion = "1.0.0",
): Promise<string> => {
  const command = new CreateComponentCommand({ name, semanticVersion, platform: "Linux", data });
  return (await client.send(command)).componentBuildVersionArn ?? "";
};

export const createRecipe = async (
  client: ImagebuilderClient,
  recipe: Partial<CreateImageRecipeRequest> = {},
): Promise<string> => {
  const base = { name: "Golden Recipe", semanticVersion: "1.0.0", parentImage };
  return (await client.send(new CreateImageRecipeCommand({ ...base, ...recipe }))).imageRecipeArn ?? "";
};

export const dockerfile = [
  "FROM {{{ imagebuilder:parentImage }}}",
  "{{{ imagebuilder:environments }}}",
  "{{{ imagebuilder:components }}}",
].join("\n");

export const containerParent = `arn:aws:imagebuilder:${region}:aws:image/amazon-linux-2023-x86-2023/x.x.x`;

export const createContainerRecipe = async (
  client: ImagebuilderClient,
  recipe: Partial<CreateContainerRecipeRequest> = {},
): Promise<string> => {
  const command = new CreateContainerRecipeCommand({
    name: "Golden Container",
    semanticVersion: "1.0.0",
    containerType: "DOCKER",
    parentImage: containerParent,
    dockerfileTemplateData: dockerfile,
    targetRepository: { service: "ECR", repositoryName: "golden" },
    ...recipe,
  });
  return (await client.send(command)).containerRecipeArn ?? "";
};

/** A workflow whose steps are given as [name, action, inputs, more]. */
export const createWorkflow = async (
  client: ImagebuilderClient,
  type: WorkflowType,
  steps: readonly (readonly [name: string, action: string, inputs?: object, more?: object])[],
  more: Partial<CreateWorkflowRequest> & { parameters?: object[] } = {},
): Promise<string> => {
  const { parameters, ...request } = more;
  const data = JSON.stringify({
    schemaVersion: "1.0",
    parameters,
    steps: steps.map(([name, action, inputs, rest]) => ({ name, action, inputs, ...rest })),
    ...(type === "BUILD" && {
      outputs: [{ name: "ImageId", value: `$.stepOutputs.${steps.at(-1)?.[0]}.imageId` }],
    }),
  });
  const base = { name: `own-${type.toLowerCase()}`, semanticVersion: "1.0.0", type, data };
  const answer = await client.send(new CreateWorkflowCommand({ ...base, ...request }));
  return answer.workflowBuildVersionArn ?? "";
};

export const createInfrastructure = async (
  client: ImagebuilderClient,
  configuration: Partial<CreateInfrastructureConfigurationRequest> = {},
): Promise<string> => {
  const base = { name: "infrastructure", instanceProfileName: "builder" };
  const command = new CreateInfrastructureConfigurationCommand({ ...base, ...configuration });
  return (await client.send(command)).infrastructureConfigurationArn ?? "";
};

export const createDistribution = async (
  client: ImagebuilderClient,
  distributions: Distribution[],
): Promise<string> => {
  const command = new CreateDistributionConfigurationCommand({ name: "distribution", distributions });
  return (await client.send(command)).distributionConfigurationArn ?? "";
};

export interface Parts {
  /** With it, the pipeline makes container images. */
  readonly container?: Partial<CreateContainerRecipeRequest>;
  readonly recipe?: Partial<CreateImageRecipeRequest>;
  readonly infrastructure?: Partial<CreateInfrastructureConfigurationRequest>;
  readonly distributions?: Distribution[];
  readonly pipeline?: Partial<CreateImagePipelineRequest>;
}

/** A pipeline with all that belongs to it. */
export async function createPipeline(client: ImagebuilderClient, parts: Parts = {}): Promise<string> {
  const { distributions } = parts;
  const command = new CreateImagePipelineCommand({
    name: "pipeline",
    ...(parts.container === undefined
      ? { imageRecipeArn: await createRecipe(client, parts.recipe) }
      : { containerRecipeArn: await createContainerRecipe(client, parts.container) }),
    infrastructureConfigurationArn: await createInfrastructure(client, parts.infrastructure),
    distributionConfigurationArn: distributions && (await createDistribution(client, distributions)),
    ...parts.pipeline,
  });
  return (await client.send(command)).imagePipelineArn ?? "";
}

export async function start(client: ImagebuilderClient, imagePipelineArn: string): Promise<string> {
  const command = new StartImagePipelineExecutionCommand({ imagePipelineArn });
  return (await client.send(command)).imageBuildVersionArn ?? "";
}

/** The image once its build has ended, and the states that were seen before. */
export async function ended(
  client: ImagebuilderClient,
  arn: string,
): Promise<{ image: Image; states: string[] }> {
  const states: string[] = [];
  for (;;) {
    const { image } = await client.send(new GetImageCommand({ imageBuildVersionArn: arn }));
    const status = image?.state?.status ?? "";
    if (states.at(-1) !== status) {
      states.push(status);
    }
    if (image !== undefined && ["AVAILABLE", "FAILED", "CANCELLED"].includes(status)) {
      return { image, states };
    }
    await sleep(5);
  }
}

export const build = async (client: ImagebuilderClient, parts: Parts = {}) =>
  ended(client, await start(client, await createPipeline(client, parts)));

/** The error that a request is refused with. */
export async function refusal(request: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await request;
  } catch (error) {
    return error as Error;
  }
  throw new Error("The request was accepted.");
}

/** Writes down a resource that is not Image Builder's, as the stand-in for the aws plugin does. */
export async function record(
  url: string,
  type: string,
  id: string,
  properties: object = {},
  { account: who = account, region: where = region } = {},
): Promise<void> {
  const path = [type, id].map(encodeURIComponent).join("/");
  const body = JSON.stringify({ account: who, region: where, properties });
  await fetch(`${url}/_sandbox/resources/${path}`, { method: "PUT", body });
}

/** Every workflow of a build with its steps. */
export async function workflowsOf(client: ImagebuilderClient, imageBuildVersionArn: string | undefined) {
  const { workflowExecutions = [] } = await client.send(
    new ListWorkflowExecutionsCommand({ imageBuildVersionArn }),
  );
  return Promise.all(
    workflowExecutions.map(async ({ workflowExecutionId, workflowBuildVersionArn, type, status }) => {
      const { steps = [] } = await client.send(
        new ListWorkflowStepExecutionsCommand({ workflowExecutionId }),
      );
      return { workflowExecutionId, workflowBuildVersionArn, type, status, steps };
    }),
  );
}
