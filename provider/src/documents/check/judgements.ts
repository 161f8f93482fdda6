// What is refused and what is only warned of, where AWS's guide leaves it open. A list of members, phases or actions is
// old within weeks, so what is merely unknown is left to AWS, with a warning; what AWS is known to refuse is refused here.
// What the guide says plainly (what is required, of which type, one of which values) is in the schemas and always refused.

export type Severity = "error" | "warning";

export interface Judgement {
  readonly severity: Severity;
  readonly description: string;
  /** Where this is known from: AWS's guide, its samples or its public answers. */
  readonly source: string;
}

const guide = "https://docs.aws.amazon.com/imagebuilder/latest/userguide";
const samples = "https://github.com/aws-samples/amazon-ec2-image-builder-samples/blob/main";
/** "catches unknown actions, misspelled fields, missing phases, and undeclared references - most of what CreateComponent checks" */
const whatAwsValidates = `${samples}/awstoe/README.md`;

export const judgements = {
  "misspelt-name": {
    severity: "error",
    description: "A member, an action, a phase, an output or a variable whose name is a slip of a known one.",
    source: whatAwsValidates,
  },
  "unknown-member": {
    severity: "warning",
    description:
      "A member that is like none in the guide. AWS's own samples have members that the guide doesn't list.",
    source: `${samples}/awstoe/cookbook/secrets-at-build-time.yml`,
  },
  "action-of-the-other-kind": {
    severity: "error",
    description: "An action of workflows in a component, or of components in a workflow.",
    source: whatAwsValidates,
  },
  "unknown-action": {
    severity: "warning",
    description: "An action that is like none in the guide, and of which so nothing else can be checked.",
    source: `${guide}/toe-action-modules.html`,
  },
  "unknown-phase": {
    severity: "warning",
    description: "A phase that Image Builder doesn't run by itself; another document may call it.",
    source: `${guide}/toe-use-documents.html`,
  },
  "host-tests-alone": {
    severity: "warning",
    description:
      "A document with no other phase than `container-host-test`. The guide wants one of `build`, `validate` and `test`.",
    source: `${guide}/toe-use-documents.html`,
  },
  "no-phase-runs": {
    severity: "error",
    description: "A document with no phase that Image Builder runs.",
    source: whatAwsValidates,
  },
  "odd-step-name": {
    severity: "warning",
    description:
      "A step's name with other characters than letters, digits, dashes and underscores, which references can't name.",
    source: `${guide}/toe-use-documents.html#document-chaining`,
  },
  "listed-parameters": {
    severity: "error",
    description: "Parameters of a component as a list of names and types, as workflows have them.",
    source: `${guide}/toe-user-defined-variables.html`,
  },
  "undeclared-reference": {
    severity: "error",
    description:
      "A reference in `{{ }}` to a parameter, a step, an output or a loop that the document doesn't have.",
    source: whatAwsValidates,
  },
  "unknown-variable": {
    severity: "warning",
    description:
      "A variable of AWS's own, or an output of a workflow's step, that is like none in the guide.",
    source: `${guide}/wfdoc-dynamic-vars.html`,
  },
  "foreign-braces": {
    severity: "warning",
    description:
      "Double braces of another language, such as Docker's `{{ .Id }}`: AWS has no way to escape them.",
    source: "https://github.com/aws/ec2-image-builder-roadmap/issues/114",
  },
  "unclosed-braces": {
    severity: "warning",
    description: "A reference that begins with `{{` and has no `}}`.",
    source: `${guide}/toe-use-documents.html#document-chaining`,
  },
  restart: {
    severity: "warning",
    description:
      "A command that restarts the instance, which fails its step. Exit codes 194 and 3010 restart it and repeat the step.",
    source: `${samples}/awstoe/cookbook/reboot-and-resume.yml`,
  },
  "hidden-failure": {
    severity: "warning",
    description:
      "A line of bash that hides whether its command fails: `export NAME=$( )` and its like, and `<( )`.",
    source: "https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin",
  },
  "number-as-text": {
    severity: "warning",
    description: "A number in quotes where the guide has a number.",
    source: `${guide}/toe-use-documents.html`,
  },
  "mode-as-number": {
    severity: "warning",
    description:
      "Permissions as a number in a document that is an object: YAML and most languages read `0644` as 420.",
    source: `${guide}/toe-action-modules.html`,
  },
  "no-components-in-template": {
    severity: "warning",
    description:
      "A Dockerfile template without `{{{ imagebuilder:environments }}}` or `{{{ imagebuilder:components }}}`: no step is applied to the image.",
    source: `${guide}/create-container-recipes.html`,
  },
} satisfies Record<string, Judgement>;

export type JudgementName = keyof typeof judgements;

/** How bad something is. What no judgement is about, the guide says plainly. */
export const severityOf = (name: JudgementName | undefined): Severity =>
  name === undefined ? "error" : judgements[name].severity;
