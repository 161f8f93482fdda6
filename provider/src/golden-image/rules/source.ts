// Where an image starts, and whether that exists for what is asked.

import { knownObject, knownString, undecided } from "../../component/known";
import { sources } from "../../component/rule";
import type { Rule } from "../../component/rule";
import { exactlyOne, regionsAgree } from "../../component/rules";
import type { Problem } from "../../contract/check";
import type { Values } from "../../protocol/values";
import { catalogue } from "../catalogue";
import type { Subject } from "./subject";

const kinds = ["os", "amiId", "ssmParameter", "imageArn", "marketplaceProductId", "containerImage"];
const containerKinds = ["os", "imageArn", "containerImage"];

const forms: Readonly<Record<string, { pattern: RegExp; message: string }>> = {
  marketplaceProductId: {
    pattern: /^prod-[a-z0-9]+$/,
    message: "must be a product ID, such as prod-abcdefgh12345",
  },
  ssmParameter: { pattern: /^[\w./-]+$/, message: "must be of letters, digits and _.-/" },
  containerImage: {
    pattern: /^[\w./-]+(:\d+\/[\w./-]+)?(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/,
    message: "must be a container image, such as public.ecr.aws/amazonlinux/amazonlinux:2023",
  },
};

export const sourceRules: readonly Rule<Subject>[] = [
  {
    name: "one-source",
    says: "Exactly one source is given.",
    source: sources.recipes,
    check: ({ source }) =>
      source === undefined || undecided(source) ? [] : exactlyOne("source", knownObject(source), kinds),
  },
  {
    name: "source-suits-the-kind",
    says: "A container image starts from a container image or an Image Builder image; an AMI doesn't start from a container image.",
    source: sources.containerRecipes,
    check: sourceSuitsTheKind,
  },
  {
    name: "ami-id-is-well-formed",
    says: "An AMI ID is `ami-` and 8 or 17 hexadecimal digits.",
    source: sources.recipes,
    check: ({ source }) => {
      const id = knownString(knownObject(source).amiId);
      return id === undefined || /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)
        ? []
        : [{ path: "source.amiId", message: "must be an AMI ID, such as ami-0123456789abcdef0" }];
    },
  },
  {
    name: "parameter-is-readable",
    says: "An SSM parameter begins with `/aws/service/` or `/imagebuilder/`, or there is an execution role that may read it.",
    source: sources.recipes,
    check: ({ source, executionRoleArn }) => {
      const name = knownString(knownObject(source).ssmParameter);
      return name === undefined ||
        executionRoleArn !== undefined ||
        /^(\/aws\/service\/|\/imagebuilder\/)/.test(name)
        ? []
        : [
            {
              path: "source.ssmParameter",
              message:
                "must begin with /aws/service/ or /imagebuilder/; for another one, give an 'executionRoleArn' that may read it",
            },
          ];
    },
  },
  {
    name: "source-is-well-formed",
    says: "A Marketplace product ID begins with `prod-`; names of parameters and container images have only the characters that AWS allows.",
    source: sources.recipes,
    check: ({ source }) =>
      Object.entries(forms).flatMap(([kind, { pattern, message }]) => {
        const value = knownString(knownObject(source)[kind]);
        return value === undefined || pattern.test(value) ? [] : [{ path: `source.${kind}`, message }];
      }),
  },
  {
    name: "image-is-in-the-region",
    says: "An Image Builder image is in the region of the golden image.",
    source: sources.recipes,
    check: ({ source }, { region }) => regionsAgree("source.imageArn", knownObject(source).imageArn, region),
  },
  {
    name: "architecture-exists",
    says: "The operating system exists for the architecture, as a container for x86_64 only.",
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
      message: "can't be the source of a container image; possible are os, imageArn and containerImage",
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
  if (entry === undefined || knownString(architecture) === undefined) return [];
  const possible = subject.container ? (["x86_64"] as const) : entry.architectures;
  return (possible as readonly string[]).includes(subject.architecture)
    ? []
    : [{ path: "architecture", message: `is not there for this source; possible is ${possible.join(", ")}` }];
}
