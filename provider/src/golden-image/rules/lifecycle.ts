// What becomes of old images, and who is told of new ones.

import { given, isOpen, known, knownList, knownObject, knownString } from "../../checks/known";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import {
  bucketName,
  isWellFormed,
  keyIsNoAlias,
  listIsNotEmpty,
  regionIsKnown,
  regionsAgree,
  tagsAreAllowed,
} from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import type { Values } from "../../protocol/values";
import { arnInRegion } from "../../checks/service-model/arn";
import type { Subject } from "./subject";

const on =
  (check: (lifecycle: Values, subject: Subject) => Problem[]): Rule<Subject>["check"] =>
  ({ lifecycle }, subject) =>
    isOpen(lifecycle) ? check(knownObject(lifecycle), subject) : [];

export const lifecycleRules: readonly Rule<Subject>[] = [
  {
    name: "lifecycle-does-something",
    says: "A lifecycle deprecates, disables or deletes.",
    source: sources.lifecycle,
    check: on((lifecycle) =>
      given(lifecycle, ["deprecate", "disable", "delete"]).length === 0
        ? [{ path: "lifecycle", message: "needs at least one of 'deprecate', 'disable' and 'delete'" }]
        : [],
    ),
  },
  {
    name: "containers-are-only-deleted",
    says: "Container images can only be deleted, and have no AMIs to leave alone.",
    source: sources.lifecycle,
    check: on((lifecycle, { container }) =>
      container
        ? given(lifecycle, ["deprecate", "disable", "excludeAmis"]).map((property) => ({
            path: `lifecycle.${property}`,
            message: "is for AMIs; container images can only be deleted",
          }))
        : [],
    ),
  },
  {
    name: "deletion-is-by-age-or-count",
    says: "Images are deleted by age, with its unit, or by count; `keepAtLeast` goes with an age.",
    source: sources.lifecycle,
    check: on(({ delete: deletion }) => {
      if (!isOpen(deletion)) return [];
      const when = knownObject(deletion);
      const path = "lifecycle.delete";
      const ways = given(when, ["olderThan", "keepNewest"]);
      if (ways.length !== 1) {
        return [{ path, message: "needs exactly one of 'olderThan' and 'keepNewest'" }];
      }
      return ways[0] === "olderThan"
        ? when.unit === undefined
          ? [{ path: `${path}.unit`, message: "is needed with 'olderThan'" }]
          : []
        : given(when, ["unit", "keepAtLeast"]).map((property) => ({
            path: `${path}.${property}`,
            message: "goes with 'olderThan'",
          }));
    }),
  },
  {
    name: "exclusions-are-possible",
    says: "AMIs are left alone in regions of AWS and by lists with something in them.",
    source: sources.lifecycle,
    check: on(({ excludeAmis }) => {
      const { regions, sharedAccounts } = knownObject(excludeAmis);
      return [
        ...listIsNotEmpty("lifecycle.excludeAmis.regions", regions),
        ...listIsNotEmpty("lifecycle.excludeAmis.sharedAccounts", sharedAccounts),
        ...knownList(regions).flatMap((region, index) =>
          regionIsKnown(`lifecycle.excludeAmis.regions[${index}]`, region),
        ),
      ];
    }),
  },
  {
    name: "exclusion-tags-are-allowed",
    says: "Tags by which images and AMIs are kept are up to 50, with keys that AWS takes.",
    source: sources.lifecycle,
    check: on(({ excludeTags, excludeAmis }) => [
      ...tagsAreAllowed("lifecycle.excludeTags", excludeTags, 50),
      ...tagsAreAllowed("lifecycle.excludeAmis.tags", knownObject(excludeAmis).tags, 50),
    ]),
  },
  {
    name: "topic-is-standard",
    says: "EventBridge writes to standard topics of the golden image's region.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html",
    check: ({ notify }, { region }) => {
      const path = "notify.topicArn";
      const arn = knownObject(notify).topicArn;
      const topic = knownString(arn);
      if (topic === undefined) return [];
      if (!arnInRegion("sns", String.raw`\d{12}:[\w-]+(?:\.fifo)?`).test(topic)) {
        return [{ path, message: "must be the ARN of an SNS topic" }];
      }
      return topic.endsWith(".fifo")
        ? [{ path, message: "must be a standard topic, not a FIFO one" }]
        : regionsAgree(path, arn, region);
    },
  },
  {
    name: "addresses-are-well-formed",
    says: "An e-mail address has an @, and is given once.",
    source: sources.ours,
    check: ({ notify }) => {
      const emails = knownList(knownObject(notify).emails).map(knownString);
      return emails.flatMap((email, index): Problem[] => {
        const path = `notify.emails[${index}]`;
        if (email === undefined) return [];
        if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
          return [{ path, message: "must be an e-mail address" }];
        return emails.indexOf(email) < index ? [{ path, message: "is given twice" }] : [];
      });
    },
  },
  {
    name: "somebody-is-told-of-something",
    says: "A notification is of at least one event, each once.",
    source: sources.ours,
    check: ({ notify }) => {
      const events = knownObject(notify).events;
      const list = knownList(events).map(knownString);
      if (Array.isArray(known(events)) && list.length === 0) {
        return [{ path: "notify.events", message: "is empty: leave it out for all of them" }];
      }
      return list.flatMap((event, index) =>
        event !== undefined && list.indexOf(event) < index
          ? [{ path: `notify.events[${index}]`, message: "is given twice" }]
          : [],
      );
    },
  },
  {
    name: "document-bucket-is-a-name",
    says: "A bucket for documents is given by its name.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    check: ({ documentBucket }) =>
      isWellFormed(
        "documentBucket.name",
        knownObject(documentBucket).name,
        bucketName,
        "a bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens",
      ),
  },
  {
    name: "document-key-is-whole",
    says: "The KMS key of documents is given by its own full ARN: S3 says of an object encrypted with an alias which key it is, and the `aws` provider would then write the object in each update.",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/9648",
    check: ({ documentBucket }, { region }) => {
      const key = knownObject(documentBucket).kmsKeyArn;
      return [
        ...keyIsNoAlias("documentBucket.kmsKeyArn", key),
        ...regionsAgree("documentBucket.kmsKeyArn", key, region),
      ];
    },
  },
];
