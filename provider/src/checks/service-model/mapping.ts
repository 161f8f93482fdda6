// How the inputs of @pulumi/aws's Image Builder classes become members of the API's Create requests. Most have the same
// name and form; here is what has not. A test holds this against the classes' types and AWS's model.

import { Lifted, UNKNOWN, isPlainObject } from "../../protocol/values";
import type { Values } from "../../protocol/values";
import type { Path } from "./violation";

export const createOperations = {
  "aws:imagebuilder/component:Component": "CreateComponent",
  "aws:imagebuilder/containerRecipe:ContainerRecipe": "CreateContainerRecipe",
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": "CreateDistributionConfiguration",
  "aws:imagebuilder/imagePipeline:ImagePipeline": "CreateImagePipeline",
  "aws:imagebuilder/imageRecipe:ImageRecipe": "CreateImageRecipe",
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration":
    "CreateInfrastructureConfiguration",
  "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy": "CreateLifecyclePolicy",
  "aws:imagebuilder/workflow:Workflow": "CreateWorkflow",
} as const;

export type ImageBuilderType = keyof typeof createOperations;

export const isImageBuilderType = (type: string): type is ImageBuilderType =>
  Object.hasOwn(createOperations, type);

export interface Exception {
  /** The members below the enclosing one that lead to where it goes. */
  to?: readonly string[];
  /** What becomes of the value. */
  as?: (value: unknown) => unknown;
  /** It never gets into the request. */
  unsent?: true;
}

/** Terraform has truth values of volumes as text, so that "" can mean: as the source has it. */
const flag = (value: unknown): unknown =>
  value === "" ? undefined : value === "true" ? true : value === "false" ? false : value;

/** The API takes several values of a parameter, the class one. */
const list = (value: unknown): unknown => [value];

const volumes = (path: string): Record<string, Exception> => ({
  [`${path}[].noDevice`]: { as: (value) => (value === true ? "" : undefined) },
  [`${path}[].ebs.deleteOnTermination`]: { as: flag },
  [`${path}[].ebs.encrypted`]: { as: flag },
});

/** By path of the input; `[]` is an item of a list. */
const exceptions: Readonly<Record<string, Exception>> = {
  region: { unsent: true },
  skipDestroy: { unsent: true },
  version: { to: ["semanticVersion"] },
  systemsManagerAgent: { to: ["additionalInstanceConfiguration", "systemsManagerAgent"] },
  userDataBase64: { to: ["additionalInstanceConfiguration", "userDataOverride"] },
  "components[].parameters[].value": { as: list },
  "workflows[].parameters[].value": { as: list },
  "distributions[].launchTemplateConfigurations[].default": { to: ["setDefaultVersion"] },
  // Without tags the provider sends none.
  tags: { as: (value) => (isPlainObject(value) && Object.keys(value).length === 0 ? undefined : value) },
  ...volumes("blockDeviceMappings"),
  ...volumes("instanceConfiguration.blockDeviceMappings"),
};

export const exceptionAt = (path: string): Exception => exceptions[path] ?? {};

export interface CreateRequest {
  value: Values;
  /** Paths of the request whose values nobody knows yet. */
  unknown: Path[];
  /** Paths of the request whose values are secret. */
  secret: Path[];
  /** The path among the inputs for a path in the request. */
  inputPath(path: Path): Path;
}

/** What the provider would ask of AWS for these inputs, in which Lifted stands for what is secret or not known. */
export function createRequest(inputs: Values): CreateRequest {
  const origins = new Map<string, Path>();
  const unknown: Path[] = [];
  const secret: Path[] = [];

  const convert = (value: unknown, pattern: string, from: Path, to: Path): unknown => {
    origins.set(JSON.stringify(to), from);
    if (value instanceof Lifted) {
      if (value.secret) secret.push(to);
      return convert(value.known ? value.value : UNKNOWN, pattern, from, to);
    }
    if (value === UNKNOWN) {
      unknown.push(to);
      return value;
    }
    const { as } = exceptionAt(pattern);
    const changed = as === undefined ? value : as(value);
    if (Array.isArray(changed)) {
      // An item of a list that was made of one value is that value.
      const origin = (index: number): Path => (Array.isArray(value) ? [...from, index] : from);
      return changed.map((item, index) => convert(item, `${pattern}[]`, origin(index), [...to, index]));
    }
    return isPlainObject(changed) ? members(changed, pattern, from, to) : changed;
  };

  const members = (values: Values, pattern: string, from: Path, to: Path): Values => {
    const result: Values = {};
    for (const [name, value] of Object.entries(values)) {
      const inner = pattern === "" ? name : `${pattern}.${name}`;
      const { to: way = [name], unsent } = exceptionAt(inner);
      if (unsent || value === undefined) continue;
      put(result, way, convert(value, inner, [...from, name], [...to, ...way]));
    }
    return result;
  };

  const value = members(inputs, "", [], []);
  return {
    value,
    unknown,
    secret,
    inputPath(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const origin = origins.get(JSON.stringify(path.slice(0, length)));
        if (origin !== undefined) return [...origin, ...path.slice(length)];
      }
      return path;
    },
  };
}

function put(object: Values, [name = "", ...rest]: readonly string[], value: unknown): void {
  if (value === undefined) return;
  if (rest.length === 0) {
    object[name] = value;
    return;
  }
  const inner = object[name];
  const into = isPlainObject(inner) ? inner : {};
  object[name] = into;
  put(into, rest, value);
}
