// Members of Image Builder's requests and answers that the JavaScript SDK doesn't know yet. It would leave them out of a
// request and drop them from an answer; here they are added to the one and handed on from the other.
//
// A test compares the table with AWS's model and with the SDK: it fails when a member is missing here, and when the SDK
// has come to know one. When the table is empty, this file goes.

import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";

interface NewerMember {
  /** The structure of AWS's model. */
  readonly of: string;
  readonly member: string;
  readonly purpose: string;
}

/** Not in this release of @aws-sdk/client-imagebuilder, nor in an earlier one. */
export const lastSdkWithout = "3.1046.0";

const validates = "validates a request without carrying it out";

export const newerMembers: readonly NewerMember[] = [
  ...["imageScanningTypes", "scanResultCondition"].map((member) => ({
    of: "ImageScanningConfiguration",
    member,
    purpose: "fails an image on the findings of its scan, before it is distributed",
  })),
  { of: "ImageState", member: "failureContext", purpose: "says which component, step or region failed" },
  ...["CreateImageRecipeRequest", "ImageRecipe"].map((of) => ({
    of,
    member: "amiWatermarks",
    purpose: "marks an AMI and every copy of it",
  })),
  ...[
    "CreateInfrastructureConfigurationRequest",
    "UpdateInfrastructureConfigurationRequest",
    "InfrastructureConfiguration",
  ].flatMap((of) => [
    { of, member: "parentInstance", purpose: "builds on an instance of an Auto Scaling group" },
    { of, member: "terminateInstanceOnCompletion", purpose: "keeps the build instance after a success" },
  ]),
  ...["GetWorkflowStepExecutionResponse", "WorkflowStepMetadata"].flatMap((of) =>
    ["attemptNumber", "maxAttempts"].map((member) => ({
      of,
      member,
      purpose: "says how often a step was tried",
    })),
  ),
  ...[
    "CreateContainerRecipeRequest",
    "CreateDistributionConfigurationRequest",
    "CreateImagePipelineRequest",
    "CreateImageRecipeRequest",
    "CreateInfrastructureConfigurationRequest",
    "CreateLifecyclePolicyRequest",
  ].map((of) => ({ of, member: "dryRun", purpose: validates })),
];

declare module "@aws-sdk/client-imagebuilder/dist-types/models/models_0" {
  interface ImageScanningConfiguration {
    imageScanningTypes?: string[] | undefined;
    scanResultCondition?: ScanResultCondition | undefined;
  }
  interface ImageState {
    failureContext?: ImageFailureContext | undefined;
  }
  interface WorkflowStepMetadata {
    attemptNumber?: number | undefined;
    maxAttempts?: number | undefined;
  }
}

export interface ScanResultCondition {
  maximumSeverityLabel: string | undefined;
  fixAvailable?: boolean | undefined;
}

export interface ImageFailureContext {
  imageStatus?: string | undefined;
  workflowArn?: string | undefined;
  workflowExecutionId?: string | undefined;
  failedStep?: string | undefined;
  stepExecutionId?: string | undefined;
  componentFailure?: ComponentFailureContext | undefined;
  distributionFailure?: DistributionFailureContext | undefined;
}

export interface ComponentFailureContext {
  componentArn?: string | undefined;
  phaseName?: string | undefined;
  stepName?: string | undefined;
  action?: string | undefined;
  errorMessage?: string | undefined;
}

export interface DistributionFailureContext {
  errorMessage?: string | undefined;
  regionFailures?: RegionFailure[] | undefined;
}

export interface RegionFailure {
  region?: string | undefined;
  targetAccountId?: string | undefined;
  imageConfigurationStep?: string | undefined;
  status?: string | undefined;
  errorMessage?: string | undefined;
}

const names: ReadonlySet<string> = new Set(newerMembers.map(({ member }) => member));

/** Has the client of Image Builder send and hand on the members of the table. */
export function withNewerMembers(client: ImagebuilderClient): ImagebuilderClient {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { input } = args;
      const request: { body?: unknown } = isRecord(args.request) ? args.request : {};
      if (typeof request.body === "string" || request.body instanceof Uint8Array) {
        const body = parsed(request.body);
        if (addNewer(body, input)) request.body = Buffer.from(JSON.stringify(body));
      }
      const result = await next(args);
      addNewer(result.output, answers.get(context));
      answers.delete(context);
      return result;
    },
    // Before the length of the body is taken and the request signed.
    { name: "newerMembers", step: "build", priority: "high", override: true },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response: { body?: unknown } = isRecord(result.response) ? result.response : {};
      if (response.body instanceof Readable) {
        const bytes = await buffer(response.body);
        response.body = new Uint8Array(bytes);
        answers.set(context, parsed(bytes));
      }
      return result;
    },
    // Between the connection and the SDK's deserializer, which takes an answer's bytes as it takes a stream.
    { name: "newerMembersOfAnswer", step: "deserialize", priority: "low", override: true },
  );
  return client;
}

/** What came of the calls under way. */
const answers = new WeakMap<object, unknown>();

function parsed(body: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch {
    // The SDK says what is wrong with an answer.
    return undefined;
  }
}

/** Adds members of the table that `from` has and `to` lacks, at any depth; whether there were any. */
function addNewer(to: unknown, from: unknown): boolean {
  if (Array.isArray(to) && Array.isArray(from)) {
    return to.map((item, index) => addNewer(item, from[index])).some(Boolean);
  }
  if (!isRecord(to) || !isRecord(from)) return false;
  let added = false;
  for (const [name, value] of Object.entries(from)) {
    if (Object.hasOwn(to, name)) {
      added = addNewer(to[name], value) || added;
    } else if (names.has(name) && value !== undefined && value !== null) {
      to[name] = value;
      added = true;
    }
  }
  return added;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
