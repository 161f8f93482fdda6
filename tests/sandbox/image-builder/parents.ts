// What a recipe may start from: an AMI, a public or own SSM parameter, an Image Builder image, a Marketplace product.

import type { Image } from "@aws-sdk/client-imagebuilder";
import { createHash } from "node:crypto";
import { highest, parseArn } from "./arns";
import { managedImages } from "./catalogue";
import { invalidValue } from "./errors";
import type { Store, Stored } from "./world";

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
    if (findImage(store, parent) === undefined) {
      throw invalidValue("parentImage", "The image does not exist.");
    }
  } else if (!/^(ami-[0-9a-f]{8,17}|ssm:\/?[\w.\-/]+|prod-[a-z0-9]+)$/.test(parent)) {
    throw invalidValue(
      "parentImage",
      "It must be an AMI ID, the ARN of an Image Builder image, ssm: and a parameter, or a Marketplace product ID.",
    );
  }
}

/** The AMI that a build starts from, or undefined where AWS would not find one. */
export function resolveParent(store: Store, parent: string, hasExecutionRole: boolean): string | undefined {
  if (parent.startsWith("ssm:")) {
    return resolveParameter(store, parent.slice("ssm:".length), hasExecutionRole);
  }
  if (!parent.startsWith("arn:")) {
    return parent;
  }
  const image = findImage(store, parent, ({ state }) => state?.status === "AVAILABLE");
  const ami = image?.outputResources?.amis?.find(({ region }) => region === store.place.region);
  return ami?.image ?? (image === undefined ? undefined : inventedAmi(store, image.arn));
}

/** Public parameters are everywhere; own ones must have been written, and are readable below /imagebuilder/ only. */
function resolveParameter(store: Store, name: string, hasExecutionRole: boolean): string | undefined {
  if (name.startsWith("/aws/service/")) {
    return inventedAmi(store, name);
  }
  return hasExecutionRole || name.startsWith("/imagebuilder/")
    ? store.parameters.get(name)?.value
    : undefined;
}

/** The AMI behind what Amazon publishes: any ID does, as long as it stays the same. */
const inventedAmi = ({ place }: Store, source: string): string => amiId(place.region, source);

export const amiId = (...origin: readonly string[]): string =>
  `ami-${createHash("sha256").update(origin.join("\n")).digest("hex").slice(0, 17)}`;
