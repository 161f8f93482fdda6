// `npm run lint`: the static checks alone.

import { printStaticChecks } from "./test/static-checks.mjs";
import { setUp } from "./test/set-up.mjs";

if (!setUp(["node-modules", "sdk-nodejs"]) || !(await printStaticChecks())) process.exitCode = 1;
