// Buckets, what is in them, and repositories of container images. AWS deletes none that has something in it.

import { ecrSdk, s3Sdk } from "../../../aws/clients";
import { everyOf, mayBe, unlessGone } from "../found";
import type { Found, Kind, Search } from "../found";

type Client = ReturnType<Search["aws"]["s3"]>;

export const bucket: Kind = {
  type: "aws:s3/bucket:Bucket",
  async find({ aws, region, children, childOf }) {
    const client = aws.s3(region);
    const { DeleteBucketCommand, GetBucketTaggingCommand, paginateListBuckets } = s3Sdk();
    const found: Found[] = [];
    for (const { Name = "" } of await everyOf(
      paginateListBuckets({ client }, { BucketRegion: region }),
      ({ Buckets }) => Buckets,
    )) {
      if (!mayBe(children, Name)) continue;
      const tagged = await unlessGone(client.send(new GetBucketTaggingCommand({ Bucket: Name })));
      const child = childOf(tagged?.TagSet);
      if (child === undefined) continue;
      found.push({
        child,
        called: `the bucket ${Name}`,
        identity: Name,
        remove: async () => void (await client.send(new DeleteBucketCommand({ Bucket: Name }))),
      });
    }
    return found;
  },
};

/** An object can't have all the tags that a child has. Its key has the digest of its content, and so tells it from others. */
export const object: Kind = {
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  async find({ aws, region, children }) {
    const client = aws.s3(region);
    const found: Found[] = [];
    for (const child of children) {
      const { name: Key = "", within: Bucket = "" } = child;
      const versions = await versionsOf(client, Bucket, Key);
      if (versions.length === 0) continue;
      found.push({
        child,
        called: `s3://${Bucket}/${Key}`,
        identity: `${Bucket} ${Key}`,
        async remove() {
          for (const VersionId of versions) {
            await client.send(new (s3Sdk().DeleteObjectCommand)({ Bucket, Key, VersionId }));
          }
        },
      });
    }
    return found;
  },
};

async function versionsOf(client: Client, Bucket: string, Prefix: string): Promise<(string | undefined)[]> {
  const { ListObjectVersionsCommand } = s3Sdk();
  const all: (string | undefined)[] = [];
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  do {
    const listing = new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker });
    const page = await unlessGone(client.send(listing));
    const listed = [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])];
    all.push(...listed.filter(({ Key }) => Key === Prefix).map(({ VersionId }) => VersionId));
    KeyMarker = page?.NextKeyMarker;
    VersionIdMarker = page?.NextVersionIdMarker;
  } while (KeyMarker !== undefined);
  return all;
}

export const repository: Kind = {
  type: "aws:ecr/repository:Repository",
  async find({ aws, region, children, childOf }) {
    const client = aws.ecr(region);
    const sdk = ecrSdk();
    const found: Found[] = [];
    for (const { name: repositoryName = "" } of children) {
      const described = await unlessGone(
        client.send(new sdk.DescribeRepositoriesCommand({ repositoryNames: [repositoryName] })),
      );
      const [{ repositoryArn, createdAt } = {}] = described?.repositories ?? [];
      if (repositoryArn === undefined) continue;
      const listing = new sdk.ListTagsForResourceCommand({ resourceArn: repositoryArn });
      const child = childOf((await unlessGone(client.send(listing)))?.tags);
      if (child === undefined) continue;
      found.push({
        child,
        called: repositoryArn,
        identity: repositoryArn,
        madeAt: createdAt,
        remove: async () => void (await client.send(new sdk.DeleteRepositoryCommand({ repositoryName }))),
      });
    }
    return found;
  },
};
