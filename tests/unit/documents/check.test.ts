import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { patchDocument, testDocument } from "../../../provider/src/documents/built-in";
import {
  checkDockerfileTemplate,
  checkDocument,
  type DocumentKind,
  type DocumentOptions,
  toProblems,
} from "../../../provider/src/documents/check/index";

interface Compiler {
  addKeyword(name: string): void;
  validateSchema(schema: unknown): unknown;
  compile(schema: unknown): unknown;
  errorsText(): string;
}

// Beside the tests there is an older Ajv, the linter's.
const provider = join(__dirname, "../../../provider");
const { Ajv } = createRequire(join(provider, "package.json"))("ajv") as {
  Ajv: new (options: object) => Compiler;
};

const build: DocumentKind = { workflow: "BUILD" };
const test_: DocumentKind = { workflow: "TEST" };
const distribution: DocumentKind = { workflow: "DISTRIBUTION" };

/** The problems as they are printed, without the path of the document itself. */
function problemsOf(document: string | object, kind: DocumentKind, options?: DocumentOptions): string[] {
  return checkDocument(document, kind, options).flatMap((problem) =>
    toProblems("", [problem]).map(
      ({ path, message }) =>
        (problem.severity === "warning" ? "warning: " : "") + (path === "" ? message : `${path}: ${message}`),
    ),
  );
}

const indent = (lines: string, by: number): string => lines.trim().replace(/^(?=.)/gm, " ".repeat(by));

/** A component document whose build phase has these steps. The first is on line 5. */
const steps = (lines: string): string =>
  `schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n${indent(lines, 6)}\n`;

/** A workflow document with these steps. The first is on line 3. */
const workflow = (lines: string): string => `schemaVersion: 1.0\nsteps:\n${indent(lines, 2)}\n`;

// Documents in the manner of AWS's user guide and samples.
const windowsUpdates = `
name: RunConfig_UpdateWindows
description: 'Runs a script, then installs all updates. Tests the changes before and after the AMI is made.'
schemaVersion: 1.0
phases:
  -
    name: build
    steps:
      -
        name: DownloadConfigScript
        action: S3Download
        timeoutSeconds: 60
        onFailure: Abort
        maxAttempts: 3
        inputs:
          -
            source: 's3://amzn-s3-demo-bucket/config.ps1'
            destination: 'C:\\config.ps1'
            expectedBucketOwner: 123456789022
            overwrite: false
      - name: RunConfigScript
        action: ExecutePowerShell
        timeoutSeconds: 120
        inputs:
          file: '{{build.DownloadConfigScript.inputs[0].destination}}'
      - name: Cleanup
        action: DeleteFile
        inputs:
          - path: '{{build.DownloadConfigScript.inputs[0].destination}}'
      - name: RebootAfterConfigApplied
        action: Reboot
        inputs:
          delaySeconds: 60
      - name: InstallWindowsUpdates
        action: UpdateOS
        inputs:
          include:
            - KB1234567
            - '*Security*'
  - name: test
    steps:
      - name: DownloadConfigScript
        action: S3Download
        timeoutSeconds: -1
        inputs:
          - source: s3://amzn-s3-demo-bucket/test.ps1
            destination: C:\\test.ps1
      - name: ValidateConfigScript
        action: ExecutePowerShell
        onFailure: Continue
        inputs:
          file: '{{ test.DownloadConfigScript.inputs[0].destination }}'
`;

const linuxBinary = `
schemaVersion: "1.0"
phases:
  - name: build
    steps:
      - name: Download
        action: S3Download
        inputs:
          - source: s3://amzn-s3-demo-bucket/myapplication
            destination: /tmp/myapplication
      - name: Enable
        action: ExecuteBash
        onFailure: Ignore
        inputs:
          commands:
            - 'chmod u+x {{ build.Download.inputs[0].destination }}'
      - name: Install
        action: ExecuteBinary
        inputs:
          path: '{{ build.Download.inputs[0].destination }}'
          arguments:
            - '--install'
      - name: Delete
        action: DeleteFile
        inputs:
          - path: '{{ build.Download.inputs[0].destination }}'
`;

const packages = `
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallUnzipAptGet
        action: ExecuteBash
        if:
          and:
            - binaryExists: 'apt-get'
            - not:
                binaryExists: 'unzip'
        inputs:
          commands:
            - sudo apt-get update
            - sudo apt-get install -y unzip
      - name: CreateMyConfigFile
        action: ExecuteBash
        if:
          fileExists: '/etc/my_config'
          then: Skip
          else: Execute
        inputs:
          commands:
            - echo "Hello world" > '/etc/my_config'
      - name: Compare
        action: ExecuteBash
        if:
          - or:
              - numberGreaterThan: '2.5'
                value: '{{ build.CreateMyConfigFile.outputs.stdout }}'
              - fileSHA256Equals: abc
                path: /etc/my_config
        inputs: { commands: ["true"] }
`;

const loops = `
schemaVersion: 1.0
constants:
  - Hosts:
      type: string
      value: 127.0.0.1,example.com
phases:
  - name: build
    steps:
      - name: Latencies
        action: ExecutePowerShell
        loop:
          for:
            start: 100000
            end: 1000000
            updateBy: 100000
        inputs:
          commands:
            - |
              $f = new-object System.IO.FileStream c:\\temp\\test{{ loop.index }}.txt, Create, ReadWrite
              $f.SetLength({{ loop.value }}MB)
      - name: ExecuteCustomScripts
        action: ExecuteBash
        loop:
          name: BatchExecLoop
          forEach:
            - /tmp/script1.sh
            - /tmp/script2.sh
        inputs:
          commands:
            - echo "Count {{ BatchExecLoop.index }}"
            - sh "{{ loop.value }}"
      - name: Ping
        action: ExecuteBash
        loop:
          forEach:
            list: '{{ Hosts }}'
            delimiter: ','
        inputs:
          commands:
            - ping -c 4 {{ loop.value }}
      - name: Backwards
        action: ExecuteBash
        loop: { for: { start: 3, end: 1, updateBy: -1 } }
        inputs: { commands: ["echo {{loop.value}}"] }
`;

const variables = `
schemaVersion: 1.0
parameters:
  - s3bucket:
      type: string
      default: 'amzn-s3-demo-bucket'
      description: The bucket of the media.
  - parameter-name:
      type: string
constants:
  - mediaFolder:
      type: string
      value: 'C:\\Support'
phases:
  - name: build
    steps:
      - name: create_SupportFolder
        action: CreateFolder
        inputs:
          - path: '{{ mediaFolder }}'
            overwrite: false
      - name: download_Media
        action: S3Download
        inputs:
          - source: s3://{{ s3bucket }}/media.iso
            destination: '{{mediaFolder}}\\media.iso'
      - name: PrintDynamicVariable
        action: ExecutePowerShell
        inputs:
          commands:
            - echo "{{ aws:ssm:resolve(parameter-name) }} {{ aws:ssm:/my/param }}"
            - echo "{{ env:ProgramFiles(x86) }} {{ env:IMAGE_PHASE }}"
            - echo "{{ aws:imds:instance-id }} {{ aws:imds:placement/region }}"
            - echo "{{ context:accountId }} {{ context:osName }}"
`;

const files = `
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: CreatingFileWithFileProperties
        action: CreateFile
        inputs:
          - path: SampleFolder/Sample.txt
            content: ABCD\\nRandom\\tvalues
            encoding: UTF-16
            owner: Ubuntu
            group: UbuntuGroup
            permissions: 0777
          - path: SampleFolder/SampleFile.txt
            permissions: 755
          - path: ./Sample.txt
      - name: Append
        action: AppendFile
        inputs: [{ path: ./Sample.txt, content: "", encoding: utf16-LE }, { path: ./Other.txt }]
      - name: Copy
        action: CopyFile
        inputs: [{ source: /a/Sample*, destination: /b/, overwrite: false }]
      - name: CopyAll
        action: CopyFolder
        inputs: [{ source: /a, destination: /b/ }]
      - name: Move
        action: MoveFile
        inputs: [{ source: /a/b.txt, destination: /c/ }]
      - name: MoveAll
        action: MoveFolder
        inputs: [{ source: /a, destination: /c/ }]
      - name: Link
        action: CreateSymlink
        inputs: [{ path: Symboliclink.txt, target: /Folder/Sample.txt, force: true }]
      - name: List
        action: ListFiles
        inputs: [{ path: /Sample/MyFolder/, fileNamePattern: "*log", recursive: true }]
      - name: Read
        action: ReadFile
        inputs: [{ path: /home/UserName/SampleFile.txt, printFileContent: true }]
      - name: Show
        action: ExecuteBash
        inputs: { commands: ["echo '{{ build.Read.outputs.content }}' '{{ build.List.outputs.files }}'"] }
      - name: Encode
        action: SetFileEncoding
        inputs: [{ path: a.txt, encoding: UTF-32-BE }]
      - name: Own
        action: SetFileOwner
        inputs: [{ path: a.txt, owner: LinuxUser, group: LinuxUserGroup }]
      - name: OwnAll
        action: SetFolderOwner
        inputs: [{ path: a/, owner: LinuxUser, recursive: false }]
      - name: Permit
        action: SetFilePermissions
        inputs: [{ path: a.txt, permissions: "0644" }]
      - name: PermitAll
        action: SetFolderPermissions
        inputs: [{ path: a/, permissions: 0777 }]
      - name: Remove
        action: DeleteFolder
        inputs: [{ path: a/, force: true }]
      - name: Upload
        action: S3Upload
        inputs: [{ source: /a/*, destination: s3://amzn-s3-demo-bucket/a/, recurse: true }]
      - name: Web
        action: WebDownload
        inputs:
          - source: https://example.com/java14.zip
            destination: /tmp/downloads/
            checksum: ac68bbf921d953d1cfab916cb6120864
            algorithm: MD5
            ignoreCertificateErrors: false
      - name: Unpack
        action: ExecuteBinary
        inputs: { path: unzip, arguments: ["{{ build.Web.outputs.destination }}"] }
`;

const installers = `
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: LocalPathInstaller
        action: InstallMSI
        inputs:
          path: C:\\sample.msi
          logFile: C:\\msilogs\\local-path-install.log
          logOptions: '*VX'
          reboot: Allow
          properties:
            COMPANYNAME: '"Amazon Web Services"'
          ignoreAuthenticodeSignatureErrors: true
          allowUnsignedInstaller: true
      - name: Uninstaller
        action: UninstallMSI
        inputs: { path: s3://amzn-s3-demo-bucket/sample.msi, reboot: Skip }
      - name: SetRegistryKeyValues
        action: SetRegistry
        inputs:
          - path: HKLM:\\SOFTWARE\\MySoftWare
            name: MyName
            value: FirstVersionSoftware
            type: SZ
          - path: HKEY_CURRENT_USER\\Software\\Test
            name: Version
            value: 1.1
            type: DWORD
      - name: Reboot
        action: Reboot
`;

const assertions = `
schemaVersion: 1.0
phases:
  - name: validate
    steps:
      - name: ApplicationVersion
        action: ExecuteBash
        inputs: { commands: [app --version] }
      - name: StringComparison
        action: Assert
        inputs:
          stringEquals: '2.1.1'
          value: '{{ validate.ApplicationVersion.outputs.stdout }}'
      - name: Nested
        action: Assert
        inputs:
          or:
            - numberGreaterThan: 2.0
              value: '{{ validate.ApplicationVersion.outputs.stdout }}'
            - and:
                - patternMatches: '^[a-zA-Z]+$'
                  value: 'ThisIsOnlyLetters'
                - stringIsEmpty: ''
`;

const nested = `
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ExecuteNestedDocument
        action: ExecuteDocument
        loop:
          name: recipeLoop
          forEach:
            - arn:aws:imagebuilder:us-east-1:123456789012:component/one/1.0.2/1
            - arn:aws:imagebuilder:us-east-1:123456789012:component/two/1.0.2/1
        inputs:
          document: "{{ recipeLoop.value }}"
          phases: build
          parameters:
            - name: colour
              value: blue
  # Another document may call a phase of any name.
  - name: helpers
    steps:
      - name: Help
        action: ExecuteBash
        inputs:
          commands: [echo]
  - name: container-host-test
    steps:
      - name: Run
        action: ExecuteBash
        inputs:
          commands:
            - docker ps --format '{{.Names}} {{ .ID }}'
            - docker inspect --format '{{ range .Mounts }}{{ .Source }}{{ end }}{{ if .X }}{{else}}{{end}}' web
            - ansible localhost -m debug -a "msg={{ hostvars | length }} {{ item.name }} {{ a.b.c }}"
            - powershell -c "'{{0}}' -f 1; { { } }"
            - awk '{{print $1}}' /etc/passwd; f() { { echo a; } }; echo \${A}} {{}}
            - curl -d '{"a":{"b":{"c":1}}}' http://localhost
`;

const anchors = `
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - &install
        name: Install
        action: ExecuteBash
        inputs: &inputs
          commands: [echo]
      - <<: *install
        name: Again
  - name: validate
    steps:
      - name: Check
        action: ExecuteBash
        inputs: *inputs
`;

const buildImage = `
---
name: build-image
description: Workflow to build an AMI
schemaVersion: 1.0
parameters:
  - name: waitForActionAtEnd
    type: boolean
    default: true
    description: "Wait for an external action at the end of the workflow"
  - name: topics
    type: stringList
    default: [a, b]
  - name: retries
    type: integer
    default: 3
steps:
  - name: LaunchBuildInstance
    action: LaunchInstance
    onFailure: Abort
    inputs:
      waitFor: "ssmAgent"
      healthCheck: RUNNING
      instanceTypesOverride.$: $.parameters.topics
  - name: UpdateSSMAgent
    action: RunCommand
    onFailure: Abort
    inputs:
      documentName: "AWS-UpdateSSMAgent"
      instanceId.$: "$.stepOutputs.LaunchBuildInstance.instanceId"
      parameters:
        allowDowngrade:
          - "false"
  - name: ApplyBuildComponents
    action: ExecuteComponents
    inputs:
      instanceId: $.stepOutputs.LaunchBuildInstance.instanceId
  - name: InventoryCollection
    action: CollectImageMetadata
    if:
      and:
        - stringEquals: "AMI"
          value: "$.imagebuilder.imageType"
        - booleanEquals: true
          value: "$.imagebuilder.collectImageMetadata"
    inputs:
      instanceId.$: "$.stepOutputs.LaunchBuildInstance.instanceId"
  - name: RunSanitizeScript
    action: SanitizeInstance
    rollbackEnabled: false
    if:
      and:
        - not:
            stringEquals: "Windows"
            value: "$.imagebuilder.Platform"
        - not:
            - numberEquals: '1'
              value: $.parameters.retries
    inputs:
      instanceId.$: "$.stepOutputs.LaunchBuildInstance.instanceId"
  - name: CreateOutputAMI
    action: CreateImage
    timeoutSeconds: 259200
    inputs:
      instanceId.$: "$.stepOutputs.LaunchBuildInstance.instanceId"
  - name: RegisterFromSnapshot
    action: RegisterImage
    inputs:
      architecture: "x86_64"
      bootMode: "uefi"
      blockDeviceMapping:
        - DeviceName: "/dev/sda1"
          Ebs:
            SnapshotId.$: "$.stepOutputs.UpdateSSMAgent.output[0]"
            VolumeSize: 100
      includeSnapshotTags: true
      virtualizationType: "hvm"
  - name: TerminateBuildInstance
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId.$: "$.stepOutputs.LaunchBuildInstance.instanceId"
      waitForTermination: false
  - name: WaitForActionAtEnd
    action: WaitForAction
    timeoutSeconds: 604800
    if:
      - booleanEquals: true
        value: "$.parameters.waitForActionAtEnd"
outputs:
  - name: "ImageId"
    value: "$.stepOutputs.CreateOutputAMI.imageId"
`;

const stateMachine = `
schemaVersion: 1.0
parameters:
  - name: stateMachineArn
    type: string
  - name: maxRootVolumeGib
    type: string
steps:
  - name: LaunchStep
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: ValidateOutputAmi
    action: ExecuteStateMachine
    timeoutSeconds: 3600
    inputs:
      stateMachineArn.$: "$.parameters.stateMachineArn"
      input.$: |
        {
          "imageId": "{{ $.workflowOutputs.ImageId }}",
          "buildDate": "{{ $.imagebuilder.dateTime }}",
          "instanceType": "{{ $.stepOutputs.LaunchStep.instanceType }}",
          "literal": "$.compliant",
          "maxRootVolumeGib": "{{ $.parameters.maxRootVolumeGib }}"
        }
`;

const release = `
schemaVersion: 1.0
parameters:
  - name: approvalTopicArn
    type: string
  - name: account
    type: string
    default: ''
steps:
  - name: ApproveRelease
    action: WaitForAction
    inputs:
      snsTopicArn.$: "$.parameters.approvalTopicArn"
      payload: 'AMI {{ $.workflowOutputs.ImageId }} passed its tests.'
  - name: DistributeCopies
    action: DistributeImage
    inputs:
      distributions:
        - region: eu-west-1
          amiTags:
            Release: approved
        - region.$: $.parameters.account
          name: 'golden-{{ imagebuilder:buildDate }}'
  - name: GrantLaunchPermission
    action: ModifyImageAttributes
    if:
      not:
        stringEquals: ''
        value: "$.parameters.account"
    inputs:
      distributedImages.$: "$.stepOutputs.DistributeCopies.distributedImages"
      attributes:
        - region: eu-west-1
          launchPermission:
            userIds:
              - '{{ $.parameters.account }}'
  - name: PublishParameters
    action: ApplyImageConfigurations
    inputs:
      distributedImages.$: "$.stepOutputs.DistributeCopies.distributedImages"
      configurations:
        - region: eu-west-1
          ssmParameterConfigurations:
            - parameterName: /imagebuilder/ami
              dataType: aws:ec2:image
`;

const linux = { platform: "Linux", container: false } as const;

const valid: readonly (readonly [
  says: string,
  document: string,
  kind: DocumentKind,
  options?: DocumentOptions,
])[] = [
  ["the package's updates", patchDocument(linux), "component", { platform: "Linux", givenParameters: [] }],
  [
    "the package's tests",
    testDocument(linux, { skip: [], encrypted: true }),
    "component",
    { platform: "Linux" },
  ],
  ["Windows updates, chained", windowsUpdates, "component", { platform: "Windows" }],
  ["a Linux program, chained", linuxBinary, "component", { platform: "Linux" }],
  ["the same on macOS", linuxBinary, "component", { platform: "macOS" }],
  ["conditions", packages, "component"],
  ["loops", loops, "component"],
  ["variables of every kind", variables, "component", { givenParameters: ["parameter-name"] }],
  ["a default overridden", variables, "component", { givenParameters: ["s3bucket", "parameter-name"] }],
  ["every action on files", files, "component", { platform: "Linux" }],
  ["installers and the registry", installers, "component", { platform: "Windows" }],
  ["assertions", assertions, "component"],
  ["anchors and merged keys", anchors, "component"],
  ["lines that end as on Windows", windowsUpdates.replaceAll("\n", "\r\n"), "component"],
  [
    "JSON with tabs",
    JSON.stringify(
      { schemaVersion: "1.0", phases: [{ name: "test", steps: [{ name: "A", action: "UpdateOS" }] }] },
      null,
      "\t",
    ),
    "component",
  ],
  [
    "tabs within a script",
    steps(
      "- name: A\n  action: ExecuteBash\n  inputs:\n    commands:\n      - |\n        if true; then\n        \techo\tyes\n        fi",
    ),
    "component",
  ],
  [
    "inputs with nothing behind them, where none are needed",
    steps("- name: A\n  action: UpdateOS\n  inputs:"),
    "component",
  ],
  [
    "a step for another platform, under a condition",
    steps(
      "- name: A\n  action: SetRegistry\n  if: { folderExists: 'C:\\' }\n  inputs: [{ path: 'HKLM:\\A', name: a, value: 1, type: DWORD }]",
    ),
    "component",
    { platform: "Linux" },
  ],
  ["a build workflow", buildImage, build],
  [
    "a test workflow with a state machine",
    stateMachine,
    test_,
    { givenParameters: ["stateMachineArn", "maxRootVolumeGib"] },
  ],
  ["a distribution workflow", release, distribution, { givenParameters: ["approvalTopicArn"] }],
];

describe("Checks of documents", () => {
  describe("accept", () => {
    for (const [says, document, kind, options] of valid) {
      it(says, () => {
        expect(problemsOf(document, kind, options)).to.deep.equal([]);
      });
    }

    it("other phases and templates of other languages, with a warning", () => {
      const braces = (line: number): string =>
        `warning: line ${line}: commands[${line - 32}] has double braces of another language, which AWS takes for a ` +
        "reference and can't escape (ec2-image-builder-roadmap issue 114): keep the first two apart, as in " +
        "'{''{.Id}}', or make them the value of a constant";
      expect(problemsOf(nested, "component")).to.deep.equal([
        "warning: line 20: name 'helpers' is not a phase that Image Builder runs: its steps run only where another " +
          "document calls it",
        ...[32, 33, 34, 35, 36].map(braces),
      ]);
    });

    it("an object without the schema's version, which the package adds", () => {
      const document = {
        phases: [{ name: "build", steps: [{ name: "A", action: "UpdateOS", inputs: undefined }] }],
      };
      expect(problemsOf(document, "component")).to.deep.equal([]);
      expect(problemsOf({ ...document, schemaVersion: 1 }, "component")).to.deep.equal([]);
    });
  });

  type Case = readonly [says: string, document: string, ...problems: string[]];

  const refused = (kind: DocumentKind, cases: readonly Case[], options?: DocumentOptions): void => {
    for (const [says, document, ...problems] of cases) {
      it(says, () => {
        expect(problemsOf(document, kind, options)).to.deep.equal(problems);
      });
    }
  };

  const bash = (command: string): string =>
    steps(`- name: A\n  action: ExecuteBash\n  inputs:\n    commands:\n      - '${command}'`);
  const second = (command: string): string =>
    steps(`
- name: First
  action: ExecuteBash
  inputs: { commands: [echo] }
- name: Second
  action: ExecuteBash
  inputs:
    commands:
      - echo '${command}'
- name: Third
  action: S3Download
  inputs:
    - source: s3://bucket/a
      destination: /tmp/a
- name: Fourth
  action: ExecuteBash
  inputs: { commands: [echo] }`);

  describe("refuse of YAML", () => {
    refused("component", [
      ["nothing", "", "line 1: the document is empty"],
      ["a comment", "# later\n", "line 1: the document is empty"],
      ["text", "hello", "line 1: the document must be an object, not a string"],
      ["a list", "- a", "line 1: the document must be an object, not a list"],
      [
        "a key twice",
        steps("- name: A\n  action: UpdateOS\n  action: Reboot"),
        "line 7: the key 'action' is the same as an earlier one: leave one out",
      ],
      [
        "tabs",
        "schemaVersion: 1.0\nphases:\n\t- name: build",
        "line 3: a tab can't indent in YAML: use spaces",
      ],
      ["two documents", "a: 1\n---\nb: 2\n", "line 2: there must be one document only"],
      ["an unclosed quote", 'schemaVersion: "1.0\n', 'line 2: this is not YAML: Missing closing "quote'],
      [
        "an unknown alias",
        "schemaVersion: 1.0\nphases: *log",
        "line 2: there is no anchor 'log' above: a value that begins with * must be in quotes, or refer to an anchor above",
      ],
      [
        "a reference without quotes",
        steps("- name: A\n  action: DeleteFile\n  inputs:\n    - path: {{ Source }}"),
        "line 8: a reference in {{ }} must be in quotes, or YAML takes it for an object",
      ],
      [
        "a reference without quotes, with more behind",
        steps("- name: A\n  action: DeleteFile\n  inputs:\n    - path: {{ Folder }}/a"),
        "line 8: this is not YAML: a value that begins with {{ must be in quotes",
      ],
      ["brackets without end", "[".repeat(20000), "line 1: the document is nested too deeply"],
      ["a value in itself", "a: &x [*x]", "line 1: the document is nested too deeply"],
    ]);
  });

  describe("refuse of a component's structure", () => {
    refused("component", [
      [
        "no schema version",
        "phases: [{ name: build, steps: [{ name: A, action: UpdateOS }] }]",
        "line 1: schemaVersion is required",
      ],
      [
        "another schema version",
        steps("- name: A\n  action: UpdateOS").replace("1.0", "2.0"),
        "line 1: schemaVersion must be 1.0",
      ],
      ["no phases", "schemaVersion: 1.0", "line 1: phases is required"],
      [
        "a misspelt member",
        "schemaVersion: 1.0\nphase: []",
        "line 2: phase is unknown; did you mean phases?",
      ],
      [
        "a member that is like no other",
        steps("- name: A\n  action: UpdateOS") + "author: me\n",
        "warning: line 7: author is not a member of the guide: AWS refuses or ignores it unless it is new; possible are name, description, schemaVersion, constants, parameters, phases",
      ],
      [
        "phases that are no list",
        "schemaVersion: 1.0\nphases: { build: [] }",
        "line 2: phases must be a list, not an object",
      ],
      ["no phase", "schemaVersion: 1.0\nphases: []", "line 2: phases can't be empty"],
      [
        "a phase without steps",
        "schemaVersion: 1.0\nphases:\n  - name: build\n",
        "line 3: steps is required",
      ],
      [
        "no step",
        "schemaVersion: 1.0\nphases:\n  - name: build\n    steps: []\n",
        "line 4: steps can't be empty",
      ],
      [
        "a misspelt phase",
        steps("- name: A\n  action: UpdateOS").replace("build", "biuld"),
        "line 3: name 'biuld' is not a phase of Image Builder; did you mean build?",
      ],
      [
        "a phase with a capital",
        steps("- name: A\n  action: UpdateOS").replace("build", "Test"),
        "line 3: name 'Test' is not a phase of Image Builder; did you mean test?",
      ],
      [
        "phases that never run",
        steps("- name: A\n  action: UpdateOS").replace("build", "prepare"),
        "line 2: phases must have at least one of build, validate and test: others never run",
      ],
      [
        "a phase twice",
        steps("- name: A\n  action: UpdateOS\n").replace(/ {2}- name: build[^]*/, (phase) => phase + phase),
        "line 7: name 'build' is the same as the name of another phase of the document: choose another",
      ],
      ["a step without a name", steps("- action: UpdateOS"), "line 5: name is required"],
      ["a step without an action", steps("- name: A"), "line 5: action is required"],
      [
        "a step's name twice",
        steps("- name: A\n  action: UpdateOS\n- name: A\n  action: Reboot"),
        "line 7: name 'A' is the same as the name of another step of the phase: choose another",
      ],
      [
        "a step's name with spaces",
        steps("- name: Load keys\n  action: UpdateOS"),
        "warning: line 5: name has other characters than letters, digits, dashes and underscores, so references may not find it",
      ],
      ["a step that is text", steps("- UpdateOS"), "line 5: steps[0] must be an object, not a string"],
      [
        "a misspelt action",
        steps("- name: A\n  action: ExecuteBsh\n  inputs: {}"),
        "line 6: action 'ExecuteBsh' is not an action; did you mean ExecuteBash?",
      ],
      [
        "an action like no other",
        steps("- name: A\n  action: Sleep"),
        "warning: line 6: action 'Sleep' is not an action of the guide: AWS refuses it unless it is new",
      ],
      [
        "an action of a workflow",
        steps("- name: A\n  action: RunCommand"),
        "line 6: action 'RunCommand' is an action of workflows, not of components",
      ],
      [
        "an action that is a list",
        steps("- name: A\n  action: [UpdateOS]"),
        "line 6: action must be the name of an action, not a list",
      ],
      [
        "a misspelt member of a step",
        steps("- name: A\n  action: UpdateOS\n  timeoutSecond: 1"),
        "line 7: timeoutSecond is unknown; did you mean timeoutSeconds?",
      ],
      ["no inputs", steps("- name: A\n  action: ExecuteBash"), "line 5: inputs is required"],
      [
        "inputs with nothing behind them",
        steps("- name: A\n  action: S3Download\n  inputs:"),
        "line 7: inputs is required",
      ],
      [
        "no time",
        steps("- name: A\n  action: UpdateOS\n  timeoutSeconds: 0"),
        "line 7: timeoutSeconds must be at least 1 second, or -1 for without end",
      ],
      [
        "negative time",
        steps("- name: A\n  action: UpdateOS\n  timeoutSeconds: -5"),
        "line 7: timeoutSeconds must be at least 1 second, or -1 for without end",
      ],
      [
        "time in words",
        steps("- name: A\n  action: UpdateOS\n  timeoutSeconds: 5m"),
        "line 7: timeoutSeconds must be a whole number, not a string",
      ],
      [
        "half a second",
        steps("- name: A\n  action: UpdateOS\n  timeoutSeconds: 0.5"),
        "line 7: timeoutSeconds must be a whole number",
      ],
      [
        "no attempt",
        steps("- name: A\n  action: UpdateOS\n  maxAttempts: 0"),
        "line 7: maxAttempts must be at least 1",
      ],
      [
        "a misspelt reaction",
        steps("- name: A\n  action: UpdateOS\n  onFailure: abort"),
        "line 7: onFailure must be one of Abort, Continue, Ignore; did you mean Abort?",
      ],
    ]);
  });

  describe("refuse of an action's inputs", () => {
    const inputs = (action: string, lines: string): string =>
      steps(`- name: A\n  action: ${action}\n  inputs:\n${indent(lines, 4)}`);
    refused("component", [
      ["no commands", inputs("ExecuteBash", "commands: []"), "line 8: commands can't be empty"],
      [
        "commands that are text",
        inputs("ExecuteBash", "commands: echo"),
        "line 8: commands must be a list, not a string",
      ],
      [
        "a command that YAML takes for an object",
        inputs("ExecuteBash", "commands:\n  - echo a: b"),
        'line 9: commands[0] must be a string, not an object: put a line that contains ": " in quotes',
      ],
      [
        "a command that is nothing",
        inputs("ExecuteBash", "commands:\n  - echo\n  -"),
        "line 10: commands[1] must be a string, not nothing",
      ],
      [
        "a list instead of an object",
        inputs("ExecuteBash", "- commands: [echo]"),
        "line 7: inputs must be an object, not a list",
      ],
      [
        "an object instead of a list",
        inputs("CreateFile", "path: /a"),
        "line 7: inputs must be a list, not an object: begin each item with a dash",
      ],
      [
        "an empty list",
        steps("- name: A\n  action: S3Download\n  inputs: []"),
        "line 7: inputs can't be empty",
      ],
      [
        "a misspelt input",
        inputs("ExecuteBash", "comands: [echo]"),
        "line 8: comands is unknown; did you mean commands?",
      ],
      [
        "commands and a file",
        inputs("ExecutePowerShell", "commands: [dir]\nfile: a.ps1"),
        "line 7: inputs must have either commands or file",
      ],
      [
        "neither commands nor a file",
        steps("- name: A\n  action: ExecutePowerShell\n  inputs: {}"),
        "line 7: inputs must have either commands or file",
      ],
      ["no path", inputs("ExecuteBinary", "arguments: [-v]"), "line 7: path is required"],
      ["an empty path", inputs("DeleteFile", "- path: ''"), "line 8: path can't be empty"],
      [
        "a path that is a list",
        inputs("DeleteFile", "- path: [/a]"),
        "line 8: path must be a string, not a list",
      ],
      ["no destination", inputs("S3Download", "- source: s3://a/b"), "line 8: destination is required"],
      [
        "arguments that are text",
        inputs("ExecuteBinary", "path: a\narguments: -v -w"),
        "line 9: arguments must be a list, not a string",
      ],
      [
        "neither true nor false",
        inputs("CreateFolder", "- path: /a\n  overwrite: maybe"),
        "line 9: overwrite must be true or false",
      ],
      [
        "an unknown algorithm",
        inputs("WebDownload", "- source: https://a\n  destination: /a\n  checksum: a\n  algorithm: SHA3"),
        "line 11: algorithm must be one of MD5, SHA1, SHA256, SHA512",
      ],
      [
        "an unknown encoding",
        inputs("ReadFile", "- path: /a\n  encoding: latin1"),
        "line 9: encoding must be utf-8, utf-16, utf-16-LE, utf-16-BE, utf-32, utf-32-LE or utf-32-BE",
      ],
      [
        "an unknown type",
        inputs("SetRegistry", "- path: HKLM:\\a\n  name: a\n  value: 1\n  type: WORD"),
        "line 11: type must be one of BINARY, DWORD, QWORD, SZ, EXPAND_SZ, MULTI_SZ",
      ],
      [
        "a path that is not in the registry",
        inputs("SetRegistry", "- path: C:\\a\n  name: a\n  value: 1\n  type: SZ"),
        "line 8: path must begin with a hive, such as HKLM:\\ or HKEY_LOCAL_MACHINE\\",
      ],
      [
        "a negative delay",
        inputs("Reboot", "delaySeconds: -1"),
        "line 8: delaySeconds must be a whole number of seconds",
      ],
      [
        "an unknown restart",
        inputs("InstallMSI", "path: a.msi\nreboot: Never"),
        "line 9: reboot must be one of Allow, Force, Skip",
      ],
      ["an owner without a name", inputs("SetFileOwner", "- path: /a"), "line 8: owner is required"],
      [
        "updates that are text",
        inputs("UpdateOS", "exclude: kernel"),
        "line 8: exclude must be a list, not a string",
      ],
      [
        "a document without a path",
        inputs("ExecuteDocument", "phases: build"),
        "line 7: document is required",
      ],
      [
        "an assertion without a value",
        inputs("Assert", "stringEquals: a"),
        "line 7: value is required with stringEquals",
      ],
    ]);
  });

  describe("refuse of conditions and loops", () => {
    const step = (lines: string): string => steps(`- name: A\n  action: UpdateOS\n${indent(lines, 2)}`);
    refused("component", [
      [
        "a misspelt comparison",
        step("if:\n  stringEqual: a\n  value: b"),
        "line 8: stringEqual is unknown; did you mean stringEquals?",
      ],
      ["no comparison", step("if: {}"), "line 7: if must have exactly one comparison or one of and, or, not"],
      [
        "two comparisons",
        step("if:\n  fileExists: a\n  folderExists: b"),
        "line 7: if must have exactly one comparison or one of and, or, not",
      ],
      [
        "a comparison without a value",
        step("if:\n  numberEquals: 1"),
        "line 7: value is required with numberEquals",
      ],
      [
        "a hash without a path",
        step("if:\n  fileMD5Equals: abc"),
        "line 7: path is required with fileMD5Equals",
      ],
      [
        "a number in words",
        step("if:\n  numberEquals: one\n  value: 1"),
        "line 8: numberEquals must be a number",
      ],
      [
        "an and without a list",
        step("if:\n  and:\n    fileExists: a"),
        "line 8: and must be a list, not an object",
      ],
      [
        "two conditions in a list",
        step("if:\n  - fileExists: a\n  - fileExists: b"),
        "line 7: if must be one condition only",
      ],
      ["a condition in words", step("if: always"), "line 7: if must be an object, not a string"],
      [
        "an unknown reaction",
        step("if:\n  fileExists: a\n  then: skip"),
        "line 9: then must be one of Abort, Execute, Skip; did you mean Skip?",
      ],
      ["a loop over nothing", step("loop: { name: all }"), "line 7: loop must have either for or forEach"],
      [
        "a loop over both",
        step("loop:\n  for: { start: 1, end: 2, updateBy: 1 }\n  forEach: [a]"),
        "line 7: loop must have either for or forEach",
      ],
      ["a misspelt loop", step("loop:\n  foreach: [a]"), "line 8: foreach is unknown; did you mean forEach?"],
      ["an empty loop", step("loop:\n  forEach: []"), "line 8: forEach can't be empty"],
      ["a loop without an end", step("loop:\n  for: { start: 1, updateBy: 1 }"), "line 8: end is required"],
      [
        "a loop that stands still",
        step("loop:\n  for: { start: 1, end: 2, updateBy: 0 }"),
        "line 8: updateBy must be a whole number other than 0",
      ],
      [
        "a loop that leads away",
        step("loop:\n  for:\n    start: 1\n    end: 2\n    updateBy: -1"),
        "line 11: updateBy leads away from the end, so the loop would never stop",
      ],
      [
        "a reference as a loop's start",
        step("loop:\n  for: { start: '{{ a }}', end: 2, updateBy: 1 }"),
        "line 8: start must be a whole number, not a string",
        "line 8: start refers to 'a', which is neither a parameter nor a constant",
      ],
      [
        "an unknown delimiter",
        step("loop:\n  forEach: { list: a|b, delimiter: '|' }"),
        "line 8: delimiter must be one of . , ; : - _, a space, a tab or a line break",
      ],
      [
        "a loop's name twice",
        steps(
          "- name: A\n  action: UpdateOS\n  loop: { name: L, forEach: [a] }\n- name: B\n  action: UpdateOS\n  loop: { name: L, forEach: [a] }",
        ),
        "line 10: name 'L' is the same as the name of another loop of the phase: choose another",
      ],
      [
        "a loop's value outside",
        bash("echo {{ loop.value }}"),
        "line 9: commands[0] refers to a loop, but its step has none",
      ],
      [
        "what a loop doesn't have",
        step("loop: { forEach: [a] }\ninputs:\n  include: ['{{ loop.key }}']"),
        "line 9: include[0] refers to 'key' of a loop, which has only index and value",
      ],
      [
        "the loop of another step",
        steps(
          "- name: A\n  action: UpdateOS\n  loop: { name: L, forEach: [a] }\n- name: B\n  action: ExecuteBash\n  inputs:\n    commands:\n      - echo {{ L.value }}",
        ),
        "line 12: commands[0] refers to the loop 'L' of another step",
      ],
    ]);
  });

  describe("refuse of references", () => {
    const variable = (definition: string, command: string): string =>
      `schemaVersion: 1.0\n${definition}\nphases:\n  - name: build\n    steps:\n      - name: A\n        action: ExecuteBash\n        inputs: { commands: ["${command}"] }\n`;
    const source = "parameters:\n  - Source:\n      type: string";
    refused("component", [
      [
        "what is not declared",
        bash("echo {{ Source }}"),
        "line 9: commands[0] refers to 'Source', which is neither a parameter nor a constant",
      ],
      [
        "a misspelt parameter",
        variable(source, "{{Sorce}}"),
        "line 10: commands[0] refers to 'Sorce', which is neither a parameter nor a constant; did you mean Source?",
      ],
      [
        "a parameter without its closing braces",
        variable(source, "{{ Source }"),
        "warning: line 10: commands[0] has a {{ without its }}: if a reference is meant, close it",
      ],
      [
        "the same in the middle",
        variable(source, "cp {{ Source /tmp"),
        "warning: line 10: commands[0] has a {{ without its }}: if a reference is meant, close it",
      ],
      [
        "one in a script of many lines",
        steps(
          "- name: A\n  action: ExecuteBash\n  inputs:\n    commands:\n      - |\n        echo\n        echo {{ Nobody }}",
        ),
        "line 11: commands[0] refers to 'Nobody', which is neither a parameter nor a constant",
      ],
      [
        "a misspelt source",
        bash("{{ envv:HOME }}"),
        "line 9: commands[0] refers to the unknown source 'envv:'; did you mean env:?",
      ],
      [
        "a source of other documents",
        bash("{{ imagebuilder:buildDate }}"),
        "line 9: commands[0] refers to the unknown source 'imagebuilder:'; possible are aws:ssm:, aws:imds:, context: and env:",
      ],
      [
        "an unknown service",
        bash("{{ aws:smm:/a }}"),
        "line 9: commands[0] refers to 'aws:smm:/a', of an unknown source; possible are aws:ssm:, aws:imds:, context: and env:",
      ],
      [
        "a misspelt variable of the context",
        bash("{{ context:acountId }}"),
        "line 9: commands[0] refers to the context variable 'acountId', which doesn't exist; did you mean accountId?",
      ],
      [
        "credentials",
        bash("{{ aws:imds:iam/security-credentials/ }}"),
        "line 9: commands[0] refers to instance metadata that holds credentials, which AWSTOE refuses",
      ],
      [
        "an unknown name to resolve",
        bash("{{ aws:ssm:resolve(name) }}"),
        "line 9: commands[0] refers to 'name', which is neither a parameter nor a constant",
      ],
      [
        "a step that doesn't exist",
        second("{{ build.Frist.outputs.stdout }}"),
        "line 12: commands[0] refers to the step 'Frist', which isn't in phase build; did you mean First?",
      ],
      [
        "a step that comes later",
        second("{{ build.Fourth.outputs.stdout }}"),
        "line 12: commands[0] refers to the step 'Fourth', which doesn't come before",
      ],
      [
        "the step itself",
        second("{{ build.Second.inputs.commands }}"),
        "line 12: commands[0] refers to the step 'Second', which doesn't come before",
      ],
      [
        "a phase that doesn't exist",
        second("{{ biuld.First.outputs.stdout }}"),
        "line 12: commands[0] refers to the phase 'biuld', which doesn't exist; did you mean build?",
      ],
      [
        "neither inputs nor outputs",
        second("{{ build.First.output.stdout }}"),
        "line 12: commands[0] refers to a step's inputs or outputs, and must name which; did you mean outputs?",
      ],
      [
        "an output that doesn't exist",
        second("{{ build.First.outputs.stderr }}"),
        "line 12: commands[0] refers to an output that step 'First' (ExecuteBash) doesn't have; possible are stdout",
      ],
      [
        "an output of a step without any",
        steps(
          "- name: A\n  action: UpdateOS\n- name: B\n  action: ExecuteBash\n  inputs: { commands: ['{{ build.A.outputs.stdout }}'] }",
        ),
        "line 9: commands[0] refers to an output that step 'A' (UpdateOS) doesn't have; it has no outputs",
      ],
      [
        "an item of the inputs that doesn't exist",
        steps(
          "- name: A\n  action: DeleteFile\n  inputs: [{ path: /a }]\n- name: B\n  action: ExecuteBash\n  inputs: { commands: ['{{ build.A.inputs[1].path }}'] }",
        ),
        "line 10: commands[0] refers to item 1 of the inputs of step 'A', which doesn't exist; the first is 0",
      ],
      [
        "an input that doesn't exist",
        steps(
          "- name: A\n  action: DeleteFile\n  inputs: [{ path: /a }]\n- name: B\n  action: ExecuteBash\n  inputs: { commands: ['{{ build.A.inputs[0].pth }}'] }",
        ),
        "line 10: commands[0] refers to an input that step 'A' doesn't have; did you mean path?",
      ],
      [
        "the build stage in a test",
        steps("- name: A\n  action: ExecuteBash\n  inputs: { commands: [echo] }") +
          "  - name: test\n    steps:\n      - name: B\n        action: ExecuteBash\n        inputs: { commands: ['{{ build.A.outputs.stdout }}'] }\n",
        "line 12: commands[0] refers to a phase that runs on another instance: tests can't refer to build and validate",
      ],
      [
        "a reference in a condition",
        steps("- name: A\n  action: UpdateOS\n  if: { stringIsEmpty: '{{ Nobody }}' }"),
        "line 7: stringIsEmpty refers to 'Nobody', which is neither a parameter nor a constant",
      ],
      [
        "a parameter without a type",
        variable("parameters:\n  - Source:\n      default: a", "echo"),
        "line 3: type is required",
      ],
      [
        "a parameter of an unknown type",
        variable("parameters:\n  - Source:\n      type: number", "echo"),
        "line 4: type must be string",
      ],
      [
        "a type beside the parameter's name",
        variable("parameters:\n  - Source:\n    type: string", "echo"),
        "line 3: Source must be an object, not nothing",
        "line 4: type must be below the name of the parameter or constant: indent it further",
      ],
      [
        "a default that is a list",
        variable(`${source}\n      default: [a]`, "echo"),
        "line 5: default must be a string, not a list",
      ],
      [
        "a short name",
        variable("parameters:\n  - ab:\n      type: string", "echo"),
        "line 3: ab must be 3 to 128 letters, digits, dashes and underscores",
      ],
      [
        "parameters that are no list",
        variable("parameters:\n  Source:\n    type: string", "echo"),
        "line 2: parameters must be a list, not an object",
      ],
      [
        "a constant without a value",
        variable("constants:\n  - Source:\n      type: string", "echo"),
        "line 3: value is required",
      ],
      [
        "a name twice",
        variable(`${source}\nconstants:\n  - Source: { type: string, value: a }`, "echo"),
        "line 6: Source is the same as the name of another parameter or constant of the document: choose another",
      ],
    ]);
  });

  describe("refuse of parameters and platforms", () => {
    const document =
      "schemaVersion: 1.0\nparameters:\n  - Level:\n      type: string\n  - Colour:\n      type: string\n      default: red\nphases:\n  - name: build\n    steps:\n      - name: A\n        action: UpdateOS\n";
    refused(
      "component",
      [
        [
          "a missing value",
          document,
          "line 3: Level declares 'Level', which has no default, so it must be given a value",
        ],
      ],
      { givenParameters: [] },
    );
    refused(
      "component",
      [
        [
          "a value for nothing",
          document,
          "line 2: parameters must declare 'Color', which is given a value; did you mean Colour?",
        ],
      ],
      { givenParameters: ["Level", "Color"] },
    );
    refused(
      "component",
      [
        [
          "a value where there are no parameters",
          steps("- name: A\n  action: UpdateOS"),
          "line 1: parameters must declare 'Level', which is given a value",
        ],
      ],
      { givenParameters: ["Level"] },
    );
    refused(
      build,
      [
        [
          "a missing value of a workflow",
          "schemaVersion: 1.0\nparameters:\n  - name: Level\n    type: string\nsteps:\n  - name: Wait\n    action: WaitForAction\n",
          "line 3: parameters[0] declares 'Level', which has no default, so it must be given a value",
        ],
      ],
      { givenParameters: [] },
    );

    const registry = steps(
      "- name: A\n  action: SetRegistry\n  inputs: [{ path: 'HKLM:\\A', name: a, value: 1, type: DWORD }]",
    );
    refused(
      "component",
      [
        [
          "the registry on Linux",
          registry,
          "line 6: action 'SetRegistry' is not available on Linux, only on Windows",
        ],
        [
          "PowerShell on Linux",
          steps("- name: A\n  action: ExecutePowerShell\n  inputs: { commands: [dir] }"),
          "line 6: action 'ExecutePowerShell' is not available on Linux, only on Windows",
        ],
      ],
      { platform: "Linux" },
    );
    refused(
      "component",
      [
        [
          "updates on macOS",
          steps("- name: A\n  action: UpdateOS"),
          "line 6: action 'UpdateOS' is not available on macOS, only on Linux and Windows",
        ],
      ],
      { platform: "macOS" },
    );
    refused(
      "component",
      [
        [
          "bash on Windows",
          bash("echo"),
          "line 6: action 'ExecuteBash' is not available on Windows, only on Linux and macOS",
        ],
        [
          "permissions on Windows",
          steps("- name: A\n  action: CreateFile\n  inputs:\n    - path: C:\\a\n      permissions: '0644'"),
          "line 9: permissions is not available on Windows",
        ],
      ],
      { platform: "Windows" },
    );
  });

  describe("refuse of a workflow", () => {
    const launch = "- name: Launch\n  action: LaunchInstance\n  inputs: { waitFor: ssmAgent }\n";
    const after = (lines: string): string => workflow(launch + lines);
    const instance = "inputs: { instanceId.$: $.stepOutputs.Launch.instanceId }";
    refused(build, [
      ["no steps", "schemaVersion: 1.0", "line 1: steps is required"],
      ["a misspelt member", "schemaVersion: 1.0\nstep: []", "line 2: step is unknown; did you mean steps?"],
      [
        "phases",
        "schemaVersion: 1.0\nphases: []\nsteps: [{ name: Wait, action: WaitForAction }]",
        "warning: line 2: phases is not a member of the guide: AWS refuses or ignores it unless it is new; possible are name, description, schemaVersion, parameters, steps, outputs",
      ],
      [
        "too many steps",
        workflow(
          Array.from({ length: 16 }, (_, index) => `- name: Wait${index}\n  action: WaitForAction`).join(
            "\n",
          ),
        ),
        "line 2: steps must have at most 15 items",
      ],
      [
        "a misspelt action",
        workflow("- name: Launch\n  action: LaunchInstances"),
        "line 4: action 'LaunchInstances' is not an action; did you mean LaunchInstance?",
      ],
      [
        "an action of a component",
        workflow("- name: Launch\n  action: ExecuteBash"),
        "line 4: action 'ExecuteBash' is an action of components, not of workflows",
      ],
      [
        "a short name",
        workflow("- name: AB\n  action: WaitForAction"),
        "line 3: name must be 3 to 128 letters, digits, dashes and underscores",
      ],
      [
        "a name twice",
        after("- name: Launch\n  action: WaitForAction"),
        "line 6: name 'Launch' is the same as the name of another step of the document: choose another",
      ],
      [
        "a reaction of components",
        after("- name: Wait\n  action: WaitForAction\n  onFailure: Ignore"),
        "line 8: onFailure must be one of Abort, Continue",
      ],
      [
        "too much time",
        after(`- name: Create\n  action: CreateImage\n  timeoutSeconds: 259201\n  ${instance}`),
        "line 8: timeoutSeconds must be at most 259200",
      ],
      [
        "no time",
        after(`- name: Create\n  action: CreateImage\n  timeoutSeconds: 0\n  ${instance}`),
        "line 8: timeoutSeconds must be at least 1",
      ],
      [
        "attempts",
        after("- name: Wait\n  action: WaitForAction\n  maxAttempts: 2"),
        "warning: line 8: maxAttempts is not a member of the guide: AWS refuses or ignores it unless it is new; possible are name, description, action, if, onFailure, rollbackEnabled, rollbackEnabled.$, timeoutSeconds, inputs",
      ],
      [
        "no instance",
        after("- name: Create\n  action: CreateImage\n  inputs: {}"),
        "line 8: inputs must have instanceId",
      ],
      ["no inputs", after("- name: Create\n  action: CreateImage"), "line 6: inputs is required"],
      [
        "a misspelt input",
        after(
          "- name: Create\n  action: CreateImage\n  inputs: { instanceID.$: $.stepOutputs.Launch.instanceId }",
        ),
        "line 8: instanceID.$ is unknown; did you mean instanceId.$?",
      ],
      [
        "nothing to wait for",
        workflow("- name: Launch\n  action: LaunchInstance\n  inputs: { healthCheck: RUNNING }"),
        "line 5: inputs must have waitFor",
      ],
      [
        "something unknown to wait for",
        workflow("- name: Launch\n  action: LaunchInstance\n  inputs: { waitFor: ssm }"),
        "line 5: waitFor must be one of ssmAgent",
      ],
      [
        "a step that doesn't exist",
        after(
          "- name: Create\n  action: CreateImage\n  inputs: { instanceId.$: $.stepOutputs.Lunch.instanceId }",
        ),
        "line 8: instanceId.$ refers to the step 'Lunch', which doesn't exist; did you mean Launch?",
      ],
      [
        "a step that comes later",
        workflow(`- name: Create\n  action: CreateImage\n  ${instance}\n${launch}`),
        "line 5: instanceId.$ refers to the step 'Launch', which doesn't come before",
      ],
      [
        "an output that doesn't exist",
        after(
          "- name: Create\n  action: CreateImage\n  inputs: { instanceId.$: $.stepOutputs.Launch.instance }",
        ),
        "line 8: instanceId.$ refers to an output that step 'Launch' (LaunchInstance) doesn't have; possible are instanceId, instanceType",
      ],
      [
        "a misspelt node",
        after(
          "- name: Create\n  action: CreateImage\n  inputs: { instanceId.$: $.stepOutput.Launch.instanceId }",
        ),
        "line 8: instanceId.$ refers to the unknown node 'stepOutput'; did you mean stepOutputs?",
      ],
      [
        "a parameter that doesn't exist",
        after("- name: Wait\n  action: WaitForAction\n  inputs: { snsTopicArn.$: $.parameters.topic }"),
        "line 8: snsTopicArn.$ refers to the parameter 'topic', which doesn't exist",
      ],
      [
        "a misspelt variable",
        after(
          "- name: Wait\n  action: WaitForAction\n  if: { stringEquals: AMI, value: $.imagebuilder.imageTyp }",
        ),
        "line 8: value refers to 'imageTyp', which isn't a variable of Image Builder; did you mean imageType?",
      ],
      [
        "a reference in a text",
        after(
          "- name: Wait\n  action: WaitForAction\n  inputs:\n    payload: |\n      a\n      {{ $.parameters.topic }}",
        ),
        "line 11: payload refers to the parameter 'topic', which doesn't exist",
      ],
      [
        "a reference without its closing braces",
        after(
          "- name: Wait\n  action: WaitForAction\n  inputs: { payload: '{{ $.workflowOutputs.ImageId }' }",
        ),
        "warning: line 8: payload has a {{ without its }}: if a reference is meant, close it",
      ],
      [
        "an output of nothing",
        `${after("- name: Wait\n  action: WaitForAction")}outputs:\n  - name: a\n    value: $.stepOutputs.Create.imageId\n`,
        "line 10: value refers to the step 'Create', which doesn't exist",
      ],
      [
        "an unknown comparison",
        after("- name: Wait\n  action: WaitForAction\n  if: { fileExists: /a }"),
        "warning: line 8: fileExists is not a member of the guide: AWS refuses or ignores it unless it is new; possible are booleanEquals, numberEquals, numberLessThan, numberLessThanEquals, numberGreaterThan, numberGreaterThanEquals, stringEquals, value, and, or, not",
      ],
      [
        "a comparison without a value",
        after("- name: Wait\n  action: WaitForAction\n  if: { booleanEquals: true }"),
        "line 8: value is required with booleanEquals",
      ],
      [
        "conditions that are too deep",
        after(
          "- name: Wait\n  action: WaitForAction\n  if: { and: [{ or: [{ and: [{ not: { booleanEquals: true, value: true } }] }] }] }",
        ),
        "line 8: not is too deep: conditions have four levels at most",
      ],
      [
        "distribution in a build",
        after("- name: Distribute\n  action: DistributeImage"),
        "line 7: action 'DistributeImage' is not available in a BUILD workflow, only in DISTRIBUTION",
      ],
      [
        "findings in a build",
        after(`- name: Collect\n  action: CollectImageScanFindings\n  ${instance}`),
        "line 7: action 'CollectImageScanFindings' is not available in a BUILD workflow, only in TEST",
      ],
      [
        "a parameter of an unknown type",
        "schemaVersion: 1.0\nparameters: [{ name: a, type: String }]\nsteps: [{ name: Wait, action: WaitForAction }]",
        "line 2: type must be one of string, integer, boolean, stringList; did you mean string?",
      ],
      [
        "a default of another type",
        "schemaVersion: 1.0\nparameters: [{ name: a, type: integer, default: many }]\nsteps: [{ name: Wait, action: WaitForAction }]",
        "line 2: default must be a whole number",
      ],
      [
        "a parameter twice",
        "schemaVersion: 1.0\nparameters: [{ name: a, type: string }, { name: a, type: string }]\nsteps: [{ name: Wait, action: WaitForAction }]",
        "line 2: name 'a' is the same as the name of another parameter of the document: choose another",
      ],
    ]);
    refused(distribution, [
      [
        "components in a distribution",
        after(`- name: Run\n  action: ExecuteComponents\n  ${instance}`),
        "line 7: action 'ExecuteComponents' is not available in a DISTRIBUTION workflow, only in BUILD and TEST",
      ],
      [
        "AMIs and container images",
        after(
          `- name: Push\n  action: DistributeContainerImage\n  ${instance}\n- name: Copy\n  action: DistributeImage`,
        ),
        "line 10: action distributes AMIs, and another step container images: a workflow does only one of both",
      ],
      [
        "images of no step",
        after("- name: Modify\n  action: ModifyImageAttributes\n  inputs: { distributedImages: [] }"),
        "line 8: distributedImages is unknown; did you mean distributedImages.$?",
      ],
      [
        "a distribution without a region",
        after("- name: Copy\n  action: DistributeImage\n  inputs:\n    distributions:\n      - name: a"),
        "line 10: distributions[0] must have region",
      ],
    ]);
  });

  describe("say where in an object", () => {
    const step = (more: object): object => ({
      phases: [{ name: "build", steps: [{ name: "A", action: "UpdateOS", ...more }] }],
    });
    const cases: readonly (readonly [document: object, ...problems: string[]])[] = [
      [{}, "phases: is required"],
      [[], "must be an object, not a list"],
      [{ phase: [] }, "phase: is unknown; did you mean phases?"],
      [
        step({ action: "ExecuteBsh" }),
        "phases[0].steps[0].action: 'ExecuteBsh' is not an action; did you mean ExecuteBash?",
      ],
      [
        step({ "time out": 1 }),
        'warning: phases[0].steps[0]["time out"]: is not a member of the guide: AWS refuses or ignores it unless it is new; possible are name, action, if, loop, timeoutSeconds, onFailure, maxAttempts, disableLogging, inputs',
      ],
      [
        step({ timeoutSeconds: "1" }),
        "warning: phases[0].steps[0].timeoutSeconds: is text where AWS has a number: take the quotes away",
      ],
      [
        step({ inputs: { include: ["{{ Nobody }}"] } }),
        "phases[0].steps[0].inputs.include[0]: refers to 'Nobody', which is neither a parameter nor a constant",
      ],
      [
        { ...step({}), parameters: [{ Source: null }] },
        "parameters[0].Source: must be an object, not nothing",
      ],
      [{ ...step({}), schemaVersion: 2 }, "schemaVersion: must be 1.0"],
    ];
    for (const [document, ...problems] of cases) {
      it(JSON.stringify(problems), () => {
        expect(problemsOf(document, "component")).to.deep.equal(problems);
      });
    }

    it("also in one that contains itself", () => {
      const document: Record<string, unknown> = {};
      document.phases = [document];
      expect(problemsOf(document, "component")).to.deep.equal(["is nested too deeply"]);
    });

    it("and in the user's input", () => {
      const path = "customize[2].document";
      const ofText = checkDocument(steps("- name: A\n  action: ExecuteBsh"), "component");
      const ofObject = checkDocument(step({ action: "ExecuteBsh" }), "component");
      expect(toProblems(path, ofText)).to.deep.equal([
        { path, message: "line 6: action 'ExecuteBsh' is not an action; did you mean ExecuteBash?" },
      ]);
      expect(toProblems(path, ofObject)).to.deep.equal([
        {
          path: `${path}.phases[0].steps[0].action`,
          message: "'ExecuteBsh' is not an action; did you mean ExecuteBash?",
        },
      ]);
      expect(toProblems(path, checkDocument([], "component"))[0]?.path).to.equal(path);
    });
  });

  describe("say nothing of a secret", () => {
    const word = "HUNTER2";
    const documents: readonly (readonly [string | object, ...string[]])[] = [
      [
        steps(`- name: A\n  action: ${word}`),
        "warning: line 6: action is not an action of the guide: AWS refuses it unless it is new",
      ],
      [
        steps(`- name: A\n  action: UpdateOS\n  ${word}: 1`),
        "warning: line 7: a member is not a member of the guide: AWS refuses or ignores it unless it is new; possible are name, action, if, loop, timeoutSeconds, onFailure, maxAttempts, disableLogging, inputs",
      ],
      [
        steps(`- name: A\n  action: UpdateOS\n  onFailure: ${word}`),
        "line 7: onFailure must be one of Abort, Continue, Ignore",
      ],
      [bash(`{{ ${word} }}`), "line 9: commands[0] refers to what is neither a parameter nor a constant"],
      [
        bash(`{{ ${word}:a }}`),
        "warning: line 9: commands[0] refers to an unknown source; possible are aws:ssm:, aws:imds:, context: and env:",
      ],
      [bash(`{{ build.${word}.outputs.stdout }}`), "line 9: commands[0] refers to a step that doesn't exist"],
      [`a: *${word}`, "line 1: a value that begins with * must be in quotes, or refer to an anchor above"],
      [`${word}: 1\n${word}: 2`, "line 2: a key is the same as an earlier one: leave one out"],
      [
        { phases: [{ name: "build", steps: [{ name: "A", action: "UpdateOS", [word]: 1 }] }] },
        "warning: phases[0].steps[0][secret]: is not a member of the guide: AWS refuses or ignores it unless it is new; possible are name, action, if, loop, timeoutSeconds, onFailure, maxAttempts, disableLogging, inputs",
      ],
    ];
    for (const [document, ...problems] of documents) {
      it(problems.join("; "), () => {
        expect(problemsOf(document, "component", { secret: true })).to.deep.equal(problems);
      });
    }

    it("wherever it stands, whatever else is wrong", () => {
      const texts = valid.map(([, document, kind]) => [document, kind] as const);
      fc.assert(
        fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(40), ([document, kind], at, length) => {
          const start = at % document.length;
          const spoiled = document.slice(0, start) + word + document.slice(start + length);
          for (const options of [{ secret: true }, { secret: true, givenParameters: [word] }]) {
            expect(problemsOf(spoiled, kind, options).join("\n")).not.to.contain(word);
          }
        }),
        { numRuns: 300 },
      );
    });
  });

  describe("hold in general:", () => {
    const kinds = fc.constantFrom<DocumentKind>("component", build, test_, distribution);

    it("no text makes them throw", () => {
      const pieces = fc.constantFrom(
        "\n",
        "- ",
        ": ",
        "{{ ",
        " }}",
        "name",
        "phases",
        "steps",
        "&a ",
        "*a",
        "\t",
        "\r\n",
        "|",
        "[",
        "}",
        '"',
        "$.",
        "<<",
      );
      const texts = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }).map((all) => all.join("")),
      );
      fc.assert(
        fc.property(
          texts,
          kinds,
          (document, kind) =>
            void checkDocument(document, kind, { givenParameters: ["a"], platform: "Windows" }),
        ),
      );
    });

    it("no object makes them throw", () => {
      const names = fc.constantFrom(
        "phases",
        "steps",
        "name",
        "action",
        "inputs",
        "if",
        "and",
        "not",
        "loop",
        "for",
        "forEach",
        "parameters",
        "default",
        "__proto__",
        "value",
      );
      const values = fc.oneof(
        fc.anything({
          withBigInt: true,
          withNullPrototype: true,
          withSparseArray: true,
          withDate: true,
          withMap: true,
        }),
        fc.constantFrom("ExecuteBash", "build", "{{ a }}", "$.stepOutputs.a.b", "{{ build.a.inputs[0].b }}"),
      );
      const { tree } = fc.letrec((tie) => ({
        tree: fc.oneof(
          { depthSize: "medium" },
          values,
          fc.array(tie("tree"), { maxLength: 3 }),
          fc.dictionary(names, tie("tree"), { maxKeys: 4 }),
        ),
      }));
      const objects = tree.filter((value): value is object => typeof value === "object" && value !== null);
      fc.assert(
        fc.property(
          objects,
          kinds,
          (document, kind) => void checkDocument(document, kind, { givenParameters: [], platform: "Linux" }),
        ),
      );
    });

    it("a valid document that is spoiled in one place is refused at that place", () => {
      const spoil: readonly (readonly [RegExp, (found: string) => string])[] = [
        [/^( *-? ?)action: \w+$/gm, (line) => `${line}X`],
        [/^ +(?:- )?name: [\w-]+$/gm, (line) => line.replace("name", "nmae")],
        [/schemaVersion: \S+/g, () => "schemaVersion: 3"],
        [/onFailure: \w+/g, () => "onFailure: Never"],
        [/timeoutSeconds: \S+/g, () => "timeoutSeconds: soon"],
        [/^ +commands:$/gm, (line) => line.replace("commands", "command")],
        [/\{\{ ?[a-z]+\.\w+\.(?:in|out)puts/g, (found) => `${found}X`],
        [/stepOutputs\.\w+/g, (found) => `${found}X`],
        [/: \{\{/g, () => ": x: {{"],
      ];
      const documents = valid
        .filter(([, document]) => !document.includes("&"))
        .map(([, document, kind]) => [document, kind] as const);
      fc.assert(
        fc.property(
          fc.constantFrom(...documents),
          fc.constantFrom(...spoil),
          fc.nat(),
          ([document, kind], [pattern, change], nth) => {
            const places = [...document.matchAll(pattern)];
            const place = places[nth % Math.max(1, places.length)];
            fc.pre(place !== undefined);
            const { index } = place;
            const spoiled =
              document.slice(0, index) + change(place[0]) + document.slice(index + place[0].length);
            const line = document.slice(0, index).split("\n").length;
            const lines = checkDocument(spoiled, kind).map((problem) => problem.line);
            expect(lines).to.include(line);
          },
        ),
        { numRuns: 200 },
      );
    });

    it("line numbers are the same with Windows line endings", () => {
      fc.assert(
        fc.property(fc.constantFrom(...valid), fc.nat(), ([, document, kind], at) => {
          const unix = document.replaceAll("\r\n", "\n");
          const lines = unix.split("\n");
          const spoiled = lines.toSpliced(at % lines.length, 1).join("\n");
          const of = (text: string): unknown => checkDocument(text, kind).map(({ line }) => line);
          expect(of(spoiled.replaceAll("\n", "\r\n"))).to.deep.equal(of(spoiled));
        }),
        { numRuns: 100 },
      );
    });
  });

  describe("of Dockerfile templates", () => {
    const template =
      "FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n";
    const cases: readonly (readonly [says: string, template: string, ...problems: string[]])[] = [
      ["the smallest", template],
      [
        "with more around",
        `# syntax=docker/dockerfile:1\nARG A={{{ other }}}\n${template.replace("FROM", "FROM --platform=linux/amd64").replace("}}}\n", "}}} AS base\n")}RUN echo '{{.Name}}'\n`,
      ],
      ["lines that end as on Windows", template.replaceAll("\n", "\r\n")],
      [
        "nothing",
        "",
        "must contain FROM {{{ imagebuilder:parentImage }}}",
        "warning: must contain {{{ imagebuilder:environments }}}: without it, no step is applied to the image",
        "warning: must contain {{{ imagebuilder:components }}}: without it, no step is applied to the image",
      ],
      [
        "another parent",
        template.replace("{{{ imagebuilder:parentImage }}}", "ubuntu"),
        "must contain FROM {{{ imagebuilder:parentImage }}}",
      ],
      [
        "the parent in a comment",
        `# ${template}FROM ubuntu\n`,
        "must contain FROM {{{ imagebuilder:parentImage }}}",
      ],
      [
        "no components",
        template.replace(/.*components.*/, ""),
        "warning: must contain {{{ imagebuilder:components }}}: without it, no step is applied to the image",
      ],
      [
        "a misspelt placeholder",
        template.replace("components", "component"),
        "line 3: 'imagebuilder:component' is not known; did you mean components?",
      ],
      [
        "an unknown placeholder",
        `${template}{{{ imagebuilder:buildDate }}}`,
        "line 4: 'imagebuilder:buildDate' is not known; possible are parentImage, environments, components",
      ],
      [
        "two braces",
        template.replace("{{{ imagebuilder:components }}}", "{{ imagebuilder:components }}"),
        "line 3: 'imagebuilder:components' must stand between three braces: {{{ imagebuilder:components }}}",
      ],
      [
        "unclosed braces",
        template.replace("components }}}", "components }}"),
        "line 3: 'imagebuilder:components' must stand between three braces: {{{ imagebuilder:components }}}",
      ],
    ];
    for (const [says, text, ...problems] of cases) {
      it(says, () => {
        const found = checkDockerfileTemplate(text).flatMap((problem) =>
          toProblems("", [problem]).map(
            ({ message }) => (problem.severity === "warning" ? "warning: " : "") + message,
          ),
        );
        expect(found).to.deep.equal(problems);
      });
    }

    it("that are secret", () => {
      const found = checkDockerfileTemplate(`${template}{{{ imagebuilder:HUNTER2 }}}`, { secret: true });
      expect(found).to.deep.equal([
        {
          severity: "error",
          line: 4,
          pointer: "",
          message: "a placeholder of imagebuilder: is not known",
        },
      ]);
    });
  });

  for (const name of ["component", "workflow"]) {
    it(`stand in a JSON Schema for editors: ${name}`, () => {
      const file = join(provider, "src/documents/schemas", `${name}.json`);
      const schema = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false });
      ajv.addKeyword("errorMessage");
      expect(ajv.validateSchema(schema), ajv.errorsText()).to.equal(true);
      ajv.compile(schema);
      expect(schema).to.include.keys("$schema", "title", "description");
      const undescribed = [...properties(schema, "")].filter(
        ([, value]) => !("description" in value) && !("$ref" in value),
      );
      expect(undescribed.map(([path]) => path)).to.deep.equal([]);
    });
  }
});

/** The properties that a schema describes, but for the conditions within it. */
function* properties(schema: unknown, path: string): Generator<[string, object]> {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (["if", "then", "else", "allOf"].includes(key) && path.endsWith("step")) continue;
    if (key === "properties") {
      for (const [name, property] of Object.entries(value as Record<string, object>)) {
        yield [`${path}.${name}`, property];
        yield* properties(property, `${path}.${name}`);
      }
    } else if (key !== "allOf") yield* properties(value, `${path}.${key}`);
  }
}
