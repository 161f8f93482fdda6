// Texts that a request holds itself or points to in S3: there, it is what the record has of the account's objects.

import type { Call } from "./call";
import { invalidCombination, invalidValue } from "./errors";

const objectTypes = ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"];

/** `names` are the request's members: the one with the text itself, and the one with where it is. */
export function readText(
  call: Call,
  data: string | undefined,
  uri: string | undefined,
  names: readonly [data: string, uri: string],
): string {
  if ((data === undefined) === (uri === undefined)) {
    throw invalidCombination(names.join(", "), "Exactly one of them must be given.");
  }
  const content = data ?? readObject(call, uri ?? "");
  if (content === undefined) {
    throw invalidValue(names[1], "The object cannot be read.");
  }
  return content;
}

function readObject(call: Call, uri: string): string | undefined {
  const [, bucket = "", key = ""] = parseUri(uri);
  const content = findObject(call, bucket, key)?.properties.content;
  return typeof content === "string" ? content : undefined;
}

const parseUri = (uri: string): readonly string[] => /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];

const findObject = ({ store, world }: Call, bucket: string, key: string) =>
  objectTypes
    .flatMap((type) => world.records.list(type))
    .find(
      ({ account, properties }) =>
        account === store.place.account && properties.bucket === bucket && properties.key === key,
    );

export const objectExists = (call: Call, bucket: string, key: string): boolean =>
  findObject(call, bucket, key) !== undefined;

export function uriExists(call: Call, uri: string): boolean {
  const [, bucket = "", key = ""] = parseUri(uri);
  return objectExists(call, bucket, key);
}
