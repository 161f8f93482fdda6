// Workflows in place of Image Builder's own.

import { isOpen, knownList, knownObject, knownString, reveal } from "../../component/known";
import { namePattern } from "../../component/name";
import { sources } from "../../component/rule";
import type { Rule } from "../../component/rule";
import { exactlyOne, regionsAgree } from "../../component/rules";
import type { Problem } from "../../contract/check";
import { inlineLimit } from "../../documents/limits";
import { documentIsValid, fileIsValid, writtenText } from "../../documents/rules";
import type { Values } from "../../protocol/values";
import { byteLength } from "../../service-model/check";
import { workflowLabel } from "../workflows";
import type { Subject } from "./subject";

type Stage = "BUILD" | "TEST" | "DISTRIBUTION";

interface Written {
  path: string;
  workflow: Values;
  type: Stage | undefined;
  index: number;
}

const most: ReadonlyMap<Stage, number> = new Map([
  ["BUILD", 1],
  ["TEST", 10],
]);

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
    check: each(({ path, workflow, type }) =>
      type === undefined
        ? []
        : [
            ...documentIsValid(`${path}.document`, workflow.document, workflow.parameters, {
              workflow: type,
            }),
            ...fileIsValid(`${path}.documentFile`, workflow.documentFile, workflow.parameters, {
              workflow: type,
            }),
          ],
    ),
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
    says: "A pipeline takes one build workflow, and up to ten test workflows.",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/pipeline-workflows.html",
    check: (inputs) =>
      [...most].flatMap(([type, limit]) =>
        written(inputs)
          .filter((workflow) => workflow.type === type)
          .slice(limit)
          .map(({ path }) => ({ path, message: `is one too many: of type ${type} there may be ${limit}` })),
      ),
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
    name: "workflows-test",
    says: "Own workflows replace all of Image Builder's, so one of them tests, unless tests are switched off.",
    source: sources.workflows,
    check: (inputs, { tested }) => {
      const all = written(inputs);
      return !tested || all.length === 0 || all.some(({ type }) => type === undefined || type === "TEST")
        ? []
        : [
            {
              path: "workflows",
              message:
                "has none of type TEST, so nothing would be tested: add one, or set 'tests.enabled' to false",
            },
          ];
    },
  },
];
