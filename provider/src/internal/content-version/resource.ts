// The version of a component, recipe or workflow. It goes up whenever the content changes.

import type { Aws } from "../../aws/clients";
import type { CustomResource, Running } from "../../engine/custom-resource";
import { pipelinesBy } from "../../aws/find-pipelines";
import { ownershipIn, resourceTag } from "../../checks/own-tag";
import { UNKNOWN, isUnknown } from "../../protocol/values";
import type { Values } from "../../protocol/values";
import { deleteVersion, deleteVersions } from "./deletion";
import { existing, ownOf, patienceMilliseconds, pipelineOfName } from "./look-ups";
import type { Existing, Made } from "./look-ups";
import { confirmed, wasCutOff } from "../orphans/evidence";
import { compareVersions, fits, highestVersion, isWhole, refuseLower, versionAfter } from "./version";

const compared = ["kind", "name", "content", "base", "region", "owner"];
/** A golden image that turns into one of the other kind keeps its name, and so is no newcomer to it. */
const replacing = ["name", "region"];

export const contentVersion: CustomResource = {
  async check(inputs, olds, aws) {
    const reason = sameVersionAgain(inputs, olds) ?? (await nameTaken(inputs, olds, aws));
    return reason === undefined ? [] : [{ property: "", reason }];
  },

  diff(olds, news) {
    const changed = compared.filter((key) => olds[key] !== news[key]);
    // Only the update that finds it does anything about it.
    if (news.spent !== undefined) changed.push("spent");
    const replaces = changed.filter((key) => replacing.includes(key) && !isUnknown(news[key]));
    return { changes: changed.length > 0, diffs: changed, replaces };
  },

  preview: async (inputs, olds, running) =>
    olds === undefined
      ? { ...inputs, ...(await count(inputs, {}, running)) }
      : updated(olds, inputs, running),

  async create(inputs, running) {
    const id = `${String(inputs.kind)}/${String(inputs.name)}`;
    return { id, outputs: { ...inputs, ...(await count(inputs, {}, running)) } };
  },

  /** The highest version that the account has under the name: the next content gets the one after it. */
  async read(id, aws) {
    const [kind, name] = id.split("/");
    const version = highestVersion(taken(await existing({ kind, name }, aws)));
    if (version === undefined) return undefined;
    const region = await aws.region();
    const inputs = { kind, name, content: "", region };
    return { inputs, outputs: { ...inputs, version, leftovers: [] } };
  },

  update: updated,

  /**
   * The engine deletes the versions that it knows. Higher ones are there if the state was set back to an earlier one, and
   * nobody else would ever delete them.
   */
  async delete({ version, leftovers, ...state }, { aws, inputs }) {
    if (state.owner === undefined) return;
    const { made } = await existing(state, aws);
    // Pulumi has not heard of what was made of the version itself, if the update didn't get that far.
    const spent = wasCutOff(inputs, state) ? version : undefined;
    const unknown = await ownOf(unknownOf(made, { version: String(version), spent, leftovers }), state, aws);
    await deleteVersions(arnsOf(unknown), aws);
  },
};

async function updated(olds: Values, { spent, ...given }: Values, running: Running): Promise<Values> {
  const inputs: Values = { ...given, ...confirmed(olds) };
  // The versions of another kind are counted by themselves.
  if (olds.kind !== inputs.kind) return { ...inputs, ...(await count(inputs, {}, running)) };
  const { version, leftovers = [] } = olds;
  const stays = spent === undefined && fits(String(version), baseOf(inputs));
  if (stays && olds.content === inputs.content) return { ...inputs, version, leftovers };
  // Whether the content is another is known only when the content is.
  if (stays && isUnknown(inputs.content) && isWhole(baseOf(inputs))) return { ...inputs, version, leftovers };
  return { ...inputs, ...(await count(inputs, { version: String(version), spent, leftovers }, running)) };
}

const baseOf = ({ base }: Values): string | undefined => (typeof base === "string" ? base : undefined);
const arnsOf = (made: readonly Made[]): string[] => made.map(({ arn }) => arn);
const taken = ({ made, imageVersions }: Existing): string[] => [
  ...made.map(({ version }) => version),
  ...imageVersions,
];

/** What the state has of a version that was counted before. */
interface Counted {
  version?: string;
  /** The version itself, where Pulumi doesn't know what was made of it. */
  spent?: unknown;
  leftovers?: unknown;
}

/** What there is that the engine will not delete: it was made without its knowing, or after a state that was set back. */
function unknownOf(made: readonly Made[], { version, spent, leftovers }: Counted): Made[] {
  const before = Array.isArray(leftovers) ? leftovers.map(String) : [];
  return made.filter(
    (each) =>
      version === undefined ||
      each.version === spent ||
      compareVersions(each.version, version) > 0 ||
      // The ARN in a list may lack the build.
      before.some((arn) => arn === each.arn || arn.startsWith(`${each.arn}/`)),
  );
}

/** Takes the next version, after all that the account has had under the name, as far as it may be asked. */
async function count(
  inputs: Values,
  before: Counted,
  running: Running,
): Promise<{ version: unknown; leftovers: unknown }> {
  const { preview, aws, log } = running;
  const base = baseOf(inputs);
  const unknown = { version: isWhole(base) ? base : UNKNOWN, leftovers: UNKNOWN };
  const isNew = before.version === undefined && base === undefined;
  if (preview && (isNew || isUnknown(inputs.name) || isUnknown(inputs.region))) return unknown;
  const looking = existing(inputs, aws, preview ? AbortSignal.timeout(patienceMilliseconds) : undefined);
  const found = preview ? await looking.catch(() => undefined) : await looking;
  if (found === undefined) return unknown;
  const version = isWhole(base)
    ? await claimed(base, inputs, before, found, running)
    : nextOf(base, inputs, before, found);
  // What is unknown may turn out to be as before.
  if (isUnknown(inputs.content) || isUnknown(inputs.owner)) return unknown;
  if (!preview) {
    for (const permission of found.denied) {
      log.warn(
        `the versions of ${String(inputs.name)} can't be looked up without ${permission}: going on with ${version}`,
      );
    }
  }
  const stepped = unknownOf(found.made, before).filter((each) => each.version !== version);
  return { version, leftovers: arnsOf(await ownOf(stepped, inputs, aws)) };
}

function nextOf(base: string | undefined, { name }: Values, before: Counted, found: Existing): string {
  const { version, spent } = before;
  const highest = highestVersion(taken(found));
  // Nothing was made of it after all.
  const free =
    typeof spent === "string" &&
    found.denied.length === 0 &&
    fits(spent, base) &&
    (highest === undefined || compareVersions(spent, highest) > 0);
  if (free) return spent;
  return versionAfter(String(name), base, highestVersion([...taken(found), ...(version ? [version] : [])]));
}

/** A version that the user has given whole. What was made of it, and is not used, is made again. */
async function claimed(
  base: string,
  inputs: Values,
  { version, spent }: Counted,
  found: Existing,
  running: Running,
): Promise<string> {
  const name = String(inputs.name);
  const isCurrent = version === base && spent === undefined;
  refuseLower(name, base, highestVersion(taken(found)));
  for (const each of found.made.filter((made) => made.version === base)) {
    if (isCurrent) throw isThere(name, each, "its content has changed");
    const [own] = isUnknown(inputs.owner) ? [each] : await ownOf([each], inputs, running.aws);
    if (own === undefined) throw isThere(name, each, "this stack has not made it");
    const user = await userOf(own, inputs, running);
    if (user !== undefined) throw isThere(name, each, `${user} uses it`);
  }
  return base;
}

/** Who uses a recipe; in an update, it is deleted if nobody does. */
async function userOf(
  { arn }: Made,
  { kind, region }: Values,
  { preview, aws }: Running,
): Promise<string | undefined> {
  if (!preview) return (await deleteVersion(arn, aws)) === "in use" ? "a pipeline" : undefined;
  const filter = kind === "containerRecipe" ? "containerRecipeArn" : "imageRecipeArn";
  return (await pipelinesBy(filter, arn, region, aws, patienceMilliseconds))[0]?.arn;
}

const isThere = (name: string, { version, arn }: Made, reason: string): Error =>
  new Error(
    `version: ${version} of '${name}' is at AWS already (${arn}), and ${reason}: raise 'version', give only major.minor, or leave it out`,
  );

function sameVersionAgain({ name, base, content }: Values, olds: Values): string | undefined {
  const unchanged = olds.base === base;
  const different = olds.content !== undefined && !isUnknown(content) && olds.content !== content;
  if (typeof base !== "string" || !isWhole(base) || !unchanged || !different) return undefined;
  return `the content of ${String(name)} has changed, but its version is ${base} as before: raise 'version', or give only major.minor`;
}

/** A golden image that is new to this stack, and yet has a pipeline, has the name of another. */
async function nameTaken(inputs: Values, olds: Values, aws: Aws): Promise<string | undefined> {
  if (olds.name === inputs.name || isUnknown(inputs.name)) return undefined;
  const pipeline = await pipelineOfName(inputs, aws);
  if (pipeline === undefined) return undefined;
  // The stack may have lost the counter alone, and find the pipeline by its tag.
  const ownership = ownershipIn(pipeline.tags[resourceTag]);
  if (ownership !== undefined && ownership === ownershipIn(inputs.owner)) return undefined;
  const lost =
    ownership === undefined
      ? ""
      : `; if it is this golden image, whose state was lost, import its Ownership, ${ownership}`;
  return `name: '${String(inputs.name)}' is already the name of ${pipeline.arn}: give the golden image another 'name', or take that pipeline over, together with its ContentVersion, by an import (docs/guides/moving-over.md)${lost}`;
}
