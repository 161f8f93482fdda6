// Rules about regions.

import { isSecret, knownString } from "./known";
import { arnIsOfPartition } from "./partition";
import type { Problem } from "./problems";
import { regionNames } from "./service-model/model";
import { didYouMean } from "./suggestions";

export function regionIsKnown(path: string, value: unknown): Problem[] {
  const region = knownString(value);
  return region === undefined || regionNames().includes(region)
    ? []
    : [{ path, message: `is not a region of AWS${didYouMean(value, regionNames())}` }];
}

/** An ARN that names a region names the one where it is used, as far as that is known, and its partition. */
export function regionsAgree(path: string, arn: unknown, region: unknown): Problem[] {
  const own = knownString(arn)?.split(":")[3];
  const here = knownString(region);
  if (own === undefined || own === "" || here === undefined) return [];
  if (own === here) return arnIsOfPartition(path, arn, region);
  const where = isSecret(region) ? "the region where it is used" : `'${here}', the region where it is used`;
  return [{ path, message: `must be in ${where}` }];
}
