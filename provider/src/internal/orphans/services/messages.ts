// Logs and topics.

import { logsSdk, snsSdk } from "../../../aws/clients";
import { everyOf, mayBe, unlessGone } from "../found";
import type { Found, Kind } from "../found";

export const logGroup: Kind = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  async find({ aws, region, children, childOf }) {
    const client = aws.logs(region);
    const sdk = logsSdk();
    const found: Found[] = [];
    for (const { name } of children) {
      const groups = await everyOf(
        sdk.paginateDescribeLogGroups({ client }, { logGroupNamePrefix: name }),
        (page) => page.logGroups,
      );
      const group = groups.find(({ logGroupName }) => logGroupName === name);
      if (group === undefined) continue;
      const arn = group.logGroupArn ?? group.arn?.replace(/:\*$/, "") ?? "";
      const tagged = await unlessGone(client.send(new sdk.ListTagsForResourceCommand({ resourceArn: arn })));
      const child = childOf(tagged?.tags);
      if (child === undefined) continue;
      found.push({
        child,
        called: arn,
        identity: arn,
        madeAt: group.creationTime === undefined ? undefined : new Date(group.creationTime),
        async holds() {
          const streams = new sdk.DescribeLogStreamsCommand({ logGroupName: name, limit: 1 });
          const { logStreams = [] } = (await unlessGone(client.send(streams))) ?? {};
          return logStreams.length > 0 ? "there are logs in it" : undefined;
        },
        remove: async () => void (await client.send(new sdk.DeleteLogGroupCommand({ logGroupName: name }))),
      });
    }
    return found;
  },
};

export const topic: Kind = {
  type: "aws:sns/topic:Topic",
  async find({ aws, region, children, childOf }) {
    const client = aws.sns(region);
    const sdk = snsSdk();
    const found: Found[] = [];
    for (const { TopicArn = "" } of await everyOf(
      sdk.paginateListTopics({ client }, {}),
      ({ Topics }) => Topics,
    )) {
      if (!mayBe(children, TopicArn.split(":").at(-1) ?? "")) continue;
      const listing = new sdk.ListTagsForResourceCommand({ ResourceArn: TopicArn });
      const child = childOf((await unlessGone(client.send(listing)))?.Tags);
      if (child === undefined) continue;
      found.push({
        child,
        called: TopicArn,
        identity: TopicArn,
        remove: async () => void (await client.send(new sdk.DeleteTopicCommand({ TopicArn }))),
      });
    }
    return found;
  },
};
