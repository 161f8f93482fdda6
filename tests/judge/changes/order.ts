// What replaces a resource, and whether the old one goes first: the bridge deletes first what has an explicit name.

import type { Change, Properties, Resource, Resources } from "./change";
import { changeOf } from "./change";
import { component, imageBuilder, pipeline, policy, recipe, trust } from "./shared";

interface Row {
  readonly before: Resource;
  readonly after: Resource;
}

const row = (
  type: string,
  all: Properties,
  before: Properties,
  after: Properties,
  options: Properties = {},
): Row => ({
  before: { type, properties: { ...all, ...before }, options },
  after: { type, properties: { ...all, ...after }, options },
});

const infrastructure: Properties = { instanceProfileName: "${profile.name}" };
const elsewhere: Properties = { region: "eu-central-1" };

const rows: Readonly<Record<string, Row>> = {
  "content, name by itself": row("aws:imagebuilder:Component", component, {}, { description: "new" }),
  "content, explicit name": row(
    "aws:imagebuilder:Component",
    { ...component, name: "explicit" },
    {},
    { description: "new" },
  ),
  "content, explicit name and deleteBeforeReplace false": row(
    "aws:imagebuilder:Component",
    { ...component, name: "explicit-first" },
    {},
    { version: "1.0.1" },
    { deleteBeforeReplace: false },
  ),
  "version, explicit name": row(
    "aws:imagebuilder:ImageRecipe",
    { ...recipe, name: "explicit" },
    {},
    { version: "1.0.1" },
  ),
  "renamed pipeline": row(
    "aws:imagebuilder:ImagePipeline",
    pipeline,
    { name: "old-name" },
    { name: "new-name" },
  ),
  "explicit name taken away": row("aws:imagebuilder:ImagePipeline", pipeline, { name: "was-explicit" }, {}),
  "explicit name given": row("aws:imagebuilder:ImagePipeline", pipeline, {}, { name: "becomes-explicit" }),
  "recipe of a pipeline": row(
    "aws:imagebuilder:ImagePipeline",
    pipeline,
    {},
    { imageRecipeArn: "${other-recipe.arn}" },
  ),
  "renamed log group": row("aws:cloudwatch:LogGroup", {}, { name: "/old/name" }, { name: "/new/name" }),
  "renamed role": row(
    "aws:iam:Role",
    { assumeRolePolicy: trust("ec2.amazonaws.com") },
    { name: "old-role" },
    { name: "new-role" },
  ),
  "path of a role": row(
    "aws:iam:Role",
    { assumeRolePolicy: trust("ec2.amazonaws.com") },
    {},
    { path: "/judge/" },
  ),
  "region, name by itself": row(
    "aws:imagebuilder:InfrastructureConfiguration",
    infrastructure,
    {},
    elsewhere,
  ),
  "region, name ignored": row("aws:imagebuilder:InfrastructureConfiguration", infrastructure, {}, elsewhere, {
    ignoreChanges: ["name"],
  }),
  "region, name ignored and deleteBeforeReplace false": row(
    "aws:imagebuilder:InfrastructureConfiguration",
    infrastructure,
    {},
    elsewhere,
    { ignoreChanges: ["name"], deleteBeforeReplace: false },
  ),
  "region that it has anyway": row(
    "aws:imagebuilder:InfrastructureConfiguration",
    infrastructure,
    {},
    { region: "eu-west-1" },
  ),
  "region no longer said": row("aws:sns:Topic", {}, { region: "eu-west-1" }, {}),
  "region of a topic": row("aws:sns:Topic", {}, {}, elsewhere),
  "order of a set": row(
    "aws:imagebuilder:InfrastructureConfiguration",
    infrastructure,
    {
      instanceTypes: ["m5.large", "c5.large"],
      securityGroupIds: ["sg-11111111", "sg-22222222"],
      subnetId: "subnet-11111111",
    },
    {
      instanceTypes: ["c5.large", "m5.large"],
      securityGroupIds: ["sg-22222222", "sg-11111111"],
      subnetId: "subnet-11111111",
    },
  ),
  "order of a list": row(
    "aws:imagebuilder:ImageRecipe",
    recipe,
    { components: [{ componentArn: "${component.arn}" }, { componentArn: "${other-component.arn}" }] },
    { components: [{ componentArn: "${other-component.arn}" }, { componentArn: "${component.arn}" }] },
  ),
  "policy of a repository's life cycle": row(
    "aws:ecr:LifecyclePolicy",
    { repository: "${repository.name}" },
    { policy: expireAfter(10) },
    { policy: expireAfter(20) },
  ),
  "attached policy": row(
    "aws:iam:RolePolicyAttachment",
    { role: "${role.name}" },
    { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    { policyArn: "arn:aws:iam::aws:policy/EC2InstanceProfileForImageBuilder" },
  ),
  "inline policy, the same JSON in another order": row(
    "aws:iam:RolePolicy",
    { role: "${role.name}" },
    { policy: policy("s3:GetObject") },
    { policy: reordered(policy("s3:GetObject")) },
  ),
  "data type of a parameter": row(
    "aws:ssm:Parameter",
    { type: "String", value: "text" },
    {},
    { dataType: "text" },
  ),
  "tags alone": row(
    "aws:imagebuilder:Component",
    component,
    { tags: { team: "a" } },
    { tags: { team: "b" } },
  ),
};

function expireAfter(count: number): string {
  const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count };
  return JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] });
}

/** The members of the statements the other way round. */
function reordered(text: string): string {
  const { Version, Statement } = JSON.parse(text) as { Version: string; Statement: object[] };
  const turned = Statement.map((each) => Object.fromEntries(Object.entries(each).reverse()));
  return JSON.stringify({ Statement: turned, Version });
}

const shared: Resources = {
  ...imageBuilder,
  "other-component": { type: "aws:imagebuilder:Component", properties: component },
  "other-recipe": { type: "aws:imagebuilder:ImageRecipe", properties: recipe },
};

const nameOf = (what: string): string => what.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

const combined = (side: "before" | "after"): Resources => ({
  ...shared,
  ...Object.fromEntries(Object.entries(rows).map(([what, each]) => [nameOf(what), each[side]])),
});

const plain: Resources = {
  ...imageBuilder,
  pipeline: { type: "aws:imagebuilder:ImagePipeline", properties: pipeline },
  topic: { type: "aws:sns:Topic" },
  group: { type: "aws:cloudwatch:LogGroup", properties: { tags: { own: "yes" } } },
  bucket: { type: "aws:s3:Bucket", properties: { forceDestroy: true } },
};

const defaultTags = (tags: Properties): Record<string, string> => ({
  "aws:defaultTags": JSON.stringify({ tags }),
});

export const order: readonly Change[] = [
  changeOf("order", "what replaces, and what goes first", combined("before"), combined("after")),
  {
    ...changeOf("default-tags", "the provider's default tags change", plain, plain),
    config: defaultTags({ team: "a" }),
    changed: {
      program: changeOf("", "", plain, plain).program,
      config: defaultTags({ team: "b", more: "c" }),
    },
  },
];
