// AWS's managed policies, by their paths and names, as far as services act by them in the sandbox.

import type { Policy } from "./policies";

export const managedPolicies: Readonly<Record<string, Policy>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2ImageBuilderExecutionPolicy.html
  EC2ImageBuilderExecutionPolicy: {
    Statement: [
      {
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: "arn:aws:sns:*:*:*",
        Condition: { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } },
      },
      {
        Effect: "Allow",
        Action: "ssm:SendCommand",
        Resource: [
          "arn:aws:ssm:*:*:document/AWS-RunPowerShellScript",
          "arn:aws:ssm:*:*:document/AWS-RunShellScript",
          "arn:aws:ssm:*:*:document/AWSEC2-RunSysprep",
        ],
      },
      {
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:PutParameter"],
        Resource: "arn:aws:ssm:*:*:parameter/imagebuilder/*",
      },
      { Effect: "Allow", Action: "ssm:GetParameter", Resource: "arn:aws:ssm:*::parameter/aws/service/*" },
    ],
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2ImageBuilderLifecycleExecutionPolicy.html
  "service-role/EC2ImageBuilderLifecycleExecutionPolicy": {
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "ec2:EnableImage",
          "ec2:DeregisterImage",
          "ec2:EnableImageDeprecation",
          "ec2:DescribeImageAttribute",
          "ec2:DisableImage",
          "ec2:DisableImageDeprecation",
        ],
        Resource: "arn:aws:ec2:*::image/*",
        Condition: { StringEquals: { "aws:ResourceTag/CreatedBy": "EC2 Image Builder" } },
      },
      {
        Effect: "Allow",
        Action: "ec2:DeleteSnapshot",
        Resource: "arn:aws:ec2:*::snapshot/*",
        Condition: { StringEquals: { "aws:ResourceTag/CreatedBy": "EC2 Image Builder" } },
      },
      {
        Effect: "Allow",
        Action: ["ecr:BatchGetImage", "ecr:BatchDeleteImage"],
        Resource: "arn:aws:ecr:*:*:repository/*",
        Condition: { StringEquals: { "ecr:ResourceTag/LifecycleExecutionAccess": "EC2 Image Builder" } },
      },
      {
        Effect: "Allow",
        Action: ["ec2:DescribeImages", "tag:GetResources", "imagebuilder:DeleteImage"],
        Resource: "*",
      },
    ],
  },
};
