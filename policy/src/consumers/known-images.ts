// What can be known of machine images without asking AWS: from the configuration, and from the stack itself.

import type { PolicyResource } from "@pulumi/policy";
import { matchesAny } from "../globs";
import * as types from "../types";
import { at, settle, text } from "../values";

export interface ImageFacts {
  name?: string;
  owner?: string;
  /** When it was made, as ISO 8601 has it. */
  created?: string;
  /** It came out of an ImageBuild of this stack. */
  built?: boolean;
  /** The SSM parameters of this stack that hold its ID. */
  parameters?: string[];
}

/** AMI ID to what is known of it. */
export type KnownImages = Map<string, ImageFacts>;

export const inventoryProperty = {
  type: "object" as const,
  additionalProperties: {
    type: "object" as const,
    properties: {
      name: { type: "string" as const },
      owner: { type: "string" as const },
      created: { type: "string" as const },
    },
    additionalProperties: false,
  },
  default: {},
  description:
    "What is known of AMIs: ID to `name`, `owner` and `created`, as `aws ec2 describe-images` has them.",
};

export function knownImages(resources: PolicyResource[], inventory: Record<string, ImageFacts>): KnownImages {
  const known: KnownImages = new Map(Object.entries(inventory));
  const learn = (id: string | undefined, facts: ImageFacts): void => {
    if (id === undefined) return;
    const before = known.get(id);
    const parameters = [...(before?.parameters ?? []), ...(facts.parameters ?? [])];
    known.set(id, { ...before, ...facts, parameters });
  };
  for (const { type, props } of resources) {
    if (amiTypes.includes(type)) {
      const image = settle(props);
      learn(idInArn(text(at(image, "arn"))), {
        name: text(at(image, "name")),
        owner: text(at(image, "ownerId")),
        created: text(at(image, "creationDate")),
      });
    } else if (type === types.imageBuild) {
      for (const id of Object.values(at(settle(props), "amiIds") ?? {})) learn(text(id), { built: true });
    } else if (type === types.ssmParameter) {
      const parameter = settle(props);
      const name = text(at(parameter, "name"));
      if (name !== undefined) learn(text(at(parameter, "value")), { parameters: [name] });
    }
  }
  return known;
}

/** When an image was made: as said, or by the date that Image Builder puts into names. */
export function creationTime({ created, name }: ImageFacts): number | undefined {
  if (created !== undefined && !Number.isNaN(Date.parse(created))) return Date.parse(created);
  const [, date, hour, minute] = name?.match(/(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-\d\d/) ?? [];
  return date === undefined ? undefined : Date.parse(`${date}T${hour}:${minute}:00Z`);
}

/** The name of the SSM parameter in a reference that is resolved at launch: `resolve:ssm:/a/b` or `resolve:ssm:/a/b:3`. */
export function parameterOf(reference: string): string | undefined {
  return reference.match(/^resolve:ssm:([^:]+)/)?.[1];
}

export function isApprovedParameter(names: string[], approved: string[]): boolean {
  return names.some((name) => matchesAny(name, approved));
}

const amiTypes = [types.ami, "aws:ec2/amiCopy:AmiCopy", "aws:ec2/amiFromInstance:AmiFromInstance"];

const idInArn = (arn: string | undefined): string | undefined => arn?.match(/image\/(ami-[0-9a-f]+)$/)?.[1];
