// Carries out plans one after the other, as the engine does with a stack: each child is checked and held against the
// state, and then made, changed in place, or replaced; what is no longer planned goes last. The provider of the children
// is the stand-in for the aws plugin, with an emulator in this process.

import { isDeepStrictEqual } from "node:util";
import { isWhole, nextVersion } from "../../provider/src/content-version/version";
import type { Child, Ref } from "../../provider/src/plan/child";
import { owned } from "../../provider/src/plan/ownership";
import { replacement } from "../../provider/src/plan/register";
import type { Plugin } from "../../provider/src/protocol/server";
import type { Values } from "../../provider/src/protocol/values";
import { isImageBuilder } from "../sandbox/aws-plugin/operations";
import { awsStandIn } from "../sandbox/aws-plugin/plugin";
import { autoNamed, resourceType } from "../sandbox/aws-plugin/resource-types";
import { snapshot } from "../sandbox/image-builder/snapshot";
import { World } from "../sandbox/image-builder/world";
import { inProcess } from "./in-process";
import { resolve } from "./resolve";

export const account = "111122223333";

/** What a user is told to do otherwise. */
export class Refused extends Error {}

/** A child that was made. */
interface Made {
  readonly child: Child;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

const common = {
  preview: false,
  timeout: 0,
  log: { status: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
};

const ours = "goldenimage:";

export class Deployment {
  private readonly world = new World();
  private readonly plugin: Plugin = awsStandIn(inProcess(this.world));
  /** In the order in which they were made. */
  private made = new Map<string, Made>();

  private constructor(private readonly name: string) {}

  static async in(region: string, name = "web"): Promise<Deployment> {
    const deployment = new Deployment(name);
    const endpoints = JSON.stringify([{ imagebuilder: "http://emulator" }]);
    await deployment.plugin.configure({ region, accessKey: account, endpoints });
    return deployment;
  }

  /** What there is already, made by somebody else. */
  async provide(type: string, news: Values): Promise<void> {
    await this.create({ key: String(news.name ?? news.key), type: type as Child["type"], args: {} }, news);
  }

  async up(planned: readonly Child[]): Promise<void> {
    const before = this.made;
    const order = [...before.values()];
    const condemned: Made[] = [];
    this.made = new Map();
    for (const child of owned(planned)) {
      try {
        const args = (await resolve(child.args, (ref) => this.output(ref))) as Values;
        const old = before.get(identity(child));
        this.made.set(
          identity(child),
          old ? await this.change(old, child, args, condemned) : await this.create(child, args),
        );
        before.delete(identity(child));
      } catch (error) {
        if (error instanceof Refused) throw error;
        throw new Error(`${child.key}: ${(error as Error).message}`, { cause: error });
      }
    }
    condemned.push(...before.values());
    // What was made last depends on what was made before it.
    condemned.sort((a, b) => order.indexOf(b) - order.indexOf(a));
    for (const gone of condemned) await this.delete(gone);
  }

  /** What AWS has of each child, as inputs would say it, with names for what AWS or Pulumi has made up. */
  async atAws(): Promise<Map<string, unknown>> {
    const names = this.madeUp();
    const rename = (value: unknown): unknown => {
      const text = names.reduce((all, [made, name]) => all.replaceAll(made, name), JSON.stringify(value));
      return JSON.parse(text) as unknown;
    };
    const found = new Map<string, unknown>();
    for (const { child, id, outputs } of this.made.values()) {
      if (child.type.startsWith(ours)) continue;
      const read = await this.plugin.read?.({
        ...this.subject(child),
        id,
        inputs: {},
        state: { region: outputs.region },
      });
      const { __defaults: _, ...inputs } = read?.inputs ?? {};
      // How many versions there have been before is no matter.
      const version = child.versioned && { version: String(inputs.version).replace(/\.\d+$/, ".x") };
      found.set(identity(child), rename({ ...inputs, ...(isImageBuilder(child.type) && version) }));
    }
    return found;
  }

  /** What is at AWS and belongs to no child, but for what was there already. */
  leftovers(given: readonly string[] = []): string[] {
    const own = new Set([...this.made.values()].map(({ id }) => id).concat(given));
    const { accounts, resources } = snapshot(this.world);
    const arns = Object.values(accounts[account] ?? {})
      .flatMap((place) => Object.values(place).flat() as { arn?: string }[])
      .flatMap(({ arn }) => arn ?? [])
      .filter((arn) => arn.split(":")[4] === account);
    return [...arns, ...resources.map(({ id }) => id)].filter((id) => !own.has(id));
  }

  private output({ key, property }: Ref): unknown {
    const made = [...this.made.values()].find(({ child }) => child.key === key);
    if (made === undefined) throw new Error(`the plan uses '${key}' before it makes it`);
    const value = property === "id" ? made.id : made.outputs[property];
    if (value === undefined) throw new Error(`'${key}' has no ${property}`);
    return value;
  }

  private subject({ key, type }: Child) {
    return { urn: `urn:pulumi:stack::project::${type}::${this.name}-${key}`, type };
  }

  private async check(child: Child, news: Values, olds: Values): Promise<Values> {
    const request = { ...this.subject(child), name: `${this.name}-${child.key}`, olds, news, marked: news };
    const { inputs, failures } = await this.plugin.check(request);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  private async create(child: Child, args: Values): Promise<Made> {
    if (child.type.startsWith(ours))
      return { child, id: child.key, inputs: args, outputs: createOwn(child, args) };
    const inputs = await this.check(child, args, {});
    return { child, inputs, ...(await this.plugin.create({ ...this.subject(child), inputs, ...common })) };
  }

  private async change(old: Made, child: Child, args: Values, condemned: Made[]): Promise<Made> {
    if (child.type.startsWith(ours))
      return { ...old, child, inputs: args, outputs: changeOwn(old, child, args) };
    const options = replacement(child);
    const kept = Object.fromEntries((options.ignoreChanges ?? []).map((name) => [name, old.inputs[name]]));
    const news = await this.check(child, { ...args, ...kept }, old.inputs);
    const { id, inputs: oldInputs, outputs: olds } = old;
    const request = { ...this.subject(child), id, olds, oldInputs, news };
    const triggered =
      options.replacementTrigger !== undefined &&
      old.child.replacementTrigger !== undefined &&
      options.replacementTrigger !== old.child.replacementTrigger;
    const diff = await this.plugin.diff({ ...request, ignoreChanges: [] });
    const forced = (options.replaceOnChanges ?? []).some((name) => diff.diffs?.includes(name));
    if (triggered || forced || (diff.replaces ?? []).length > 0) {
      // The engine asks the provider which goes first only where the provider replaces.
      const first = options.deleteBeforeReplace ?? (!triggered && diff.deleteBeforeReplace);
      if (first) await this.delete(old);
      else condemned.push(old);
      return this.create(child, args);
    }
    if (!diff.changes) return { ...old, child, inputs: news };
    return {
      child,
      id,
      inputs: news,
      outputs: (await this.plugin.update({ ...request, ...common })).outputs,
    };
  }

  private async delete({ child, id, outputs }: Made): Promise<void> {
    if (!child.type.startsWith(ours))
      await this.plugin.delete({ ...this.subject(child), id, state: outputs });
  }

  /** Everything that is another in each stack, with a name for it; long ones first, since they hold the short ones. */
  private madeUp(): [string, string][] {
    const found = new Map<string, string>();
    for (const { child, id, inputs, outputs } of this.made.values()) {
      if (child.type.startsWith(ours)) continue;
      const { computed, inputs: shapes } = resourceType(child.type);
      const naming = autoNamed(child.type) ?? "";
      const automatic = new RegExp(`^${this.name}-${child.key}-[0-9a-f]{7}$`, "i").test(
        String(inputs[naming]),
      );
      const properties = [
        ...computed.filter((property) => !(property in shapes)),
        ...(automatic ? [naming] : []),
      ];
      const values = [["id", id], ...properties.map((property) => [property, outputs[property]])];
      for (const [property, value] of values) {
        if (typeof value !== "string" || value.length < 8 || found.has(value)) continue;
        // Some are called after what the user wrote.
        if (value !== inputs[naming] || automatic) found.set(value, `<${child.key} ${String(property)}>`);
      }
    }
    return [...found].sort(([a], [b]) => b.length - a.length);
  }
}

const identity = ({ key, type }: Child): string => `${type} ${key}`;

/** What the resources of the provider itself do: content-version/, ownership/, usage/. */
function createOwn({ type }: Child, args: Values): Values {
  const base = String(args.base);
  switch (type) {
    case "goldenimage:index:ContentVersion":
      return { ...args, version: isWhole(base) ? base : `${base}.0` };
    case "goldenimage:index:Ownership":
      return { ...args, value: "0123456789abcdef" };
    default:
      return args;
  }
}

function changeOwn(old: Made, child: Child, args: Values): Values {
  const { kind, name, base, content, version, value } = old.outputs;
  if (child.type !== "goldenimage:index:ContentVersion") return { ...args, value };
  const another = !isDeepStrictEqual([args.kind, args.name, args.base], [kind, name, base]);
  if (another) return createOwn(child, args);
  const same = args.content === content;
  if (!same && isWhole(String(base))) throw new Refused("the content has changed: raise 'version'");
  return { ...args, version: same ? version : nextVersion(String(version)) };
}
