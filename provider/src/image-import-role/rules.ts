import { known, knownList, knownString } from "../component/known";
import type { Location } from "../component/location";
import { arnIsOfPartition, bucketName, ownTagsAreAllowed } from "../component/rules";
import type { Problem } from "../contract/check";
import type { Values } from "../protocol/values";

export function imageImportRoleRules(inputs: Values, _resourceName: string, { region }: Location): Problem[] {
  const bucket = knownString(inputs.bucketName);
  const prefix = knownString(inputs.prefix);
  const name = knownString(inputs.roleName);
  const problems = ownTagsAreAllowed(inputs);
  if (bucket !== undefined && !bucketName.test(bucket)) {
    problems.push({ path: "bucketName", message: "must be the name of a bucket: not its ARN or address" });
  }
  if (prefix !== undefined && /^\/|[*?]/.test(prefix)) {
    // A key never begins with a slash by itself, and a wildcard would widen what may be read.
    problems.push({
      path: "prefix",
      message: "must be the beginning of keys, without a slash at its start, * or ?",
    });
  }
  if (name !== undefined && !/^[\w+=,.@-]{1,64}$/.test(name)) {
    problems.push({ path: "roleName", message: "must be 1 to 64 letters, digits and any of _+=,.@-" });
  }
  if (Array.isArray(known(inputs.kmsKeyArns))) {
    knownList(inputs.kmsKeyArns).forEach((value, index) => {
      const key = knownString(value);
      if (key === undefined || /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(key)) {
        problems.push(...arnIsOfPartition(`kmsKeyArns[${index}]`, value, region));
        return;
      }
      problems.push({
        path: `kmsKeyArns[${index}]`,
        message: "must be the full ARN of a KMS key: in a policy, an alias is no key",
      });
    });
  }
  return problems;
}
