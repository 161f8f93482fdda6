// What the resources under test need beside themselves.

import type { Properties, Resources } from "./change";

export const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

export const policy = (action: string, resource = "*"): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
  });

export const anybody = (action: string, resource: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: action,
        Resource: resource,
      },
    ],
  });

const document = JSON.stringify({
  name: "hello",
  schemaVersion: 1.0,
  phases: [
    {
      name: "build",
      steps: [{ name: "hello", action: "ExecuteBash", inputs: { commands: ["echo hello"] } }],
    },
  ],
}).replace('"schemaVersion":1', '"schemaVersion":"1.0"');

export const component: Properties = { platform: "Linux", version: "1.0.0", data: document };

export const recipe: Properties = {
  version: "1.0.0",
  parentImage: "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x",
  components: [{ componentArn: "${component.arn}" }],
};

export const containerRecipe: Properties = {
  version: "1.0.0",
  containerType: "DOCKER",
  parentImage: "public.ecr.aws/amazonlinux/amazonlinux:2023",
  components: [{ componentArn: "${component.arn}" }],
  targetRepository: { repositoryName: "${repository.name}", service: "ECR" },
  dockerfileTemplateData:
    "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n",
};

export const pipeline: Properties = {
  imageRecipeArn: "${recipe.arn}",
  infrastructureConfigurationArn: "${infrastructure.arn}",
};

export const lifecyclePolicy: Properties = {
  executionRole: "${lifecycle-role.arn}",
  resourceType: "AMI_IMAGE",
  resourceSelection: { tagMap: { judge: "yes" } },
  policyDetails: [
    { action: { type: "DELETE" }, filter: { type: "AGE", value: 6, unit: "MONTHS", retainAtLeast: 2 } },
  ],
};

/** Image Builder's resources that others point to. */
export const imageBuilder: Resources = {
  role: { type: "aws:iam:Role", properties: { assumeRolePolicy: trust("ec2.amazonaws.com") } },
  "lifecycle-role": {
    type: "aws:iam:Role",
    properties: { assumeRolePolicy: trust("imagebuilder.amazonaws.com") },
  },
  profile: { type: "aws:iam:InstanceProfile", properties: { role: "${role.name}" } },
  component: { type: "aws:imagebuilder:Component", properties: component },
  recipe: { type: "aws:imagebuilder:ImageRecipe", properties: recipe },
  infrastructure: {
    type: "aws:imagebuilder:InfrastructureConfiguration",
    properties: { instanceProfileName: "${profile.name}" },
  },
  repository: { type: "aws:ecr:Repository", properties: { forceDelete: true } },
};

export const network: Resources = {
  network: { type: "aws:ec2:Vpc", properties: { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true } },
  subnet: { type: "aws:ec2:Subnet", properties: { vpcId: "${network.id}", cidrBlock: "10.20.0.0/24" } },
  group: { type: "aws:ec2:SecurityGroup", properties: { vpcId: "${network.id}" } },
  routes: { type: "aws:ec2:RouteTable", properties: { vpcId: "${network.id}" } },
};
