// All there is to set up. A step:
//
//   name     what it is called
//   says     what it does, printed when it starts
//   needs    the steps that go first
//   source   what must be in the repository for the step to have anything to do (where it isn't a matter of course)
//   inputs   the files and folders whose content decides whether it is current
//   values   whatever else decides that
//   outputs  what is there afterwards
//   adopt    whether all is done already, though not by us
//   run      does it; may give back a few words on how it went

import { archiveSteps, checksumsStep } from "./archives.mjs";
import { compiledStep } from "./compiled.mjs";
import { debianStep } from "./debian.mjs";
import { hostTarget } from "../package/targets.mjs";
import { awsJudgeStep } from "./judge.mjs";
import { nodeModulesStep } from "./node-modules.mjs";
import { newestNodeStep, nodeStep } from "./node.mjs";
import { pluginStep } from "./plugin.mjs";
import { formerPluginStep } from "./former.mjs";
import { javaHostStep, pulumiStep, yamlHostStep } from "./pulumi.mjs";
import { judgePythonStep, pythonStep, sdkPythonStep } from "./python.mjs";
import { standInStep } from "./stand-in.mjs";
import { gomodzipStep, sdkPackageSteps } from "./sdk-packages.mjs";
import { goExamplesStep, sdkgenJavaStep, sdkgenStep, sdkGoStep, sdkNodejsStep } from "./sdks.mjs";

export const steps = [
  nodeModulesStep,
  nodeStep,
  newestNodeStep,
  pulumiStep,
  yamlHostStep,
  javaHostStep,
  sdkgenStep,
  sdkgenJavaStep,
  pythonStep,
  pluginStep,
  formerPluginStep,
  standInStep,
  compiledStep,
  sdkNodejsStep,
  sdkPythonStep,
  sdkGoStep,
  goExamplesStep,
  gomodzipStep,
  ...sdkPackageSteps,
  ...archiveSteps,
  checksumsStep,
  debianStep,
  judgePythonStep,
  awsJudgeStep,
];

// The others are of no use on this machine.
const ofRelease = new Set([...archiveSteps, checksumsStep].map(({ name }) => name));
ofRelease.delete(`archive-${hostTarget}`);

// Half an hour of building is not for everybody's tests.
const ofJudge = new Set([judgePythonStep.name, awsJudgeStep.name]);

export const sets = {
  build: ["node-modules", "plugin"],
  // What `npm run lint` looks at.
  lint: ["node-modules", "node", "sdk-nodejs"],
  fuzz: ["node-modules", "node"],
  sandbox: ["node-modules", "node", "plugin", "aws-stand-in"],
  start: ["node-modules", "node", "pulumi", "yaml-host", "plugin", "aws-stand-in"],
  // Pulumi.yaml names the plugin's folder, without which sdkgen-java doesn't read the project.
  generate: ["node-modules", "node", "sdkgen", "sdkgen-java", "python", "plugin"],
  package: [...sdkPackageSteps.map(({ name }) => name), "checksums"],
  judge: ["node-modules", "node", "pulumi", "yaml-host", "plugin", "aws-stand-in", ...ofJudge],
  all: steps.map((step) => step.name).filter((name) => !ofRelease.has(name) && !ofJudge.has(name)),
};
