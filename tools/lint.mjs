// `npm run lint`: the static checks alone.

import { printStaticChecks } from "./test/static-checks.mjs";
import { setUp } from "./test/set-up.mjs";

if (!setUp(["lint"]) || !(await printStaticChecks())) process.exitCode = 1;
