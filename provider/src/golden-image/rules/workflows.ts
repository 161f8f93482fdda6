// Workflows in place of Image Builder's own.

import { isOpen, isSecret, knownList, knownObject, knownString, reveal } from "../../checks/known";
import { namePattern } from "../../checks/names";
import { sources } from "../../checks/rule";
import type { Rule } from "../../checks/rule";
import { exactlyOne, policiesAreArns, regionsAgree } from "../../checks/common-rules";
import type { Problem } from "../../checks/inputs";
import { entryPath, propertyPath } from "../../checks/wording";
import type { Path } from "../../documents/check/value";
import { inlineLimit } from "../../documents/limits";
import { inspectDocument, inspectFile, joined, writtenText } from "../../documents/rules";
import type { Inspected } from "../../documents/rules";
import { isPlainObject } from "../../protocol/values";
import type { Values } from "../../protocol/values";
import { byteLength } from "../../checks/service-model/check";
import { partitionId } from "../../checks/service-model/model";
import { documentOf } from "../workflow-documents";
import type { WorkflowDocument } from "../workflow-documents";
import { needsOf } from "../workflow-permissions";
import { workflowLabel } from "../workflows";
import type { Subject } from "./subject";

type Stage = "BUILD" | "TEST" | "DISTRIBUTION";

interface Written {
  path: string;
  workflow: Values;
  type: Stage | undefined;
  index: number;
}

/** https://docs.aws.amazon.com/imagebuilder/latest/userguide/pipeline-workflows.html */
const most = 10;
const single: readonly Stage[] = ["BUILD", "DISTRIBUTION"];

const written = ({ workflows }: Values): Written[] =>
  knownList(workflows)
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => isOpen(value))
    .map(({ value, index }) => {
      const workflow = knownObject(value);
      return {
        path: `workflows[${index}]`,
        workflow,
        type: knownString(workflow.type) as Stage | undefined,
        index,
      };
    });

/** The length of a workflow's document, 0 where it isn't known; `fileIsValid` refuses a file that is too long. */
const lengthOf = ({ document }: Values): number => byteLength(writtenText(reveal(document)?.value) ?? "");

const each =
  (check: (written: Written) => Problem[]): Rule<Subject>["check"] =>
  (inputs) =>
    written(inputs).flatMap(check);

function inspect({ path, workflow, type }: Written): Inspected {
  if (type === undefined) return joined([]);
  const kind = { workflow: type };
  return joined([
    inspectDocument(`${path}.document`, workflow.document, workflow.parameters, kind),
    inspectFile(`${path}.documentFile`, workflow.documentFile, workflow.parameters, kind),
  ]);
}

/** What AWS may take in workflow documents, and yet is probably not meant. */
export const workflowWarnings = (inputs: Values): Problem[] =>
  written(inputs).flatMap((workflow) => [...inspect(workflow).warnings]);

export const workflowRules: readonly Rule<Subject>[] = [
  {
    name: "workflow-is-of-one-kind",
    says: "A workflow is given in exactly one way.",
    source: sources.ours,
    check: each(({ path, workflow }) => exactlyOne(path, workflow, ["arn", "document", "documentFile"])),
  },
  {
    name: "workflow-document-is-valid",
    says: "A workflow document is one that Image Builder takes: its schema, its actions, its references and its parameters.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
    check: each((written) => [...inspect(written).errors]),
  },
  {
    name: "workflow-document-fits",
    says: "A workflow document is at most 16,000 bytes: it can't go through S3.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateWorkflow.html",
    check: each(({ path, workflow }) => {
      const length = lengthOf(workflow);
      return length <= inlineLimit
        ? []
        : [{ path: `${path}.document`, message: `is ${length} bytes long; there may be 16,000` }];
    }),
  },
  {
    name: "failure-handling-is-for-tests",
    says: "`onFailure` and `parallelGroup` are for test workflows.",
    source: sources.workflows,
    check: each(({ path, workflow, type }) =>
      type === undefined || type === "TEST"
        ? []
        : ["onFailure", "parallelGroup"]
            .filter((property) => workflow[property] !== undefined)
            .map((property) => ({ path: `${path}.${property}`, message: "is for workflows of type TEST" })),
    ),
  },
  {
    name: "workflow-arn-is-of-the-type",
    says: "A workflow that exists is of the type that is given.",
    source: sources.workflows,
    check: each(({ path, workflow, type }) => {
      const own = knownString(workflow.arn)?.split(":")[5]?.split("/")[1]?.toUpperCase();
      return own === undefined || type === undefined || own === type
        ? []
        : [{ path: `${path}.type`, message: `must be ${own}, as that of the workflow is` }];
    }),
  },
  {
    name: "workflow-is-in-the-region",
    says: "A workflow that exists is in the region of the golden image.",
    source: sources.workflows,
    check: (inputs, { region }) =>
      written(inputs).flatMap(({ path, workflow }) => regionsAgree(`${path}.arn`, workflow.arn, region)),
  },
  {
    name: "workflows-are-few",
    says: "A pipeline takes up to ten workflows, of which one builds and at most one distributes.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/pipeline-workflows.html",
    check: (inputs) => {
      const all = written(inputs);
      return [
        ...single.flatMap((stage) =>
          all
            .filter(({ type }) => type === stage)
            .slice(1)
            .map(({ path }) => ({ path, message: `is one too many: of type ${stage} there may be 1` })),
        ),
        ...all
          .slice(most)
          .map(({ path }) => ({ path, message: `is one too many: a pipeline takes ${most} workflows` })),
      ];
    },
  },
  {
    name: "workflow-names-differ",
    says: "Workflows give their names to resources: lower-case letters, digits and single hyphens, each once.",
    source: sources.ours,
    check: (inputs) => {
      const taken = new Map<string, string>();
      return written(inputs).flatMap(({ path, workflow, type, index }): Problem[] => {
        const own = knownString(workflow.name);
        if (own !== undefined && !namePattern.test(own)) {
          return [{ path: `${path}.name`, message: "must be lower-case letters, digits and single hyphens" }];
        }
        const label = workflowLabel({ name: own, type }, index);
        const other = taken.get(label);
        taken.set(label, path);
        return other === undefined
          ? []
          : [{ path: `${path}.name`, message: `is the name of ${other} already` }];
      });
    },
  },
  {
    name: "workflows-build",
    says: "Own workflows replace Image Builder's, so one of them builds: without it there would be no new image, and the parent's AMI would pass for one.",
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
    name: "build-workflow-names-its-image",
    says: "A build workflow of an AMI has an output `ImageId`, by which Image Builder knows the AMI.",
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
    says: "What a step calls, starts, tells or writes is named as AWS names it: a Lambda function, a state machine, an SNS topic, a command document, a snapshot, an SSM parameter.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
    check: (inputs) =>
      documents(inputs).flatMap(({ path, workflowPath, secret, revealed, isObject }) =>
        (needsOf(revealed) ?? []).flatMap(({ path: at, named, parameter, target }) =>
          typeof named !== "string" || target.pattern.test(named)
            ? []
            : [
                parameter === undefined
                  ? {
                      path: isObject ? `${path}.${pointer(at)}` : path,
                      message: isObject
                        ? `must be ${target.form}`
                        : `step ${Number(at[1]) + 1}: ${String(at.at(-1))} must be ${target.form}`,
                    }
                  : {
                      path: entryPath(`${workflowPath}.parameters`, parameter, secret),
                      message: `must be ${target.form}`,
                    },
              ],
        ),
      ),
  },
  {
    name: "given-execution-role-is-whole",
    says: "A given execution role has its policies already.",
    source: sources.ours,
    check: ({ executionRoleArn, executionPolicyArns }) =>
      executionRoleArn === undefined || executionPolicyArns === undefined
        ? []
        : [
            {
              path: "executionPolicyArns",
              message: "can't be given with 'executionRoleArn': attach them to that role",
            },
          ],
  },
  {
    name: "execution-policies-are-arns",
    says: "Policies of the execution role are given by their ARNs, each once.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
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
