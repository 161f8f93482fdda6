// Gives a pipeline the members that `@pulumi/aws` lacks. Every update by the aws provider says a pipeline's whole
// configuration anew, and so takes them out: this resource runs again after each of them, and adds them again.

import { isDeepStrictEqual } from "node:util";
import type {
  ImagebuilderClient,
  ImagePipeline,
  UpdateImagePipelineRequest,
} from "@aws-sdk/client-imagebuilder";
import { sdk } from "../../aws/clients";
import type { Aws } from "../../aws/clients";
import { explain, explained, isMissing } from "../../aws/errors";
import type { PipelineSettingsInputs, PipelineSettingsOutputs } from "../../checks/schema/generated/types";
import { shapeOf } from "../../checks/service-model/model";
import { changedIn } from "../../engine/custom-resource";
import type { CustomResource } from "../../engine/custom-resource";
import { isPlainObject } from "../../protocol/values";
import type { Values } from "../../protocol/values";
import { members } from "./members";
import type { Setting } from "./members";

const settings = members.map(({ setting }) => setting);

export const pipelineSettings: CustomResource<PipelineSettingsInputs, PipelineSettingsOutputs> = {
  diff(olds, news) {
    const replaces = changedIn(["pipelineArn"], olds, news);
    const diffs = [...replaces, ...changedIn(["configuration", "region", ...settings], olds, news)];
    // Deleted after it, the old one would take out of the pipeline what the new one has put there.
    return { changes: diffs.length > 0, diffs, replaces, deleteBeforeReplace: true };
  },

  preview: (inputs) => inputs,

  async create(inputs, { aws }) {
    await apply(
      inputs,
      settings.filter((setting) => inputs[setting] !== undefined),
      aws,
    );
    return { id: inputs.pipelineArn, outputs: inputs };
  },

  async actual(inputs, aws) {
    const pipeline = await getPipeline(inputs, aws);
    if (pipeline === undefined) return undefined;
    const found = Object.fromEntries(
      members.flatMap(({ setting, path }) =>
        isNothing(inputs[setting]) ? [] : [[setting, valueAt(pipeline, path)]],
      ),
    );
    return { ...inputs, ...found };
  },

  async update(olds, inputs, { aws }) {
    await apply(
      inputs,
      settings.filter((setting) => (inputs[setting] ?? olds[setting]) !== undefined),
      aws,
    );
    return inputs;
  },

  async delete(state, { aws }) {
    const { pipelineArn, configuration, region } = state;
    await apply(
      { pipelineArn, configuration, region },
      settings.filter((setting) => state[setting] !== undefined),
      aws,
      true,
    );
  },
};

/** Has the settings in question be as wanted. Others may be AWS's own, which it fills in. */
async function apply(
  wanted: PipelineSettingsInputs,
  inQuestion: readonly Setting[],
  aws: Aws,
  mayBeGone = false,
): Promise<void> {
  const pipeline = await getPipeline(wanted, aws);
  if (pipeline === undefined) {
    if (mayBeGone) return;
    throw new Error(`there is no pipeline ${wanted.pipelineArn}`);
  }
  const changes = members.filter(
    ({ setting, path }) =>
      inQuestion.includes(setting) &&
      !isDeepStrictEqual(valueAt(pipeline, path), isNothing(wanted[setting]) ? undefined : wanted[setting]),
  );
  if (changes.length === 0) return;
  const configuration = changes.reduce<Values>(
    (before, { setting, path }) => withValue(before, path, wanted[setting]),
    configurationOf(pipeline),
  );
  const { UpdateImagePipelineCommand } = sdk();
  const command = new UpdateImagePipelineCommand({ ...configuration, ...identityOf(pipeline) });
  await explained("imagebuilder:UpdateImagePipeline", clientOf(wanted, aws).send(command));
}

const clientOf = ({ pipelineArn, region }: PipelineSettingsInputs, aws: Aws): ImagebuilderClient =>
  aws.imageBuilder(region ?? pipelineArn.split(":")[3]);

async function getPipeline(inputs: PipelineSettingsInputs, aws: Aws): Promise<ImagePipeline | undefined> {
  const { GetImagePipelineCommand } = sdk();
  const command = new GetImagePipelineCommand({ imagePipelineArn: inputs.pipelineArn });
  try {
    return (await clientOf(inputs, aws).send(command)).imagePipeline;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw explain(error, "imagebuilder:GetImagePipeline");
  }
}

/** All that a pipeline says and an update may say. The SDK adds a client token. */
const configurationOf = (pipeline: ImagePipeline): Values =>
  Object.fromEntries(
    Object.entries(pipeline).filter(([name, value]) => updatable().includes(name) && !isEmpty(value)),
  );

const identityOf = ({ arn, infrastructureConfigurationArn }: ImagePipeline): UpdateImagePipelineRequest => ({
  imagePipelineArn: arn,
  infrastructureConfigurationArn,
});

const updatable = (): string[] => Object.keys(shapeOf("UpdateImagePipelineRequest").members ?? {});

/** AWS answers with some that it refuses in a request. */
const isEmpty = (value: unknown): boolean =>
  value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** An Output may turn out to be. */
const isNothing = (value: unknown): boolean => value === undefined || isEmpty(value);

const valueAt = (from: unknown, path: readonly string[]): unknown =>
  path.reduce((value, name) => (isPlainObject(value) ? value[name] : undefined), from);

/** What is empty afterwards goes, too. */
function withValue(from: Values, [name = "", ...rest]: readonly string[], value: unknown): Values {
  const before = from[name];
  const inner = rest.length === 0 ? value : withValue(isPlainObject(before) ? before : {}, rest, value);
  const others = Object.fromEntries(Object.entries(from).filter(([other]) => other !== name));
  return isNothing(inner) ? others : { ...others, [name]: inner };
}
