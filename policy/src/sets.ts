// The sets of sets/*.json, for a pack of your own.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyPackConfig } from "@pulumi/policy";
import type { PolicySet } from "./policy";

const read = (set: PolicySet): PolicyPackConfig =>
  JSON.parse(readFileSync(join(__dirname, "../sets", `${set}.json`), "utf8")) as PolicyPackConfig;

export const baseline = read("baseline");
export const strict = read("strict");
export const cisAws = read("cis-aws");
