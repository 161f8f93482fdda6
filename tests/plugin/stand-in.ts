// The stand-in for the aws plugin in front of an emulator, for the tests around.

import type { Plugin } from "../../provider/src/protocol/server";
import type { Values } from "../../provider/src/protocol/values";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { useSandbox } from "../emulator/fixtures";
import { quiet } from "../quiet-log";

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
  log: quiet,
  signal: new AbortController().signal,
};

/** What a read says beside its resource. */
export const reading = { log: quiet };

export const subject = (type: string) => ({ urn: `urn:pulumi:dev::test::${type}::it`, type });

/** Resources that are checked and made, each with a name of its own. */
export function makingBy(plugin: () => Plugin) {
  let count = 0;
  const check = async (type: string, news: Values, olds: Values = {}): Promise<Values> =>
    (await plugin().check({ ...subject(type), name: `it-${++count}`, olds, news, marked: news })).inputs;
  const create = async (type: string, news: Values) => {
    const inputs = await check(type, news);
    return { inputs, ...(await plugin().create({ ...subject(type), inputs, preview: false, ...request })) };
  };
  return { check, create };
}
