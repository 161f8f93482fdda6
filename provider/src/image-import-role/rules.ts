import { knownList, knownString } from "../checks/known";
import type { Location } from "../checks/location";
import { arnIsOfPartition } from "../checks/partition";
import { bucketName, fitsPolicy, ownTagsAreAllowed, roleName } from "../checks/common-rules";
import type { Problem } from "../checks/inputs";
import { keyArn, literal } from "../plan/policy";
import type { Values } from "../protocol/values";

export function imageImportRoleRules(inputs: Values, _resourceName: string, { region }: Location): Problem[] {
  const bucket = knownString(inputs.bucketName);
  const prefix = knownString(inputs.prefix);
  const name = knownString(inputs.roleName);
  const problems = ownTagsAreAllowed(inputs);
  if (bucket !== undefined && !bucketName.test(bucket)) {
    problems.push({ path: "bucketName", message: "must be the name of a bucket: not its ARN or address" });
  }
  if (prefix?.startsWith("/")) {
    // A key never begins with a slash by itself.
    problems.push({ path: "prefix", message: "must be the beginning of keys, without a slash at its start" });
  }
  problems.push(...fitsPolicy("prefix", prefix, literal));
  if (name !== undefined && !roleName.test(name)) {
    problems.push({ path: "roleName", message: "must be 1 to 64 letters, digits and any of _+=,.@-" });
  }
  return [
    ...problems,
    ...knownList(inputs.kmsKeyArns).flatMap((key, index) => {
      const path = `kmsKeyArns[${index}]`;
      return [...fitsPolicy(path, key, keyArn), ...arnIsOfPartition(path, key, region)];
    }),
  ];
}
