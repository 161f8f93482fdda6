// Which account a component works in: asked of AWS, where a plan needs it.

import { accountIdOf, accountOf } from "../aws/account";
import type { Account } from "../aws/account";
import { asked } from "../plan/deferred";

const anyId = "000000000000";

/** The ID of the account. */
export const accountId = asked("account ID", [], (_, { invoke }) => accountIdOf(invoke), anyId);

/** The ID of the account, and its partition. */
export const account = asked<readonly [], Account>("account", [], (_, { invoke }) => accountOf(invoke), {
  id: anyId,
  partition: "aws",
});
