// The stand-in for the aws plugin in front of an emulator, for the tests around.

import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { useSandbox } from "../emulator/fixtures";

export function useStandIn() {
  const emulator = useSandbox();
  const plugin = awsStandIn();

  before(() =>
    plugin.configure({
      region: "eu-west-1",
      endpoints: JSON.stringify([{ imagebuilder: emulator.url }]),
    }),
  );

  return { plugin, emulator };
}

/** What a request says beside its inputs. */
export const request = {
  timeout: 0,
  log: { status: () => undefined, info: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
};

export const subject = (type: string) => ({ urn: `urn:pulumi:dev::test::${type}::it`, type });
