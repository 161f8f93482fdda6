// Values that say nothing: a block without any, and zeros. The provider sends most of them as if they were left out.

import type { Change, Properties, Resource, Resources } from "./change";
import { changeOf } from "./change";
import { imageBuilder, pipeline, recipe } from "./shared";

interface Row {
  readonly type: string;
  readonly all: Properties;
  /** What is given then. */
  readonly empty: Properties;
}

const infrastructure: Properties = { instanceProfileName: "${profile.name}" };
const distribution = (ami: Properties, more: Properties = {}): Properties => ({
  distributions: [
    { region: "eu-west-1", amiDistributionConfiguration: { description: "judge", ...ami }, ...more },
  ],
});

const rows: Readonly<Record<string, Row>> = {
  placement: {
    type: "aws:imagebuilder:InfrastructureConfiguration",
    all: infrastructure,
    empty: { placement: {} },
  },
  "no-tags": {
    type: "aws:imagebuilder:InfrastructureConfiguration",
    all: infrastructure,
    empty: { resourceTags: {}, instanceTypes: [], tags: {}, terminateInstanceOnFailure: false },
  },
  permission: {
    type: "aws:imagebuilder:DistributionConfiguration",
    all: distribution({}),
    empty: distribution({ launchPermission: {}, amiTags: {} }),
  },
  "not-scanned": {
    type: "aws:imagebuilder:ImagePipeline",
    all: pipeline,
    empty: {
      enhancedImageMetadataEnabled: false,
      imageScanningConfiguration: { imageScanningEnabled: false },
      imageTestsConfiguration: { imageTestsEnabled: false },
    },
  },
  agent: {
    type: "aws:imagebuilder:ImageRecipe",
    all: recipe,
    empty: {
      systemsManagerAgent: { uninstallAfterBuild: false },
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 20 } }],
    },
  },
};

const side = (of: (row: Row) => Properties): Resources => ({
  ...imageBuilder,
  ...Object.fromEntries(
    Object.entries(rows).map(([name, row]): [string, Resource] => [
      name,
      { type: row.type, properties: { ...row.all, ...of(row) } },
    ]),
  ),
});

export const empty: readonly Change[] = [
  changeOf(
    "empty",
    "values that say nothing",
    side(() => ({})),
    side((row) => row.empty),
  ),
];
