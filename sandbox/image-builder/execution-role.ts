// What a build may do by its execution role, in the accounts whose roles are recorded here. Where none is (a program
// that asks the emulator alone), a role may do everything.

import { roleRefusal } from "../iam/roles";
import type { Call } from "./call";
import type { StoredImage } from "./world";

interface Access {
  readonly action: string;
  readonly resource: string;
}

/** Why Image Builder can't do something for an image with its execution role; undefined where it can. */
export function executionRefusal(
  { world, store }: Call,
  { executionRole }: Pick<StoredImage, "executionRole">,
  accesses: readonly Access[],
): string | undefined {
  const { account } = store.place;
  const recorded = world.records.list("aws:iam/role:Role").some((role) => role.account === account);
  if (executionRole === undefined || !recorded) {
    return undefined;
  }
  const use = { ...store.place, service: "imagebuilder.amazonaws.com", roleArn: executionRole };
  return accesses
    .map(({ action, resource }) =>
      roleRefusal(world.records, {
        ...use,
        action,
        resource,
        context: { "aws:ResourceAccount": resource.split(":")[4] ?? "", "aws:PrincipalAccount": account },
      }),
    )
    .find((refusal) => refusal !== undefined);
}

/** The parameter itself, whatever version of it is read. */
export const parameterArn = (name: string, { place }: Call["store"], region = place.region): string =>
  name.startsWith("arn:")
    ? name.split(":").slice(0, 6).join(":")
    : `arn:aws:ssm:${region}:${place.account}:parameter/${name.replace(/^\//, "").replace(/:.*$/, "")}`;
