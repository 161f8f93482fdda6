// Workflows in place of Image Builder's own.

import { exactlyOne, policiesAreArns } from "../../checks/common-rules";
import { hasForm, lowerCaseName } from "../../checks/identifiers";
import { isOpen, isSecret, knownList, knownObject, knownString, reveal } from "../../checks/known";
import { duplicates } from "../../checks/lists";
import { isError, isWarning } from "../../checks/problems";
import type { Problem } from "../../checks/problems";
import { regionsAgree } from "../../checks/regions";
import type { Rule } from "../../checks/rule";
import { byteLength } from "../../checks/service-model/check";
import { partitionId } from "../../checks/service-model/model";
import { sources } from "../../checks/sources";
import { entryPath, propertyPath } from "../../checks/wording";
import type { Path } from "../../documents/check/value";
import { inlineLimit } from "../../documents/limits";
import { inspectDocument, inspectFile, writtenText } from "../../documents/rules";
import { isPlainObject } from "../../protocol/values";
import type { Values } from "../../protocol/values";
import { documentOf } from "../workflow-documents";
import type { WorkflowDocument } from "../workflow-documents";
import { needsOf } from "../workflow-permissions";
import { workflowLabel } from "../workflows";
import type { ImageContext } from "./context";

const stages = ["BUILD", "TEST", "DISTRIBUTION"] as const;
type Stage = (typeof stages)[number];

interface WrittenWorkflow {
  path: string;
  workflow: Values;
  type: Stage | undefined;
  index: number;
}

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/pipeline-workflows.html */
const most = 10;
const single: readonly Stage[] = ["BUILD", "DISTRIBUTION"];

const written = ({ workflows }: Values): WrittenWorkflow[] =>
  knownList(workflows)
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => isOpen(value))
    .map(({ value, index }) => {
      const workflow = knownObject(value);
      return {
        path: `workflows[${index}]`,
        workflow,
        type: stages.find((stage) => stage === knownString(workflow.type)),
        index,
      };
    });

/** The length of a workflow's document, 0 where it isn't known; `fileIsValid` refuses a file that is too long. */
const lengthOf = ({ document }: Values): number => byteLength(writtenText(reveal(document)?.value) ?? "");

const each =
  (check: (workflow: WrittenWorkflow) => Problem[]): Rule<ImageContext>["check"] =>
  (inputs) =>
    written(inputs).flatMap(check);

function inspect({ path, workflow, type }: WrittenWorkflow): Problem[] {
  if (type === undefined) return [];
  const kind = { workflow: type };
  return [
    ...inspectDocument(`${path}.document`, workflow.document, workflow.parameters, kind),
    ...inspectFile(`${path}.documentFile`, workflow.documentFile, workflow.parameters, kind),
  ];
}

/** What AWS may accept in workflow documents, and yet is probably a mistake. */
export const workflowDocumentWarnings: readonly Rule<ImageContext>[] = [
  {
    name: "workflow-documents-are-usual",
    description: "What AWS may accept in workflow documents, and yet is probably a mistake.",
    source: sources.workflowDocuments,
    check: each((workflow) => inspect(workflow).filter(isWarning)),
  },
];

export const workflowRules: readonly Rule<ImageContext>[] = [
  {
    name: "workflow-is-of-one-kind",
    description: "A workflow is given in exactly one way.",
    source: sources.ours,
    check: each(({ path, workflow }) => exactlyOne(path, workflow, ["arn", "document", "documentFile"])),
  },
  {
    name: "workflow-document-is-valid",
    description:
      "A workflow document is one that Image Builder takes: its schema, its actions, its references and its parameters.",
    source: sources.workflowDocuments,
    check: each((workflow) => inspect(workflow).filter(isError)),
  },
  {
    name: "workflow-document-fits",
    description: "A workflow document is at most 16,000 bytes: it can't go through S3.",
    source: sources.createWorkflow,
    check: each(({ path, workflow }) => {
      const length = lengthOf(workflow);
      return length <= inlineLimit
        ? []
        : [{ path: `${path}.document`, message: `is ${length} bytes long, but may be at most 16,000` }];
    }),
  },
  {
    name: "failure-handling-is-for-tests",
    description: "`onFailure` and `parallelGroup` are for test workflows.",
    source: sources.workflows,
    check: each(({ path, workflow, type }) =>
      type === undefined || type === "TEST"
        ? []
        : ["onFailure", "parallelGroup"]
            .filter((property) => workflow[property] !== undefined)
            .map((property) => ({
              path: `${path}.${property}`,
              message: "is only for workflows of type TEST: leave it out",
            })),
    ),
  },
  {
    name: "workflow-arn-is-of-the-type",
    description: "A workflow that exists is of the type that is given.",
    source: sources.workflows,
    check: each(({ path, workflow, type }) => {
      const own = knownString(workflow.arn)?.split(":")[5]?.split("/")[1]?.toUpperCase();
      return own === undefined || type === undefined || own === type
        ? []
        : [{ path: `${path}.type`, message: `must be ${own}, the type of that workflow` }];
    }),
  },
  {
    name: "workflow-is-in-the-region",
    description: "A workflow that exists is in the region of the golden image.",
    source: sources.workflows,
    check: (inputs, { region }) =>
      written(inputs).flatMap(({ path, workflow }) => regionsAgree(`${path}.arn`, workflow.arn, region)),
  },
  {
    name: "workflows-are-few",
    description: "A pipeline takes up to ten workflows, of which one builds and at most one distributes.",
    source: sources.pipelineWorkflows,
    check: (inputs) => {
      const all = written(inputs);
      return [
        ...single.flatMap((stage) =>
          all
            .filter(({ type }) => type === stage)
            .slice(1)
            .map(({ path }) => ({ path, message: `is one too many: a pipeline takes one of type ${stage}` })),
        ),
        ...all
          .slice(most)
          .map(({ path }) => ({ path, message: `is one too many: a pipeline takes ${most} workflows` })),
      ];
    },
  },
  {
    name: "workflow-names-differ",
    description:
      "Workflows give their names to resources: lower-case letters, digits and single hyphens, each once.",
    source: sources.ours,
    check: (inputs) => {
      const names = written(inputs).map(({ path, workflow, type, index }) => ({
        path: `${path}.name`,
        key: workflowLabel({ name: knownString(workflow.name), type }, index),
        label: `the name of ${path}`,
        problems: hasForm(`${path}.name`, workflow.name, lowerCaseName),
      }));
      return [
        ...names.flatMap(({ problems }) => problems),
        ...duplicates(
          names.filter(({ problems }) => problems.length === 0),
          { remedy: "choose another" },
        ),
      ];
    },
  },
  {
    name: "workflows-build",
    description:
      "Own workflows replace Image Builder's, so one of them builds: without it there would be no new image, and the parent's AMI would pass for one.",
    source: sources.workflows,
    check: (inputs, { container, region }) => {
      const all = written(inputs);
      if (all.length === 0 || all.some(({ type }) => type === undefined || type === "BUILD")) return [];
      const at = isSecret(region) ? undefined : knownString(region);
      const example = `arn:${partitionId(at ?? "us-east-1")}:imagebuilder:${at ?? "REGION"}:aws:workflow/build/${container ? "build-container" : "build-image"}/x.x.x`;
      return [
        {
          path: "workflows",
          message: `has none of type BUILD, so nothing would be built, and the image would be its own parent: add one, such as Image Builder's own, ${example}`,
        },
      ];
    },
  },
  {
    name: "gate-has-a-test-workflow",
    description:
      "The test phase waits for the scan whose findings fail an image, in a step with the action `CollectImageScanFindings`: own workflows without it would distribute the image unseen.",
    source: sources.scanningConfiguration,
    check: (inputs, { region }) => {
      const all = written(inputs);
      if (all.length === 0 || knownObject(knownObject(inputs.tests).scan).failOn === undefined) return [];
      // Those that can't be read are taken to do it.
      const without = documents(inputs).filter(
        ({ document }) => !document.steps.some(({ action }) => action === "CollectImageScanFindings"),
      );
      const waits = all.some(
        ({ path, type }) =>
          type === undefined ||
          (type === "TEST" && !without.some(({ workflowPath }) => workflowPath === path)),
      );
      const at = isSecret(region) ? undefined : knownString(region);
      return waits
        ? []
        : [
            {
              path: "tests.scan.failOn",
              message:
                "needs a workflow of type TEST that waits for the scan: a step with the action " +
                `CollectImageScanFindings, or Image Builder's own, arn:${partitionId(at ?? "us-east-1")}:imagebuilder:${at ?? "REGION"}:aws:workflow/test/test-image/x.x.x`,
            },
          ];
    },
  },
  {
    name: "build-workflow-names-its-image",
    description: "A build workflow of an AMI has an output `ImageId`, by which Image Builder knows the AMI.",
    source:
      "https://github.com/aws-samples/amazon-ec2-image-builder-samples, where Image Builder says: Build workflow must have output named ImageId to build AMI.",
    check: (inputs, { container }) =>
      container
        ? []
        : documents(inputs).flatMap(({ path, type, document }) =>
            type !== "BUILD" || document.outputs.includes("ImageId")
              ? []
              : [
                  {
                    path,
                    message:
                      "needs an output named ImageId: the ID of the AMI that it makes, as the step that makes it puts it out",
                  },
                ],
          ),
  },
  {
    name: "workflow-steps-name-what-is",
    description:
      "What a step calls, starts, tells or writes is named as AWS names it: a Lambda function, a state machine, an SNS topic, a command document, a snapshot, an SSM parameter.",
    source: sources.workflowActions,
    check: (inputs) =>
      documents(inputs).flatMap(({ path, workflowPath, secret, revealed, isObject }) =>
        (needsOf(revealed) ?? []).flatMap(({ path: at, named, parameter, target }) =>
          typeof named !== "string" || target.form.pattern.test(named)
            ? []
            : [
                parameter === undefined
                  ? {
                      path: isObject ? `${path}.${pointer(at)}` : path,
                      message: isObject
                        ? `must be ${target.form.words}`
                        : `step ${Number(at[1]) + 1}: ${String(at.at(-1))} must be ${target.form.words}`,
                    }
                  : {
                      path: entryPath(`${workflowPath}.parameters`, parameter, secret),
                      message: `must be ${target.form.words}`,
                    },
              ],
        ),
      ),
  },
  {
    name: "given-execution-role-is-whole",
    description: "A given execution role has its policies already.",
    source: sources.ours,
    check: ({ executionRoleArn, executionPolicyArns }) =>
      executionRoleArn === undefined || executionPolicyArns === undefined
        ? []
        : [
            {
              path: "executionPolicyArns",
              message: "can't be combined with 'executionRoleArn': attach them to that role",
            },
          ],
  },
  {
    name: "execution-policies-are-arns",
    description: "Policies of the execution role are given by their ARNs, each once.",
    source: sources.iamIdentifiers,
    check: ({ executionPolicyArns }) => policiesAreArns("executionPolicyArns", executionPolicyArns),
  },
];

interface Read {
  path: string;
  workflowPath: string;
  type: Stage | undefined;
  isObject: boolean;
  /** Whether the document, or the map of its parameters' values, is a secret. */
  secret: boolean;
  revealed: { document?: unknown; documentFile?: unknown; parameters?: unknown };
  document: WorkflowDocument;
}

/** The own documents that are known in all of their parts. */
function documents(inputs: Values): Read[] {
  return written(inputs).flatMap(({ path, workflow, type }) => {
    const { document, documentFile, parameters } = workflow;
    const revealed = {
      document: reveal(document)?.value,
      documentFile: reveal(documentFile)?.value,
      parameters: reveal(parameters)?.value,
    };
    const read = documentOf(revealed);
    return read === undefined
      ? []
      : [
          {
            path: `${path}.${document === undefined ? "documentFile" : "document"}`,
            workflowPath: path,
            type,
            isObject: isPlainObject(revealed.document),
            secret: reveal(document)?.secret === true || isSecret(parameters),
            revealed,
            document: read,
          },
        ];
  });
}

const pointer = (path: Path): string =>
  path.reduce<string>(
    (before, part) => (typeof part === "number" ? `${before}[${part}]` : propertyPath(before, part)),
    "",
  );
