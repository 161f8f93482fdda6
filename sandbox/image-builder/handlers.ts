// Which operations are emulated, and by what.

import type { Call } from "./call";
import * as components from "./components";
import * as containers from "./container-recipes";
import * as distributed from "./distributed-images";
import * as distributions from "./distribution-configurations";
import * as executions from "./workflow-executions";
import * as findings from "./scan-findings";
import * as images from "./images";
import * as imports from "./imports";
import * as infrastructures from "./infrastructure-configurations";
import * as executed from "./lifecycle-executions";
import * as lifecycles from "./lifecycle-policies";
import * as packages from "./packages";
import * as pipelines from "./image-pipelines";
import * as recipes from "./image-recipes";
import * as retries from "./retries";
import * as tags from "./tags";
import * as updates from "./state-updates";
import * as waiting from "./waiting-steps";
import * as workflows from "./workflows";

/** The request has been checked against the model by then: hence each handler names its own type for it. */
export type Handler = (request: never, call: Call) => object;

export const handlers: Readonly<Record<string, Handler>> = {
  CreateComponent: components.createComponent,
  GetComponent: components.getComponent,
  DeleteComponent: components.deleteComponent,
  ListComponents: components.listComponents,
  ListComponentBuildVersions: components.listComponentBuildVersions,

  CreateImageRecipe: recipes.createImageRecipe,
  GetImageRecipe: recipes.getImageRecipe,
  DeleteImageRecipe: recipes.deleteImageRecipe,
  ListImageRecipes: recipes.listImageRecipes,

  CreateContainerRecipe: containers.createContainerRecipe,
  GetContainerRecipe: containers.getContainerRecipe,
  DeleteContainerRecipe: containers.deleteContainerRecipe,
  ListContainerRecipes: containers.listContainerRecipes,

  CreateWorkflow: workflows.createWorkflow,
  GetWorkflow: workflows.getWorkflow,
  DeleteWorkflow: workflows.deleteWorkflow,
  ListWorkflows: workflows.listWorkflows,
  ListWorkflowBuildVersions: workflows.listWorkflowBuildVersions,

  CreateInfrastructureConfiguration: infrastructures.createInfrastructureConfiguration,
  GetInfrastructureConfiguration: infrastructures.getInfrastructureConfiguration,
  UpdateInfrastructureConfiguration: infrastructures.updateInfrastructureConfiguration,
  DeleteInfrastructureConfiguration: infrastructures.deleteInfrastructureConfiguration,
  ListInfrastructureConfigurations: infrastructures.listInfrastructureConfigurations,

  CreateDistributionConfiguration: distributions.createDistributionConfiguration,
  GetDistributionConfiguration: distributions.getDistributionConfiguration,
  UpdateDistributionConfiguration: distributions.updateDistributionConfiguration,
  DeleteDistributionConfiguration: distributions.deleteDistributionConfiguration,
  ListDistributionConfigurations: distributions.listDistributionConfigurations,

  CreateImagePipeline: pipelines.createImagePipeline,
  GetImagePipeline: pipelines.getImagePipeline,
  UpdateImagePipeline: pipelines.updateImagePipeline,
  DeleteImagePipeline: pipelines.deleteImagePipeline,
  ListImagePipelines: pipelines.listImagePipelines,
  StartImagePipelineExecution: pipelines.startImagePipelineExecution,

  CreateLifecyclePolicy: lifecycles.createLifecyclePolicy,
  GetLifecyclePolicy: lifecycles.getLifecyclePolicy,
  UpdateLifecyclePolicy: lifecycles.updateLifecyclePolicy,
  DeleteLifecyclePolicy: lifecycles.deleteLifecyclePolicy,
  ListLifecyclePolicies: lifecycles.listLifecyclePolicies,

  GetLifecycleExecution: executed.getLifecycleExecution,
  StartResourceStateUpdate: updates.startResourceStateUpdate,
  CancelLifecycleExecution: updates.cancelLifecycleExecution,
  ListLifecycleExecutions: executed.listLifecycleExecutions,
  ListLifecycleExecutionResources: executed.listLifecycleExecutionResources,

  CreateImage: images.createImage,
  GetImage: images.getImage,
  DeleteImage: images.deleteImage,
  ImportVmImage: imports.importVmImage,
  ImportDiskImage: imports.importDiskImage,
  DistributeImage: distributed.distributeExistingImage,
  RetryImage: retries.retryImage,
  ListImagePackages: packages.listImagePackages,
  CancelImageCreation: images.cancelImageCreation,
  ListImages: images.listImages,
  ListImageBuildVersions: images.listImageBuildVersions,
  ListImagePipelineImages: images.listImagePipelineImages,

  ListWorkflowExecutions: executions.listWorkflowExecutions,
  GetWorkflowExecution: executions.getWorkflowExecution,
  ListWorkflowStepExecutions: executions.listWorkflowStepExecutions,
  GetWorkflowStepExecution: executions.getWorkflowStepExecution,

  ListWaitingWorkflowSteps: waiting.listWaitingWorkflowSteps,
  SendWorkflowStepAction: waiting.sendWorkflowStepAction,

  ListImageScanFindings: findings.listImageScanFindings,
  ListImageScanFindingAggregations: findings.listImageScanFindingAggregations,

  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  ListTagsForResource: tags.listTagsForResource,
};
