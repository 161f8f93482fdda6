// The services that speak JSON: the operation is in a header.

import { createHash } from "node:crypto";
import { AwsError, notEmulated } from "../image-builder/errors";
import type { LogGroups } from "../logs/streams";
import { recordWith, recordsOf, remove, tagList, tagsOf } from "./call";
import type { Call } from "./call";

type Values = Readonly<Record<string, unknown>>;
type Handler = (input: Values, call: Call) => object;

const groupType = "aws:cloudwatch/logGroup:LogGroup";
const streamType = "aws:cloudwatch/logStream:LogStream";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const repositoryType = "aws:ecr/repository:Repository";
const keyType = "aws:kms/key:Key";

const missing = (message: string, code = "ResourceNotFoundException"): AwsError =>
  new AwsError(code, message, 400);

const noGroup = missing("The specified log group does not exist.");

/** What builds have written to a group. They make it where it isn't there. */
function groupOf(name: unknown, call: Call): LogGroups extends Map<string, infer Streams> ? Streams : never {
  const written = call.world.store(call.place).logs.get(String(name));
  if (written !== undefined) return written;
  recordWith(call, groupType, "id", name, noGroup);
  return new Map();
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
const logs: Readonly<Record<string, Handler>> = {
  DescribeLogGroups: ({ logGroupNamePrefix = "" }, call) => ({
    logGroups: recordsOf(call, groupType)
      .filter(({ id }) => id.startsWith(String(logGroupNamePrefix)))
      .map((group) => ({
        logGroupName: group.id,
        arn: `${String(group.properties.arn)}:*`,
        logGroupArn: group.properties.arn,
        creationTime: call.world.records.createdAt(group).getTime(),
      })),
  }),
  DescribeLogStreams({ logGroupName, limit = 50 }, call) {
    const recorded = recordsOf(call, streamType)
      .filter(({ properties }) => properties.logGroupName === logGroupName)
      .map(({ properties: { name } }) => String(name));
    const names = [...recorded, ...groupOf(logGroupName, call).keys()];
    return { logStreams: names.slice(0, Number(limit)).map((logStreamName) => ({ logStreamName })) };
  },
  GetLogEvents(
    { logGroupName, logStreamName, startTime, endTime, limit = 10_000, startFromHead, nextToken },
    call,
  ) {
    const all = groupOf(logGroupName, call).get(String(logStreamName));
    if (all === undefined) throw missing("The specified log stream does not exist.");
    const meant = all.filter(
      ({ timestamp }) => timestamp >= Number(startTime ?? 0) && timestamp < Number(endTime ?? Infinity),
    );
    // A token stands for the place in front of, or behind, which a page begins.
    const [, way, at] = /^([bf])\/(\d+)$/.exec(String(nextToken ?? "")) ?? [];
    if (nextToken !== undefined && way === undefined) {
      throw missing("The specified nextToken is invalid.", "InvalidParameterException");
    }
    const forward = way === undefined ? startFromHead === true : way === "f";
    const edge = at === undefined ? (forward ? 0 : meant.length) : Number(at);
    const begin = forward ? edge : Math.max(0, edge - Number(limit));
    const end = forward ? Math.min(meant.length, edge + Number(limit)) : edge;
    return {
      events: meant.slice(begin, end).map((event) => ({ ...event, ingestionTime: event.timestamp })),
      nextBackwardToken: `b/${begin}`,
      nextForwardToken: `f/${end}`,
    };
  },
  DeleteLogGroup({ logGroupName }, call) {
    remove(call, recordWith(call, groupType, "id", logGroupName, noGroup));
    call.world.store(call.place).logs.delete(String(logGroupName));
    return {};
  },
  // It takes ARNs without the `:*` only.
  ListTagsForResource: ({ resourceArn }, call) => ({
    tags: tagsOf(recordWith(call, groupType, "arn", resourceArn, noGroup)),
  }),
};

const noRule = (name: unknown): AwsError =>
  missing(`Rule ${String(name)} does not exist on EventBus default.`);

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html
const events: Readonly<Record<string, Handler>> = {
  ListRules: (_input, call) => ({
    Rules: recordsOf(call, ruleType).map(({ properties: { name, arn } }) => ({ Name: name, Arn: arn })),
  }),
  ListTagsForResource: ({ ResourceARN }, call) => ({
    Tags: tagList(recordWith(call, ruleType, "arn", ResourceARN, noRule(ResourceARN))),
  }),
  ListTargetsByRule({ Rule }, call) {
    recordWith(call, ruleType, "name", Rule, noRule(Rule));
    const targets = recordsOf(call, targetType).filter(({ properties }) => properties.rule === Rule);
    return { Targets: targets.map(({ properties: { targetId, arn } }) => ({ Id: targetId, Arn: arn })) };
  },
  RemoveTargets({ Rule, Ids }, call) {
    recordWith(call, ruleType, "name", Rule, noRule(Rule));
    for (const target of recordsOf(call, targetType)) {
      const { rule, targetId } = target.properties;
      if (rule === Rule && (Ids as unknown[]).includes(targetId)) remove(call, target);
    }
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
  // It is no error if there is no such rule.
  DeleteRule({ Name }, call) {
    const rule = recordsOf(call, ruleType).find(({ properties }) => properties.name === Name);
    if (rule !== undefined) remove(call, rule);
    return {};
  },
};

const noRepository = (name: unknown, { place }: Call): AwsError =>
  missing(
    `The repository with name '${String(name)}' does not exist in the registry with id '${place.account}'`,
    "RepositoryNotFoundException",
  );

interface ImageId {
  readonly imageDigest?: string;
  readonly imageTag?: string;
}

const imagesIn = (name: unknown, { world, place }: Call) =>
  world
    .store(place)
    .containers.filter(({ repositoryName }) => repositoryName === name)
    .map((container) => ({
      container,
      imageDigest: `sha256:${createHash("sha256").update(container.sourceImageArn).digest("hex")}`,
      tags: container.imageUris.map((uri) => uri.split(":").at(-1) ?? ""),
    }));

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html
const ecr: Readonly<Record<string, Handler>> = {
  DescribeImages({ repositoryName, imageIds }, call) {
    const found = imagesIn(repositoryName, call).filter(({ tags, imageDigest }) =>
      (imageIds as ImageId[]).some(
        (id) => tags.includes(id.imageTag ?? "") || id.imageDigest === imageDigest,
      ),
    );
    if (found.length === 0)
      throw missing("The image does not exist within the repository.", "ImageNotFoundException");
    return {
      imageDetails: found.map(({ tags, imageDigest }) => ({
        registryId: call.place.account,
        repositoryName,
        imageDigest,
        imageTags: tags,
      })),
    };
  },
  // By a digest the image goes, by a tag only that tag, unless it is the last.
  BatchDeleteImage({ repositoryName, imageIds }, call) {
    const { containers } = call.world.store(call.place);
    const gone = (imageIds as ImageId[]).flatMap((id) => {
      if (id.imageDigest === undefined) throw notEmulated("the deletion of an image's tag");
      const image = imagesIn(repositoryName, call).find(({ imageDigest }) => imageDigest === id.imageDigest);
      if (image === undefined) return [];
      containers.splice(containers.indexOf(image.container), 1);
      return [{ imageDigest: id.imageDigest }];
    });
    return { imageIds: gone, failures: [] };
  },
  DescribeRepositories: ({ repositoryNames }, call) => ({
    repositories: (repositoryNames as unknown[]).map((name) => {
      const repository = recordWith(call, repositoryType, "id", name, noRepository(name, call));
      return {
        repositoryName: name,
        repositoryArn: repository.properties.arn,
        registryId: call.place.account,
        createdAt: call.world.records.createdAt(repository).getTime() / 1000,
      };
    }),
  }),
  ListTagsForResource: ({ resourceArn }, call) => ({
    tags: tagList(recordWith(call, repositoryType, "arn", resourceArn, noRepository(resourceArn, call))),
  }),
  DeleteRepository({ repositoryName }, call) {
    remove(call, recordWith(call, repositoryType, "id", repositoryName, noRepository(repositoryName, call)));
    return {};
  },
};

const keyOf = (keyId: unknown, call: Call) =>
  recordWith(
    call,
    keyType,
    "id",
    keyId,
    missing(`Key '${String(keyId)}' does not exist`, "NotFoundException"),
  );

// https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
const kms: Readonly<Record<string, Handler>> = {
  ListKeys: (_input, call) => ({
    Keys: recordsOf(call, keyType).map(({ id, properties: { arn } }) => ({ KeyId: id, KeyArn: arn })),
    Truncated: false,
  }),
  ListResourceTags: ({ KeyId }, call) => ({
    Tags: Object.entries(tagsOf(keyOf(KeyId, call))).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    Truncated: false,
  }),
  DescribeKey({ KeyId }, call) {
    const { id, properties } = keyOf(KeyId, call);
    return { KeyMetadata: { KeyId: id, Arn: properties.arn, KeyState: "Enabled" } };
  },
  // One that is deleted is gone here at once.
  ScheduleKeyDeletion({ KeyId, PendingWindowInDays = 30 }, call) {
    const days = Number(PendingWindowInDays);
    if (days < 7 || days > 30) throw missing("PendingWindowInDays is 7 to 30", "ValidationException");
    remove(call, keyOf(KeyId, call));
    return { KeyId, KeyState: "PendingDeletion" };
  },
};

/** By the name that requests are signed for. */
export const jsonServices: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  ecr,
  events,
  kms,
  logs,
};
