// What becomes of each field of the request to construct a component, so that none is dropped unnoticed: an SDK with a
// field that nobody has decided about fails here.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Value } from "google-protobuf/google/protobuf/struct_pb";
import { toOptions } from "../../../provider/src/engine/options";
import type { ComponentOptions } from "../../../provider/src/engine/options";

type Field = keyof ConstructRequest.AsObject;

/** The option that a field becomes, and a request that has it. */
interface Passed {
  option: keyof ComponentOptions;
  set(request: ConstructRequest): unknown;
}

const urn = "urn:pulumi:dev::images::aws:sns/topic:Topic::topic";

/** A binding with one hook of each kind that the message knows. */
function allHooks(): ConstructRequest.ResourceHooksBinding {
  const kinds = Object.keys(new ConstructRequest.ResourceHooksBinding().toObject());
  return ConstructRequest.ResourceHooksBinding.deserializeBinary(
    // A field of the message is repeated text: its number, its length, and the name of the hook.
    Uint8Array.from(kinds.flatMap((_, index) => [((index + 1) << 3) | 2, 1, "a".charCodeAt(0) + index])),
  );
}

const passed: Partial<Record<Field, Passed>> = {
  parent: { option: "parent", set: (request) => request.setParent(urn) },
  dependenciesList: { option: "dependsOn", set: (request) => request.addDependencies(urn) },
  aliasesList: { option: "aliases", set: (request) => request.addAliases(new Alias().setUrn(urn)) },
  protect: { option: "protect", set: (request) => request.setProtect(true) },
  providersMap: {
    option: "providers",
    set: (request) =>
      request.getProvidersMap().set("aws", "urn:pulumi:dev::images::pulumi:providers:aws::own::id"),
  },
  ignorechangesList: { option: "ignoreChanges", set: (request) => request.addIgnorechanges("tags") },
  replaceonchangesList: { option: "replaceOnChanges", set: (request) => request.addReplaceonchanges("tags") },
  retainondelete: { option: "retainOnDelete", set: (request) => request.setRetainondelete(true) },
  customtimeouts: {
    option: "customTimeouts",
    set: (request) => request.setCustomtimeouts(new ConstructRequest.CustomTimeouts().setCreate("1m")),
  },
  deletedwith: { option: "deletedWith", set: (request) => request.setDeletedwith(urn) },
  additionalsecretoutputsList: {
    option: "additionalSecretOutputs",
    set: (request) => request.addAdditionalsecretoutputs("roleArn"),
  },
  resourceHooks: {
    option: "hooks",
    set: (request) => request.setResourceHooks(allHooks()),
  },
  replaceWithList: { option: "replaceWith", set: (request) => request.addReplaceWith(urn) },
  replacementTrigger: {
    option: "replacementTrigger",
    set: (request) => request.setReplacementTrigger(Value.fromJavaScript("one")),
  },
};

/** Fields that are no options, and what reads them. */
const read: Partial<Record<Field, string>> = {
  project: "getProject",
  stack: "getStack",
  organization: "getOrganization",
  configMap: "getConfigMap",
  configsecretkeysList: "getConfigsecretkeysList",
  dryrun: "getDryrun",
  parallel: "getParallel",
  monitorendpoint: "getMonitorendpoint",
  type: "getType",
  name: "getName",
  inputs: "getInputs",
  inputdependenciesMap: "getInputdependenciesMap",
  // It has no effect on a component, and a warning says so.
  deletebeforereplace: "hasDeletebeforereplace",
};

/** Fields that are left unread, and why. */
const unread: Partial<Record<Field, string>> = {
  acceptsOutputValues:
    "the outputs that we return have their dependencies beside them, which every engine reads",
  stackTraceHandle: "it belongs to a stack trace of the program, and we send none",
};

const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");

describe("The request to construct a component", () => {
  it("has no field that nobody has decided about", () => {
    const fields = Object.keys(new ConstructRequest().toObject());
    const decided = [passed, read, unread].flatMap((table) => Object.keys(table));
    expect(decided.sort()).to.deep.equal(fields.sort());
  });

  for (const [field, { option, set }] of Object.entries(passed)) {
    it(`hands ${field} on as ${option}`, () => {
      const request = new ConstructRequest();
      const without = toOptions(pulumi, new ConstructRequest())[option];
      set(request);
      const value = toOptions(pulumi, request)[option];
      expect(value).not.to.be.oneOf([undefined, null]).and.not.to.deep.equal(without);
    });
  }

  it("hands on hooks of every kind", () => {
    const request = new ConstructRequest().setResourceHooks(allHooks());
    const hooks = Object.values(toOptions(pulumi, request).hooks ?? {}).flat();
    const kinds = Object.keys(new ConstructRequest.ResourceHooksBinding().toObject());
    expect(hooks).to.have.length(kinds.length);
  });

  it("is read in all its other fields, but for those that are listed with the reason why not", () => {
    const engine = sources(join(__dirname, "../../../provider/src/engine"));
    for (const [field, getter] of Object.entries(read)) {
      expect(engine, field).to.include(`request.${getter}(`);
    }
    for (const field of Object.keys(unread))
      expect(engine.toLowerCase()).not.to.include(`get${field}(`.toLowerCase());
  });
});
