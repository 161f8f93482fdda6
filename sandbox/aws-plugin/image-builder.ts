// Image Builder's resources, by calls of the real SDK to the emulator.

import { TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-imagebuilder";
import type { Values } from "../../provider/src/protocol/values";
import { emptyBlocks, fromApi, toApi } from "./api-shapes";
import { type Backend, CreatedOnly } from "./backend";
import type { Config } from "./config";
import { overHttp } from "./connection";
import { type Command, operationsOf } from "./operations";
import { computedOf } from "./outputs";
import { isKept, planned } from "./planned";
import { ofPluginFramework, resourceType } from "./resource-types";

export function imageBuilder(config: Config, connection = overHttp): Backend {
  const call = async (doing: string, region: string, command: Command, input: Values): Promise<Values> => {
    try {
      return await connection.call(config, region, command, input);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // The bundler numbers classes whose names it finds twice.
      const operation = command.name.replace(/Command\d*$/, "");
      const message = `${doing}: operation error imagebuilder: ${operation}, ${error.name}: ${error.message}`;
      throw Object.assign(new Error(message), { name: error.name });
    }
  };

  const get = async (type: string, id: string, region: string): Promise<Values> => {
    const { get: command, arn, body } = operationsOf(type);
    const answer = await call(`reading ${type} (${id})`, region, command, { [arn]: id });
    return fromApi(answer[body] as Values);
  };

  const computed = (type: string, resource: Values, inputs: Values): Values => {
    const { tagsAll: _, ...absent } = Object.fromEntries(resourceType(type).computed.map((key) => [key, ""]));
    // AWS fills in what may be left out.
    const filled = Object.entries(planned(type, resource, inputs)).filter(([key]) => isKept(type, key));
    // What did not reach AWS is found missing there.
    const missing = emptyBlocks(type, inputs).map((name) => [name, undefined]);
    return {
      ...absent,
      ...computedOf(type, resource),
      ...Object.fromEntries([...filled, ...missing]),
    };
  };

  const retag = async (id: string, region: string, old: Values, now: Values): Promise<void> => {
    const doing = `updating tags of ${id}`;
    const gone = Object.keys(old).filter((key) => !(key in now));
    if (gone.length > 0) {
      await call(doing, region, UntagResourceCommand, { resourceArn: id, tagKeys: gone });
    }
    if (Object.keys(now).length > 0) {
      await call(doing, region, TagResourceCommand, { resourceArn: id, tags: now });
    }
  };

  /** Types of the plugin framework keep their tags where AWS has none, and show only in `tagsAll` that they are gone. */
  const ownTags = (type: string, all: unknown, own: unknown): unknown => {
    const left = config.ownTags((all ?? {}) as Values, own);
    const none = Object.keys(left).length === 0;
    return none ? (ofPluginFramework.includes(type) ? own : undefined) : left;
  };

  return {
    async create(type, inputs, all) {
      const { create, arn } = operationsOf(type);
      const region = config.regionOf(all);
      const tags = all.tagsAll as Values;
      const answer = await call(`creating ${type} (${String(inputs.name)})`, region, create, {
        ...toApi(type, inputs),
        ...(Object.keys(tags).length > 0 && { tags }),
      });
      const id = String(answer[arn]);
      try {
        return { id, computed: computed(type, await get(type, id, region), inputs) };
      } catch (error) {
        throw new CreatedOnly(id, error);
      }
    },

    async read(type, id, state) {
      try {
        const region = id.split(":")[3] || config.regionOf(state);
        const resource = await get(type, id, region);
        const known = Object.keys(resourceType(type).inputs).filter(
          (key) => resource[key] !== undefined || !unread.includes(key),
        );
        const inputs = Object.fromEntries(known.map((key) => [key, resource[key]]));
        inputs.tags = ownTags(type, resource.tags, state.tags);
        return { inputs, computed: { ...computed(type, resource, inputs), tagsAll: resource.tags ?? {} } };
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    },

    async update(type, id, olds, inputs, all, changes) {
      const { update, arn } = operationsOf(type);
      const region = config.regionOf(all);
      // Tags go first, and where they fail, nothing else is sent.
      if (changes.tags) await retag(id, region, (olds.tagsAll ?? {}) as Values, all.tagsAll as Values);
      if (update !== undefined && changes.configuration) {
        const { name: _name, tags: _tags, ...configuration } = toApi(type, inputs);
        await call(`updating ${type} (${id})`, region, update, { ...configuration, [arn]: id });
      }
      return computed(type, await get(type, id, region), inputs);
    },

    async delete(type, id, state) {
      if (state.skipDestroy === true) return;
      const { delete: command, arn } = operationsOf(type);
      try {
        await call(`deleting ${type} (${id})`, config.regionOf(state), command, { [arn]: id });
      } catch (error) {
        // Gone already is as good as deleted.
        if (!isGone(error)) throw error;
      }
    },
  };
}

/** What the provider doesn't read back, or only where AWS has it. */
const unread: readonly string[] = [
  ...["region", "skipDestroy", "uri", "dockerfileTemplateUri", "platformOverride"],
  ...["loggingConfiguration", "systemsManagerAgent", "userDataBase64"],
];

const isGone = (error: unknown): boolean =>
  error instanceof Error && error.name === "ResourceNotFoundException";
