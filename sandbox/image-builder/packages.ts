// What SSM Inventory finds on an image: the packages that its source brings, and those that its components install.
// Nothing is installed for real: the lines of shell steps that call a package manager are read.

import type { ImagePackage, ListImagePackagesRequest } from "@aws-sdk/client-imagebuilder";
import { type Call } from "./call";
import { findComponent } from "./components";
import { parseDocument } from "./documents";
import { notFound } from "./errors";
import { page } from "./paging";
import { findImage } from "./parents";
import type { Store, StoredImage } from "./world";

export function listImagePackages(request: ListImagePackagesRequest, { store }: Call) {
  const { imageBuildVersionArn: arn = "" } = request;
  const image = store.images.get(arn);
  if (image === undefined) {
    throw notFound(arn);
  }
  // Without the enhanced metadata the inventory isn't collected.
  const found = image.enhancedImageMetadataEnabled === false ? [] : packagesOf(image, store);
  const { items, nextToken } = page(found, request);
  return { imagePackageList: items, nextToken };
}

/** Of every source. */
const base: readonly ImagePackage[] = [
  { packageName: "openssl", packageVersion: "3.2.2" },
  { packageName: "amazon-ssm-agent", packageVersion: "3.3.1957.0" },
];

const installed = /^(?:sudo )?(?:dnf|yum|apt-get|apt|zypper)(?: -\S+)* install (?:-\S+ )*(.+)$/;

function packagesOf(
  image: Pick<StoredImage, "imageRecipe" | "containerRecipe">,
  store: Store,
): ImagePackage[] {
  const recipe = image.imageRecipe ?? image.containerRecipe;
  const parent = findImage(store, recipe?.parentImage ?? "");
  const earlier = parent === undefined ? base : packagesOf(parent, store);
  const own = (recipe?.components ?? []).flatMap(({ componentArn = "" }) => {
    const data = findComponent(store, componentArn)?.data;
    const steps = data === undefined ? [] : parseDocument(data).phases.flatMap((phase) => phase.steps);
    return steps.flatMap(({ inputs }) => {
      const { commands } = inputs as { readonly commands?: readonly unknown[] };
      return (commands ?? []).flatMap((line) =>
        (installed.exec(String(line).trim())?.[1]?.split(/\s+/) ?? []).filter((word) =>
          /^[a-z0-9]/.test(word),
        ),
      );
    });
  });
  const known = new Map([...earlier, ...own.map(toPackage)].map((each) => [each.packageName, each]));
  return [...known.values()].sort((one, other) =>
    String(one.packageName).localeCompare(String(other.packageName)),
  );
}

/** `name-version` and `name=version` name a version; else any will do. */
function toPackage(word: string): ImagePackage {
  const [, packageName = word, packageVersion = "1.0.0"] = /^(.+?)(?:=|-(?=\d))(.+)$/.exec(word) ?? [];
  return { packageName, packageVersion };
}
