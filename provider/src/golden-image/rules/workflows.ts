// Workflows in place of Image Builder's own.

import { knownList, knownObject, knownString, undecided } from "../../component/known";
import { namePattern } from "../../component/name";
import { sources } from "../../component/rule";
import type { Rule } from "../../component/rule";
import { exactlyOne } from "../../component/rules";
import type { Problem } from "../../contract/check";
import { documentIsValid, fileIsValid } from "../../documents/rules";
import type { Values } from "../../protocol/values";
import { workflowLabel } from "../workflows";
import type { Subject } from "./subject";

type Stage = "BUILD" | "TEST" | "DISTRIBUTION";

interface Written {
  path: string;
  workflow: Values;
  type: Stage | undefined;
  index: number;
}

const written = ({ workflows }: Values): Written[] =>
  knownList(workflows)
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => !undecided(value))
    .map(({ value, index }) => {
      const workflow = knownObject(value);
      return {
        path: `workflows[${index}]`,
        workflow,
        type: knownString(workflow.type) as Stage | undefined,
        index,
      };
    });

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
    name: "amazons-workflow-is-the-newest",
    says: "A workflow of Amazon's is named with `x.x.x` as its version.",
    source: sources.workflows,
    check: each(({ path, workflow }) =>
      /:aws:workflow\/(?!.*\/x\.x\.x$)/.test(knownString(workflow.arn) ?? "")
        ? [{ path: `${path}.arn`, message: "must end with /x.x.x, as all of Amazon's" }]
        : [],
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
