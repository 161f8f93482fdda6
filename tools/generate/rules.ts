// docs/rules.md: every rule that is more than the type of one input, from the tables that are checked in preview.

import { imageDistributionTable } from "../../provider/src/image-distribution/rules";
import { configurationTable } from "../../provider/src/engine/configuration-rules";
import { distributionTargetTable } from "../../provider/src/distribution-target/rules";
import { judgements } from "../../provider/src/documents/check/judgements";
import { goldenImageTable, goldenImageWarningTable } from "../../provider/src/golden-image/rules";
import { imageBuildTable } from "../../provider/src/image-build/rules";
import { repositoryRules } from "../../provider/src/image-distribution/repository-rules";
import { imageImportTable } from "../../provider/src/image-import/rules";
import { imageImportRoleTable } from "../../provider/src/image-import-role/rules";

/** As much of a rule as is told of it. */
export interface ToldRule {
  readonly name: string;
  readonly description: string;
  readonly source: string;
}

interface ToldTable {
  readonly title: string;
  readonly topics: readonly { readonly title: string; readonly rules: readonly ToldRule[] }[];
}

/** What is refused and what is only warned of in documents, where AWS's guide leaves it open. */
const ofSeverity = (severity: string): ToldRule[] =>
  Object.entries(judgements)
    .filter(([, judgement]) => judgement.severity === severity)
    .map(([name, { description, source }]) => ({ name, description, source }));

/** One more resource with rules is one more line. */
export const ruleTables: readonly ToldTable[] = [
  goldenImageTable,
  repositoryRules,
  imageDistributionTable,
  distributionTargetTable,
  imageImportTable,
  imageImportRoleTable,
  imageBuildTable,
  configurationTable,
  {
    title: "Documents, lines and Dockerfile templates",
    topics: [
      { title: "Refused", rules: ofSeverity("error") },
      { title: "Warned of, in preview", rules: ofSeverity("warning") },
    ],
  },
  goldenImageWarningTable,
];

const introduction = `# Rules

What you write is checked in preview, before anything is created: first each input by itself, for its name, its type,
the lengths, ranges and patterns of AWS's own model of EC2 Image Builder, and whether what decides which resources exist
is known; then by the rules below, which are about what inputs mean together or what AWS's model doesn't say. All
mistakes are told at once, each with the path in your own input, what is wrong, and what to do:

\`\`\`text
web is not valid:
  - schedule.cron: needs '?' as exactly one of day of month and day of week
  - storage.iops: is required for io2
\`\`\`

What is not known in preview is checked in the update, with the same message. A secret is checked as well, but no
message repeats it. Each rule has a name of its own, by which it can be found in the code, and a source.

This page is generated from the rules themselves by \`npm run generate\`.
`;

export const rulesText = (): string => [introduction, ...ruleTables.map(tableText)].join("\n");

const tableText = ({ title: heading, topics }: ToldTable): string =>
  [`## ${heading}\n`, ...topics.map(({ title, rules }) => topicText(title, rules))].join("\n");

const topicText = (title: string, rules: readonly ToldRule[]): string =>
  `### ${title}\n\n${rules.map(ruleText).join("")}`;

const ruleText = ({ name, description, source }: ToldRule): string =>
  `- \`${name}\`: ${description} (${sourceText(source)})\n`;

function sourceText(source: string): string {
  if (!source.startsWith("https://")) return source === "goldenimage" ? "this package's own" : source;
  const { hostname } = new URL(source);
  const who = hostname.endsWith("amazon.com") ? "AWS" : hostname.endsWith("pulumi.com") ? "Pulumi" : "source";
  return `[${who}](${source})`;
}
