// As much of EC2 as importing machines needs. Its requests come to the same address as Image Builder's, and are told
// apart by the service that they are signed for.

import { randomUUID } from "node:crypto";
import { raiseFault } from "../image-builder/answer";
import { placeOf } from "../image-builder/authorization";
import type { Call } from "../image-builder/call";
import { AwsError, notEmulated } from "../image-builder/errors";
import type { Settings } from "../image-builder/settings";
import type { JournalEntry, World } from "../image-builder/world";
import { getImageFindings } from "./image-findings";
import * as images from "./images";
import { describeImportImageTasks, importImage } from "./import-tasks";
import { networkHandlers } from "./network";
import { type Form, readForm, textOf, toXml } from "./query";
import { createTags, deleteTags } from "./tags";

export interface XmlAnswer {
  readonly status: number;
  readonly xml: string;
}

const handlers: Readonly<Record<string, (form: Form, call: Call) => object>> = {
  ...networkHandlers,
  CreateTags: createTags,
  DeleteTags: deleteTags,
  DeleteSnapshot: images.deleteSnapshot,
  DeregisterImage: images.deregisterImage,
  DescribeImages: images.describeImages,
  DescribeSnapshots: images.describeSnapshots,
  DisableImage: images.disableImage,
  DisableImageDeprecation: images.disableImageDeprecation,
  EnableImage: images.enableImage,
  EnableImageDeprecation: images.enableImageDeprecation,
  DescribeImportImageTasks: describeImportImageTasks,
  GetImageFindings: getImageFindings,
  ImportImage: importImage,
};

const version = "2016-11-15";

export function answerEc2(
  authorization: string | undefined,
  body: string,
  world: World,
  settings: Settings,
): XmlAnswer {
  const time = new Date().toISOString();
  const form = readForm(body);
  const operation = textOf(form, "Action") ?? "";
  const requestId = randomUUID();
  let status: JournalEntry["status"] = 200;
  let place = {};
  try {
    const at = placeOf(authorization, "ec2");
    place = at;
    const handler = handlers[operation];
    if (handler === undefined) throw notEmulated(`EC2's ${operation}`);
    if (textOf(form, "Version") !== version) {
      throw new AwsError("NoSuchVersion", `The sandbox has only version ${version} of EC2.`);
    }
    const fault = raiseFault(world.faults, `ec2:${operation}`);
    if (fault !== undefined) throw notEmulated(`a fault that breaks connections of EC2`);
    const result = handler(form, { world, store: world.store(at), settings });
    const xml = toXml({ requestId, ...result });
    return {
      status,
      xml: `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/${version}/">${xml}</${operation}Response>`,
    };
  } catch (error) {
    const {
      code,
      message,
      status: refused,
    } = error instanceof AwsError
      ? error
      : new AwsError("InternalError", `The sandbox failed: ${String(error)}`, 500);
    status = refused;
    const errors = { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId };
    return { status, xml: `<Response>${toXml(errors)}</Response>` };
  } finally {
    world.journal.push({ time, operation, ...place, status });
  }
}
