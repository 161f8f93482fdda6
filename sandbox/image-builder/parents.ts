// What a recipe may start from: an AMI, a public or own SSM parameter, an Image Builder image, a Marketplace product.

import type { Image, ImageStatus, ImageType } from "@aws-sdk/client-imagebuilder";
import { createHash } from "node:crypto";
import { highest, parseArn } from "./arns";
import type { Call } from "./call";
import { managedImages } from "./catalogue";
import { invalidValue } from "./errors";
import { executionRefusal, parameterArn } from "./execution-role";
import { StepFailure } from "./step-failure";
import type { Store, Stored, StoredImage } from "./world";

/** The image that a reference means: an own or Amazon's, with or without build, also with `x` in its version. */
export function findImage(
  store: Store,
  reference: string,
  usable: (image: Stored<Image>) => boolean = () => true,
): Stored<Image> | undefined {
  const known = new Map<string, Stored<Image>>();
  for (const image of [...managedImages(store.place.region), ...store.images.values()]) {
    if (usable(image)) {
      known.set(image.arn, image);
    }
  }
  const arn = highest(reference, known.keys());
  return arn === undefined ? undefined : known.get(arn);
}

export function checkParent(store: Store, parent: string): void {
  if (parseArn(parent)?.kind === "image") {
    checkParentImage(store, parent, "AMI");
  } else if (
    !/^(ami-[0-9a-f]{8,17}|ssm:(arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter)?\/?[\w.\-/]+(:[\w.-]+)?|prod-[a-z0-9]+)$/.test(
      parent,
    )
  ) {
    throw invalidValue(
      "parentImage",
      "It must be an AMI ID, the ARN of an Image Builder image, ssm: and a parameter, or a Marketplace product ID.",
    );
  }
}

/** A container starts from an image of Image Builder's, or from any registry's. */
export function checkContainerParent(store: Store, parent: string): void {
  if (parseArn(parent)?.kind === "image") {
    checkParentImage(store, parent, "DOCKER");
  } else if (
    /^(ami-|ssm:|arn:)/.test(parent) ||
    !/^[\w.\-/]+(:\d+\/[\w.\-/]+)?(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/.test(parent)
  ) {
    throw invalidValue(
      "parentImage",
      "It must be the ARN of an Image Builder container image, or an image in a container registry.",
    );
  }
}

function checkParentImage(store: Store, parent: string, type: ImageType): void {
  const image = findImage(store, parent);
  if (image === undefined) {
    throw invalidValue("parentImage", "The image does not exist.");
  }
  if (image.type !== type) {
    throw invalidValue("parentImage", `The image must be of type ${type}.`);
  }
}

/** Pipelines still run on what is deprecated. https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-rules.html */
const usable: readonly (ImageStatus | undefined)[] = ["AVAILABLE", "DEPRECATED"];

type Reader = Pick<StoredImage, "executionRole">;

/** The AMI that a build starts from, or undefined where AWS would not find one. */
export function resolveParent(call: Call, parent: string, image: Reader): string | undefined {
  if (parent.startsWith("ssm:")) {
    return resolveParameter(call, parent.slice("ssm:".length), image);
  }
  const { store } = call;
  if (!parent.startsWith("arn:")) {
    return parent;
  }
  const found = findImage(store, parent, ({ state }) => usable.includes(state?.status));
  const ami = found?.outputResources?.amis?.find(({ region }) => region === store.place.region);
  return ami?.image ?? (found === undefined ? undefined : inventedAmi(store, found.arn));
}

/**
 * Public parameters are everywhere; own ones must have been written, and without an execution role are readable below
 * /imagebuilder/ only.
 */
function resolveParameter(call: Call, name: string, image: Reader): string | undefined {
  if (name.startsWith("/aws/service/")) {
    return inventedAmi(call.store, name);
  }
  if (image.executionRole === undefined && !name.startsWith("/imagebuilder/")) {
    return undefined;
  }
  const read = { action: "ssm:GetParameter", resource: parameterArn(name, call.store) };
  const refusal = executionRefusal(call, image, [read]);
  if (refusal !== undefined) {
    throw new StepFailure(refusal);
  }
  return parameterValue(call, name);
}

/** What a distribution has written there, or else what the program itself has. */
function parameterValue({ store, world }: Call, name: string): string | undefined {
  const [, plain = name] = /^(?:arn:[^:]+:ssm:[^:]*:\d*:parameter)?([^:]+)/.exec(name) ?? [];
  const recorded = world.records.get("aws:ssm/parameter:Parameter", plain, store.place)?.properties;
  return (
    store.parameters.get(plain)?.value ?? ((recorded?.value ?? recorded?.insecureValue) as string | undefined)
  );
}

/** The AMI behind what Amazon publishes: any ID does, as long as it stays the same. */
const inventedAmi = ({ place }: Store, source: string): string => amiId(place.region, source);

/** The AMI that a build makes in its own region, before it is distributed. */
export const outputAmi = ({ arn }: Pick<StoredImage, "arn">, { region, account }: Store["place"]): string =>
  amiId(region, account, arn);

export const amiId = (...origin: readonly string[]): string =>
  `ami-${createHash("sha256").update(origin.join("\n")).digest("hex").slice(0, 17)}`;
