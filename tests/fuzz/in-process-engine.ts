// Pulumi's engine in small, for tests of thousands of updates: plans of components are carried out in memory, by the
// stand-in for the aws plugin and by this package's own resources, against an emulator in the same process.
//
// The order of steps is the engine's (pkg/resource/deploy/step_generator.go of pulumi/pulumi): a new resource before the
// old one, or the old one first together with what its replacement replaces; at the end, deletions in layers from what
// nothing depends on. Where the engine is free, the order is drawn: among children that don't wait for each other, and
// within a layer.

import { Readable } from "node:stream";
import * as pulumi from "@pulumi/pulumi";
import { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { Aws } from "../../provider/src/aws/clients";
import type { ClientConfiguration } from "../../provider/src/aws/clients";
import { contentVersion } from "../../provider/src/internal/content-version/resource";
import { diffOf } from "../../provider/src/engine/actual";
import type { CustomResource } from "../../provider/src/engine/custom-resource";
import { leftovers } from "../../provider/src/internal/leftovers/resource";
import { orphans } from "../../provider/src/internal/orphans/resource";
import { ownership } from "../../provider/src/internal/ownership/resource";
import { pipelineSettings } from "../../provider/src/internal/pipeline-settings/resource";
import type { Child } from "../../provider/src/plan/child";
import { Asked, Derived, Interpolated, Merged, Ref } from "../../provider/src/plan/deferred";
import { optionsOf } from "../../provider/src/engine/child-options";
import type { ChildOptions } from "../../provider/src/engine/child-options";
import type { Confirmation } from "../../provider/src/engine/ownership";
import { confirmations, owned } from "../../provider/src/engine/ownership";
import { dependenciesOf, refsIn } from "../../provider/src/plan/references";
import { Given, Policy, policyText } from "../../provider/src/plan/policy";
import type { DiffResult, Plugin } from "../../provider/src/protocol/server";
import { UNKNOWN, isPlainObject } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";
import { usage } from "../../provider/src/internal/usage/resource";
import { InitializationError } from "../../provider/src/protocol/initialization-error";
import { callIn, inProcess } from "../deployment/in-process";
import type { Connection } from "../../sandbox/aws-plugin/connection";
import { awsStandIn } from "../../sandbox/aws-plugin/plugin";
import { placesOf, snapshot } from "../../sandbox/image-builder/snapshot";
import { World } from "../../sandbox/image-builder/world";
import { respond } from "../../sandbox/respond";
import { AwsError } from "../../sandbox/image-builder/errors";
import { quiet } from "../quiet-log";

type Provider = Pick<Plugin, "check" | "diff" | "create" | "update" | "delete" | "read">;

/** What the engine writes down of a resource. */
export interface State {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  readonly options: ChildOptions;
  readonly dependencies: ReadonlySet<string>;
  /** The keys that a property's value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** It has been replaced, and an update failed before it was deleted. */
  readonly condemned?: boolean;
  /** Its last create or update failed half-way: the engine updates it in any case. */
  readonly failed?: boolean;
}

/** What the program wants of a resource. */
type Goal = Omit<State, "id" | "outputs">;

/** Draws a whole number below `below`. */
export type Draw = (below: number) => number;

const first: Draw = () => 0;

export class InProcessEngine {
  /** What has been done, in order: an operation and a key. */
  readonly steps: string[] = [];
  /** The inputs that have replaced a resource, each as `type input`; what triggers a replacement is `trigger`. */
  readonly replacing = new Set<string>();
  /** After how many steps there is a failure, and which: AWS refuses what it is asked, or nothing is asked any more. */
  fails: { readonly after: number; readonly how: "refused" | "switched off" } | undefined;
  /** The child whose creation is carried out, and the answer never comes. */
  losesAnswerOf: string | undefined;
  /** Kept at AWS when it is deleted from the state, as `retainOnDelete` has it: by the keys of children. */
  readonly retained = new Set<string>();
  readonly warnings: string[] = [];
  private runs = 0;
  private states: readonly State[] = [];
  private readonly aws: Plugin;
  private readonly own: Readonly<Record<string, CustomResource>>;
  private readonly ownAws: Aws;

  /** All in one account, of the default region given. `draw` decides where the engine is free. */
  constructor(
    readonly parentName: string,
    private readonly account: string,
    private readonly draw: Draw = first,
    readonly world = new World(),
  ) {
    const refuse = (what: string): void => this.refuseIfDue(what);
    this.aws = awsStandIn(refusing(inProcess(world), refuse));
    this.ownAws = new InProcessAws(world, account, refuse);
    this.own = {
      "goldenimage:index:ContentVersion": contentVersion,
      "goldenimage:index:Leftovers": leftovers,
      "goldenimage:index:Orphans": orphans,
      "goldenimage:index:Ownership": ownership,
      "goldenimage:index:PipelineSettings": pipelineSettings,
      "goldenimage:index:Usage": usage,
    };
  }

  /** Another that goes on from here, and leaves this one as it is. */
  copy(draw: Draw = this.draw): InProcessEngine {
    const copied = new InProcessEngine(this.parentName, this.account, draw, this.world.copy());
    copied.states = this.states;
    copied.steps.push(...this.steps);
    copied.runs = this.runs;
    return copied;
  }

  /** What somebody else has made. */
  async provide(region: string, type: string, name: string, news: Values): Promise<void> {
    await this.configure(region);
    const subject = { urn: `urn:pulumi:stack::project::${type}::${name}`, type };
    const { inputs } = await this.aws.check({ ...subject, name, olds: {}, news, marked: news });
    await this.aws.create({ ...subject, inputs, ...running });
  }

  /** An update to a plan. The state is kept up to date also when it fails. */
  async up(region: string, plan: readonly Child[]): Promise<void> {
    await this.configure(region);
    const update = new Update(this, this.states);
    const answers = answersTo(plan, this.account);
    try {
      const children = owned(plan, this.surroundings(region));
      for (const child of this.ordered(children)) {
        const goal = await this.goal(child, update, answers);
        await update.register(goal);
      }
      for (const confirmation of confirmations(children)) await update.confirm(confirmation);
      await update.deleteRest();
    } finally {
      this.states = update.result();
    }
  }

  /** The keys of what the next update of the same plan would change. */
  async changes(region: string, plan: readonly Child[]): Promise<string[]> {
    await this.configure(region);
    const update = new Update(this, this.states);
    const answers = answersTo(plan, this.account);
    const changed: string[] = [];
    for (const child of this.ordered(owned(plan, this.surroundings(region)))) {
      const goal = await this.goal(child, update, answers);
      const old = update.old(child.key, child.type);
      if (old === undefined || (await update.changeOf(old, goal)).diff.changes) changed.push(child.key);
      if (old !== undefined) update.keep(old, old);
    }
    return [...changed, ...update.rest().map(({ key }) => key)];
  }

  /** Takes over what AWS has, as `pulumi refresh`. */
  async refresh(region: string): Promise<void> {
    await this.configure(region);
    const found = await Promise.all(
      this.states.map(async (state): Promise<State[]> => {
        const { name, type, id, inputs, outputs } = state;
        const read = await this.provider(type).read?.({
          urn: name,
          type,
          id,
          inputs,
          state: outputs,
          log: quiet,
        });
        if (read === undefined) return [state];
        return read.id === ""
          ? []
          : [{ ...state, inputs: read.inputs, outputs: read.outputs, failed: false }];
      }),
    );
    this.states = found.flat();
  }

  async destroy(region: string): Promise<void> {
    await this.configure(region);
    const update = new Update(this, this.states);
    try {
      await update.deleteRest();
    } finally {
      this.states = update.result();
    }
  }

  /** The keys of resources that the state has, and AWS has not. */
  async lost(): Promise<string[]> {
    const found = await Promise.all(
      this.states.map(async ({ key, name, type, id, inputs, outputs }) => {
        const read = await this.provider(type).read?.({
          urn: name,
          type,
          id,
          inputs,
          state: outputs,
          log: quiet,
        });
        return read !== undefined && read.id === "" ? [key] : [];
      }),
    );
    return found.flat();
  }

  /** What there still is at AWS: the ARNs of Image Builder's resources, and the types and IDs of others. */
  leftovers(): string[] {
    const { accounts, resources } = snapshot(this.world);
    const all = placesOf(accounts)
      .flatMap((place) => Object.values(place))
      .filter(Array.isArray);
    const arns = all.flatMap((held) => (held as { arn?: string }[]).flatMap(({ arn }) => arn ?? []));
    return [
      ...arns.filter((arn) => arn.split(":")[4] === this.account),
      ...resources.map(({ type, id }) => `${type} ${id}`),
    ];
  }

  private surroundings(region: string) {
    return { parentName: this.parentName, region, run: `run-${++this.runs}` };
  }

  get resources(): readonly State[] {
    return this.states;
  }

  outputs(key: string): Values | undefined {
    return this.states.find((state) => state.key === key)?.outputs;
  }

  /** One of those that are left, and the others. */
  pick<T>(list: readonly T[]): T {
    return list[list.length > 1 ? this.draw(list.length) : 0] as T;
  }

  provider(type: string): Provider {
    return type.startsWith("aws:") ? this.aws : ownProvider(this.own[type], this.ownAws);
  }

  /** Whether a step must not begin. */
  isSwitchedOff(): boolean {
    return this.fails?.how === "switched off" && this.fails.after === this.steps.length;
  }

  private refuseIfDue(what: string): void {
    if (this.fails?.how !== "refused" || this.fails.after !== this.steps.length) return;
    // Once only: what is made and can't be read is another matter for types that the bridge then loses.
    if (/^(Get|List)/.test(what) && !sdkTypes.test(what)) return;
    this.fails = undefined;
    throw Object.assign(new Error(refusal), { name: "InvalidRequestException" });
  }

  private async configure(region: string): Promise<void> {
    await this.aws.configure({
      region,
      accessKey: this.account,
      endpoints: JSON.stringify([{ imagebuilder: "http://sandbox" }]),
    });
  }

  /** An order in which each child comes after all that it depends on. */
  private ordered(children: readonly Child[]): Child[] {
    const ordered: Child[] = [];
    let left = children.map((child) => ({ child, waits: new Set(dependenciesOf(child)) }));
    while (left.length > 0) {
      const ready = left.filter(({ waits }) => !left.some(({ child }) => waits.has(child.key)));
      const { child } = this.pick(ready.length > 0 ? ready : left);
      ordered.push(child);
      left = left.filter((each) => each.child !== child);
    }
    return ordered;
  }

  private async goal(child: Child, update: Update, answers: Answered): Promise<Goal> {
    const { key, type } = child;
    const propertyDependencies = Object.fromEntries(
      Object.entries(child.args).map(([property, value]) => [property, refsIn(value)]),
    );
    const options = optionsOf(child);
    const inputs = (await resolved(child.args, (ref) => update.output(ref), answers)) as Values;
    const trigger = await resolved(options.replacementTrigger, (ref) => update.output(ref), answers);
    return {
      key,
      type,
      name: `${this.parentName}-${key}`,
      inputs: given(inputs),
      options: { ...options, replacementTrigger: trigger },
      dependencies: new Set(dependenciesOf(child)),
      propertyDependencies,
    };
  }
}

/** One update: which of the old resources are still to be looked at, and what there is of the new ones. */
class Update {
  private readonly current = new Map<string, State>();
  /** Old resources that are to go: still there, but replaced. */
  private readonly condemned = new Set<State>();
  private readonly gone = new Set<State>();
  /** Old resources that go on, changed or not. */
  private readonly kept = new Set<State>();

  constructor(
    private readonly engine: InProcessEngine,
    private readonly olds: readonly State[],
  ) {}

  old(key: string, type: string): State | undefined {
    return this.olds.find((state) => state.key === key && state.type === type && !state.condemned);
  }

  keep(state: State, old?: State): void {
    this.current.set(state.key, state);
    if (old !== undefined) this.kept.add(old);
  }

  /** What engine/confirm.ts does, once all registrations have succeeded. */
  async confirm({ key, known }: Confirmation): Promise<void> {
    const state = this.current.get(key);
    if (state === undefined) throw new Error(`the plan confirms '${key}', and doesn't make it`);
    const confirmed = {
      ...state.outputs,
      completed: state.inputs.run,
      completedAt: new Date().toISOString(),
      known: await resolved(known, (ref) => this.output(ref)),
    };
    this.current.set(key, { ...state, outputs: confirmed });
  }

  output({ key, property }: Ref): unknown {
    const state = this.current.get(key);
    if (state === undefined) throw new Error(`the plan uses '${key}' before it makes it`);
    return property === "id" ? state.id : state.outputs[property];
  }

  async register(goal: Goal): Promise<void> {
    const old = this.old(goal.key, goal.type);
    if (old === undefined) {
      this.keep(await this.create(goal));
      return;
    }
    const { diff, inputs, replaced } = await this.changeOf(old, goal);
    if (replaced) {
      for (const input of diff.replaces ?? ["trigger"]) this.engine.replacing.add(`${goal.type} ${input}`);
    }
    if (this.gone.has(old)) {
      // It went with something whose replacement would replace it, and is made anew.
      this.keep(await this.create(goal));
      return;
    }
    if (!replaced && !diff.changes) {
      this.keep({ ...old, ...goal, inputs }, old);
    } else if (!replaced) {
      this.keep(await this.update(old, { ...goal, inputs }), old);
    } else if (goal.options.deleteBeforeReplace ?? diff.deleteBeforeReplace === true) {
      for (const dependent of (await this.replacedWith(old)).reverse()) await this.delete(dependent);
      await this.delete(old);
      this.keep(await this.create(goal));
    } else {
      this.keep(await this.create(goal, () => this.condemned.add(old)));
    }
  }

  async changeOf(old: State, goal: Goal): Promise<{ diff: DiffResult; inputs: Values; replaced: boolean }> {
    const kept = goal.options.ignoreChanges.map((property) => [property, old.inputs[property]] as const);
    const inputs = await this.check(goal, given({ ...goal.inputs, ...Object.fromEntries(kept) }), old.inputs);
    const [before, now] = [old.options.replacementTrigger, goal.options.replacementTrigger];
    const triggered = before !== undefined && now !== undefined && before !== now;
    // A trigger leaves the provider out, and with it what it would say of the order.
    const asked = triggered ? { changes: true } : await this.diff(old, inputs, goal.options);
    const diff = { ...asked, changes: asked.changes || old.failed === true };
    return { diff, inputs, replaced: triggered || (diff.replaces ?? []).length > 0 };
  }

  /** Everything old that is no longer wanted, or has been replaced. */
  rest(): State[] {
    return this.olds.filter((state) => !this.gone.has(state) && !this.kept.has(state));
  }

  async deleteRest(): Promise<void> {
    const layers: State[][] = [];
    let left = this.rest();
    while (left.length > 0) {
      // What depends on nothing that is left goes last.
      const layer = left.filter(({ dependencies }) => !left.some(({ key }) => dependencies.has(key)));
      layers.unshift(layer);
      left = left.filter((state) => !layer.includes(state));
    }
    for (const layer of layers) {
      let waiting = layer;
      while (waiting.length > 0) {
        const next = this.engine.pick(waiting);
        await this.delete(next);
        waiting = waiting.filter((state) => state !== next);
      }
    }
  }

  /** What there is now, with what could not be deleted yet. */
  result(): State[] {
    const left = this.rest().map((state) =>
      this.condemned.has(state) ? { ...state, condemned: true } : state,
    );
    return [...left, ...this.current.values()];
  }

  /** What the replacement of a resource would replace, by the values that it would change. */
  private async replacedWith(root: State): Promise<State[]> {
    const keys = new Set([root.key]);
    const found: State[] = [];
    for (const state of this.olds) {
      if (state === root || state.condemned || this.gone.has(state) || this.current.has(state.key)) continue;
      const unknown = Object.entries(state.propertyDependencies)
        .filter(
          ([property, from]) => state.inputs[property] !== undefined && from.some((key) => keys.has(key)),
        )
        .map(([property]) => [property, UNKNOWN] as const);
      if (unknown.length === 0) continue;
      const inputs = { ...state.inputs, ...Object.fromEntries(unknown) };
      const { replaces = [] } = await this.diff(state, inputs, state.options);
      if (replaces.length === 0) continue;
      found.push(state);
      keys.add(state.key);
    }
    return found;
  }

  private subject({ type, name }: Pick<Goal, "type" | "name">) {
    return { urn: `urn:pulumi:stack::project::${type}::${name}`, type };
  }

  private async check(goal: Goal, news: Values, olds: Values): Promise<Values> {
    const request = { ...this.subject(goal), name: goal.name, olds, news, marked: news };
    const { inputs, failures } = await this.engine.provider(goal.type).check(request);
    if (failures.length > 0)
      throw this.failed("check", goal, failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  private async diff(
    old: State,
    news: Values,
    { ignoreChanges, replaceOnChanges = [] }: ChildOptions,
  ): Promise<DiffResult> {
    const { id, outputs: olds, inputs: oldInputs } = old;
    const request = { ...this.subject(old), id, olds, oldInputs, news, ignoreChanges };
    const diff = await this.engine.provider(old.type).diff(request);
    const forced = replaceOnChanges.filter((property) => diff.diffs?.includes(property));
    return { ...diff, replaces: [...(diff.replaces ?? []), ...forced] };
  }

  /** `made` is called when it is there, be it that the rest has failed. */
  private async create(goal: Goal, made: () => void = () => undefined): Promise<State> {
    // A replacement comes without the old inputs.
    const inputs = await this.check(goal, goal.inputs, {});
    const { id, outputs } = await this.step(
      "create",
      goal,
      async () => {
        const answer = await this.engine
          .provider(goal.type)
          .create({ ...this.subject(goal), inputs, ...running });
        if (this.engine.losesAnswerOf === goal.key) throw new Error("the answer is lost");
        return answer;
      },
      (left) => {
        this.keep({ ...goal, inputs, ...left, failed: true });
        made();
      },
    );
    made();
    return { ...goal, inputs, id, outputs };
  }

  private async update(old: State, goal: Goal): Promise<State> {
    const { id, outputs: olds, inputs: oldInputs } = old;
    const { outputs } = await this.step(
      "update",
      goal,
      () =>
        this.engine
          .provider(goal.type)
          .update({ ...this.subject(goal), id, olds, oldInputs, news: goal.inputs, ...running }),
      (left) => this.keep({ ...old, ...left, failed: true }, old),
    );
    return { ...goal, id, outputs };
  }

  private async delete(state: State): Promise<void> {
    if (!this.engine.retained.has(state.key)) {
      const { id, inputs, outputs } = state;
      const log = { ...running.log, warn: (message: string) => void this.engine.warnings.push(message) };
      await this.step("delete", state, () =>
        this.engine.provider(state.type).delete({ ...this.subject(state), id, inputs, log, state: outputs }),
      );
    }
    this.gone.add(state);
  }

  /** `partly` gets what a failure leaves. */
  private async step<T>(
    operation: string,
    subject: Goal,
    run: () => Promise<T>,
    partly: (left: Pick<State, "id" | "outputs">) => void = () => undefined,
  ): Promise<T> {
    if (this.engine.isSwitchedOff()) throw this.failed(operation, subject, switchedOff);
    try {
      const result = await run();
      this.engine.steps.push(`${operation} ${subject.key}`);
      return result;
    } catch (error) {
      if (error instanceof InitializationError) partly({ id: error.id, outputs: error.outputs });
      throw this.failed(operation, subject, (error as Error).message);
    }
  }

  private failed(operation: string, { key }: Pick<Goal, "key">, reason: string): Error {
    const before = this.engine.steps.map((step) => `\n  ${step}`).join("");
    return new Error(`${operation} ${key}: ${reason}\nafter${before}`);
  }
}

const given = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export const switchedOff = "the machine was switched off";
export const refusal = "AWS refuses it";

/** What can be asked after a creation of types of which the bridge then keeps the ID. */
const sdkTypes = /^Get(?!LifecyclePolicy)/;

/** The connection, of which requests may be refused. */
const refusing = (connection: Connection, refuse: (what: string) => void): Connection => ({
  call(config, region, command, input) {
    refuse(command.name);
    return connection.call(config, region, command, input);
  },
  request(config, method, path, query, body) {
    if (method !== "GET") refuse(`${method} ${path.join("/")}`);
    return connection.request(config, method, path, query, body);
  },
});

const running = {
  preview: false,
  timeout: 0,
  log: quiet,
  signal: new AbortController().signal,
};

/** As main.ts serves it. */
function ownProvider(resource: CustomResource | undefined, aws: Aws): Provider {
  if (resource === undefined) throw new Error("the engine of the tests has no such resource");
  return {
    check: async ({ news, olds }) => ({
      inputs: news,
      failures: (await resource.check?.(news, olds, aws)) ?? [],
    }),
    diff: (request) => diffOf(resource, request, aws),
    create: ({ inputs, ...rest }) => resource.create(inputs, { ...rest, aws }),
    update: async ({ olds, news, ...rest }) => ({
      outputs: await resource.update(olds, news, { ...rest, aws }),
    }),
    delete: ({ state, ...deleting }) => resource.delete(state, { ...deleting, aws }),
  };
}

/** Image Builder without the SDK's middleware, which takes longer than what it is for. */
class InProcessAws extends Aws {
  constructor(
    private readonly world: World,
    private readonly account: string,
    private readonly refuse: (what: string) => void,
  ) {
    super({ accessKey: account, secretKey: "sandbox" });
  }

  override readonly imageBuilder = (region: unknown): ImagebuilderClient => {
    const place = { account: this.account, region: String(region) };
    // Paginators of the SDK ask for an instance of its class.
    return Object.assign(Object.create(ImagebuilderClient.prototype) as ImagebuilderClient, {
      send: async ({ constructor, input }: { constructor: { name: string }; input: Values }) => {
        this.refuse(constructor.name);
        return callIn(this.world, place, constructor, input);
      },
    });
  };

  protected override clientConfiguration(service: string, region: string): ClientConfiguration {
    return {
      ...super.clientConfiguration(service, region),
      // An address of numbers, so that S3 has a bucket's name in the path.
      endpoint: "http://127.0.0.1",
      requestHandler: { handle: async (request: SdkRequest) => ({ response: this.respond(request) }) },
    };
  }

  private respond({ method, path, query = {}, headers, body = "" }: SdkRequest): object {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const each of [value ?? ""].flat()) parameters.append(name, each);
    }
    const { authorization, "x-amz-target": target } = headers;
    const text = Buffer.from(body).toString();
    const incoming = { method, path, query: parameters, authorization, target, body: text };
    const response = (statusCode: number, content: string, type = ""): object => ({
      statusCode,
      headers: { "content-type": "application/json", ...(type !== "" && { "x-amzn-errortype": type }) },
      // A stream, which is what S3's errors are read from.
      body: Readable.from([Buffer.from(content)]),
    });
    try {
      this.refuse(`${method} ${path}`);
      const answered = respond(incoming, this.world, { phaseMilliseconds: 0 }, () => undefined);
      if (answered === "drop") throw new Error("the emulator dropped the connection");
      if ("xml" in answered) return response(answered.status, answered.xml);
      return response(answered.status, JSON.stringify("json" in answered ? answered.json : answered.body));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return response(error.status, JSON.stringify({ message: error.message }), error.code);
    }
  }
}

/** A request as the SDK hands it to whoever sends it. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * What AWS answers to the questions of a plan. Pipelines that golden-image.ts starts from and follows have the names of
 * images, and recipes of the plan's own kind.
 */
export function answersTo(plan: readonly Child[], account: string): Answered {
  const recipe = plan.some(({ type }) => type === "aws:imagebuilder/containerRecipe:ContainerRecipe")
    ? "container-recipe"
    : "image-recipe";
  return {
    "account ID": () => account,
    account: () => ({ id: account, partition: "aws" }),
    "newest AMI": () => "ami-0123456789abcdef0",
    "recipe of a pipeline": (arn = "") => arn.replace("image-pipeline", recipe),
    "follows itself": () => false,
  };
}

/** By the names of questions. */
export type Answered = Readonly<Record<string, (...about: string[]) => unknown>>;

/** As register.ts does, with what the children before have become. */
export async function resolved(
  value: unknown,
  output: (ref: Ref) => unknown,
  answers: Answered = {},
): Promise<unknown> {
  const inner = (each: unknown): Promise<unknown> => resolved(each, output, answers);
  // Most values are, and promises for each part of them cost more than to look.
  if (isResolved(value)) return value;
  if (value instanceof Ref) return output(value);
  if (value instanceof Derived) return inner(value.to(await Promise.all(value.from.map(inner))));
  if (value instanceof Asked) {
    const answer = answers[value.question];
    if (answer === undefined) throw new Error(`nobody answers what is the ${value.question}`);
    return answer(...(await Promise.all(value.about.map(inner))).map(String));
  }
  if (value instanceof Interpolated) {
    const parts = await Promise.all(value.parts.map(inner));
    return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("");
  }
  if (value instanceof Policy) {
    return policyText(value.kind, await Promise.all(value.statements.map(inner)));
  }
  if (value instanceof Given) return value.checked(String(await inner(value.value)));
  if (value instanceof Merged) {
    return Object.assign({}, ...((await Promise.all(value.parts.map(inner))) as object[])) as object;
  }
  if (pulumi.Output.isInstance(value)) {
    return inner(await (value as unknown as { promise(): Promise<unknown> }).promise());
  }
  if (Array.isArray(value)) return Promise.all(value.map(inner));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(async ([key, each]) => [key, await inner(each)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function isResolved(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isResolved);
  return isPlainObject(value) && Object.values(value).every(isResolved);
}
