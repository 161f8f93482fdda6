// Steps, their documents, and the components that they make.

import { Archive, Asset, Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { buildDocument, componentArn, full, lines, macos, small, testDocument, windows } from "./bases";
import { refused, spoiled } from "./refusal";
import type { Refusal } from "./refusal";

const buildKinds =
  "'shell', 'powershell', 'document', 'documentFile', 'documentUri', 'managed', 'componentArn'";
const testKinds = "'shell', 'powershell', 'document', 'documentFile', 'managed', 'componentArn'";
const withLines = "requires 'shell' or 'powershell': leave it out, since a document says this itself";
const step = (of: Values): Values => ({ customize: [of] });
const test = (of: Values): Values => ({ tests: { steps: [of] } });

const text = (steps: string): string =>
  `schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - ${steps}\n`;
const long = (length: number): string =>
  `${text("{ name: A, action: ExecuteBash, inputs: { commands: ['true'] } }")}# ${"#".repeat(length)}`;

const kinds: Refusal[] = [
  refused(
    "a step of no kind",
    small,
    step({ name: "nginx" }),
    `customize[0]: needs exactly one of ${buildKinds}`,
  ),
  refused(
    "a step of two kinds",
    small,
    step({ ...lines, managed: "hello-world-linux" }),
    `customize[0]: has 'shell' and 'managed': set exactly one of ${buildKinds}`,
  ),
  refused(
    "a hardening step of two kinds",
    small,
    { harden: { steps: [{ componentArn, document: buildDocument }] } },
    `harden.steps[0]: has 'document' and 'componentArn': set exactly one of ${buildKinds}`,
  ),
  refused("a test of no kind", small, test({}), `tests.steps[0]: needs exactly one of ${testKinds}`),
  refused("a step without lines", small, step({ shell: [] }), "customize[0].shell: needs at least one line"),
  refused(
    "a test without lines on Windows",
    windows,
    test({ powershell: [] }),
    "tests.steps[0].powershell: needs at least one line",
  ),
  refused(
    "PowerShell on Linux",
    small,
    step({ powershell: ["Get-Date"] }),
    "customize[0].powershell: is not for Linux: use 'shell'",
  ),
  refused(
    "bash on Windows",
    windows,
    step(lines),
    "customize[0].shell: is not for Windows: use 'powershell'",
  ),
  refused(
    "PowerShell on macOS",
    macos,
    test({ powershell: ["Get-Date"] }),
    "tests.steps[0].powershell: is not for macOS: use 'shell'",
  ),
];

const settings: Refusal[] = [
  ...Object.entries({
    workingDirectory: "/opt/somewhere",
    environment: { MODE: "quiet" },
    timeoutSeconds: 60,
    maxAttempts: 2,
    onFailure: "Continue",
    reboot: true,
  }).map(([property, value]) =>
    refused(
      `${property} of a step without lines`,
      small,
      step({ managed: "hello-world-linux", [property]: value }),
      `customize[0].${property}: ${withLines}`,
    ),
  ),
  refused(
    "a time limit of a test that is a document",
    small,
    test({ document: testDocument, timeoutSeconds: 60 }),
    `tests.steps[0].timeoutSeconds: ${withLines}`,
  ),
  refused(
    "no time",
    small,
    step({ ...lines, timeoutSeconds: 0 }),
    "customize[0].timeoutSeconds: must be -1, or at least 1",
  ),
  refused(
    "negative time",
    small,
    test({ ...lines, timeoutSeconds: -2 }),
    "tests.steps[0].timeoutSeconds: must be -1, or at least 1",
  ),
  refused(
    "no attempt",
    small,
    step({ ...lines, maxAttempts: 0 }),
    "customize[0].maxAttempts: must be at least 1",
  ),
  refused(
    "a variable that no shell takes",
    small,
    step({ ...lines, environment: { "MY-MODE": "quiet" } }),
    "customize[0].environment: must have names of letters, digits and underscores",
  ),
  refused(
    "a version without a component",
    small,
    step({ ...lines, managedVersion: "1.0.0" }),
    "customize[0].managedVersion: requires 'managed'",
  ),
  ...["1", "1.0", "latest", "1.0.0/1", "v1.0.0"].map((version) =>
    spoiled(full, "customize[4].managedVersion", version, "=must be major.minor.patch, where each may be x"),
  ),
];

const names: Refusal[] = [
  ...["Install Nginx", "nginx_1", "nginx-", ""].map((name) =>
    refused(
      `a step with the name ${JSON.stringify(name)}`,
      small,
      step({ ...lines, name }),
      ...(name === "" ? [] : ["customize[0].name: must be lower-case letters, digits and single hyphens"]),
    ),
  ),
  refused(
    "two steps of one name",
    small,
    {
      customize: [
        { ...lines, name: "nginx" },
        { ...lines, name: "nginx" },
      ],
    },
    "customize[1].name: is the same as the name of customize[0]: choose another",
  ),
  refused(
    "a step and a test of one name",
    small,
    { ...step({ ...lines, name: "nginx" }), ...test({ ...lines, name: "nginx" }) },
    "tests.steps[0].name: is the same as the name of customize[0]: choose another",
  ),
  refused(
    "a name that another step has by its position",
    small,
    { customize: [lines, { ...lines, name: "shell-1" }] },
    "customize[1].name: is the same as the name of customize[0]: choose another",
  ),
  ...Object.entries({ patch: "patch step", "clean-up": "clean-up step", "smoke-test": "tests" }).map(
    ([name, what]) =>
      refused(
        `a step with the name ${name}`,
        small,
        step({ ...lines, name }),
        `customize[0].name: is the same as the name of the built-in ${what}: choose another`,
      ),
  ),
  refused(
    "a name that is too long with the image's",
    small,
    { name: "w".repeat(100), customize: [{ ...lines, name: "n".repeat(30) }] },
    "customize[0].name: is too long: with the image's name before it, it may have 126 characters",
  ),
];

const documents: Refusal[] = [
  refused(
    "an action that is none",
    small,
    step({ document: { phases: [{ name: "build", steps: [{ name: "A", action: "ExecuteBsh" }] }] } }),
    "customize[0].document.phases[0].steps[0].action: ",
  ),
  refused(
    "a phase that is none, by its line",
    small,
    step({
      document:
        "schemaVersion: 1.0\nphases:\n  - name: biuld\n    steps:\n      - { name: A, action: Reboot }\n",
    }),
    "customize[0].document: line 3: ",
  ),
  refused("text that is not YAML", small, step({ document: "phases: [" }), "customize[0].document: line 1: "),
  refused(
    "an empty document",
    small,
    step({ document: "" }),
    "customize[0].document: line 1: the document is empty",
  ),
  refused(
    "a list for a document",
    small,
    step({ document: ["phases"] }),
    "customize[0].document: must be an object, text or a file",
  ),
  refused(
    "a number for a document",
    small,
    step({ document: 7 }),
    "customize[0].document: must be an object, text or a file",
  ),
  {
    ...refused(
      "an archive",
      small,
      step({ document: new Archive({}) }),
      "customize[0].document: must be a document, not an archive",
    ),
  },
  refused(
    "an asset that is not there",
    small,
    step({ document: new Asset("path", "no/such/file.yaml", {}) }),
    "customize[0].document: there is no such file in the program's folder",
  ),
  refused(
    "a file that is not there",
    small,
    step({ documentFile: "no/such/file.yaml" }),
    "customize[0].documentFile: there is no such file in the program's folder",
  ),
  refused(
    "a file below a file",
    small,
    step({ documentFile: "package.json/document.yaml" }),
    "customize[0].documentFile: there is no such file in the program's folder",
  ),
  refused(
    "a folder",
    small,
    step({ documentFile: "tests/unit" }),
    "customize[0].documentFile: must be a file, not a folder",
  ),
  refused(
    "a parameter that a document doesn't declare",
    small,
    step({ document: long(0), parameters: { Port: "8080" } }),
    "customize[0].document: line 1: parameters must declare 'Port', which is given a value",
  ),
  refused(
    "a test with a build phase",
    small,
    test({ document: buildDocument }),
    "tests.steps[0].document: must have only phases that test: 'test' and, of containers, 'container-host-test'",
  ),
  refused(
    "a test with a build phase, in a file",
    small,
    test({ documentFile: "tests/unit/refusals/files/build.yaml" }),
    "tests.steps[0].documentFile: must have only phases that test: 'test' and, of containers, 'container-host-test'",
  ),
];

const undeclared = "which is neither a parameter nor a constant";

const references: Refusal[] = [
  refused(
    "lines that aren't bash",
    small,
    step({ shell: ["true", "if true; then\n  echo a\nfi\nfi", "true"] }),
    "customize[0].shell[1]: is not bash, so the step would fail: syntax error near unexpected token `fi'",
  ),
  refused(
    "lines that aren't bash, with a secret among them",
    small,
    test({ shell: ["true", new Lifted("secret-word", true, true), "done"] }),
    "tests.steps[0].shell[2]: is not bash, so the step would fail",
  ),
  refused(
    "a misspelt parameter in a line",
    small,
    step({ shell: ["true", "echo {{ Port }}"], parameters: { Prot: "80" } }),
    `customize[0].shell[1]: refers to 'Port', ${undeclared}; did you mean Prot?`,
  ),
  refused(
    "a parameter in a line of a step that is given none",
    small,
    test({ shell: ["echo {{Port}}"] }),
    `tests.steps[0].shell[0]: refers to 'Port', ${undeclared}`,
  ),
  refused(
    "a parameter on one line of many",
    small,
    { harden: { steps: [{ shell: ["true\ncurl {{ Url }}\n"] }] } },
    `harden.steps[0].shell[0]: refers to 'Url', ${undeclared}`,
  ),
  refused(
    "a parameter in PowerShell",
    windows,
    step({ powershell: ['Write-Host "{{ Port }}"'] }),
    `customize[0].powershell[0]: refers to 'Port', ${undeclared}`,
  ),
  refused(
    "a parameter in the environment and the working directory",
    small,
    step({ ...lines, environment: { MODE: "{{ Mode }}" }, workingDirectory: "/opt/{{ Name }}" }),
    `customize[0].environment["MODE"]: refers to 'Mode', ${undeclared}`,
    `customize[0].workingDirectory: refers to 'Name', ${undeclared}`,
  ),
  refused(
    "the output of another step",
    small,
    { customize: [lines, { shell: ["echo {{ build.Shell.outputs.stdout }}"] }] },
    "customize[1].shell[0]: refers to a step's outputs or inputs, which only other steps of its own document can do",
  ),
  refused(
    "a loop",
    small,
    step({ shell: ["echo {{ loop.value }}"] }),
    "customize[0].shell[0]: refers to a loop, but its step has none",
  ),
  refused(
    "a misspelt source in a line",
    small,
    step({ shell: ["echo {{ evn:HOME }}"] }),
    "customize[0].shell[0]: refers to the unknown source 'evn:'",
  ),
  refused(
    "credentials in a line",
    small,
    step({ shell: ["echo {{ aws:imds:iam/security-credentials/ }}"] }),
    "customize[0].shell[0]: refers to instance metadata that holds credentials, which AWSTOE refuses",
  ),
  refused(
    "parameters that are not known, and so nothing of what refers to them",
    small,
    step({ shell: ["echo {{ Port }}"], parameters: new Lifted(undefined, false, false) }),
    "customize[0].parameters: must be a plain value that is known in preview",
  ),
  refused(
    "a parameter with a short name",
    small,
    step({ shell: ["echo {{ no }}"], parameters: { no: "1" } }),
    'customize[0].parameters["no"]: must have a name of 3 to 128 letters, digits, dashes and underscores',
  ),
];

const sizes: Refusal[] = [
  refused(
    "a long document without a bucket",
    small,
    step({ document: long(16_000) }),
    `customize[0].document: is ${long(16_000).length} bytes long, and what is over 16,000 must go through S3: set 'documentBucket'`,
  ),
  refused(
    "a document that is too long for S3 too",
    small,
    { ...step({ document: long(66_000) }), documentBucket: {} },
    "customize[0].document: must be at most 64 KiB, the most that Image Builder accepts",
  ),
  refused(
    "long lines without a bucket",
    small,
    step({ shell: [`echo ${"#".repeat(16_000)}`] }),
    "customize[0].shell: is 16",
  ),
  refused(
    "a long object without a bucket",
    small,
    step({ document: { ...buildDocument, description: "#".repeat(16_000) } }),
    "customize[0].document: is 16",
  ),
  {
    ...refused(
      "a long document that is secret",
      small,
      { ...step({ document: new Lifted(long(16_000), true, true) }), documentBucket: {} },
      "customize[0].document: must be a plain value: it is over 16,000 bytes, and so goes through S3",
    ),
  },
];

const components: Refusal[] = [
  ...[
    "https://my-bucket/agent.yaml",
    "s3://bare-bucket",
    "s3://My_Bucket/agent.yaml",
    "my-bucket/agent.yaml",
  ].map((uri) =>
    spoiled(
      full,
      "customize[3].documentUri",
      uri,
      "=must be an S3 URI, such as s3://my-bucket/document.yaml",
    ),
  ),
  ...["Hello World", ""].map((name) =>
    spoiled(
      full,
      "customize[4].managed",
      name,
      "=must be a component's name, such as update-linux; an ARN belongs in 'componentArn'",
    ),
  ),
  spoiled(full, "customize[4].managed", "update-windows", "=is not for Linux"),
  refused(
    "a Linux component on Windows",
    windows,
    step({ managed: "update-linux" }),
    "customize[0].managed: is not for Windows",
  ),
  spoiled(
    full,
    "customize[5].componentArn",
    componentArn.replace("eu-west-1", "us-east-1"),
    "=must be in 'eu-west-1', the region where it is used",
  ),
  refused(
    "a component of Amazon's twice",
    small,
    {
      customize: [
        { managed: "hello-world-linux" },
        { managed: "hello-world-linux", managedVersion: "1.0.0" },
      ],
    },
    "customize[1].managed: is the same as customize[0].managed: a recipe takes each component once, so leave one out",
  ),
  refused(
    "a component twice",
    small,
    { ...step({ componentArn }), ...test({ componentArn }) },
    "tests.steps[0].componentArn: is the same as customize[0].componentArn: a recipe takes each component once, so leave one out",
  ),
  refused(
    "too many steps",
    small,
    { customize: Array.from({ length: 18 }, () => lines) },
    "customize: makes 21 components with hardening and tests (3 are built in); a recipe takes at most 20",
  ),
  refused(
    "nothing to do",
    small,
    { harden: { patch: false, cleanUp: [] }, tests: { enabled: false } },
    "customize: leaves nothing to do, and a recipe needs a component: add a step",
  ),
  refused(
    "STIG on macOS",
    macos,
    { harden: { stig: "high" } },
    "harden.stig: is not available for macOS: leave it out",
  ),
  refused(
    "a part of the clean-up, twice",
    small,
    { harden: { cleanUp: ["logs", "caches", "logs"] } },
    "harden.cleanUp[2]: is the same as harden.cleanUp[0]",
  ),
  refused(
    "host keys on macOS",
    macos,
    { harden: { makeHostKeys: true } },
    "harden.makeHostKeys: is only for machine images of Linux: leave it out",
  ),
];

export const stepRefusals: readonly Refusal[] = [
  ...kinds,
  ...settings,
  ...names,
  ...documents,
  ...references,
  ...sizes,
  ...components,
];
