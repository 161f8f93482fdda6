import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { batchJob, lambda, taskDefinition } from "../types";
import { at, list, settle, text } from "../values";
import type { Value } from "../values";

const readers: Record<string, (properties: Value) => Value[]> = {
  [taskDefinition]: (task) =>
    list(parse(at(task, "containerDefinitions"))).map((container) => at(container, "image")),
  [batchJob]: (job) => [at(parse(at(job, "containerProperties")), "image")],
  // A function that is no image has no imageUri.
  [lambda]: (lambdaFunction) => [at(lambdaFunction, "imageUri")],
};

export const containersUseGoldenImage = resourcePolicy<{ images: string[] }>({
  name: "containers-use-golden-image",
  description: "ECS tasks, Batch jobs and Lambda functions run container images from approved repositories.",
  severity: "high",
  sets: ["strict"],
  url: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/how-image-builder-works.html",
  fix: "Use an image of a GoldenImage's `repositoryUrl`, or have the repository approved in the policy's configuration.",
  configSchema: {
    properties: {
      images: patternList(
        "Container images, with `*`. By default, whatever is in a private ECR repository.",
        ["*.dkr.ecr.*.amazonaws.com*/*"],
      ),
    },
  },
  types: Object.keys(readers),
  check: (properties, { args, config }) =>
    (readers[args.type]?.(properties) ?? [])
      .map(text)
      .filter((image) => image !== undefined && !matchesAny(image, config.images))
      .map((image) => `runs ${image}, which is not an approved golden image`),
});

/** JSON in a property: undefined while it isn't known, or isn't JSON. */
function parse(value: Value): Value {
  const json = text(value);
  try {
    return json === undefined ? undefined : settle(JSON.parse(json));
  } catch {
    return undefined;
  }
}
