import { kmsSdk } from "../../../aws/clients";
import { isDenied } from "../../../aws/errors";
import { everyOf, unlessGone } from "../found";
import type { Found, Kind } from "../found";

/** As long as AWS lets a deletion be taken back, as the provider has it. */
const pendingDays = 30;

/** The policy of another's key may keep us from looking at it. */
const unlessDenied = <T>(asking: Promise<T>): Promise<T | undefined> =>
  unlessGone(asking).catch((error: unknown) => {
    if (isDenied(error)) return undefined;
    throw error;
  });

export const key: Kind = {
  type: "aws:kms/key:Key",
  async find({ aws, region, childOf }) {
    const client = aws.kms(region);
    const sdk = kmsSdk();
    const found: Found[] = [];
    for (const { KeyId = "", KeyArn = "" } of await everyOf(
      sdk.paginateListKeys({ client }, {}),
      ({ Keys }) => Keys,
    )) {
      const tagged = await unlessDenied(client.send(new sdk.ListResourceTagsCommand({ KeyId })));
      const child = childOf(tagged?.Tags);
      if (child === undefined) continue;
      const { KeyMetadata } = await client.send(new sdk.DescribeKeyCommand({ KeyId }));
      if (KeyMetadata?.KeyState === "PendingDeletion") continue;
      found.push({
        child,
        called: KeyArn,
        identity: KeyId,
        async remove() {
          await client.send(new sdk.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: pendingDays }));
        },
      });
    }
    return found;
  },
};
