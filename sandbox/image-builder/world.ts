// The state of the offline AWS: everything is kept per account and region, in memory.

import type {
  Component,
  ContainerRecipe,
  DiskImageFormat,
  DistributionConfiguration,
  FastLaunchConfiguration,
  Image,
  ImagePipeline,
  ImageRecipe,
  ImageState,
  InfrastructureConfiguration,
  LaunchPermissionConfiguration,
  LifecycleExecution,
  LifecycleExecutionResource,
  LifecyclePolicy,
  WorkflowStepExecutionStatus,
  Workflow,
  WorkflowType,
  WorkflowStepActionType,
} from "@aws-sdk/client-imagebuilder";
import { EventEmitter } from "node:events";
import type { Delivery, ServiceEvent } from "../events/event";
import type { Place } from "./arns";
import { Records } from "./records";
import type { LogGroups } from "../logs/streams";
import type { PlantedFindings } from "./scan-findings";
import type { Values } from "../../provider/src/protocol/values";

/** A resource as it was stored: what Get answers, with what no stored resource lacks. */
export type Stored<Resource> = Resource & { arn: string; name: string; tags?: Record<string, string> };

/** `failureContext` is in AWS's model, but not yet in the JavaScript SDK's types. */
export type StoredImage = Stored<Image> & {
  version: string;
  state: ImageState & { failureContext?: Record<string, unknown> };
  /** Made by DistributeImage: it is only distributed, and what it is made of is already there. */
  distributes?: { readonly imageId: string };
  /** How often it was retried: what still runs of an earlier attempt ends. */
  attempt?: number;
  /** Whether its AMI has been scanned itself. */
  amiScanned?: boolean;
};

export interface StepRun {
  readonly stepExecutionId: string;
  readonly name: string;
  readonly action: string;
  status: WorkflowStepExecutionStatus;
  message?: string;
  inputs?: string;
  outputs?: string;
  startTime?: string;
  endTime?: string;
}

export interface WorkflowRun {
  readonly workflowExecutionId: string;
  readonly workflowBuildVersionArn: string;
  readonly imageBuildVersionArn: string;
  readonly type: WorkflowType;
  readonly parallelGroup?: string;
  status: "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
  message?: string;
  readonly startTime: string;
  endTime?: string;
  readonly steps: StepRun[];
  /** A retry has run it again. */
  retried?: boolean;
}

/** A step that waits until somebody decides how it goes on. */
export interface WaitingStep {
  readonly imageBuildVersionArn: string;
  readonly step: StepRun;
  decision?: { readonly action?: WorkflowStepActionType; readonly reason?: string };
}

export interface Instance {
  readonly instanceId: string;
  readonly imageArn: string;
  /** The AMI that it was launched from. */
  readonly launchedFrom: string;
  state: "running" | "terminated";
}

/** An AMI where it arrived: in the account and region that holds it. */
export interface ArrivedAmi extends Place {
  readonly imageId: string;
  readonly name: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
  launchPermission?: LaunchPermissionConfiguration;
  /** What lifecycle policies have done to it. */
  deprecationTime?: string;
  disabled?: boolean;
  lastLaunched?: string;
  licenseConfigurationArns: readonly string[];
  fastLaunch?: Omit<FastLaunchConfiguration, "accountId">;
  readonly sourceImageArn: string;
}

export interface Snapshot {
  readonly snapshotId: string;
  readonly imageId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An AMI or a container image has the ARN of its image for a parent. */
export type ExecutedResource = LifecycleExecutionResource & { readonly parentResourceId?: string };

/** A run of a lifecycle policy, or of an update of one image's state, with what it was about. */
export type ExecutedPolicy = LifecycleExecution & {
  readonly imageArn?: string;
  resources: ExecutedResource[];
};

/** A container image where it was pushed, by all its tags. */
export interface ArrivedContainer extends Place {
  readonly repositoryName: string;
  readonly imageUris: readonly string[];
  readonly description?: string;
  readonly sourceImageArn: string;
}

export interface Parameter {
  readonly value: string;
  readonly dataType: string;
  readonly sourceImageArn: string;
}

/** A version that a distribution has added to a launch template. */
export interface LaunchTemplateVersion {
  readonly launchTemplateId: string;
  readonly version: number;
  readonly isDefault: boolean;
  readonly imageId: string;
  readonly sourceImageArn: string;
}

/** A disk image that a distribution has written to S3. */
export interface ExportedFile {
  readonly uri: string;
  readonly diskImageFormat: DiskImageFormat;
  readonly roleName?: string;
  readonly imageId: string;
  readonly sourceImageArn: string;
}

/** What one account has in one region. */
export class Store {
  readonly components = new Map<string, Stored<Component>>();
  readonly imageRecipes = new Map<string, Stored<ImageRecipe> & { version: string }>();
  readonly containerRecipes = new Map<string, Stored<ContainerRecipe> & { version: string }>();
  readonly workflows = new Map<
    string,
    Stored<Workflow> & Pick<Required<Workflow>, "type" | "data" | "version">
  >();
  readonly infrastructureConfigurations = new Map<string, Stored<InfrastructureConfiguration>>();
  readonly distributionConfigurations = new Map<string, Stored<DistributionConfiguration>>();
  readonly imagePipelines = new Map<string, Stored<ImagePipeline>>();
  readonly lifecyclePolicies = new Map<string, Stored<LifecyclePolicy>>();
  readonly images = new Map<string, StoredImage>();
  readonly workflowRuns = new Map<string, WorkflowRun>();
  readonly waitingSteps = new Map<string, WaitingStep>();
  readonly instances = new Map<string, Instance>();
  readonly amis = new Map<string, ArrivedAmi>();
  readonly snapshots = new Map<string, Snapshot>();
  readonly lifecycleExecutions: ExecutedPolicy[] = [];
  readonly containers: ArrivedContainer[] = [];
  readonly launchTemplateVersions: LaunchTemplateVersion[] = [];
  readonly exports: ExportedFile[] = [];
  readonly parameters = new Map<string, Parameter>();
  /** Which steps of configuring distributed images have been done: image, region and step. */
  readonly configured = new Set<string>();
  /** What builds have written to CloudWatch Logs. */
  readonly logs: LogGroups = new Map();
  /** What rules of EventBridge have sent to their targets. */
  readonly deliveries: Delivery[] = [];

  /** The highest build number given to an image version: a deleted build's number is not given again. */
  readonly buildNumbers = new Map<string, number>();
  /** Answers by operation and client token: the same token gets the same answer. */
  readonly answers = new Map<string, { readonly request: string; readonly answer: object }>();

  constructor(readonly place: Place) {}

  taggable(arn: string): { tags?: Record<string, string> } | undefined {
    return this.taggableKinds()
      .find((kind) => kind.has(arn))
      ?.get(arn);
  }

  allTaggable(): Values[] {
    return this.taggableKinds().flatMap((kind) => [...kind.values()].map((each) => ({ ...each })));
  }

  private taggableKinds(): readonly Map<string, { arn: string; tags?: Record<string, string> }>[] {
    return [
      this.components,
      this.imageRecipes,
      this.containerRecipes,
      this.workflows,
      this.infrastructureConfigurations,
      this.distributionConfigurations,
      this.imagePipelines,
      this.lifecyclePolicies,
      this.images,
    ];
  }
}

/** What a fault does to the next requests: a status that the SDKs retry, or a broken connection. */
export interface Fault {
  /** Image Builder's operations are meant by their names, those of other services by `ec2:DescribeImages` and so on. */
  readonly operation?: string;
  count: number;
  /** How many of the requests it hits, from 0 to 1. Left out, all of them. */
  readonly share?: number;
  /** 400 is a refusal, which no client tries again, 403 a missing permission. "drop" ends the connection before the request is carried out, "lose" after. */
  readonly status: 400 | 403 | 429 | 500 | "drop" | "lose";
}

export interface JournalEntry extends Partial<Place> {
  readonly time: string;
  readonly operation?: string;
  readonly status: number | "drop";
}

export class World {
  private readonly stores = new Map<string, Store>();
  readonly records = new Records();
  /** What services tell EventBridge. */
  readonly events = new EventEmitter<{ event: [ServiceEvent] }>();
  readonly faults: Fault[] = [];
  readonly findings: PlantedFindings[] = [];
  readonly journal: JournalEntry[] = [];
  /** Ends the builds of this world when it is thrown away. */
  readonly end = new AbortController();

  store(place: Place): Store {
    const key = `${place.account}/${place.region}`;
    let store = this.stores.get(key);
    if (store === undefined) {
      store = new Store(place);
      this.stores.set(key, store);
    }
    return store;
  }

  allStores(): IterableIterator<Store> {
    return this.stores.values();
  }

  /** Another world in which everything is the same so far, but that nobody listens to. */
  copy(): World {
    const copied = new World();
    for (const { place, ...held } of this.stores.values()) {
      Object.assign(copied.store(place), structuredClone(held));
    }
    for (const record of this.records.list()) {
      const { type, id, ...resource } = structuredClone(record);
      copied.records.put(type, id, resource, this.records.createdAt(record));
    }
    copied.faults.push(...structuredClone(this.faults));
    copied.findings.push(...structuredClone(this.findings));
    copied.journal.push(...this.journal);
    return copied;
  }
}
