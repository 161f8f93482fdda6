// What becomes of old images, and who is told of new ones.

import { bucketName, form, hasForm, kmsKeyArnItself, topicArn } from "../../checks/identifiers";
import type { TextForm } from "../../checks/identifiers";
import { given, isOpen, knownList, knownObject } from "../../checks/known";
import { itemsDiffer, listIsNotEmpty, uniqueList } from "../../checks/lists";
import { regionIsKnown, regionsAgree } from "../../checks/regions";
import { inside } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import { tagsAreAllowed } from "../../checks/tags";
import type { ImageContext } from "./context";

const on = inside<ImageContext>("lifecycle");
const onNotify = inside<ImageContext>("notify");
const onBucket = inside<ImageContext>("documentBucket");

export const lifecycleRules: readonly Rule<ImageContext>[] = [
  {
    name: "lifecycle-does-something",
    description: "A lifecycle deprecates, disables or deletes.",
    source: sources.lifecycle,
    check: on((lifecycle) =>
      given(lifecycle, ["deprecate", "disable", "delete"]).length === 0
        ? [{ path: "lifecycle", message: "needs at least one of 'deprecate', 'disable' and 'delete'" }]
        : [],
    ),
  },
  {
    name: "containers-are-only-deleted",
    description: "Container images can only be deleted, and have no AMIs to leave alone.",
    source: sources.lifecycle,
    check: on((lifecycle, { container }) =>
      container
        ? given(lifecycle, ["deprecate", "disable", "excludeAmis"]).map((property) => ({
            path: `lifecycle.${property}`,
            message: "is only for AMIs: container images can only be deleted",
          }))
        : [],
    ),
  },
  {
    name: "deletion-is-by-age-or-count",
    description: "Images are deleted by age, with its unit, or by count; `keepAtLeast` goes with an age.",
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
          ? [{ path: `${path}.unit`, message: "is required with 'olderThan'" }]
          : []
        : given(when, ["unit", "keepAtLeast"]).map((property) => ({
            path: `${path}.${property}`,
            message: "requires 'olderThan'",
          }));
    }),
  },
  {
    name: "exclusions-are-possible",
    description: "AMIs are left alone in regions of AWS and by lists with something in them.",
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
    description: "Tags by which images and AMIs are kept are up to 50, with keys that AWS takes.",
    source: sources.lifecycle,
    check: on(({ excludeTags, excludeAmis }) => [
      ...tagsAreAllowed("lifecycle.excludeTags", excludeTags, 50),
      ...tagsAreAllowed("lifecycle.excludeAmis.tags", knownObject(excludeAmis).tags, 50),
    ]),
  },
  {
    name: "topic-is-standard",
    description: "EventBridge writes to standard topics of the golden image's region.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html",
    check: onNotify(({ topicArn }, { region }) => {
      const path = "notify.topicArn";
      const problems = hasForm(path, topicArn, standardTopic);
      return problems.length > 0 ? problems : regionsAgree(path, topicArn, region);
    }),
  },
  {
    name: "addresses-are-well-formed",
    description: "An e-mail address has an @, and is given once.",
    source: sources.ours,
    check: onNotify(({ emails }) => [
      ...knownList(emails).flatMap((email, index) => hasForm(`notify.emails[${index}]`, email, address)),
      ...itemsDiffer("notify.emails", emails),
    ]),
  },
  {
    name: "somebody-is-told-of-something",
    description: "A notification is of at least one event, each once.",
    source: sources.ours,
    check: onNotify(({ events }) => uniqueList("notify.events", events)),
  },
  {
    name: "document-bucket-is-a-name",
    description: "A bucket for documents is given by its name.",
    source: sources.bucketNames,
    check: onBucket(({ name }) => hasForm("documentBucket.name", name, bucketName)),
  },
  {
    name: "document-key-is-whole",
    description:
      "The KMS key of documents is given by its own full ARN: S3 answers an alias with its key, and the `aws` provider would then write the object in each update.",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/9648",
    check: onBucket(({ kmsKeyArn }, { region }) => [
      ...hasForm("documentBucket.kmsKeyArn", kmsKeyArn, kmsKeyArnItself),
      ...regionsAgree("documentBucket.kmsKeyArn", kmsKeyArn, region),
    ]),
  },
];

const standardTopic: TextForm = (text) =>
  topicArn(text) ?? (text.endsWith(".fifo") ? "must be a standard topic, not a FIFO one" : undefined);

const address = form(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");
