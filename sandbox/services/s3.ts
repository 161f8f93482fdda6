// As much of S3 as deletes buckets and objects. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html

import type { Incoming } from "../image-builder/answer";
import { AwsError, notEmulated } from "../image-builder/errors";
import { objectType } from "../neighbours/s3";
import { toXml } from "../ec2/query";
import { recordWith, remove, tagList } from "./call";
import type { Call } from "./call";

const bucketType = "aws:s3/bucket:Bucket";

/** Buckets have their own region, and are in no other. */
const bucketOf = (name: string, call: Call) =>
  recordWith(
    call,
    bucketType,
    "id",
    name,
    new AwsError("NoSuchBucket", "The specified bucket does not exist", 404),
  );

export interface S3Answer {
  readonly operation: string;
  readonly status: number;
  readonly xml: string;
}

export function answerS3({ method, path, query }: Incoming, call: Call): S3Answer {
  const [bucket = "", ...rest] = path.split("/").slice(1).map(decodeURIComponent);
  const key = rest.join("/");
  const found = operations.find((each) => each.isMeant({ method, bucket, key, query }));
  if (found === undefined) throw notEmulated(`S3's ${method} ${path}?${query.toString()}`);
  const { operation, handle } = found;
  return { operation, ...handle({ bucket, key, query }, call) };
}

interface Asked {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

interface Operation {
  readonly operation: string;
  isMeant(asked: Asked & { readonly method: string }): boolean;
  handle(asked: Asked, call: Call): { status: number; xml: string };
}

const nothing = { status: 204, xml: "" };

const operations: readonly Operation[] = [
  {
    operation: "ListBuckets",
    isMeant: ({ method, bucket }) => method === "GET" && bucket === "",
    handle({ query }, { world, place }) {
      const region = query.get("bucket-region");
      const buckets = world.records
        .list(bucketType)
        .filter((each) => each.account === place.account && (region ?? each.region) === each.region);
      const listed = buckets
        .map(({ id, region: at }) => `<Bucket>${toXml({ Name: id, BucketRegion: at })}</Bucket>`)
        .join("");
      return {
        status: 200,
        xml: `<ListAllMyBucketsResult><Buckets>${listed}</Buckets></ListAllMyBucketsResult>`,
      };
    },
  },
  {
    operation: "GetBucketTagging",
    isMeant: ({ method, key, query }) => method === "GET" && key === "" && query.has("tagging"),
    handle({ bucket }, call) {
      const tags = tagList(bucketOf(bucket, call));
      if (tags.length === 0) throw new AwsError("NoSuchTagSet", "The TagSet does not exist", 404);
      const listed = tags.map((tag) => `<Tag>${toXml(tag)}</Tag>`).join("");
      return { status: 200, xml: `<Tagging><TagSet>${listed}</TagSet></Tagging>` };
    },
  },
  {
    operation: "ListObjectVersions",
    isMeant: ({ method, key, query }) => method === "GET" && key === "" && query.has("versions"),
    handle({ bucket, query }, call) {
      const prefix = query.get("prefix") ?? "";
      const there = objectsIn(bucket, call).filter(({ properties }) =>
        String(properties.key).startsWith(prefix),
      );
      const listed = there
        .map(
          ({ properties }) =>
            `<Version>${toXml({ Key: properties.key, VersionId: properties.versionId ?? "null" })}</Version>`,
        )
        .join("");
      const page = toXml({ Name: bucket, Prefix: prefix, IsTruncated: false });
      return { status: 200, xml: `<ListVersionsResult>${page}${listed}</ListVersionsResult>` };
    },
  },
  {
    operation: "DeleteObject",
    isMeant: ({ method, key }) => method === "DELETE" && key !== "",
    // It is no error if there is no such object.
    handle({ bucket, key }, call) {
      for (const gone of objectsIn(bucket, call).filter(({ properties }) => properties.key === key))
        remove(call, gone);
      return nothing;
    },
  },
  {
    operation: "DeleteBucket",
    isMeant: ({ method, bucket, key }) => method === "DELETE" && bucket !== "" && key === "",
    handle({ bucket }, call) {
      remove(call, bucketOf(bucket, call));
      return nothing;
    },
  },
];

/** A bucket that no stack has made isn't recorded, and its objects are. */
const objectsIn = (bucket: string, { world, place }: Call) =>
  world.records
    .list(objectType)
    .filter(({ account, properties }) => account === place.account && properties.bucket === bucket);
