// The emulator without HTTP, for the stand-in: thousands of stacks are carried out in little time.

import { operations, shapeOf } from "../../provider/src/checks/service-model/model";
import type { Values } from "../../provider/src/protocol/values";
import type { Connection } from "../../sandbox/aws-plugin/connection";
import { answer } from "../../sandbox/image-builder/answer";
import { control } from "../../sandbox/image-builder/control";
import { AwsError } from "../../sandbox/image-builder/errors";
import type { Place } from "../../sandbox/image-builder/arns";
import type { World } from "../../sandbox/image-builder/world";

let tokens = 0;

/** A call of Image Builder's, as the account's client in the region would make it. */
export function callIn(
  world: World,
  { account, region }: Place,
  command: { name: string },
  input: Values,
): Values {
  const name = command.name.replace(/Command\d*$/, "");
  const {
    method,
    requestUri,
    input: shape,
  } = operations()[name] ?? { method: "", requestUri: "", input: "" };
  const query = new URLSearchParams();
  const body: Values = {};
  let path = requestUri;
  for (const [member, { location, locationName = member, idempotencyToken }] of Object.entries(
    shapeOf(shape).members ?? {},
  )) {
    const value = input[member] ?? (idempotencyToken === true ? `token-${++tokens}` : undefined);
    if (value === undefined) continue;
    if (location === "uri") path = path.replace(`{${locationName}}`, encodeURIComponent(String(value)));
    else if (location === "querystring")
      for (const each of [value].flat()) query.append(locationName, String(each));
    else body[member] = value;
  }
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/imagebuilder/aws4_request`;
  const incoming = { method, path, query, authorization, body: JSON.stringify(body) };
  const answered = answering(() => answer(incoming, world, { phaseMilliseconds: 0 }));
  if (answered === "drop") throw new Error("the emulator dropped the connection");
  return answered.body as Values;
}

export const inProcess = (world: World): Connection => ({
  call: async ({ account }, region, command, input) => callIn(world, { account, region }, command, input),

  async request(_config, method, path, query, body) {
    const request = { method, path, query, body: body === undefined ? "" : JSON.stringify(body) };
    try {
      const answered = control(request, world, () => undefined);
      if (answered === "drop") throw new Error("the emulator dropped the connection");
      return { status: 200, body: { ...answered } };
    } catch (error) {
      if (error instanceof AwsError) {
        return { status: error.status, body: { message: error.message }, error: error.code };
      }
      throw error;
    }
  },
});

/** An error has the name that the SDK would give it. */
function answering<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof AwsError) throw Object.assign(new Error(error.message), { name: error.code });
    throw error;
  }
}
