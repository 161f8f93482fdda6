import type {
  ListTagsForResourceRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-imagebuilder";
import type { Call } from "./call";
import { notFound } from "./errors";

function taggable(arn: string | undefined, { store }: Call): { tags?: Record<string, string> | undefined } {
  const resource = store.taggable(arn ?? "");
  if (resource === undefined) {
    throw notFound(arn ?? "");
  }
  return resource;
}

export function tagResource({ resourceArn, tags }: TagResourceRequest, call: Call) {
  const resource = taggable(resourceArn, call);
  resource.tags = { ...resource.tags, ...tags };
  return {};
}

export function untagResource({ resourceArn, tagKeys = [] }: UntagResourceRequest, call: Call) {
  const resource = taggable(resourceArn, call);
  const kept = Object.entries(resource.tags ?? {}).filter(([key]) => !tagKeys.includes(key));
  resource.tags = Object.fromEntries(kept);
  return {};
}

export const listTagsForResource = ({ resourceArn }: ListTagsForResourceRequest, call: Call) => ({
  tags: taggable(resourceArn, call).tags ?? {},
});
