// Property values as Pulumi's engine puts them on the wire, and as this code wants to read them.
// This is the one place that knows the wire's signatures; they are listed in the engine's
// sdk/go/common/resource/properties.go and asset.go.

export type Values = Record<string, unknown>;

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const mark = Symbol("unknown");

export interface Unknown {
  readonly [mark]: true;
}

/** A value that nobody knows yet, in values from which secrets and dependencies have been taken off. */
export const UNKNOWN: Unknown = Object.freeze({ [mark]: true as const, toString: () => "(unknown)" });

/** In preview, any property may be unknown yet. */
export type Previewed<T> = { [Name in keyof T]: T[Name] | Unknown };

/** Whether all of it is known. */
export const isKnown = <T extends object>(values: Previewed<T>): values is T => !containsUnknown(values);

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN || (value instanceof Lifted && !value.known);
}

export function containsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (value instanceof Lifted) return containsUnknown(value.value);
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isPlainObject(value) && Object.values(value).some(containsUnknown);
}

/** A value that is unknown, secret or of known origin. Everything else stays as it is. */
export class Lifted {
  constructor(
    readonly value: unknown,
    readonly known: boolean,
    readonly secret: boolean,
    readonly dependencies: readonly string[] = [],
  ) {}
}

/** A file or text that the user handed over as an asset; the engine has already hashed it. */
export class Asset {
  constructor(
    readonly kind: "text" | "path" | "uri",
    readonly content: string,
    readonly wire: Values,
  ) {}
}

/** An archive. Nothing here takes one, so it is only told apart to be refused. */
export class Archive {
  constructor(readonly wire: Values) {}
}

/** Reads a wire value. Unknowns and secrets become Lifted. */
export function decode(wire: unknown): unknown {
  if (wire === unknownString) return new Lifted(undefined, false, false);
  if (Array.isArray(wire)) return wire.map(decode);
  if (!isPlainObject(wire)) return wire ?? undefined;
  switch (wire[signature]) {
    case undefined:
      return mapValues(wire, decode);
    case secretSignature: {
      const inner = decode(wire.value);
      return inner instanceof Lifted
        ? new Lifted(inner.value, inner.known, true, inner.dependencies)
        : new Lifted(inner, true, true);
    }
    case outputSignature: {
      const dependencies = Array.isArray(wire.dependencies) ? wire.dependencies.map(String) : [];
      const inner = "value" in wire ? decode(wire.value) : undefined;
      // An output may hold the unknown string itself instead of leaving its value out.
      const known = "value" in wire && !(inner instanceof Lifted && !inner.known);
      return new Lifted(
        inner instanceof Lifted ? inner.value : inner,
        known,
        wire.secret === true,
        dependencies,
      );
    }
    case assetSignature:
      for (const kind of ["text", "path", "uri"] as const) {
        if (typeof wire[kind] === "string" && wire[kind] !== "") return new Asset(kind, wire[kind], wire);
      }
      return new Asset("text", "", wire);
    case archiveSignature:
      return new Archive(wire);
    case resourceSignature:
      // A resource itself, where its ID or ARN was meant: what an input of type string gets from other plugins.
      return wire.id ?? wire.urn;
    default:
      return mapValues(wire, decode);
  }
}

/** Takes secrets and dependencies off: what is left is plain, but for UNKNOWN. */
export function strip(value: unknown): unknown {
  if (value instanceof Lifted) return value.known ? strip(value.value) : UNKNOWN;
  if (Array.isArray(value)) return value.map(strip);
  return isPlainObject(value) ? mapValues(value, strip) : value;
}

export const decodeValues = (wire: Values): Values => mapValues(wire, decode);

export const encodeValues = (values: Values): Values => mapValues(values, encode);

export const stripValues = (values: Values): Values => mapValues(values, strip);

/** Writes a value for the wire. */
function encode(value: unknown): unknown {
  if (value === UNKNOWN) return unknownString;
  if (value instanceof Lifted) {
    const inner = value.known ? encode(value.value) : unknownString;
    return value.secret ? { [signature]: secretSignature, value: inner } : inner;
  }
  if (value instanceof Asset || value instanceof Archive) return value.wire;
  if (Array.isArray(value)) return value.map((item) => encode(item) ?? null);
  if (!isPlainObject(value)) return value;
  return mapValues(value, encode);
}

export function containsSecret(value: unknown): boolean {
  if (value instanceof Lifted) return value.secret || containsSecret(value.value);
  if (Array.isArray(value)) return value.some(containsSecret);
  return isPlainObject(value) && Object.values(value).some(containsSecret);
}

/** Marks as secret each property whose namesake among the inputs is secret. */
export function keepSecrets(outputs: Values, inputs: Values): Values {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      containsSecret(inputs[key]) ? new Lifted(value, true, true) : value,
    ]),
  );
}

export function isPlainObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function mapValues(object: Values, map: (value: unknown) => unknown): Values {
  const result: Values = {};
  for (const [key, value] of Object.entries(object)) {
    const mapped = map(value);
    if (mapped !== undefined) result[key] = mapped;
  }
  return result;
}
