// What a component decides to create, as data. plan.ts of each component makes a list of these, and register.ts
// registers it, so that the thinking can be tested without an engine and the registering is dull.

/** Reads a property of another child, by its key. */
export class Ref {
  constructor(
    readonly key: string,
    readonly property: string,
  ) {}
}

/** A digest of values that may hold references: known when all of them are. */
export class Digest {
  constructor(readonly content: unknown) {}
}

export interface Child {
  /** Unique in the component. The resource is called `<component>-<key>`; built of what the user wrote. */
  key: string;
  type: ChildType;
  args: Record<string, unknown>;
  /** Keys of children that must exist before, where no argument says so. */
  after?: string[];
  /** Content and name claim a version: the next one is made, and taken into use, before this one goes. */
  versioned?: boolean;
}

export type ChildType =
  | "aws:cloudwatch/logGroup:LogGroup"
  | "aws:iam/instanceProfile:InstanceProfile"
  | "aws:iam/role:Role"
  | "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
  | "aws:imagebuilder/component:Component"
  | "aws:imagebuilder/distributionConfiguration:DistributionConfiguration"
  | "aws:imagebuilder/imagePipeline:ImagePipeline"
  | "aws:imagebuilder/imageRecipe:ImageRecipe"
  | "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration"
  | "goldenimage:index:ContentVersion";
