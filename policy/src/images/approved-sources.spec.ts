import { describePolicy, unknownValue } from "../spec-helper";
import { goldenImage } from "../types";
import { approvedSources } from "./approved-sources";

const from = (source: unknown) => ({ props: { source } });

describePolicy(approvedSources, goldenImage, {
  passes: {
    "a system of the catalogue": from({ os: "amazon-linux-2023" }),
    "a public parameter": from({ ssmParameter: "/aws/service/debian/release/12/latest/amd64" }),
    "an image of Amazon's": from({
      imageArn: "arn:aws:imagebuilder:eu-west-1:aws:image/ubuntu-server-24-lts-x86/x.x.x",
    }),
  },
  fails: {
    "any AMI": { ...from({ amiId: "ami-0123" }), says: "starts from amiId 'ami-0123'" },
    "an image of somebody else's": {
      ...from({ imageArn: "arn:aws:imagebuilder:eu-west-1:123456789012:image/theirs/1.0.0" }),
      says: "not approved",
    },
    "a pipeline of somebody's": {
      ...from({ pipelineArn: "arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/theirs" }),
      says: "not approved",
    },
    "any container image": {
      ...from({ containerImage: "docker.io/library/alpine:3" }),
      says: "not approved",
    },
  },
  unknown: { "the source": from(unknownValue), "the AMI": from({ amiId: unknownValue }) },
  configured: {
    "an approved AMI": { ...from({ amiId: "ami-0123" }), config: { amiId: ["ami-0123"] } },
    "a system that isn't among the approved": {
      ...from({ os: "sles-15" }),
      config: { os: ["amazon-linux-*", "ubuntu-*"] },
      says: "starts from os 'sles-15'",
    },
  },
});
