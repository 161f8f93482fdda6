import { describePolicy, unknownValue } from "../spec-helper";
import { component, goldenImage, imagePipeline, workflow } from "../types";
import { insideGoldenImage } from "./inside-golden-image";

describePolicy(insideGoldenImage, imagePipeline, {
  passes: {
    "a child of a golden image": { parent: { type: goldenImage, name: "web" }, props: {} },
    "a grandchild": { parent: { type: `acme:index:Standard$${goldenImage}`, name: "web" }, props: {} },
  },
  fails: {
    "a pipeline on its own": { name: "raw", props: {}, says: "ImagePipeline 'raw' is on its own" },
    "a component on its own": { type: component, props: {}, says: "is on its own" },
    "a child of another component": {
      parent: { type: "acme:index:Thing", name: "thing" },
      props: {},
      says: "ImagePipeline 'subject' is on its own",
    },
  },
  unknown: {
    "the properties of a child": {
      parent: { type: goldenImage, name: "web" },
      props: { name: unknownValue },
    },
  },
  configured: {
    "a workflow where those are allowed": {
      type: workflow,
      props: {},
      config: { allowedTypes: ["aws:imagebuilder/workflow:*"] },
    },
    "a pipeline where only workflows are": {
      props: {},
      config: { allowedTypes: ["aws:imagebuilder/workflow:*"] },
      says: "is on its own",
    },
  },
});
