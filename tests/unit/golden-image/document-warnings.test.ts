// What is said in preview of documents, lines and templates that AWS may take, and that are probably not meant.

import { expect } from "chai";
import {
  documentWarningRules,
  documentWarnings,
  goldenImageRules,
} from "../../../provider/src/golden-image/rules";
import { Asset, Lifted } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

type Case = [says: string, inputs: object, ...warnings: [begin: string, word: string][]];

const lines = (...shell: unknown[]): object => ({ customize: [{ shell }] });
const windows = (...powershell: unknown[]): object => ({
  source: { os: "windows-server-2025" },
  customize: [{ powershell }],
});
const step = (more: object): object => ({
  phases: [
    { name: "build", steps: [{ name: "A", action: "ExecuteBash", inputs: { commands: ["true"] }, ...more }] },
  ],
});
const document = (of: unknown): object => ({ customize: [{ document: of }] });
const container = (dockerfile: unknown): object => ({
  source: { containerImage: "public.ecr.aws/amazonlinux/amazonlinux:2023" },
  container: { repositoryName: "web", dockerfile },
});
const from = "FROM {{{ imagebuilder:parentImage }}}\n";
const workflow = (more: object): object => ({
  workflows: [
    {
      type: "TEST",
      document: { schemaVersion: 1, steps: [{ name: "Wait", action: "WaitForAction", ...more }] },
    },
  ],
});

const restartOf = (line: string): Case => [
  `restarts: ${line}`,
  lines("true", line),
  ["customize[0].shell[1]: restarts the instance", "'reboot: true'"],
];
const restartOfWindows = (line: string): Case => [
  `restarts on Windows: ${line}`,
  windows(line),
  ["customize[0].powershell[0]: restarts the instance", "3010"],
];
const bracesIn = (line: string): Case => [
  `braces of another language: ${line}`,
  lines(line),
  ["customize[0].shell[0]: has double braces of another language", "issue 114"],
];

const cases: Case[] = [
  ["nothing", lines("dnf install --assumeyes nginx")],
  ...[
    "reboot",
    "sudo reboot",
    "sudo -n reboot",
    "/sbin/reboot",
    "/usr/sbin/reboot -f",
    "sudo /usr/sbin/reboot",
    "reboot now",
    "reboot # after the kernel",
    "shutdown -r now",
    "sudo shutdown -r +1",
    "shutdown --reboot 1",
    "systemctl reboot",
    "sudo systemctl reboot -i",
    "init 6",
    "telinit 6",
    "dnf update -y && reboot",
    "dnf update -y; sudo reboot",
    "test -f /done || reboot",
    "if needs-restarting -r; then reboot; fi",
    "(sleep 5; reboot) &",
    "nohup reboot &",
    "reboot > /dev/null 2>&1",
    "true\nreboot\n",
  ].map(restartOf),
  ...[
    "Restart-Computer",
    "Restart-Computer -Force",
    "restart-computer",
    "shutdown /r /t 0",
    "shutdown.exe /r /t 5",
    "Install-WindowsFeature Telnet-Client; Restart-Computer -Force",
    "if ($pending) { Restart-Computer }",
  ].map(restartOfWindows),
  ...[
    "echo reboot",
    "rm -f /var/run/reboot-required",
    "touch /tmp/reboot",
    "needs-restarting -r",
    "exit 194",
    "systemctl restart nginx",
    "# reboot",
    "shutdown -c",
    "grep -r reboot /etc",
    "init 3",
    "reboot-notifier --disable",
    "systemctl enable reboot-notifier",
  ].map((line): Case => [`no restart: ${line}`, lines("true", line)]),
  [
    "a failure that an export hides",
    lines("export TOKEN=$(cat token)"),
    ["customize[0].shell[0]: goes on when the command in `export` fails", "set the variable first"],
  ],
  [
    "a failure that a substitution hides",
    lines("while read -r line; do echo $line; done < <(cat list)"),
    ["customize[0].shell[0]: goes on when the command in `<( )` fails", "to a file first"],
  ],
  [
    "a restart in a document",
    document(step({ inputs: { commands: ["true", "reboot"] } })),
    ["customize[0].document.phases[0].steps[0].inputs.commands[1]: restarts the instance", "action Reboot"],
  ],
  ...[
    "docker ps --format '{{.Names}}'",
    "docker inspect --format '{{ .Id }}' web",
    "docker inspect --format '{{ range .Mounts }}{{ .Source }}{{ end }}' web",
    "helm template --set 'a={{ .Values.image }}' .",
    "ansible localhost -a 'msg={{ hostvars | length }}'",
    "echo '${{ secrets.TOKEN }}' >> workflow.yml",
    "sed 's/{{ item.name }}/x/' a",
    "echo '{{{ .raw }}}'",
    "awk '{{print $1}}' /etc/passwd",
    "{{ if .X }}",
    '{{ include "chart.name" . }}',
  ].map(bracesIn),
  [
    "braces in PowerShell",
    windows("docker ps --format '{{.Names}}'"),
    ["customize[0].powershell[0]: has double braces", "('{' + '{.Id}}')"],
  ],
  ["braces apart", lines(`fmt='{''{.Id}}'`, "f() { { echo a; } ; }", "echo ${A}} {}")],
  [
    "an open reference in a line",
    lines("echo '{{ Port'"),
    ["customize[0].shell[0]: has a {{ without its }}", "close it"],
  ],
  [
    "a variable that AWS may have added",
    lines("echo {{ context:imageName }}"),
    ["customize[0].shell[0]: refers to the context variable 'imageName'", "possible are"],
  ],
  [
    "braces in the environment and the working directory",
    { customize: [{ shell: ["true"], environment: { A: "{{ .A }}" }, workingDirectory: "/{{ .B }}" }] },
    ['customize[0].environment["A"]: has double braces', "issue 114"],
    ["customize[0].workingDirectory: has double braces", "issue 114"],
  ],
  ["disableLogging, as AWS's samples have it", document(step({ disableLogging: true }))],
  [
    "allowedValues, as AWS's samples have them",
    document({
      ...step({}),
      parameters: [{ Size: { type: "string", default: "small", allowedValues: ["small", "big"] } }],
    }),
  ],
  [
    "a member that AWS may have added",
    document(step({ runAs: "nobody" })),
    ["customize[0].document.phases[0].steps[0].runAs: is not a member of the guide", "possible are"],
  ],
  [
    "a member that is near a known one",
    document(step({ maxAttemptsTotal: 1 })),
    ["customize[0].document.phases[0].steps[0].maxAttemptsTotal: is not a member", "possible are"],
  ],
  [
    "an action that AWS may have added",
    document(step({ action: "ExecutePython" })),
    ["customize[0].document.phases[0].steps[0].action: 'ExecutePython' is not an action", "unless it is new"],
  ],
  [
    "a phase that nothing runs",
    document({
      phases: [
        ...(step({}) as { phases: object[] }).phases,
        { name: "cleanup", steps: [{ name: "B", action: "Reboot" }] },
      ],
    }),
    ["customize[0].document.phases[1].name: 'cleanup' is not a phase", "another document"],
  ],
  [
    "a document in text, by its line",
    document(
      "schemaVersion: 1.0\nphases:\n  - name: build\n    when: always\n    steps: [{ name: A, action: Reboot }]",
    ),
    ["customize[0].document: line 4: when is not a member", "possible are"],
  ],
  [
    "a document in an asset",
    document(
      new Asset(
        "text",
        "schemaVersion: 1.0\nphases: [{ name: build, steps: [{ name: A B, action: Reboot }] }]",
        {},
      ),
    ),
    ["customize[0].document: line 2: name has other characters", "references"],
  ],
  [
    "permissions as a number",
    document({
      phases: [
        {
          name: "build",
          steps: [{ name: "A", action: "CreateFile", inputs: [{ path: "/a", permissions: 420 }] }],
        },
      ],
    }),
    ["customize[0].document.phases[0].steps[0].inputs[0].permissions: is a number", "quotes"],
  ],
  [
    "tests on the host of an AMI, which has none",
    {
      tests: {
        steps: [
          {
            document: {
              phases: ["test", "container-host-test"].map((name) => ({
                name,
                steps: [{ name: "A", action: "ExecuteBash", inputs: { commands: ["true"] } }],
              })),
            },
          },
        ],
      },
    },
    ["tests.steps[0].document: has the phase container-host-test", "container images only"],
  ],
  ["a template", container(`${from}{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n`)],
  [
    "a template without components",
    container(`${from}{{{ imagebuilder:environments }}}\nRUN true\n`),
    ["container.dockerfile: must contain {{{ imagebuilder:components }}}", "no step"],
  ],
  [
    "a template with its parent alone",
    container(from),
    ["container.dockerfile: must contain {{{ imagebuilder:environments }}}", "no step"],
    ["container.dockerfile: must contain {{{ imagebuilder:components }}}", "no step"],
  ],
  [
    "a workflow's action that AWS may have added",
    workflow({ action: "ScanForMalware" }),
    ["workflows[0].document.steps[0].action: 'ScanForMalware' is not an action", "unless it is new"],
  ],
  [
    "a workflow's input that AWS may have added",
    workflow({ inputs: { eventBusName: "default" } }),
    ["workflows[0].document.steps[0].inputs.eventBusName: is not a member", "possible are"],
  ],
];

const image = (inputs: object): Record<string, unknown> => ({
  source: { os: "amazon-linux-2023" },
  ...inputs,
});

const here = locationOf({}, "eu-west-1");

describe("warnings of documents", () => {
  for (const [says, inputs, ...warnings] of cases) {
    it(`${warnings.length === 0 ? "are not given for" : "are given for"} ${says}`, () => {
      const found = documentWarnings(image(inputs), "web", here).map(
        ({ path, message }) => `${path}: ${message}`,
      );
      expect(found.map((line, index) => line.slice(0, warnings[index]?.[0].length))).to.deep.equal(
        warnings.map(([begin]) => begin),
      );
      for (const [index, [, word]] of warnings.entries()) expect(found[index]).to.include(word);
    });

    it(`refuse nothing of ${says}`, () => {
      expect(
        goldenImageRules(image(inputs), "web", here).filter(({ path }) => !path.startsWith("workflows")),
      ).to.deep.equal([]);
    });
  }

  it("cover every rule", () => {
    const broken = new Set(
      cases.flatMap(([, inputs]) => documentWarnings(image(inputs), "web", here).map(({ rule }) => rule)),
    );
    expect(documentWarningRules.map(({ name }) => name).filter((name) => !broken.has(name))).to.deep.equal(
      [],
    );
  });

  it("don't show a secret", () => {
    const word = "HUNTER2";
    const secret = (value: unknown): Lifted => new Lifted(value, true, true);
    const inputs = image({
      customize: [
        {
          shell: [secret(`reboot; echo '{{ .${word} }}' '{{ ${word}'`)],
          environment: secret({ [word]: "{{ .A }}" }),
        },
        { document: secret({ ...step({ [word]: 1, action: word }), [word]: 2 }) },
      ],
    });
    const found = documentWarnings(inputs, "web", here).map(({ path, message }) => `${path}: ${message}`);
    expect(found).to.have.length.greaterThan(5);
    expect(found.join("\n")).not.to.include(word);
  });
});
