// What somebody has changed at AWS: a refresh finds it, and the next update takes it back.

import * as sdk from "@aws-sdk/client-imagebuilder";
import type { Place } from "../plugins";
import type { Change, Properties, Resources } from "./change";
import { program } from "./change";
import { component, imageBuilder, lifecyclePolicy, pipeline, recipe } from "./shared";

const tags: Properties = { team: "judge", stage: "test" };

/** With every input that can be taken away. */
const whole: Resources = {
  ...imageBuilder,
  notices: { type: "aws:sns:Topic" },
  settings: {
    type: "aws:imagebuilder:InfrastructureConfiguration",
    properties: {
      instanceProfileName: "${profile.name}",
      description: "before",
      instanceTypes: ["m5.large"],
      instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 },
      keyPair: "judge",
      logging: { s3Logs: { s3BucketName: "logs", s3KeyPrefix: "builds" } },
      placement: { tenancy: "dedicated" },
      resourceTags: { team: "judge" },
      securityGroupIds: ["sg-11111111"],
      snsTopicArn: "${notices.arn}",
      subnetId: "subnet-11111111",
      terminateInstanceOnFailure: true,
      tags,
    },
  },
  distribution: {
    type: "aws:imagebuilder:DistributionConfiguration",
    properties: {
      description: "before",
      distributions: [
        {
          region: "eu-west-1",
          amiDistributionConfiguration: {
            name: "judge-{{ imagebuilder:buildDate }}",
            description: "before",
            amiTags: { team: "judge" },
            launchPermission: { userIds: ["111122223333"] },
          },
        },
        { region: "eu-central-1", amiDistributionConfiguration: { description: "there" } },
      ],
      tags,
    },
  },
  images: {
    type: "aws:imagebuilder:ImagePipeline",
    properties: {
      ...pipeline,
      description: "before",
      distributionConfigurationArn: "${distribution.arn}",
      imageScanningConfiguration: { imageScanningEnabled: true },
      imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 90 },
      loggingConfiguration: { imageLogGroupName: "/aws/imagebuilder/judge" },
      schedule: { scheduleExpression: "cron(0 3 ? * SUN *)", timezone: "Europe/Berlin" },
      tags,
    },
  },
  policy: {
    type: "aws:imagebuilder:LifecyclePolicy",
    properties: { ...lifecyclePolicy, description: "before", tags },
  },
  tagged: { type: "aws:imagebuilder:Component", properties: { ...component, tags } },
  gone: { type: "aws:imagebuilder:ImageRecipe", properties: recipe },
};

const isOfStack = (name: string) => (each: { name?: string }) => each.name?.startsWith(`${name}-`) === true;

/** Says of each resource as little as AWS takes, changes tags, and deletes one. */
async function meddle({ sandbox }: Place): Promise<void> {
  const client = new sdk.ImagebuilderClient({
    endpoint: sandbox.imageBuilder.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  });
  const [infrastructures, distributions, pipelines, policies, components, recipes] = await Promise.all([
    client.send(new sdk.ListInfrastructureConfigurationsCommand()),
    client.send(new sdk.ListDistributionConfigurationsCommand()),
    client.send(new sdk.ListImagePipelinesCommand()),
    client.send(new sdk.ListLifecyclePoliciesCommand()),
    client.send(new sdk.ListComponentsCommand()),
    client.send(new sdk.ListImageRecipesCommand()),
  ]);
  const settings = infrastructures.infrastructureConfigurationSummaryList?.find(isOfStack("settings"));
  await client.send(
    new sdk.UpdateInfrastructureConfigurationCommand({
      infrastructureConfigurationArn: settings?.arn,
      instanceProfileName: settings?.instanceProfileName,
    }),
  );
  const distribution = distributions.distributionConfigurationSummaryList?.find(isOfStack("distribution"));
  await client.send(
    new sdk.UpdateDistributionConfigurationCommand({
      distributionConfigurationArn: distribution?.arn,
      distributions: [{ region: "eu-west-1", amiDistributionConfiguration: { description: "theirs" } }],
    }),
  );
  const images = pipelines.imagePipelineList?.find(isOfStack("images"));
  await client.send(
    new sdk.UpdateImagePipelineCommand({
      imagePipelineArn: images?.arn,
      imageRecipeArn: images?.imageRecipeArn,
      infrastructureConfigurationArn: images?.infrastructureConfigurationArn,
    }),
  );
  const policy = policies.lifecyclePolicySummaryList?.find(isOfStack("policy"));
  await client.send(
    new sdk.UpdateLifecyclePolicyCommand({
      lifecyclePolicyArn: policy?.arn,
      executionRole: policy?.executionRole,
      resourceType: policy?.resourceType,
      policyDetails: [{ action: { type: "DELETE" }, filter: { type: "COUNT", value: 7 } }],
      resourceSelection: { tagMap: { judge: "no" } },
    }),
  );
  const tagged = components.componentVersionList?.find(isOfStack("tagged"));
  const resourceArn = `${tagged?.arn}/1`;
  await client.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys: ["stage"] }));
  await client.send(new sdk.TagResourceCommand({ resourceArn, tags: { team: "theirs", more: "theirs" } }));
  await client.send(new sdk.UntagResourceCommand({ resourceArn: policy?.arn, tagKeys: Object.keys(tags) }));
  const gone = recipes.imageRecipeSummaryList?.find(isOfStack("gone"));
  await client.send(new sdk.DeleteImageRecipeCommand({ imageRecipeArn: gone?.arn }));
}

export const drift: readonly Change[] = [
  {
    name: "drift",
    shows: "what somebody has changed at AWS",
    program: program(whole),
    meddle,
  },
];
