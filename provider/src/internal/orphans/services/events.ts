import { eventsSdk } from "../../../aws/clients";
import { mayBe, unlessGone } from "../found";
import type { Found, Kind, Search } from "../found";

type Client = ReturnType<Search["aws"]["events"]>;

/** A target has no tags: it is known by its ID, which the plan gives, and by its rule, which is the component's own. */
export const target: Kind = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  async find({ aws, region, children }) {
    const client = aws.events(region);
    const found: Found[] = [];
    for (const child of children) {
      const { name: id = "", within: rule = "" } = child;
      if (!(await targetsOf(client, rule)).includes(id)) continue;
      found.push({
        child,
        called: `the target ${id} of the rule ${rule}`,
        identity: `${rule} ${id}`,
        remove: () => removeTargets(client, rule, [id]),
      });
    }
    return found;
  },
};

export const rule: Kind = {
  type: "aws:cloudwatch/eventRule:EventRule",
  async find({ aws, region, children, childOf }) {
    const client = aws.events(region);
    const { DeleteRuleCommand, ListTagsForResourceCommand } = eventsSdk();
    const found: Found[] = [];
    for (const { Name = "", Arn = "" } of await rulesOf(client)) {
      if (!mayBe(children, Name)) continue;
      const tagged = await unlessGone(client.send(new ListTagsForResourceCommand({ ResourceARN: Arn })));
      const child = childOf(tagged?.Tags);
      if (child === undefined) continue;
      found.push({
        child,
        called: Arn,
        identity: Name,
        async remove() {
          await removeTargets(client, Name, await targetsOf(client, Name));
          await client.send(new DeleteRuleCommand({ Name }));
        },
      });
    }
    return found;
  },
};

// The SDK has no pages of these.

async function rulesOf(client: Client): Promise<{ Name?: string; Arn?: string }[]> {
  const { ListRulesCommand } = eventsSdk();
  const all: { Name?: string; Arn?: string }[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListRulesCommand({ NextToken }));
    all.push(...(page.Rules ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return all;
}

async function targetsOf(client: Client, Rule: string): Promise<string[]> {
  const { ListTargetsByRuleCommand } = eventsSdk();
  const all: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await unlessGone(client.send(new ListTargetsByRuleCommand({ Rule, NextToken })));
    all.push(...(page?.Targets ?? []).flatMap(({ Id }) => Id ?? []));
    NextToken = page?.NextToken;
  } while (NextToken !== undefined);
  return all;
}

async function removeTargets(client: Client, Rule: string, Ids: string[]): Promise<void> {
  if (Ids.length === 0) return;
  const { FailedEntries = [] } = await client.send(new (eventsSdk().RemoveTargetsCommand)({ Rule, Ids }));
  const [failed] = FailedEntries;
  if (failed !== undefined) {
    throw Object.assign(new Error(failed.ErrorMessage), { name: failed.ErrorCode ?? "FailedEntry" });
  }
}
