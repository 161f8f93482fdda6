// Image Builder's ARNs: arn:PARTITION:imagebuilder:REGION:ACCOUNT:KIND/NAME[/VERSION[/BUILD]]. A workflow's kind has two
// parts: workflow/TYPE.

import { partitionOf } from "../../provider/src/checks/service-model/model";

export type Kind =
  | "component"
  | "image-recipe"
  | "container-recipe"
  | "infrastructure-configuration"
  | "distribution-configuration"
  | "image-pipeline"
  | "lifecycle-policy"
  | `workflow/${string}`
  | "image";

export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface ParsedArn extends Place {
  readonly kind: string;
  readonly name: string;
  readonly version?: string;
  readonly build?: string;
}

/** Names that differ only in case, spaces or underscores have one ARN, and so collide. */
export const normalised = (name: string): string => name.toLowerCase().replace(/[ _]/g, "-");

export function arnOf(place: Place, kind: string, name: string, version?: string, build?: number): string {
  const tail = [kind, normalised(name), version, build].filter((part) => part !== undefined).join("/");
  const partition = partitionOf(place.region)?.id ?? "aws";
  return `arn:${partition}:imagebuilder:${place.region}:${place.account}:${tail}`;
}

export function parseArn(arn: string): ParsedArn | undefined {
  const found = /^arn:[^:]+:imagebuilder:([^:]+):([^:]+):([^/]+)\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
    arn,
  );
  const [, region, account, kind, name, version, build] = found ?? [];
  return region === undefined || account === undefined || kind === undefined || name === undefined
    ? undefined
    : { region, account, kind, name, version, build };
}

/** The build's number at the end of an ARN. */
export const buildOf = (arn: string): string => arn.split("/").at(-1) ?? "";

export const versionArn = (buildArn: string): string => buildArn.replace(/\/\d+$/, "");

/** Where in an ARN's path the version is: a workflow has its type before its name. */
const versionIndex = (arn: string): number => (/:workflow\//.test(arn) ? 3 : 2);

/** Does an ARN, which may have `x` in its version and may lack its build, mean this resource? */
export function refersTo(reference: string, arn: string): boolean {
  const wanted = reference.split("/");
  const parts = arn.split("/");
  return wanted.every((part, index) => {
    const actual = parts[index] ?? "";
    return part === actual || (index === versionIndex(arn) && matchesVersion(part, actual));
  });
}

export const matchesVersion = (pattern: string, version: string): boolean => {
  const numbers = version.split(".");
  return pattern.split(".").every((part, index) => part === "x" || part === numbers[index]);
};

/** How new the version and build of an ARN are; a name says nothing. */
const newness = (arn: string): number[] =>
  arn.split("/").slice(versionIndex(arn)).join(".").split(".").map(Number);

/** Older before newer. */
export function compareArns(left: string, right: string): number {
  const other = newness(right);
  const differences = newness(left).map((number, index) => number - (other[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** What a reference means: the highest version, and of that the highest build. */
export const highest = (reference: string, arns: Iterable<string>): string | undefined =>
  [...arns]
    .filter((arn) => refersTo(reference, arn))
    .sort(compareArns)
    .at(-1);

/** The references with `x` that mean the newest of everything, of this major version, and so on. */
export function latestVersionReferences(arn: string): Record<string, string> {
  const parts = arn.split("/");
  const before = parts.slice(0, versionIndex(arn));
  const version = parts[before.length] ?? "";
  const [major, minor] = version.split(".");
  const reference = (pattern: string): string => [...before, pattern].join("/");
  return {
    latestVersionArn: reference("x.x.x"),
    latestMajorVersionArn: reference(`${major}.x.x`),
    latestMinorVersionArn: reference(`${major}.${minor}.x`),
    latestPatchVersionArn: reference(version),
  };
}
