import { describePolicy, unknownValue } from "../spec-helper";
import { batchEnvironment, ecsCapacityProvider, eksCluster, eksNodeGroup } from "../types";
import { managedNodesUseGoldenImage } from "./managed-nodes-use-golden-image";

const launchTemplate = { id: "lt-1", version: "1" };
const bottlerocket = { amiType: "BOTTLEROCKET_x86_64", releaseVersion: "1.20.0-abcdef" };
const batch = (computeResources: unknown) => ({ type: batchEnvironment, props: { computeResources } });

describePolicy(managedNodesUseGoldenImage, eksNodeGroup, {
  passes: {
    "an EKS group of custom type": { props: { amiType: "CUSTOM", launchTemplate } },
    "an EKS group whose template decides": { props: { launchTemplate } },
    "an EKS cluster without Auto Mode": { type: eksCluster, props: {} },
    "an ECS provider on an Auto Scaling group": {
      type: ecsCapacityProvider,
      props: { autoScalingGroupProvider: { autoScalingGroupArn: "arn" } },
    },
    "Batch with an image": batch({ type: "EC2", imageId: "ami-1" }),
    "Batch with an image for one kind of machine": batch({
      type: "SPOT",
      ec2Configurations: [{ imageIdOverride: "ami-1" }],
    }),
    "Batch on Fargate": batch({ type: "FARGATE" }),
  },
  fails: {
    "an EKS group of EKS's type": { props: bottlerocket, says: "runs EKS's own image (BOTTLEROCKET_x86_64)" },
    "an EKS group that says nothing": { props: {}, says: "runs EKS's own image" },
    "an EKS cluster in Auto Mode": {
      type: eksCluster,
      props: { computeConfig: { enabled: true } },
      says: "Auto Mode",
    },
    "ECS's managed instances": {
      type: ecsCapacityProvider,
      props: { managedInstancesProvider: { instanceLaunchTemplate: {} } },
      says: "runs ECS's own image",
    },
    "Batch without an image": { ...batch({ type: "EC2" }), says: "runs Batch's own image" },
  },
  unknown: {
    "the type": { props: { amiType: unknownValue } },
    "the launch template": { props: { launchTemplate: unknownValue } },
    "whether Auto Mode is on": { type: eksCluster, props: { computeConfig: unknownValue } },
    "the managed instances": { type: ecsCapacityProvider, props: { managedInstancesProvider: unknownValue } },
    "Batch's image": batch({ type: "EC2", imageId: unknownValue }),
    "all about Batch": batch(unknownValue),
  },
  configured: {
    "an approved type": { props: bottlerocket, config: { eksAmiTypes: ["BOTTLEROCKET_*"] } },
    "an approved release": {
      props: bottlerocket,
      config: { eksAmiTypes: ["BOTTLEROCKET_*"], eksReleaseVersions: ["1.20.*"] },
    },
    "a release not known in preview": {
      props: { ...bottlerocket, releaseVersion: unknownValue },
      config: { eksAmiTypes: ["BOTTLEROCKET_*"], eksReleaseVersions: ["1.20.*"] },
    },
    "another release": {
      props: bottlerocket,
      config: { eksAmiTypes: ["BOTTLEROCKET_*"], eksReleaseVersions: ["1.21.*"] },
      says: "runs release 1.20.0-abcdef",
    },
    "whichever release is the newest": {
      props: { amiType: bottlerocket.amiType },
      config: { eksAmiTypes: ["BOTTLEROCKET_*"], eksReleaseVersions: ["1.20.*"] },
      says: "whichever release",
    },
    "a type of resource that may": {
      type: eksCluster,
      props: { computeConfig: { enabled: true } },
      config: { allowedTypes: ["aws:eks/*"] },
    },
  },
});
