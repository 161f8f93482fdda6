import { sdk } from "../../../aws/clients";
import { everyOf } from "../found";
import type { Found, Kind, Search, Tags } from "../found";

interface Listed {
  arn?: string;
  dateCreated?: unknown;
  tags?: Tags;
}

function finding(
  list: (search: Search) => Promise<Listed[]>,
  identity: (listed: Listed) => unknown,
  remove: (search: Search, arn: string) => Promise<unknown>,
  madeAt: (listed: Listed) => Date | undefined = () => undefined,
): Kind["find"] {
  return async (search) =>
    (await list(search)).flatMap((listed): Found[] => {
      const { arn = "", tags } = listed;
      const child = search.childOf(tags);
      if (child === undefined) return [];
      return [
        {
          child,
          called: arn,
          identity: String(identity(listed)),
          madeAt: madeAt(listed),
          remove: async () => void (await remove(search, arn)),
        },
      ];
    });
}

const clientOf = ({ aws, region }: Search) => aws.imageBuilder(region);
const arnAndDate = ({ arn, dateCreated }: Listed): string => `${arn} ${String(dateCreated)}`;
const arnAlone = ({ arn }: Listed): unknown => arn;

export const imageBuilder: readonly Kind[] = [
  {
    type: "aws:imagebuilder/imagePipeline:ImagePipeline",
    find: finding(
      (search) =>
        everyOf(
          sdk().paginateListImagePipelines({ client: clientOf(search) }, {}),
          ({ imagePipelineList }) => imagePipelineList,
        ),
      arnAndDate,
      (search, imagePipelineArn) =>
        clientOf(search).send(new (sdk().DeleteImagePipelineCommand)({ imagePipelineArn })),
    ),
  },
  {
    type: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
    find: finding(
      (search) =>
        everyOf(
          sdk().paginateListInfrastructureConfigurations({ client: clientOf(search) }, {}),
          ({ infrastructureConfigurationSummaryList }) => infrastructureConfigurationSummaryList,
        ),
      arnAlone,
      (search, infrastructureConfigurationArn) =>
        clientOf(search).send(
          new (sdk().DeleteInfrastructureConfigurationCommand)({ infrastructureConfigurationArn }),
        ),
    ),
  },
  {
    type: "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
    find: finding(
      (search) =>
        everyOf(
          sdk().paginateListDistributionConfigurations({ client: clientOf(search) }, {}),
          ({ distributionConfigurationSummaryList }) => distributionConfigurationSummaryList,
        ),
      arnAndDate,
      (search, distributionConfigurationArn) =>
        clientOf(search).send(
          new (sdk().DeleteDistributionConfigurationCommand)({ distributionConfigurationArn }),
        ),
    ),
  },
  {
    type: "aws:imagebuilder/lifecyclePolicy:LifecyclePolicy",
    find: finding(
      (search) =>
        everyOf(
          sdk().paginateListLifecyclePolicies({ client: clientOf(search) }, {}),
          ({ lifecyclePolicySummaryList }) => lifecyclePolicySummaryList,
        ),
      arnAlone,
      (search, lifecyclePolicyArn) =>
        clientOf(search).send(new (sdk().DeleteLifecyclePolicyCommand)({ lifecyclePolicyArn })),
      ({ dateCreated }) => (dateCreated instanceof Date ? dateCreated : undefined),
    ),
  },
];
