import { describePolicy, unknownValue } from "../spec-helper";
import { batchJob, lambda, taskDefinition } from "../types";
import { containersUseGoldenImage } from "./containers-use-golden-image";

const golden = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/golden/base:1.0.3";
const task = (...images: string[]) => ({
  props: { containerDefinitions: JSON.stringify(images.map((image) => ({ name: "app", image }))) },
});

describePolicy(containersUseGoldenImage, taskDefinition, {
  passes: {
    "a private image": task(golden),
    "a function that is no image": { type: lambda, props: { handler: "index.handler" } },
    "a function of a private image": { type: lambda, props: { packageType: "Image", imageUri: golden } },
    "what isn't JSON, which is for AWS to refuse": { props: { containerDefinitions: "[" } },
  },
  fails: {
    "a task of public images": { ...task(golden, "nginx", "redis"), says: /runs nginx.*; runs redis/ },
    "a function of a public image": {
      type: lambda,
      props: { imageUri: "public.ecr.aws/lambda/nodejs:22" },
      says: "runs public.ecr.aws/lambda/nodejs:22",
    },
    "a job of a public image": {
      type: batchJob,
      props: { containerProperties: JSON.stringify({ image: "busybox" }) },
      says: "runs busybox",
    },
  },
  unknown: {
    "the containers": { props: { containerDefinitions: unknownValue } },
    "the function's image": { type: lambda, props: { imageUri: unknownValue } },
  },
  configured: {
    "an approved repository": { ...task("quay.io/acme/app:1"), config: { images: ["quay.io/acme/*"] } },
    "a private image that isn't golden": {
      ...task("111111111111.dkr.ecr.eu-west-1.amazonaws.com/other:1"),
      config: { images: ["*.dkr.ecr.*.amazonaws.com/golden/*"] },
      says: "not an approved golden image",
    },
  },
});
