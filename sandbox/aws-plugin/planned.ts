// What Terraform plans for a resource that exists: an input that is optional and computed keeps its value where the
// program leaves it out. Only another value takes it away. An empty list counts as left out, too.
//
// The table names such inputs as `filled`, nested ones by their path. They are those of the Terraform AWS provider
// 6.34.0, as it planned about 85 changes under pulumi-terraform-bridge 3.124.0. Elements of a list or set are taken for
// the same where their index is.

import { isPlainObject, type Values } from "../../provider/src/protocol/values";
import { resourceType } from "./resource-types";

/** `news` with what the resource keeps of `olds`. */
export const planned = (type: string, olds: Values, news: Values): Values =>
  keptPaths(type).reduce((plan, path) => keep(plan, olds, path.split(".")) as Values, news);

/** Leaving out `region` means the provider's own region; diff.ts looks after that. */
const keptPaths = (type: string): string[] => resourceType(type).filled.filter((path) => path !== "region");

/** Whether something is kept of the input, or below it. */
export const isKept = (type: string, input: string): boolean =>
  keptPaths(type).some((path) => path.split(".")[0] === input);

function keep(now: unknown, old: unknown, path: readonly string[]): unknown {
  if (Array.isArray(now) && Array.isArray(old)) {
    return now.map((item, index) => keep(item, old[index], path));
  }
  if (!isPlainObject(now) || !isPlainObject(old)) {
    return now;
  }
  const [name = "", ...below] = path;
  const value = below.length > 0 ? keep(now[name], old[name], below) : (given(now[name]) ?? old[name]);
  return value === undefined ? now : { ...now, [name]: value };
}

const given = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? undefined : value);
