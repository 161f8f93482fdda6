// All that is not Image Builder's is only written down in the emulator, with the identifiers AWS would give it.

import type { Values } from "../../../provider/src/protocol/values";
import type { Backend, Stored } from "./backend";
import { type Config, partitionOf } from "./config";
import { type Answer, overHttp } from "./connection";
import { counters, identifiers, takenErrors } from "./identifiers";
import { contentInputs, objectContent } from "./object-content";
import { computedOf } from "./outputs";
import { resourceType } from "./resource-types";

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

export function records(config: Config, connection = overHttp): Backend {
  const request = async (
    method: string,
    type: string,
    id: string,
    values: Values,
    body?: Values,
  ): Promise<Answer> => {
    // IAM's resources are of no region.
    const { account } = config;
    const place = new URLSearchParams({ account });
    if ("region" in resourceType(type).inputs) {
      place.set("region", config.regionOf(values));
    }
    const answer = await connection.request(config, method, ["resources", type, id], place, body);
    if (![200, 404, 409].includes(answer.status)) {
      throw new Error(
        `the sandbox answers ${answer.status} to ${method} ${type}: ${JSON.stringify(answer.body)}`,
      );
    }
    return answer;
  };
  const store = (method: "PUT" | "POST", type: string, id: string, values: Values): Promise<Answer> =>
    request(method, type, id, values, {
      account: config.account,
      region: config.regionOf(values),
      // The emulator reads documents from objects.
      properties:
        type === objectType ? { ...values, source: undefined, content: objectContent(values) } : values,
    });
  const identify = (type: string, inputs: Values, all: Values): Stored | undefined => {
    const region = config.regionOf(all);
    const { partition } = partitionOf(region);
    return identifiers[type]?.(inputs, { account: config.account, region, partition });
  };
  /** What AWS puts out anew at an update. */
  const renewed = (type: string, olds: Values, inputs: Values, all: Values): Values => {
    const counter = counters[type];
    if (counter !== undefined) {
      return { [counter]: Number(olds[counter]) + 1 };
    }
    return type === objectType ? (identify(type, inputs, all)?.computed ?? {}) : {};
  };

  return {
    async create(type, inputs, all) {
      const stored = identify(type, inputs, all);
      if (stored === undefined) {
        throw new Error(`the stand-in for the aws plugin cannot create a ${type}`);
      }
      const taken = takenErrors[type];
      const method = taken === undefined ? "PUT" : "POST";
      const { status } = await store(method, type, stored.id, { ...all, ...stored.computed });
      if (status === 409) {
        throw new Error(`creating ${type} (${stored.id}): ${String(taken)}: the name is taken`);
      }
      return stored;
    },
    async read(type, id, state) {
      const { status, body } = await request("GET", type, id, state);
      if (status === 404) {
        return undefined;
      }
      const properties = body.properties as Values;
      const known = Object.keys(resourceType(type).inputs).filter(
        // The provider does not read an object's content back.
        (key) => properties[key] !== undefined && !(type === objectType && contentInputs.includes(key)),
      );
      const inputs = Object.fromEntries(known.map((key) => [key, properties[key]]));
      return { inputs, computed: computedOf(type, properties) };
    },
    async update(type, id, olds, inputs, all) {
      const computed = { ...computedOf(type, olds), ...renewed(type, olds, inputs, all) };
      await store("PUT", type, id, { ...computed, ...all });
      return computed;
    },
    async delete(type, id, state) {
      await request("DELETE", type, id, state);
    },
  };
}
