// Pulumi's provider protocol over gRPC. The SDK's own server neither announces preview support nor hands over
// provider configuration, and it cuts off the name in `deletedWith`; hence one of our own over the same stubs.
// It loads only gRPC and the stubs: the Pulumi runtime is loaded when the first component is constructed.

import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { AwaitError, awaitDetails } from "./await-error";
import { endWithEngine } from "./engine-watch";
import { InitializationError, detailsOf, keepingSecrets } from "./initialization-error";
import { connectLog } from "./log";
import type { Log } from "./log";
import { redacted, redacting, secretTexts } from "./redact";
import { decodeValues, encodeValues, keepSecrets, stripValues } from "./values";
import type { Values } from "./values";

// The stub is plain JavaScript without types of its own in this release.
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

/** A reason why an input is refused. An empty property keeps the engine from printing the value beside it. */
export interface Failure {
  property: string;
  reason: string;
}

export interface DiffResult {
  changes: boolean;
  replaces?: string[];
  diffs?: string[];
  deleteBeforeReplace?: boolean;
  stables?: string[];
}

interface Subject {
  urn: string;
  type: string;
}

/** What a plugin answers. All values are plain, but for UNKNOWN; `check` also gets them with their secrets marked. */
export interface Plugin {
  version: string;
  schema(): string;
  /** The signal is aborted when the user interrupts. */
  configure(config: Record<string, string>, cancelled?: AbortSignal): void | Promise<void>;
  /** Why the provider's own configuration is refused, if it is. Its secrets are marked. */
  checkConfig?(config: Values): Failure[];
  check(
    request: Subject & { name: string; olds: Values; news: Values; marked: Values },
  ): Promise<{ inputs: Values; failures: Failure[] }>;
  diff(
    request: Subject & {
      id: string;
      olds: Values;
      oldInputs: Values;
      news: Values;
      ignoreChanges: string[];
    },
  ): Promise<DiffResult>;
  create(
    request: Subject & { inputs: Values; preview: boolean; timeout: number; log: Log; signal: AbortSignal },
  ): Promise<{ id: string; outputs: Values }>;
  read?(
    request: Subject & { id: string; inputs: Values; state: Values; log: Log },
  ): Promise<{ id: string; inputs: Values; outputs: Values }>;
  update(
    request: Subject & {
      id: string;
      olds: Values;
      oldInputs: Values;
      news: Values;
      preview: boolean;
      timeout: number;
      log: Log;
      signal: AbortSignal;
    },
  ): Promise<{ outputs: Values }>;
  delete(request: Subject & { id: string; state: Values; inputs: Values; log: Log }): Promise<void>;
  invoke(token: string, args: Values): Promise<{ outputs?: Values; failures?: Failure[] }>;
  /** Present in plugins that offer components. */
  construct?(request: proto.ConstructRequest, engineAddress: string): Promise<proto.ConstructResponse>;
}

type Handler<Request, Response> = (request: Request) => Promise<Response> | Response;

/** Serves the plugin until the engine ends the process. The engine reads the port from the standard output. */
export async function serve(
  provider: Plugin,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const engineAddress = args.find((arg) => !arg.startsWith("-")) ?? "";
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(ResourceProviderService, handlers(provider, engineAddress));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  process.stdout.write(`${port}\n`);
  endWithEngine(engineAddress);
}

function handlers(provider: Plugin, engineAddress: string): grpc.UntypedServiceImplementation {
  const log = (urn: string, inputs: Values): Log => {
    const { status, info, warn } = connectLog(engineAddress, urn);
    const secrets = secretTexts(inputs);
    return {
      status: (message) => status(redacted(message, secrets)),
      info: (message) => info(redacted(message, secrets)),
      warn: (message) => warn(redacted(message, secrets)),
    };
  };
  const cancelled = new AbortController();
  let own: { pkg: string; reference: string } | undefined;
  const acceptSecrets = provider.construct !== undefined;

  return {
    getSchema: unary((_: proto.GetSchemaRequest) =>
      new proto.GetSchemaResponse().setSchema(provider.schema()),
    ),
    getPluginInfo: unary((_: Empty) => new plugin.PluginInfo().setVersion(provider.version)),
    attach: unary((_: unknown) => new Empty()),
    cancel: unary((_: Empty) => {
      cancelled.abort();
      return new Empty();
    }),
    checkConfig: unary((request: proto.CheckRequest) => {
      const failures = provider.checkConfig?.(decodeStruct(request.getNews())) ?? [];
      return new proto.CheckResponse().setInputs(request.getNews()).setFailuresList(failures.map(toFailure));
    }),
    diffConfig: unary((_: proto.DiffRequest) =>
      new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_UNKNOWN),
    ),
    configure: unary(async (request: proto.ConfigureRequest) => {
      const config: Record<string, string> = {};
      for (const [key, value] of request.getVariablesMap().entries()) {
        config[key.replace(/^.*:/, "")] = value;
      }
      own = ownProvider(request);
      await provider.configure(config, cancelled.signal);
      return new proto.ConfigureResponse()
        .setAcceptsecrets(acceptSecrets)
        .setAcceptoutputs(acceptSecrets)
        .setSupportspreview(true)
        .setAcceptresources(false);
    }),
    check: unary(async (request: proto.CheckRequest) => {
      const marked = decodeStruct(request.getNews());
      const news = stripValues(marked);
      const { inputs, failures } = await redacting(
        () => marked,
        () =>
          provider.check({
            ...subject(request.getUrn()),
            name: request.getName() || nameOf(request.getUrn()),
            olds: read(request.getOlds()),
            news,
            marked,
          }),
      );
      const secrets = secretTexts(marked);
      return new proto.CheckResponse()
        .setInputs(write(keepSecrets(inputs, marked)))
        .setFailuresList(
          failures.map(({ property, reason }) => toFailure({ property, reason: redacted(reason, secrets) })),
        );
    }),
    diff: unary(async (request: proto.DiffRequest) => {
      const result = await provider.diff({
        ...subject(request.getUrn()),
        id: request.getId(),
        olds: read(request.getOlds()),
        oldInputs: read(request.getOldInputs()),
        news: read(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
      });
      const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
      return new proto.DiffResponse()
        .setChanges(result.changes ? DIFF_SOME : DIFF_NONE)
        .setReplacesList(result.replaces ?? [])
        .setDiffsList(result.diffs ?? [])
        .setStablesList(result.stables ?? [])
        .setDeletebeforereplace(result.deleteBeforeReplace ?? false);
    }),
    create: unary(async (request: proto.CreateRequest) => {
      const marked = decodeStruct(request.getProperties());
      const { id, outputs } = await redacting(
        () => marked,
        () =>
          keepingSecrets(marked, () =>
            provider.create({
              ...subject(request.getUrn()),
              inputs: stripValues(marked),
              preview: request.getPreview(),
              timeout: request.getTimeout(),
              log: log(request.getUrn(), marked),
              signal: cancelled.signal,
            }),
          ),
      );
      return new proto.CreateResponse().setId(id).setProperties(write(keepSecrets(outputs, marked)));
    }),
    read: unary(async (request: proto.ReadRequest) => {
      const known = { inputs: read(request.getInputs()), state: read(request.getProperties()) };
      const result = (await provider.read?.({
        ...subject(request.getUrn()),
        id: request.getId(),
        ...known,
        log: log(request.getUrn(), decodeStruct(request.getProperties())),
      })) ?? { id: request.getId(), inputs: known.inputs, outputs: known.state };
      const secretsOf = { ...decodeStruct(request.getInputs()), ...decodeStruct(request.getProperties()) };
      return new proto.ReadResponse()
        .setId(result.id)
        .setInputs(write(keepSecrets(result.inputs, secretsOf)))
        .setProperties(write(keepSecrets(result.outputs, secretsOf)));
    }),
    update: unary(async (request: proto.UpdateRequest) => {
      const marked = decodeStruct(request.getNews());
      const olds = decodeStruct(request.getOlds());
      const { outputs } = await redacting(
        () => [olds, marked],
        () =>
          keepingSecrets(marked, () =>
            provider.update({
              ...subject(request.getUrn()),
              id: request.getId(),
              olds: stripValues(olds),
              oldInputs: read(request.getOldInputs()),
              news: stripValues(marked),
              preview: request.getPreview(),
              timeout: request.getTimeout(),
              log: log(request.getUrn(), marked),
              signal: cancelled.signal,
            }),
          ),
      );
      return new proto.UpdateResponse().setProperties(write(keepSecrets(outputs, marked)));
    }),
    delete: unary(async (request: proto.DeleteRequest) => {
      const marked = decodeStruct(request.getProperties());
      await redacting(
        () => marked,
        () =>
          provider.delete({
            ...subject(request.getUrn()),
            id: request.getId(),
            state: stripValues(marked),
            inputs: read(request.getOldInputs()),
            log: log(request.getUrn(), marked),
          }),
      );
      return new Empty();
    }),
    invoke: unary(async (request: proto.InvokeRequest) => {
      const { outputs, failures } = await provider.invoke(request.getTok(), read(request.getArgs()));
      return new proto.InvokeResponse()
        .setReturn(write(outputs ?? {}))
        .setFailuresList((failures ?? []).map(toFailure));
    }),
    construct: unary((request: proto.ConstructRequest) => {
      const { construct } = provider;
      if (!construct) throw new Error(`there is no component ${request.getType()}`);
      // Else the engine would start another process of this plugin, where the program names no version of it.
      if (own && !request.getProvidersMap().has(own.pkg)) {
        request.getProvidersMap().set(own.pkg, own.reference);
      }
      return redacting(
        () => decodeStruct(request.getInputs()),
        () => construct(request, engineAddress),
      );
    }),
  };
}

/** Turns a function into a gRPC handler. A thrown error goes to the user as its message, never as a stack trace. */
function unary<Request, Response>(handler: Handler<Request, Response>) {
  return (call: { request: Request }, callback: grpc.sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => handler(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) =>
          callback({
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
            ...(error instanceof InitializationError && {
              metadata: detailsOf(error, write(error.outputs)),
            }),
            ...(error instanceof AwaitError && { metadata: awaitDetails(error) }),
          }),
      );
  };
}

/** The provider that this process serves, with its package. Engines before https://github.com/pulumi/pulumi/pull/18807 don't tell it. */
function ownProvider(request: proto.ConfigureRequest): { pkg: string; reference: string } | undefined {
  const urn = request.getUrn() ?? "";
  const pkg = /::pulumi:providers:([^:]+)::/.exec(urn)?.[1];
  return pkg && request.getId() ? { pkg, reference: `${urn}::${request.getId()}` } : undefined;
}

function subject(urn: string): Subject {
  // urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>
  const type = (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
  return { urn, type };
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function decodeStruct(struct: Struct | undefined): Values {
  return decodeValues(struct?.toJavaScript() ?? {});
}

function read(struct: Struct | undefined): Values {
  return stripValues(decodeStruct(struct));
}

function write(values: Values): Struct {
  // Cast: what is written for the wire is plain JSON.
  return Struct.fromJavaScript(encodeValues(values) as Record<string, JavaScriptValue>);
}

function toFailure(failure: Failure): proto.CheckFailure {
  return new proto.CheckFailure().setProperty(failure.property).setReason(failure.reason);
}
