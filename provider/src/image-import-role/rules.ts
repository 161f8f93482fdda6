// What must be right about an import role beyond the types of its inputs. The bucket, its prefix and the keys stand in
// the role's policy.

import { bucketName, hasForm, kmsKeyArn, literal, roleName } from "../checks/identifiers";
import { knownList } from "../checks/known";
import type { Location } from "../checks/location";
import { arnIsOfPartition } from "../checks/partition";
import type { Problem } from "../checks/problems";
import { problemsOf } from "../checks/rule";
import type { ResourceContext, Rule, RuleTable } from "../checks/rule";
import { sources } from "../checks/sources";
import { tagRule } from "../checks/tags";
import type { Values } from "../protocol/values";

const rules: readonly Rule<ResourceContext>[] = [
  tagRule("import-role-tags-are-allowed"),
  {
    name: "import-bucket-is-a-name",
    description: "A bucket of disk images is given by its name.",
    source: sources.bucketNames,
    check: (inputs) => hasForm("bucketName", inputs.bucketName, bucketName),
  },
  {
    name: "import-prefix-is-literal",
    description:
      "The beginning of the keys has no slash at its start, which no key has, and no `*`, `?` or `${`.",
    source: sources.policyResources,
    check: ({ prefix }) => hasForm("prefix", prefix, (text) => withoutSlash(text) ?? literal(text)),
  },
  {
    name: "import-role-is-a-name",
    description: "A role is given by its name: not its ARN, and no path.",
    source: sources.vmImportRole,
    check: (inputs) => hasForm("roleName", inputs.roleName, roleName),
  },
  {
    name: "import-keys-are-grantable",
    description:
      "Keys are given by their own ARNs, in the partition of the region: an alias in a policy does not allow the use of its key.",
    source: sources.keysInPolicies,
    check: ({ kmsKeyArns }, { region }) =>
      knownList(kmsKeyArns).flatMap((key, index) => {
        const path = `kmsKeyArns[${index}]`;
        return [...hasForm(path, key, kmsKeyArn), ...arnIsOfPartition(path, key, region)];
      }),
  },
];

const withoutSlash = (prefix: string): string | undefined =>
  prefix.startsWith("/") ? "must not begin with a slash: keys in S3 don't" : undefined;

export const imageImportRoleTable: RuleTable = {
  title: "ImageImportRole",
  topics: [{ title: "Roles of imports", rules }],
};

export const imageImportRoleRules = (inputs: Values, resourceName: string, location: Location): Problem[] =>
  problemsOf(rules, inputs, { resourceName, ...location });
