// All policies of the pack. sets/*.json choose among them.

import type { Policies } from "@pulumi/policy";
import { patched } from "./images/patched";
import { testsOn } from "./images/tests-on";

export const policies: Policies = [patched, testsOn];
