// docs/rules.md: every rule that is more than the type of one input, from the tables that are checked in preview.

import { distributionTargetRuleTable } from "../../provider/src/distribution-target/rules";
import { imageDistributionRuleTexts } from "../../provider/src/image-distribution/rules";
import { judgements } from "../../provider/src/documents/check/judgements";
import { goldenImageRuleTopics } from "../../provider/src/golden-image/rules";

/** As much of a rule as is told of it. */
interface Told {
  readonly name: string;
  readonly says: string;
  readonly source: string;
}

interface Table {
  readonly resource: string;
  readonly topics: readonly { readonly title: string; readonly rules: readonly Told[] }[];
}

/** What is refused and what is only warned of in documents, where AWS's guide leaves it open. */
const ofSeverity = (severity: string): Told[] =>
  Object.entries(judgements)
    .filter(([, judgement]) => judgement.severity === severity)
    .map(([name, { says, source }]) => ({ name, says, source }));

/** The tables, by resource. One more resource with rules is one more line. */
const tables: readonly Table[] = [
  { resource: "GoldenImage", topics: goldenImageRuleTopics },
  {
    resource: "ImageDistribution",
    topics: [{ title: "Regions and settings", rules: imageDistributionRuleTexts }],
  },
  {
    resource: "DistributionTarget",
    topics: [{ title: "Accounts that receive", rules: distributionTargetRuleTable }],
  },
  {
    resource: "Documents, lines and Dockerfile templates",
    topics: [
      { title: "Refused", rules: ofSeverity("error") },
      { title: "Warned of, in preview", rules: ofSeverity("warning") },
    ],
  },
];

const introduction = `# Rules

What you write is checked in preview, before anything is created: first each input by itself, for its name, its type and
the lengths, ranges and patterns of AWS's own model of EC2 Image Builder; then by the rules below, which are about what
inputs mean together or what AWS's model doesn't say. All mistakes are told at once, each with the path in your own
input and with what would be right:

\`\`\`text
web is not valid:
  - schedule.cron: needs '?' as exactly one of day of month and day of week
  - storage.iops: is required for io2
\`\`\`

What is not known in preview is checked in the update, with the same message. A secret is checked as well, but no
message repeats it. Each rule has a name, by which it can be found in the code, and a source.

This page is generated from the rules themselves by \`npm run generate\`.
`;

export const rulesText = (): string => [introduction, ...tables.map(tableText)].join("\n");

const tableText = ({ resource, topics }: Table): string =>
  [`## ${resource}\n`, ...topics.map(({ title, rules }) => topicText(title, rules))].join("\n");

const topicText = (title: string, rules: readonly Told[]): string =>
  `### ${title}\n\n${rules.map(ruleText).join("")}`;

const ruleText = ({ name, says, source }: Told): string => `- \`${name}\`: ${says} (${sourceText(source)})\n`;

function sourceText(source: string): string {
  if (!source.startsWith("https://")) return source === "goldenimage" ? "this package's own" : source;
  const { hostname } = new URL(source);
  const who = hostname.endsWith("amazon.com") ? "AWS" : hostname.endsWith("pulumi.com") ? "Pulumi" : "source";
  return `[${who}](${source})`;
}
