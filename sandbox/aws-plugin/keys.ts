// The look-up of a KMS key. One that is deleted is gone here at once.

import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";
import { records } from "./records";

export async function getKey({ keyId, region }: Values, config: Config): Promise<Values> {
  const id = String(keyId).split("/").at(-1) ?? "";
  const found = await records(config).read("aws:kms/key:Key", id, { region });
  if (found === undefined) {
    throw new Error(
      `reading KMS Key (${String(keyId)}): NotFoundException: Key '${String(keyId)}' does not exist`,
    );
  }
  return { arn: found.computed.arn, id, keyId, keyState: "Enabled", region: config.regionOf({ region }) };
}
