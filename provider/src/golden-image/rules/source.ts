// Where an image starts, and whether that exists for what is asked.

import { exactlyOne } from "../../checks/common-rules";
import * as forms from "../../checks/identifiers";
import { form, hasForm } from "../../checks/identifiers";
import { knownObject, knownString, undecided } from "../../checks/known";
import type { Problem } from "../../checks/problems";
import { regionsAgree } from "../../checks/regions";
import { inside } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { possibleAre } from "../../checks/suggestions";
import type { Values } from "../../protocol/values";
import { catalogue } from "../catalogue";
import type { Architecture } from "../../checks/schema/generated/types";
import type { ImageContext } from "./context";

const on = inside<ImageContext>("source");

const productId = form(/^(?!ami-|arn:)[A-Za-z0-9][A-Za-z0-9-]+$/, "a product ID, such as prod-abcdefgh12345");
const imageReference = form(
  /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
  "an image's name, such as public.ecr.aws/amazonlinux/amazonlinux:2023",
);

const kinds = [
  "os",
  "amiId",
  "ssmParameter",
  "imageArn",
  "pipelineArn",
  "marketplaceProductId",
  "containerImage",
];
const containerKinds = ["os", "imageArn", "pipelineArn", "containerImage"];

export const sourceRules: readonly Rule<ImageContext>[] = [
  {
    name: "one-source",
    description: "Exactly one source is given.",
    source: sources.recipes,
    check: on((source) => exactlyOne("source", source, kinds)),
  },
  {
    name: "source-suits-the-kind",
    description:
      "A container image starts from a container image, an Image Builder image or a pipeline of such; an AMI doesn't start from a container image.",
    source: sources.containerRecipes,
    check: sourceSuitsTheKind,
  },
  {
    name: "ami-id-is-well-formed",
    description: "An AMI ID is `ami-` and 8 or 17 hexadecimal digits.",
    source: sources.recipes,
    check: on(({ amiId }) => hasForm("source.amiId", amiId, forms.amiId)),
  },
  {
    name: "parameter-is-a-name",
    description: "An SSM parameter is given by its name or ARN, without `ssm:` before it.",
    source: sources.recipes,
    check: on(({ ssmParameter }) => hasForm("source.ssmParameter", ssmParameter, forms.parameterNameOrArn)),
  },
  {
    name: "product-is-an-id",
    description: "A Marketplace product is given by its product ID, not by an AMI.",
    source: sources.recipes,
    check: on(({ marketplaceProductId }) =>
      hasForm("source.marketplaceProductId", marketplaceProductId, productId),
    ),
  },
  {
    name: "container-image-is-a-reference",
    description:
      "A container image is given by registry and name, or by name alone, in lower case and without `https://`.",
    source: sources.containerRecipes,
    check: on(({ containerImage }) => hasForm("source.containerImage", containerImage, imageReference)),
  },
  {
    name: "image-is-in-the-region",
    description:
      "An Image Builder image, a pipeline of such, or an SSM parameter that is given by its ARN, is in the region of the golden image.",
    source: sources.recipes,
    check: on((source, { region }) =>
      ["imageArn", "pipelineArn", "ssmParameter"].flatMap((kind) =>
        regionsAgree(`source.${kind}`, source[kind], region),
      ),
    ),
  },
  {
    name: "architecture-exists",
    description:
      "The operating system exists for the architecture: Windows, and Amazon's container images, for x86_64 only.",
    source: sources.recipes,
    check: architectureExists,
  },
  {
    name: "platform-is-that-of-the-source",
    description: "The platform is that of the operating system.",
    source: sources.recipes,
    check: ({ source, platform }) => {
      const entry = catalogue[knownString(knownObject(source).os) ?? ""];
      const given = knownString(platform);
      return entry === undefined || given === undefined || entry.platform === given
        ? []
        : [{ path: "platform", message: `must be ${entry.platform}, the platform of the source` }];
    },
  },
  {
    name: "macos-has-a-host",
    description: "macOS is built on a dedicated host.",
    source: sources.macHosts,
    check: ({ build }, { platform }) => {
      const placement = knownObject(knownObject(build).placement);
      const given = placement.hostId ?? placement.hostResourceGroupArn;
      return platform !== "macOS" || given !== undefined || undecided(build)
        ? []
        : [
            {
              path: "build.placement",
              message: "needs 'hostId' or 'hostResourceGroupArn': macOS runs on dedicated hosts only",
            },
          ];
    },
  },
];

const withContainerImage = Object.keys(catalogue).filter((os) => catalogue[os]?.container !== undefined);

function sourceSuitsTheKind({ source }: Values, { container }: ImageContext): Problem[] {
  const given = knownObject(source);
  if (!container) {
    return given.containerImage === undefined
      ? []
      : [
          {
            path: "source.containerImage",
            message: "is only for container images: set 'container', or choose another source",
          },
        ];
  }
  const unfit = kinds.filter((kind) => given[kind] !== undefined && !containerKinds.includes(kind));
  const os = knownString(given.os);
  return [
    ...unfit.map((kind) => ({
      path: `source.${kind}`,
      message:
        "can't be the source of a container image: set one of 'os', 'imageArn', 'pipelineArn' and 'containerImage'",
    })),
    ...(os !== undefined && catalogue[os] !== undefined && catalogue[os].container === undefined
      ? [
          {
            path: "source.os",
            message: `has no container image${possibleAre(withContainerImage)}, or set 'containerImage'`,
          },
        ]
      : []),
  ];
}

const both: readonly Architecture[] = ["x86_64", "arm64"];
const x86: readonly Architecture[] = ["x86_64"];

function architectureExists({ source, architecture }: Values, context: ImageContext): Problem[] {
  const { platform, container } = context;
  const entry = catalogue[knownString(knownObject(source).os) ?? ""];
  if (knownString(architecture) === undefined) return [];
  // Whatever it starts from, Windows on EC2 is x86_64.
  const any = platform === "Windows" ? x86 : both;
  const possible = container && entry !== undefined ? x86 : (entry?.architectures ?? any);
  return possible.includes(context.architecture)
    ? []
    : [
        {
          path: "architecture",
          message: `is not available for this source: it must be ${possible.join(" or ")}`,
        },
      ];
}
