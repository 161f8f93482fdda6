// What a URN tells: urn:pulumi:<stack>::<project>::<types from the outermost parent inwards>::<name>

const ours = "goldenimage:index:";

function parts(urn: string): { types: string[]; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { types: types.split("$"), name: name.join("::") };
}

/** Whether one of our components made the resource. */
export function isInsideOurs(urn: string): boolean {
  return parts(urn)
    .types.slice(0, -1)
    .some((type) => type.startsWith(ours));
}

/** The resource as its author knows it: the component of ours that it belongs to, else itself. */
export function authored(urn: string, parentUrn: string | undefined): string {
  const parent = parentUrn === undefined ? undefined : parts(parentUrn);
  const type = parent?.types.at(-1);
  if (parent !== undefined && type?.startsWith(ours)) return `${type.slice(ours.length)} '${parent.name}'`;
  const self = parts(urn);
  return `${self.types.at(-1)?.split(":").at(-1)} '${self.name}'`;
}
