// Carries out a plan without an engine: each child is checked as the stand-in for the aws plugin checks it, and those of
// Image Builder are created in the emulator, in the order of the plan.

import type { Child } from "../../provider/src/plan/child";
import type { Ref } from "../../provider/src/plan/deferred";
import { owned } from "../../provider/src/engine/ownership";
import { checkInputs } from "../../provider/src/checks/inputs";
import { operations } from "../../provider/src/checks/service-model/model";
import { isPlainObject } from "../../provider/src/protocol/values";
import type { Values } from "../../provider/src/protocol/values";
import { toApi } from "../../sandbox/aws-plugin/api-shapes";
import { check } from "../../sandbox/aws-plugin/check";
import { identifiers } from "../../sandbox/aws-plugin/identifiers";
import { isImageBuilder, operationsOf } from "../../sandbox/aws-plugin/operations";
import { answer } from "../../sandbox/image-builder/answer";
import type { Place } from "../../sandbox/image-builder/arns";
import { World } from "../../sandbox/image-builder/world";
import { answersTo, resolved } from "./in-process-engine";

export const account = "111122223333";

/** An account in a region, in memory. */
export class Account {
  private readonly world = new World();
  private readonly made = new Map<string, Values>();

  constructor(readonly region: string) {}

  /** Creates the children of a plan; fails with the child that is refused, and why. */
  async carryOut(parentName: string, children: readonly Child[]): Promise<void> {
    const answers = answersTo(children, account);
    for (const child of owned(children, { parentName, region: this.region, run: "run" })) {
      const args = (await resolved(child.args, (ref) => this.output(ref), answers)) as Values;
      try {
        this.made.set(child.key, this.create(`${parentName}-${child.key}`, child.type, args));
      } catch (error) {
        throw new Error(`${child.key}: ${(error as Error).message}\nof ${JSON.stringify(args)}`, {
          cause: error,
        });
      }
    }
  }

  create(name: string, type: string, args: Values): Values {
    const own = ownOutputs[type];
    if (own !== undefined) {
      const problems = checkInputs(type, args);
      if (problems.length > 0) {
        throw new Error(problems.map(({ path, message }) => `${path} ${message}`).join("\n"));
      }
      return { ...args, ...own(args) };
    }
    const { inputs, failures } = check({ type, name, olds: {}, news: args });
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    const { __defaults: _, ...state } = inputs;
    const arn = isImageBuilder(type) ? this.request(type, state) : arnOf(type, name);
    // Image Builder knows a launch template by an ID of AWS's form.
    const id = identifiers[type]?.(state, { ...this.place, partition: "aws" }).id ?? name;
    const properties = { ...state, arn, id };
    if (!isImageBuilder(type)) this.world.records.put(type, name, { ...this.place, properties });
    return properties;
  }

  private request(type: string, inputs: Values): string {
    const operation = operationsOf(type);
    const name = operation.create.name.replace(/Command\d*$/, "");
    const { method, requestUri } = operations()[name] ?? { method: "", requestUri: "" };
    const { tags, ...rest } = toApi(type, inputs);
    const tagged = isPlainObject(tags) && Object.keys(tags).length > 0;
    const body = { ...rest, ...(tagged && { tags }), clientToken: `token-${this.made.size}-${inputs.name}` };
    const scope = `${account}/20260101/${this.region}/imagebuilder/aws4_request`;
    const answered = answer(
      {
        method,
        path: requestUri,
        query: new URLSearchParams(),
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}`,
        body: JSON.stringify(body),
      },
      this.world,
      { phaseMilliseconds: 0 },
    );
    if (answered === "drop") throw new Error("the emulator dropped the connection");
    return String((answered.body as Values)[operation.arn]);
  }

  private output({ key, property }: Ref): unknown {
    const made = this.made.get(key);
    if (made === undefined) throw new Error(`the plan uses '${key}' before it makes it`);
    return made[property] ?? plausible(key, property);
  }

  private get place(): Place {
    return { account, region: this.region };
  }
}

/** What resources of this package put out beside their inputs. */
const ownOutputs: Readonly<Record<string, (args: Values) => Values>> = {
  "goldenimage:index:ContentVersion": ({ base = "1.0" }) => ({
    version: String(base).split(".").length === 3 ? base : `${String(base)}.0`,
    leftovers: [],
  }),
  "goldenimage:index:Leftovers": () => ({ remaining: [] }),
  "goldenimage:index:Orphans": () => ({}),
  "goldenimage:index:Ownership": () => ({ value: "0123456789abcdef" }),
  "goldenimage:index:PipelineSettings": () => ({}),
  "goldenimage:index:Usage": () => ({}),
};

const arnOf = (type: string, name: string): string =>
  type === "aws:iam/role:Role" ? `arn:aws:iam::${account}:role/${name}` : `arn:aws:service:::${name}`;

/** What AWS alone would tell of a resource that is not Image Builder's. */
function plausible(key: string, property: string): string {
  return `${property}-of-${key}`;
}
