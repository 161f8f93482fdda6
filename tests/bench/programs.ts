// The programs that are measured: golden images, and what a person would write by hand for the same images.

import { cleanUpDocument, patchDocument, testDocument } from "../../provider/src/documents/built-in";
import { printDocument, scriptSteps } from "../../provider/src/documents/builder";

const os = "amazon-linux-2023";
const subject = { platform: "Linux", container: false } as const;

type Resources = Record<string, { type: string; properties: object }>;

const program = (images: readonly Resources[]): string =>
  JSON.stringify({ name: "bench", runtime: "yaml", resources: Object.assign({}, ...images) });

const each = (size: number, image: (name: string) => Resources): string =>
  program(Array.from({ length: size }, (_, index) => image(`image-${index}`)));

export const goldenImages = (size: number): string =>
  each(size, (name) => ({
    [name]: {
      type: "goldenimage:GoldenImage",
      properties: {
        source: { os },
        customize: [{ name: "step", shell: ["true"] }],
        region: "eu-west-1",
      },
    },
  }));

const region = "eu-west-1";

/** Pulumi YAML takes `${` for a reference. */
const verbatim = (text: string): string => text.replaceAll("${", () => "$${");

const documents = {
  patch: patchDocument(subject),
  step: printDocument("step", [{ name: "build", steps: scriptSteps({ shell: ["true"] }) }], []),
  "clean-up": cleanUpDocument(subject),
  "smoke-test": testDocument(subject, { skip: [], encrypted: true }),
};

/** A log group, a role with two attachments and a profile, four components, a recipe, an infrastructure and a pipeline. */
export const byHand = (size: number): string =>
  each(size, (name) => {
    const of = (key: string, property: string): string => `\${${name}-${key}.${property}}`;
    const attachment = (policy: string) => ({
      type: "aws:iam:RolePolicyAttachment",
      properties: { role: of("role", "name"), policyArn: `arn:aws:iam::aws:policy/${policy}` },
    });
    const components = Object.fromEntries(
      Object.entries(documents).map(([key, data]) => [
        `${name}-${key}`,
        {
          type: "aws:imagebuilder:Component",
          properties: {
            name: `${name}-${key}`,
            platform: "Linux",
            version: "1.0.0",
            data: verbatim(data),
            region,
          },
        },
      ]),
    );
    return {
      [`${name}-log-group`]: {
        type: "aws:cloudwatch:LogGroup",
        properties: { name: `/aws/imagebuilder/${name}`, retentionInDays: 90, region },
      },
      [`${name}-role`]: {
        type: "aws:iam:Role",
        properties: {
          assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
            ],
          }),
        },
      },
      [`${name}-ssm`]: attachment("AmazonSSMManagedInstanceCore"),
      [`${name}-image-builder`]: attachment("EC2InstanceProfileForImageBuilder"),
      [`${name}-profile`]: { type: "aws:iam:InstanceProfile", properties: { role: of("role", "name") } },
      ...components,
      [`${name}-recipe`]: {
        type: "aws:imagebuilder:ImageRecipe",
        properties: {
          name,
          version: "1.0.0",
          parentImage: `arn:aws:imagebuilder:${region}:aws:image/amazon-linux-2023-x86/x.x.x`,
          components: Object.keys(documents).map((key) => ({ componentArn: of(key, "arn") })),
          blockDeviceMappings: [
            {
              deviceName: "/dev/xvda",
              ebs: { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
            },
          ],
          region,
        },
      },
      [`${name}-infrastructure`]: {
        type: "aws:imagebuilder:InfrastructureConfiguration",
        properties: {
          instanceProfileName: of("profile", "name"),
          instanceTypes: ["t3.medium"],
          instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
          terminateInstanceOnFailure: true,
          region,
        },
      },
      [`${name}-pipeline`]: {
        type: "aws:imagebuilder:ImagePipeline",
        properties: {
          name,
          imageRecipeArn: of("recipe", "arn"),
          infrastructureConfigurationArn: of("infrastructure", "arn"),
          region,
        },
      },
    };
  });
