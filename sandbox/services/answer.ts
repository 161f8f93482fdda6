// The services around Image Builder, as far as the plugin itself calls them. They come to the same address, and are told
// apart by the service that a request is signed for.

import { randomUUID } from "node:crypto";
import { type Incoming, raiseFault } from "../image-builder/answer";
import { placeOf } from "../image-builder/authorization";
import { AwsError, notEmulated } from "../image-builder/errors";
import type { JournalEntry, World } from "../image-builder/world";
import { readForm, textOf, toXml } from "../ec2/query";
import type { Call } from "./call";
import { jsonServices } from "./json";
import { queryServices } from "./query";
import { answerS3 } from "./s3";

/** `json` has its type of error in the body, as AWS's JSON protocol does. */
export type ServiceAnswer =
  { readonly status: number; readonly xml: string } | { readonly status: number; readonly json: object };

interface Handled {
  readonly operation: string;
  readonly answer: ServiceAnswer;
}

interface Protocol {
  handle(incoming: Incoming, call: Call): Handled;
  refuse(error: AwsError): ServiceAnswer;
}

const json = (service: string): Protocol => ({
  handle({ target = "", body }, call) {
    const operation = target.split(".").at(-1) ?? "";
    const handler = jsonServices[service]?.[operation];
    if (handler === undefined) throw notEmulated(`${service}'s ${operation}`);
    const input = (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>;
    return { operation, answer: { status: 200, json: handler(input, call) } };
  },
  refuse: ({ code, message, status }) => ({ status, json: { __type: code, message } }),
});

const query = (service: string): Protocol => ({
  handle({ body }, call) {
    const form = readForm(body);
    const operation = textOf(form, "Action") ?? "";
    const { version, operations } = queryServices[service] ?? { version: "", operations: {} };
    const handler = operations[operation];
    if (handler === undefined) throw notEmulated(`${service}'s ${operation}`);
    if (textOf(form, "Version") !== version) {
      throw new AwsError("InvalidAction", `The sandbox has only version ${version} of ${service}.`);
    }
    // Lists are of items in EC2's protocol, and of members here.
    const result = toXml(handler(form, call)).replaceAll("item>", "member>");
    const metadata = toXml({ RequestId: randomUUID() });
    return {
      operation,
      answer: {
        status: 200,
        xml: `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata>${metadata}</ResponseMetadata></${operation}Response>`,
      },
    };
  },
  refuse({ code, message, status }) {
    const error = { Error: { Type: "Sender", Code: code, Message: message }, RequestId: randomUUID() };
    return { status, xml: `<ErrorResponse>${toXml(error)}</ErrorResponse>` };
  },
});

const s3: Protocol = {
  handle(incoming, call) {
    const { operation, ...answer } = answerS3(incoming, call);
    return { operation, answer };
  },
  refuse: ({ code, message, status }) => ({
    status,
    xml: toXml({ Error: { Code: code, Message: message, RequestId: randomUUID() } }),
  }),
};

/** By the name that requests are signed for, which is that of the endpoint in the provider's configuration, too. */
export const services: Readonly<Record<string, Protocol>> = {
  ...Object.fromEntries(Object.keys(jsonServices).map((service) => [service, json(service)])),
  ...Object.fromEntries(Object.keys(queryServices).map((service) => [service, query(service)])),
  s3,
};

export function answerService(service: string, incoming: Incoming, world: World): ServiceAnswer {
  const protocol = services[service];
  if (protocol === undefined) throw notEmulated(service);
  const time = new Date().toISOString();
  let entry: Omit<JournalEntry, "time"> = { operation: service, status: 500 };
  try {
    const place = placeOf(incoming.authorization, service);
    entry = { ...entry, ...place };
    const named = incoming.target?.split(".").at(-1) ?? textOf(readForm(incoming.body), "Action");
    raiseFault(world.faults, `${service}:${named}`);
    const { operation, answer } = protocol.handle(incoming, { world, place });
    entry = { ...entry, operation, status: answer.status };
    return answer;
  } catch (error) {
    const refused =
      error instanceof AwsError
        ? error
        : new AwsError("InternalFailure", `The sandbox failed: ${String(error)}`, 500);
    entry = { ...entry, status: refused.status };
    return protocol.refuse(refused);
  } finally {
    world.journal.push({ time, ...entry });
  }
}
