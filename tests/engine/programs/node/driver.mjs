// Previews and deploys ./quickstart.mjs as an inline program, and prints the stack's export.

import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import program from "./quickstart.mjs";

const stack = await LocalWorkspace.createStack({ stackName: "node", projectName: "languages", program });
const config = Object.entries(JSON.parse(process.env.CONFIG));
await stack.setAllConfig(Object.fromEntries(config.map(([key, value]) => [key, { value }])));
await stack.preview();
await stack.up();
console.log(JSON.stringify((await stack.exportStack()).deployment));
