// One request of AWS's: routed, authorised, checked, handled, and noted in the journal.

import { randomUUID } from "node:crypto";
import type { Place } from "./arns";
import { placeOf } from "./authorization";
import { AwsError, notEmulated } from "./errors";
import { handlers } from "./handlers";
import { checkAnswer, clientTokenOf, readRequest, type Route, routeOf, writeAnswer } from "./protocol";
import type { Settings } from "./settings";
import type { Fault, JournalEntry, World } from "./world";

export interface Incoming {
  readonly method: string;
  /** As it was sent, with its escapes. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** The operation, where a protocol has it in a header. */
  readonly target?: string | undefined;
  readonly body: string;
}

export type Answer = { readonly status: number; readonly body: object } | "drop";

export function answer(incoming: Incoming, world: World, settings: Settings): Answer {
  const time = new Date().toISOString();
  const route = routeOf(incoming.method, incoming.path);
  let place: Place | undefined;
  let status: JournalEntry["status"] = 500;
  try {
    if (route === undefined) {
      throw new AwsError("UnknownOperationException", "Image Builder has no such operation.", 404);
    }
    place = placeOf(incoming.authorization);
    const fault = raiseFault(world.faults, route.name);
    if (fault === "drop") return (status = fault);
    const body = handle(route, incoming, place, world, settings);
    if (fault === "lose") return (status = "drop");
    status = route.operation.responseCode;
    return { status, body };
  } catch (error) {
    status = error instanceof AwsError ? error.status : 500;
    throw error;
  } finally {
    world.journal.push({ time, operation: route?.name, ...place, status });
  }
}

/** What happens to a request, or to its answer, instead of what should. */
export function raiseFault(faults: readonly Fault[], operation: string): "drop" | "lose" | undefined {
  const isOther = /[ :]/.test(operation);
  const fault = faults.find(
    (each) =>
      each.count > 0 &&
      (each.operation === undefined ? !isOther : isMeant(each.operation, operation)) &&
      (each.share === undefined || Math.random() < each.share),
  );
  if (fault === undefined) {
    return undefined;
  }
  fault.count -= 1;
  switch (fault.status) {
    case "drop":
    case "lose":
      return fault.status;
    case 403:
      throw new AwsError(
        operation.startsWith("ec2:") ? "UnauthorizedOperation" : "AccessDeniedException",
        `You are not authorized to perform ${operation.includes(":") ? operation : `imagebuilder:${operation}`}`,
        403,
      );
    case 400:
      throw new AwsError("InvalidRequestException", "A refusal on demand");
    case 429:
      throw new AwsError("TooManyRequestsException", "Rate exceeded");
    case 500:
      throw new AwsError("ServiceException", "A fault on demand");
  }
}

/** Image Builder's have a name; of records, a fault may hit those of one type or all. */
const isMeant = (wanted: string, operation: string): boolean =>
  wanted === operation || operation.startsWith(`${wanted} `);

function handle(route: Route, incoming: Incoming, place: Place, world: World, settings: Settings): object {
  const { name, operation } = route;
  const handler = handlers[name];
  if (handler === undefined) {
    throw notEmulated(name);
  }
  const request = readRequest(route, incoming.query, incoming.body);
  const store = world.store(place);
  const clientToken = clientTokenOf(operation, request);
  const key = `${name}/${clientToken}`;
  const sameToken = clientToken === undefined ? undefined : store.answers.get(key);
  if (sameToken !== undefined) {
    if (sameToken.request !== incoming.body) {
      throw new AwsError(
        "IdempotentParameterMismatchException",
        "The client token was used before, with other parameters.",
      );
    }
    return sameToken.answer;
  }
  const result = handler(request as never, { world, store, settings });
  const written = writeAnswer(operation.output, { requestId: randomUUID(), clientToken, ...result });
  checkAnswer(operation.output, written);
  if (clientToken !== undefined) {
    store.answers.set(key, { request: incoming.body, answer: written as object });
  }
  return written as object;
}
