// Where an image starts, and whether that exists for what is asked.

import { isOpen, knownObject, knownString, undecided } from "../../checks/known";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { amiId, exactlyOne, isWellFormed, regionsAgree } from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import type { Values } from "../../protocol/values";
import { catalogue } from "../catalogue";
import type { Subject } from "./subject";

const parameterName =
  /^(?!ssm:)(arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter)?[A-Za-z0-9_.\-/]{1,1011}(:[A-Za-z0-9_.-]+)?$/;
const imageReference =
  /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

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

export const sourceRules: readonly Rule<Subject>[] = [
  {
    name: "one-source",
    says: "Exactly one source is given.",
    source: sources.recipes,
    check: ({ source }) => (isOpen(source) ? exactlyOne("source", knownObject(source), kinds) : []),
  },
  {
    name: "source-suits-the-kind",
    says: "A container image starts from a container image, an Image Builder image or a pipeline of such; an AMI doesn't start from a container image.",
    source: sources.containerRecipes,
    check: sourceSuitsTheKind,
  },
  {
    name: "ami-id-is-well-formed",
    says: "An AMI ID is `ami-` and 8 or 17 hexadecimal digits.",
    source: sources.recipes,
    check: ({ source }) =>
      isWellFormed(
        "source.amiId",
        knownObject(source).amiId,
        amiId,
        "an AMI ID, such as ami-0123456789abcdef0",
      ),
  },
  {
    name: "parameter-is-a-name",
    says: "An SSM parameter is given by its name or ARN, without `ssm:` before it.",
    source: sources.recipes,
    check: ({ source }) =>
      isWellFormed(
        "source.ssmParameter",
        knownObject(source).ssmParameter,
        parameterName,
        "the name of a parameter, without ssm: before it: letters, digits and _.-/",
      ),
  },
  {
    name: "product-is-an-id",
    says: "A Marketplace product is given by its product ID, not by an AMI.",
    source: sources.recipes,
    check: ({ source }) =>
      isWellFormed(
        "source.marketplaceProductId",
        knownObject(source).marketplaceProductId,
        /^(?!ami-|arn:)[A-Za-z0-9][A-Za-z0-9-]+$/,
        "a product ID, such as prod-abcdefgh12345",
      ),
  },
  {
    name: "container-image-is-a-reference",
    says: "A container image is given by registry and name, or by name alone, in lower case and without `https://`.",
    source: sources.containerRecipes,
    check: ({ source }) =>
      isWellFormed(
        "source.containerImage",
        knownObject(source).containerImage,
        imageReference,
        "an image's name, such as public.ecr.aws/amazonlinux/amazonlinux:2023",
      ),
  },
  {
    name: "image-is-in-the-region",
    says: "An Image Builder image, a pipeline of such, or an SSM parameter that is given by its ARN, is in the region of the golden image.",
    source: sources.recipes,
    check: ({ source }, { region }) =>
      ["imageArn", "pipelineArn", "ssmParameter"].flatMap((kind) =>
        regionsAgree(`source.${kind}`, knownObject(source)[kind], region),
      ),
  },
  {
    name: "architecture-exists",
    says: "The operating system exists for the architecture: Windows, and Amazon's container images, for x86_64 only.",
    source: sources.recipes,
    check: architectureExists,
  },
  {
    name: "platform-is-the-source's",
    says: "The platform is that of the operating system.",
    source: sources.recipes,
    check: ({ source, platform }) => {
      const entry = catalogue[knownString(knownObject(source).os) ?? ""];
      const given = knownString(platform);
      return entry === undefined || given === undefined || entry.platform === given
        ? []
        : [{ path: "platform", message: `must be ${entry.platform}, as that of the source is` }];
    },
  },
  {
    name: "macos-has-a-host",
    says: "macOS is built on a dedicated host.",
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

function sourceSuitsTheKind({ source }: Values, { container }: Subject): Problem[] {
  const given = knownObject(source);
  if (!container) {
    return given.containerImage === undefined
      ? []
      : [
          {
            path: "source.containerImage",
            message: "is for container images: add 'container', or take another source",
          },
        ];
  }
  const unfit = kinds.filter((kind) => given[kind] !== undefined && !containerKinds.includes(kind));
  const os = knownString(given.os);
  return [
    ...unfit.map((kind) => ({
      path: `source.${kind}`,
      message:
        "can't be the source of a container image; possible are os, imageArn, pipelineArn and containerImage",
    })),
    ...(os !== undefined && catalogue[os] !== undefined && catalogue[os].container === undefined
      ? [
          {
            path: "source.os",
            message: `has no container image; possible are ${Object.keys(catalogue)
              .filter((name) => catalogue[name]?.container !== undefined)
              .join(", ")}, or a containerImage`,
          },
        ]
      : []),
  ];
}

function architectureExists({ source, architecture }: Values, subject: Subject): Problem[] {
  const entry = catalogue[knownString(knownObject(source).os) ?? ""];
  if (knownString(architecture) === undefined) return [];
  // Whatever it starts from, Windows on EC2 is x86_64.
  const any = subject.platform === "Windows" ? (["x86_64"] as const) : (["x86_64", "arm64"] as const);
  const managedContainer = subject.container && entry !== undefined;
  const possible = managedContainer ? (["x86_64"] as const) : (entry?.architectures ?? any);
  return (possible as readonly string[]).includes(subject.architecture)
    ? []
    : [{ path: "architecture", message: `is not there for this source; possible is ${possible.join(", ")}` }];
}
