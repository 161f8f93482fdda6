// The services that take forms and answer in XML, with lists of `member` elements: IAM and SNS.

import { AwsError } from "../image-builder/errors";
import type { Recorded } from "../image-builder/records";
import { textOf } from "../ec2/query";
import type { Form } from "../ec2/query";
import { recordWith, recordsOf, remove, tagList } from "./call";
import type { Call } from "./call";

type Handler = (form: Form, call: Call) => object;

const roleType = "aws:iam/role:Role";
const profileType = "aws:iam/instanceProfile:InstanceProfile";
const inlineType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const topicType = "aws:sns/topic:Topic";

const noSuch = (what: string, name: string | undefined): AwsError =>
  new AwsError("NoSuchEntity", `The ${what} with name ${name} cannot be found.`, 404);

const roleOf = (form: Form, call: Call): Recorded => {
  const name = textOf(form, "RoleName");
  return recordWith(call, roleType, "name", name, noSuch("role", name));
};

const profileOf = (form: Form, call: Call): Recorded => {
  const name = textOf(form, "InstanceProfileName");
  return recordWith(call, profileType, "name", name, noSuch("instance profile", name));
};

const ofRole = (form: Form, call: Call, type: string): Recorded[] => {
  const { id } = roleOf(form, call);
  return recordsOf(call, type).filter(({ properties }) => properties.role === id);
};

const described = ({ properties }: Recorded): object => ({
  Path: properties.path ?? "/",
  Arn: properties.arn,
  CreateDate: properties.createDate,
});

const describedRole = (role: Recorded): object => ({
  RoleName: role.properties.name,
  RoleId: role.properties.uniqueId,
  ...described(role),
});

const describedProfile = (profile: Recorded, call: Call): object => ({
  InstanceProfileName: profile.properties.name,
  InstanceProfileId: profile.properties.uniqueId,
  ...described(profile),
  Roles: recordsOf(call, roleType)
    .filter(({ id }) => id === profile.properties.role)
    .map(describedRole),
});

const last = { IsTruncated: false };

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
const iam: Readonly<Record<string, Handler>> = {
  ListRoles: (_form, call) => ({ Roles: recordsOf(call, roleType).map(describedRole), ...last }),
  ListRoleTags: (form, call) => ({ Tags: tagList(roleOf(form, call)), ...last }),
  ListRolePolicies: (form, call) => ({
    PolicyNames: ofRole(form, call, inlineType).map(({ properties }) => properties.name),
    ...last,
  }),
  ListAttachedRolePolicies: (form, call) => ({
    AttachedPolicies: ofRole(form, call, attachmentType).map(({ properties: { policyArn } }) => ({
      PolicyName: String(policyArn).split("/").at(-1),
      PolicyArn: policyArn,
    })),
    ...last,
  }),
  ListInstanceProfilesForRole: (form, call) => ({
    InstanceProfiles: ofRole(form, call, profileType).map((profile) => describedProfile(profile, call)),
    ...last,
  }),
  DeleteRolePolicy(form, call) {
    const name = textOf(form, "PolicyName");
    const policy = ofRole(form, call, inlineType).find(({ properties }) => properties.name === name);
    if (policy === undefined) throw noSuch("role policy", name);
    remove(call, policy);
    return {};
  },
  DetachRolePolicy(form, call) {
    const arn = textOf(form, "PolicyArn");
    const attached = ofRole(form, call, attachmentType).find(
      ({ properties }) => properties.policyArn === arn,
    );
    if (attached === undefined) throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`, 404);
    remove(call, attached);
    return {};
  },
  DeleteRole(form, call) {
    const role = roleOf(form, call);
    if (ofRole(form, call, profileType).length > 0) {
      throw conflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    remove(call, role);
    return {};
  },
  ListInstanceProfiles: (_form, call) => ({
    InstanceProfiles: recordsOf(call, profileType).map((profile) => describedProfile(profile, call)),
    ...last,
  }),
  ListInstanceProfileTags: (form, call) => ({ Tags: tagList(profileOf(form, call)), ...last }),
  RemoveRoleFromInstanceProfile(form, call) {
    const profile = profileOf(form, call);
    const { role, ...properties } = profile.properties;
    if (role !== roleOf(form, call).id) throw noSuch("role", textOf(form, "RoleName"));
    call.world.records.put(profileType, profile.id, { ...profile, properties });
    return {};
  },
  DeleteInstanceProfile(form, call) {
    const profile = profileOf(form, call);
    if (profile.properties.role !== undefined) {
      throw conflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    remove(call, profile);
    return {};
  },
};

const conflict = (message: string): AwsError => new AwsError("DeleteConflict", message, 409);

// https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
const sns: Readonly<Record<string, Handler>> = {
  ListTopics: (_form, call) => ({
    Topics: recordsOf(call, topicType).map(({ properties: { arn } }) => ({ TopicArn: arn })),
  }),
  ListTagsForResource(form, call) {
    const arn = textOf(form, "ResourceArn");
    const missing = new AwsError("ResourceNotFound", "Resource does not exist", 404);
    return { Tags: tagList(recordWith(call, topicType, "arn", arn, missing)) };
  },
  // It is no error if there is no such topic.
  DeleteTopic(form, call) {
    const topic = recordsOf(call, topicType).find(({ id }) => id === textOf(form, "TopicArn"));
    if (topic !== undefined) remove(call, topic);
    return {};
  },
};

interface QueryService {
  readonly version: string;
  readonly operations: Readonly<Record<string, Handler>>;
}

/** By the name that requests are signed for. */
export const queryServices: Readonly<Record<string, QueryService>> = {
  iam: { version: "2010-05-08", operations: iam },
  sns: { version: "2010-03-31", operations: sns },
};
