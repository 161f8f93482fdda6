// Differences that are known and stay, each with its reason. A pattern is looked for in
// `program · operation · about · stand-in · provider`.

import type { Difference } from "./differences";

interface Accepted {
  readonly pattern: RegExp;
  readonly reason: string;
}

const scanOnPush =
  "Under the bridge the provider never takes away a repository's imageScanningConfiguration: it plans that at every " +
  "update. goldenimage always gives one.";

export const acceptedDifferences: readonly Accepted[] = [
  { pattern: /14-repository-imagescanningconfiguration · nothing · update/, reason: scanOnPush },
];

const emptyBlock =
  "A block without any value does not reach AWS, so that each update gives it again. No resource of goldenimage has one " +
  "(tests/unit/empty-blocks.test.ts).";

export const acceptedFaults: readonly Accepted[] = [
  { pattern: /^empty · .*InfrastructureConfiguration::placement: update \(placement\)/, reason: emptyBlock },
  { pattern: /provider · .*14-repository-imagescanningconfiguration: update/, reason: scanOnPush },
];

export function reasonFor(program: string, difference: Difference): string | undefined {
  const { operation, about, standIn, provider } = difference;
  const text = [program, operation, about, standIn, provider].join(" · ");
  return acceptedDifferences.find(({ pattern }) => pattern.test(text))?.reason;
}

export function reasonForFault(program: string, plugin: string, fault: string): string | undefined {
  return acceptedFaults.find(({ pattern }) => pattern.test(`${program} · ${plugin} · ${fault}`))?.reason;
}
