// Which pipelines follow which, so that a circle of them, whose builds would never end, is refused before it is made.
//
// A pipeline that follows another one says so in a tag, which is how other stacks see it. What the same program says now
// counts for more than what its last deployment left at AWS.

import { PerRun } from "../engine/per-run";

/** The tag of a pipeline that follows another one; its value is the ARN of that one. */
export const followsTag = "goldenimage:follows";

/** The pipeline of a name beside another one: what follows is in the region and the account of what is followed. */
export const pipelineBeside = (pipelineArn: string, name: string): string =>
  pipelineArn.replace(/[^/]*$/, () => name);

/** What the golden images of one run of the engine say of themselves. */
export class Chains {
  readonly #follows = new Map<string, string>();
  readonly #names = new Set<string>();

  has(region: string, name: string): void {
    this.#names.add(`${region}/${name}`);
  }

  follows(own: string, followed: string): void {
    this.#follows.set(own, followed);
  }

  /** Whether the run has the pipeline, and what it follows then. */
  find(pipelineArn: string): { followed: string | undefined } | undefined {
    const followed = this.#follows.get(pipelineArn);
    const [, , , region = "", , path = ""] = pipelineArn.split(":");
    return followed !== undefined || this.#names.has(`${region}/${path.slice(path.indexOf("/") + 1)}`)
      ? { followed }
      : undefined;
  }
}

const runs = new PerRun(() => new Chains());

/** Those of a run: the engine's components of a program all come to the same plugin. */
export const chainsOf = (run: string): Chains => runs.of(run);

/** Whether a pipeline is followed, by way of what it follows itself, by the one that it would start. */
export async function leadsBack(
  followed: string,
  own: string,
  next: (pipelineArn: string) => Promise<string | undefined>,
): Promise<boolean> {
  const seen = new Set<string>();
  for (let arn: string | undefined = followed; arn !== undefined && !seen.has(arn); arn = await next(arn)) {
    if (arn === own) return true;
    seen.add(arn);
  }
  return false;
}
