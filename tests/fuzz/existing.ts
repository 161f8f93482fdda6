// What inputs name that exists in the account already.

import type { Record } from "./values";

const hello = (action: string, line: string): string =>
  JSON.stringify({
    schemaVersion: 1.0,
    phases: [{ name: "build", steps: [{ name: "Hello", action, inputs: { commands: [line] } }] }],
  });

const objects: [string, string][] = [
  ["linux.yaml", hello("ExecuteBash", "true")],
  ["windows.yaml", hello("ExecutePowerShell", "Get-Date")],
  [
    "Dockerfile",
    "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}",
  ],
];

/** The type, the name and the inputs of each. */
export const existing = (region: string): [type: string, name: string, inputs: Record][] => [
  ...objects.map(([key, content]): [string, string, Record] => [
    "aws:s3/bucketObjectv2:BucketObjectv2",
    key,
    { bucket: "documents", key, content },
  ]),
  [
    "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
    "all",
    {
      name: "all",
      distributions: [{ region, amiDistributionConfiguration: { description: "everywhere" } }],
    },
  ],
];
