// Where an image starts.

import { container, macos, others, small, windows } from "./bases";
import { refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const { ami = {}, parameter = {}, image = {}, pipeline = {}, product = {} } = others;
const exactlyOne = "set exactly one of 'os', 'amiId'";
const id = "=must be an AMI ID, such as ami-0123456789abcdef0";
const parameterName = "=must be the name of a parameter, without ssm: before it";
const productId = "=must be a product ID, such as prod-abcdefgh12345";
const reference = "=must be an image's name, such as public.ecr.aws/amazonlinux/amazonlinux:2023";
const notOfContainers =
  "can't be the source of a container image: set one of 'os', 'imageArn', 'pipelineArn' and 'containerImage'";

export const sourceRefusals: readonly Refusal[] = [
  spoiled(small, "source", {}, "=needs exactly one of 'os', 'amiId', 'ssmParameter'"),
  spoiled(small, "source.amiId", "ami-0123456789abcdef0", `source: has 'os' and 'amiId': ${exactlyOne}`),
  refused(
    "three sources",
    small,
    { source: { amiId: "ami-01234567", os: "debian-12", marketplaceProductId: "prod-1234" } },
    `source: has 'os' and 'amiId' and 'marketplaceProductId': ${exactlyOne}`,
  ),

  spoiled(ami, "source.amiId", "ami-xyz", id),
  spoiled(ami, "source.amiId", "ami-0123456789ABCDEF0", id),
  spoiled(ami, "source.amiId", "ami-987654321", id),
  spoiled(ami, "source.amiId", "arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0", id),

  spoiled(parameter, "source.ssmParameter", "ssm:/aws/service/debian", parameterName),
  spoiled(parameter, "source.ssmParameter", "/aws/service/my image", parameterName),
  spoiled(parameter, "source.ssmParameter", "", parameterName),
  refused(
    "a parameter in another region",
    small,
    { source: { ssmParameter: "arn:aws:ssm:us-east-1:111122223333:parameter/images/base" } },
    "source.ssmParameter: must be in 'eu-west-1', the region where it is used",
  ),

  spoiled(product, "source.marketplaceProductId", "ami-0123456789abcdef0", productId),
  spoiled(product, "source.marketplaceProductId", "arn:aws:ec2:eu-west-1::image/ami-01234567", productId),
  spoiled(product, "source.marketplaceProductId", "prod abcdefgh", productId),

  spoiled(container, "source.containerImage", "https://public.ecr.aws/amazonlinux", reference),
  spoiled(container, "source.containerImage", "AmazonLinux:2023", reference),
  spoiled(container, "source.containerImage", "amazonlinux: 2023", reference),
  spoiled(container, "source.containerImage", "amazonlinux@sha256:1234", reference),

  refused(
    "an AMI from a container image",
    small,
    { source: { containerImage: "amazonlinux:2023" } },
    "source.containerImage: is only for container images: set 'container', or choose another source",
  ),
  ...Object.entries({
    amiId: "ami-0123456789abcdef0",
    ssmParameter: "/aws/service/base",
    marketplaceProductId: "prod-abcdefgh12345",
  }).map(([property, value]) =>
    refused(
      `a container image from ${property}`,
      small,
      { source: { [property]: value }, container: {} },
      `source.${property}: ${notOfContainers}`,
    ),
  ),
  refused(
    "a container image of a system that has none",
    small,
    { source: { os: "debian-13" }, container: {} },
    "source.os: has no container image; possible are amazon-linux-2, amazon-linux-2023, ubuntu-22.04",
  ),
  refused(
    "a container image of macOS",
    macos,
    { container: {} },
    "container: is not available for macOS: container images are of Linux or Windows",
    "source.os: has no container image; possible are amazon-linux-2",
  ),

  spoiled(
    { ...image, region: "us-east-1" },
    "source.imageArn",
    "arn:aws:imagebuilder:eu-west-1:111122223333:image/base/x.x.x",
    "=must be in 'us-east-1', the region where it is used",
  ),

  spoiled(
    { ...pipeline, region: "us-east-1" },
    "source.pipelineArn",
    "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/base",
    "=must be in 'us-east-1', the region where it is used",
  ),

  spoiled(windows, "architecture", "arm64", "=is not available for this source: it must be x86_64"),
  refused(
    "Windows of one's own for Arm",
    ami,
    { platform: "Windows", architecture: "arm64" },
    "architecture: is not available for this source: it must be x86_64",
  ),
  refused(
    "a container image of Amazon's for Arm",
    small,
    { architecture: "arm64", container: {} },
    "architecture: is not available for this source: it must be x86_64",
  ),

  spoiled(small, "platform", "Windows", "=must be Linux, the platform of the source"),
  spoiled(windows, "platform", "Linux", "=must be Windows, the platform of the source"),

  spoiled(macos, "build", undefined, "build.placement: needs 'hostId' or 'hostResourceGroupArn': macOS"),
  spoiled(macos, "build.placement", {}, "=needs 'hostId' or 'hostResourceGroupArn': macOS"),
];
