// A stand-in for Pulumi's `aws` plugin, for tests and for trying things out offline. It is not AWS's and talks to none:
// it knows the few resource types in resource-types.json, and plans their changes as the bridged provider does.

import { InitializationError } from "../../provider/src/protocol/initialization-error";
import type { Plugin } from "../../provider/src/protocol/server";
import { isPlainObject, type Values } from "../../provider/src/protocol/values";
import { type Backend, type Changes, CreatedOnly } from "./backend";
import { check, withoutDefaults } from "./check";
import { Config } from "./config";
import { type Connection, overHttp } from "./connection";
import { diff } from "./diff";
import { imageBuilder } from "./image-builder";
import { invoke } from "./invokes";
import { isImageBuilder } from "./operations";
import { planned } from "./planned";
import { computedOf, fromInputs, previewOfCreate, previewOfUpdate } from "./outputs";
import { records } from "./records";
import {
  fieldShape,
  isBlock,
  itemShape,
  ofPluginFramework,
  resourceType,
  type Shape,
} from "./resource-types";
import { changed } from "./same";
import { schema } from "./schema";

/** The release of the aws package that it stands in for. */
const version = "7.48.0";

export function awsStandIn(connection: Connection = overHttp): Plugin {
  let config = new Config({});
  const backendOf = (type: string): Backend =>
    (isImageBuilder(type) ? imageBuilder : records)(config, connection);

  return {
    version,
    schema: () => JSON.stringify(schema(version)),
    configure: (values) => {
      config = new Config(values);
    },
    check: async (request) => check(request),
    diff: async (request) => diff(request, config),
    async create({ urn, type, inputs, preview }) {
      if (preview) {
        return { id: "", outputs: previewOfCreate(type, inputs, config) };
      }
      const all = fromInputs(type, inputs, config);
      try {
        const { id, computed } = await backendOf(type).create(type, withoutDefaults(inputs), all);
        return { id, outputs: { ...all, ...computed } };
      } catch (error) {
        throw error instanceof CreatedOnly && keepsFailures(type)
          ? new InitializationError(`creating ${urn}: ${error.message}`, error.id, all, { cause: error })
          : error;
      }
    },
    async read({ type, id: given, inputs, state }) {
      // An import may name the region behind the ID.
      const [id = "", region] = given.split("@");
      const found = await backendOf(type).read(type, id, region === undefined ? state : { ...state, region });
      if (found === undefined) {
        return { id: "", inputs: {}, outputs: {} };
      }
      const outputs = withValues({ ...state, ...found.inputs, ...found.computed });
      return { id, inputs: withValues(refreshed(type, inputs, found.inputs)), outputs };
    },
    async update({ urn, type, id, olds, news, preview }) {
      if (preview) {
        return { outputs: previewOfUpdate(type, olds, news, config) };
      }
      const plan = planned(type, olds, withoutDefaults(news));
      const all = fromInputs(type, plan, config);
      try {
        const changes = changesOf(type, olds, all);
        const computed = await backendOf(type).update(type, id, olds, plan, all, changes);
        return { outputs: { ...all, ...computed } };
      } catch (error) {
        if (!(error instanceof Error) || !keepsFailures(type)) throw error;
        const outputs = { ...computedOf(type, olds), ...all };
        throw new InitializationError(`updating ${urn}: ${error.message}`, id, outputs, { cause: error });
      }
    },
    delete: ({ type, id, state }) => backendOf(type).delete(type, id, state),
    invoke: async (token, args) => ({ outputs: await invoke(token, args, config) }),
  };
}

/** The program's inputs with what has changed behind its back; an import takes all there is. */
function refreshed(type: string, inputs: Values, found: Values): Values {
  if (Object.keys(inputs).length === 0) {
    return { ...found, __defaults: [] };
  }
  const { inputs: shapes } = resourceType(type);
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      key in found ? sameFields(shapes[key], value, found[key]) : value,
    ]),
  );
}

const withValues = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Of a block only what the program says; what AWS has filled in is not the program's. */
function sameFields(shape: Shape | undefined, value: unknown, found: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(found)) {
    return found.map((item, index) => sameFields(itemShape(shape), value[index], item));
  }
  if (!isPlainObject(value) || !isPlainObject(found) || !isBlock(shape)) return found;
  const fields = Object.keys(value).filter((name) => found[name] !== undefined);
  return Object.fromEntries(
    fields.map((name) => [name, sameFields(fieldShape(shape, name), value[name], found[name])]),
  );
}

/**
 * What is planned stays in the state also where AWS refuses it, so that the next update has nothing to send: without
 * `d.Partial(true)`, which the AWS provider never says, Terraform's SDK keeps the plan. Types of its plugin framework keep
 * the old state, and the bridge knows nothing of one whose creation has failed.
 * (helper/schema/resource.go of terraform-plugin-sdk; initializationError and pkg/pf/tfbridge of the bridge)
 */
const keepsFailures = (type: string): boolean => !ofPluginFramework.includes(type);

function changesOf(type: string, olds: Values, all: Values): Changes {
  const differs = (property: string): boolean => changed(type, property, olds[property], all[property]);
  return {
    configuration: Object.keys(resourceType(type).inputs).some(
      (property) => property !== "tags" && differs(property),
    ),
    tags: all.tagsAll !== undefined && differs("tagsAll"),
  };
}
