// One request to the sandbox, whichever service it is for.

import { answerEc2 } from "./ec2/answer";
import { type Answer, answer, type Incoming } from "./image-builder/answer";
import { serviceOf } from "./image-builder/authorization";
import { control } from "./image-builder/control";
import type { Settings } from "./image-builder/settings";
import type { World } from "./image-builder/world";
import { answerService, type ServiceAnswer, services } from "./services/answer";

export function respond(
  incoming: Incoming,
  world: World,
  settings: Settings,
  reset: () => void,
): Answer | ServiceAnswer {
  const [first, ...path] = incoming.path.split("/").slice(1).map(decodeURIComponent);
  if (first === "_sandbox") {
    const body = control({ ...incoming, path }, world, reset);
    return body === "drop" ? body : { status: 200, body };
  }
  const service = serviceOf(incoming.authorization) ?? "";
  // Image Builder has nothing at the root.
  if (incoming.path === "/" && service === "ec2") {
    return answerEc2(incoming.authorization, incoming.body, world, settings);
  }
  return service in services ? answerService(service, incoming, world) : answer(incoming, world, settings);
}
