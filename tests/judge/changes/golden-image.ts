// Changes of goldenimage's own resources that got stuck, or were lost, under the real provider.

import type { Change, Properties } from "./change";
import { changeOf } from "./change";

const image: Properties = {
  source: { os: "amazon-linux-2023" },
  customize: [{ name: "hello", shell: ["echo hello"] }],
};

const ofImage = (name: string, shows: string, before: Properties, after: Properties): Change =>
  changeOf(
    `image-${name}`,
    shows,
    { web: { type: "goldenimage:GoldenImage", properties: { ...image, ...before } } },
    { web: { type: "goldenimage:GoldenImage", properties: { ...image, ...after } } },
  );

const container: Properties = {
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  container: {},
};

const schedule: Properties = { cron: "0 3 ? * SUN *" };

export const goldenImage: readonly Change[] = [
  ofImage(
    "workflows",
    "workflows are taken away",
    {
      workflows: [
        { type: "BUILD", arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/x.x.x" },
        { type: "TEST", arn: "arn:aws:imagebuilder:eu-west-1:aws:workflow/test/test-image/x.x.x" },
      ],
    },
    {},
  ),
  ofImage("scan", "the scan is taken away", { tests: { scan: {} } }, {}),
  ofImage(
    "scan-repository",
    "the scan's repository is taken away",
    { ...container, tests: { scan: { repositoryName: "scans" } } },
    { ...container, tests: { scan: {} } },
  ),
  ofImage(
    "time-zone",
    "the schedule's time zone is taken away",
    { schedule: { ...schedule, timeZone: "Europe/Berlin" } },
    { schedule },
  ),
  ofImage("schedule", "the schedule is taken away", { schedule }, {}),
  ofImage("region", "the region changes", {}, { region: "eu-central-1" }),
  {
    ...ofImage("provider-region", "the provider's region changes", {}, {}),
    changed: {
      program: ofImage("", "", {}, {}).program,
      config: { "aws:region": "eu-central-1", "goldenimage:region": "eu-central-1" },
    },
  },
  ofImage("rename", "the name changes", { name: "old-name" }, { name: "new-name" }),
  ofImage(
    "zone",
    "the isolated network's zone changes",
    { build: { isolatedNetwork: { availabilityZone: "eu-west-1a" } } },
    { build: { isolatedNetwork: { availabilityZone: "eu-west-1b" } } },
  ),
  ofImage(
    "addresses",
    "the isolated network's addresses change",
    { build: { isolatedNetwork: { cidrBlock: "10.20.0.0/24" } } },
    { build: { isolatedNetwork: { cidrBlock: "10.30.0.0/24" } } },
  ),
  ofImage("content", "a step's content changes", {}, { customize: [{ name: "hello", shell: ["echo new"] }] }),
  ofImage("tags", "tags change", { tags: { team: "a" } }, { tags: { team: "b" } }),
];
