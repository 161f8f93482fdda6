// Updates that AWS refuses, and what the next one makes of them: under the bridge a resource keeps what was planned, or what
// it had before.

import type { Change, Properties, Resource, Resources } from "./change";
import { changeOf } from "./change";
import { component, imageBuilder, lifecyclePolicy, pipeline, recipe } from "./shared";

interface Row {
  readonly before?: Resource;
  readonly after: Resource;
  /** What Image Builder refuses. */
  readonly refused: string;
}

const described = (type: string, properties: Properties, refused: string): Row => ({
  before: { type, properties: { ...properties, description: "before" } },
  after: { type, properties: { ...properties, description: "after" } },
  refused,
});

const infrastructure: Properties = { instanceProfileName: "${profile.name}" };
const distribution: Properties = {
  distributions: [
    { region: "eu-west-1", amiDistributionConfiguration: { name: "judge-{{ imagebuilder:buildDate }}" } },
  ],
};

const rows: Readonly<Record<string, Row>> = {
  pipeline: described("aws:imagebuilder:ImagePipeline", pipeline, "UpdateImagePipeline"),
  settings: described(
    "aws:imagebuilder:InfrastructureConfiguration",
    infrastructure,
    "UpdateInfrastructureConfiguration",
  ),
  distribution: described(
    "aws:imagebuilder:DistributionConfiguration",
    distribution,
    "UpdateDistributionConfiguration",
  ),
  policy: described("aws:imagebuilder:LifecyclePolicy", lifecyclePolicy, "UpdateLifecyclePolicy"),
  tags: {
    before: { type: "aws:imagebuilder:Component", properties: { ...component, tags: { team: "before" } } },
    after: { type: "aws:imagebuilder:Component", properties: { ...component, tags: { team: "after" } } },
    refused: "TagResource",
  },
  // The recipe is made, and the question about it is refused.
  made: { after: { type: "aws:imagebuilder:ImageRecipe", properties: recipe }, refused: "GetImageRecipe" },
};

const side = (of: "before" | "after"): Resources => ({
  ...imageBuilder,
  ...Object.fromEntries(
    Object.entries(rows).flatMap(([name, row]): [string, Resource][] => {
      const resource = row[of];
      return resource === undefined ? [] : [[name, resource]];
    }),
  ),
});

export const failed: readonly Change[] = [
  changeOf("failed", "what an update that fails leaves to the next one", side("before"), side("after"), {
    refused: Object.values(rows).map(({ refused }) => refused),
  }),
];
