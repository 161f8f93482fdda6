import { describePolicy, unknownValue } from "../spec-helper";
import { imagePipeline } from "../types";
import { requiredTags } from "./required-tags";

const config = { tags: ["owner", "cost-centre"] };
const owner = "platform";

describePolicy(requiredTags, imagePipeline, {
  passes: { "no tags while none are configured": { props: {} } },
  fails: {},
  unknown: { "the tags": { props: { tags: unknownValue } } },
  configured: {
    "all tags": { props: { tags: { owner, "cost-centre": "1" } }, config },
    "a tag of the provider": { props: { tags: { owner }, tagsAll: { owner, "cost-centre": "1" } }, config },
    "tags not known in preview": { props: { tags: unknownValue }, config },
    "a tag whose value isn't known": { props: { tags: { owner, "cost-centre": unknownValue } }, config },
    "a missing tag": { props: { tags: { owner } }, config, says: "lacks the tags 'cost-centre'" },
    "no tags": { props: {}, config, says: "'owner', 'cost-centre'" },
  },
});
