// The look-ups of IAM's roles and instance profiles.

import type { Values } from "../../provider/src/protocol/values";
import type { Config } from "./config";

interface Recorded {
  readonly account: string;
  readonly region?: string;
  readonly properties: Values;
}

/** What is written down of a type in the account, and where it is said in a region. */
export async function recorded(
  type: string,
  { account, endpoint }: Config,
  region?: string,
): Promise<Values[]> {
  const response = await fetch(`${endpoint}/_sandbox/resources?type=${encodeURIComponent(type)}`);
  const { resources } = (await response.json()) as { resources: Recorded[] };
  return resources
    .filter((each) => each.account === account && (region === undefined || each.region === region))
    .map(({ properties }) => properties);
}

export const roleOutputs = ["arn", "description", "id", "name", "path", "tags"] as const;

export async function getRole({ name }: Values, config: Config): Promise<Values> {
  const role = (await recorded("aws:iam/role:Role", config)).find((each) => each.name === name);
  if (role === undefined) {
    throw new Error(`reading IAM Role (${String(name)}): couldn't find resource`);
  }
  const { arn, description = "", path = "/", tagsAll = {} } = role;
  return { arn, description, id: name, name, path, tags: tagsAll };
}

export async function getRoles({ nameRegex }: Values, config: Config): Promise<Values> {
  const pattern = new RegExp(typeof nameRegex === "string" ? nameRegex : "");
  const roles = (await recorded("aws:iam/role:Role", config)).filter(({ name }) =>
    pattern.test(String(name)),
  );
  return { id: "roles", arns: roles.map(({ arn }) => arn), names: roles.map(({ name }) => name) };
}

export async function getInstanceProfiles({ roleName }: Values, config: Config): Promise<Values> {
  const all = await recorded("aws:iam/instanceProfile:InstanceProfile", config);
  const profiles = all.filter(({ role }) => role === roleName);
  return {
    id: roleName,
    roleName,
    arns: profiles.map(({ arn }) => arn),
    names: profiles.map(({ name }) => name),
    paths: profiles.map(({ path }) => path ?? "/"),
  };
}
