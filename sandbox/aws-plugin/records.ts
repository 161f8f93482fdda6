// All that is not Image Builder's is only written down in the emulator, with the identifiers AWS would give it.

import type { Values } from "../../provider/src/protocol/values";
import type { Backend, Stored } from "./backend";
import { type Config, partitionOf } from "./config";
import { overHttp } from "./connection";
import { counters, identifiers } from "./identifiers";
import { contentInputs, objectContent } from "./object-content";
import { computedOf } from "./outputs";
import { resourceType } from "./resource-types";

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

export function records(config: Config, connection = overHttp): Backend {
  const { account } = config;
  /** IAM's resources are of no region. */
  const isRegional = (type: string): boolean => "region" in resourceType(type).inputs;
  const request = async (
    doing: string,
    method: string,
    type: string,
    id: string,
    values: Values,
    body?: Values,
  ): Promise<Values | undefined> => {
    const place = new URLSearchParams({ account });
    if (isRegional(type)) place.set("region", config.regionOf(values));
    const path = ["resources", type, id];
    const answer = await connection.request(config, method, path, place, body);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) {
      throw new Error(`${doing} ${type} (${id}): ${answer.error}: ${String(answer.body.message)}`);
    }
    return answer.body;
  };
  const store = (method: "PUT" | "POST", type: string, id: string, values: Values): Promise<unknown> =>
    request(method === "POST" ? "creating" : "updating", method, type, id, values, {
      account,
      region: isRegional(type) ? config.regionOf(values) : "global",
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
      await store("POST", type, stored.id, { ...all, ...stored.computed });
      return stored;
    },
    async read(type, id, state) {
      const found = await request("reading", "GET", type, id, state);
      if (found === undefined) return undefined;
      const properties = found.properties as Values;
      const known = Object.keys(resourceType(type).inputs).filter(
        // The provider does not read an object's content back.
        (key) => !(type === objectType && contentInputs.includes(key)),
      );
      const inputs = Object.fromEntries(known.map((key) => [key, properties[key]]));
      return { inputs, computed: computedOf(type, properties) };
    },
    async update(type, id, olds, inputs, all, { configuration, tags }) {
      const computed = {
        ...computedOf(type, olds),
        ...(configuration && renewed(type, olds, inputs, all)),
        ...all,
      };
      if (configuration || tags) await store("PUT", type, id, computed);
      return computed;
    },
    async delete(type, id, state) {
      await request("deleting", "DELETE", type, id, state);
    },
  };
}
