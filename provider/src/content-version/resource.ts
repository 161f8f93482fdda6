// The version of a component or recipe. Its patch number goes up whenever the content changes.

import type { Aws } from "../aws";
import type { CustomResource, Running } from "../custom-resource";
import { UNKNOWN, isUnknown } from "../protocol/values";
import type { Values } from "../protocol/values";
import { pipelineOfName, takenVersions } from "./look-ups";
import { deleteLost } from "./lost";
import { firstVersion, highestVersion, isWhole, nextVersion } from "./version";

export const contentVersion: CustomResource = {
  async check(inputs, olds, aws) {
    const reason = sameVersionAgain(inputs, olds) ?? (await nameTaken(inputs, olds, aws));
    return reason === undefined ? [] : [{ property: "", reason }];
  },

  diff(olds, news) {
    const changed = ["kind", "name", "content", "base", "region"].filter((key) => olds[key] !== news[key]);
    // Once it is deleted, nothing is to do any more.
    if (news.lost !== undefined) changed.push("lost");
    const replaces = changed.filter(
      (key) => ["kind", "name", "region"].includes(key) && !isUnknown(news[key]),
    );
    return { changes: changed.length > 0, diffs: changed, replaces };
  },

  async create(inputs, running) {
    const version = running.preview ? previewFirst(inputs) : await startingVersion(inputs, running);
    return { id: `${String(inputs.kind)}/${String(inputs.name)}`, outputs: { ...inputs, version } };
  },

  /** The highest version that the account has under the name: the next content gets the one after it. */
  async read(id, aws) {
    const [kind, name] = id.split("/");
    const version = highestVersion(await takenVersions({ kind, name }, aws));
    if (version === undefined) return undefined;
    const region = await aws.region();
    const inputs = { kind, name, content: "", base: version.split(".", 2).join("."), region };
    return { inputs, outputs: { ...inputs, version } };
  },

  async update(olds, { lost, ...inputs }, running) {
    if (lost !== undefined && !running.preview) await deleteLost(String(lost), inputs, running.aws);
    return { ...inputs, version: await updatedVersion(olds, inputs, running) };
  },

  async delete() {
    // A version is only a number: there is nothing to take away.
  },
};

function sameVersionAgain({ name, base, content }: Values, olds: Values): string | undefined {
  const unchanged = olds.base === base;
  const different = olds.content !== undefined && !isUnknown(content) && olds.content !== content;
  if (typeof base !== "string" || !isWhole(base) || !unchanged || !different) return undefined;
  return `the content of ${String(name)} has changed, but its version is ${base} as before: raise 'version', or give only major.minor`;
}

/** A golden image that is new to this stack, and yet has a pipeline, has the name of another. */
async function nameTaken(inputs: Values, olds: Values, aws: Aws): Promise<string | undefined> {
  if (olds.name === inputs.name || isUnknown(inputs.name)) return undefined;
  const arn = await pipelineOfName(inputs, aws);
  if (arn === undefined) return undefined;
  return `name: '${String(inputs.name)}' is already the name of ${arn}: give the golden image another 'name', or import that pipeline (docs/guides/moving-over.md)`;
}

function previewFirst(inputs: Values): unknown {
  return typeof inputs.base === "string" && isWhole(inputs.base) ? inputs.base : UNKNOWN;
}

async function updatedVersion(olds: Values, inputs: Values, running: Running): Promise<unknown> {
  if (olds.base !== inputs.base)
    return running.preview ? previewFirst(inputs) : startingVersion(inputs, running);
  // Whether the content is another is known only when the content is.
  if (isUnknown(inputs.content)) return UNKNOWN;
  const version = String(olds.version);
  return olds.content === inputs.content || isWhole(String(inputs.base)) ? version : nextVersion(version);
}

/** The first version after all that the account has had under the name, as far as it may be asked. */
async function startingVersion(inputs: Values, { aws, log }: Running): Promise<string> {
  const base = String(inputs.base);
  if (isWhole(base)) return base;
  const taken = await takenVersions(inputs, aws, (permission) =>
    log.warn(
      `the versions of ${String(inputs.name)} can't be looked up without ${permission}: starting at ${base}.0`,
    ),
  );
  return firstVersion(base, taken);
}
