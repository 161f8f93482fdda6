// Whether a distribution suits the image that it is written for: what both of them together can show to be wrong.
// Where a distribution stands by itself, nobody knows its images, and AWS tells at the end of a build.

import { knownString } from "../checks/known";
import { regionOfKey } from "../checks/identifiers";
import { problemsOf } from "../checks/rule";
import { sources } from "../checks/sources";
import type { Rule } from "../checks/rule";
import type { Problem } from "../checks/problems";
import type { Values } from "../protocol/values";
import { isPublic, reachesOthers, regionViews } from "./region-rules";
import type { RegionView } from "./region-rules";
import { isManagedByAws } from "./setting-rules";
import { amiSettings } from "./settings";

/** What a golden image says of itself. Undefined is: not known yet. */
export interface DistributedImage {
  container: boolean;
  platform?: "Linux" | "Windows" | "macOS";
  /** The region of the build, whose AMI is encrypted by the recipe's key. */
  region?: string;
  /** Whether any of its volumes is encrypted. */
  encrypted?: boolean;
  /** The key of its volumes, as the user gave it. */
  kmsKeyArn?: unknown;
  /** Why the image may not leave AWS: the end of a sentence such as "it is made from a Marketplace product". */
  mayNotLeave?: string;
  /** Where the user says how the volumes are encrypted, for suggestions. */
  storagePath?: string;
}

/** An image, and the settings of one region that it is distributed to. */
interface ImageInRegion {
  view: RegionView;
  image: DistributedImage;
}

const on =
  (check: (view: RegionView, image: DistributedImage) => Problem[]): Rule<ImageInRegion>["check"] =>
  (_settings, { view, image }) =>
    check(view, image);

const amiRules: readonly Rule<ImageInRegion>[] = [
  {
    name: "ami-has-no-container-settings",
    description: "Container settings are for container images only.",
    source: sources.createDistribution,
    check: on(hasNoContainerSettings),
  },
  {
    name: "fast-launch-is-for-windows",
    description: "Fast launch is for Windows.",
    source: sources.fastLaunchGuide,
    check: on(fastLaunchIsForWindows),
  },
  {
    name: "export-is-unencrypted",
    description: "Encrypted volumes are not exported.",
    source: sources.vmExport,
    check: on(exportIsUnencrypted),
  },
  {
    name: "export-may-leave",
    description:
      "Windows and SQL Server as AWS licenses them, and what comes from AWS Marketplace, are not exported.",
    source: sources.vmExport,
    check: on(exportMayLeave),
  },
  {
    name: "others-can-decrypt",
    description:
      "What is shared or copied is encrypted by a key of one's own, in every region, or not at all.",
    source: sources.shareAmi,
    check: on(othersCanDecrypt),
  },
  {
    name: "public-image-is-unencrypted",
    description: "A public image has no encrypted volumes.",
    source: sources.publicAmi,
    check: on(imageIsUnencrypted),
  },
];

const containerRules: readonly Rule<ImageInRegion>[] = [
  {
    name: "container-has-repository",
    description: "A container image is distributed to a repository.",
    source: sources.createDistribution,
    check: on(hasContainerSettings),
  },
  {
    name: "container-has-no-ami-settings",
    description: "AMI settings are for AMIs only.",
    source: sources.createDistribution,
    check: on(hasNoAmiSettings),
  },
];

export const compatibilityRules: readonly Rule<ImageInRegion>[] = [...amiRules, ...containerRules];

/** `path` is that of the distribution in the golden image's inputs, such as `distribution`. */
export function distributionSuits(distribution: Values, image: DistributedImage, path: string): Problem[] {
  const pathPrefix = path === "" ? "" : `${path}.`;
  return regionViews(distribution, pathPrefix).flatMap((view) =>
    problemsOf(image.container ? containerRules : amiRules, view.settings, { view, image }),
  );
}

/** CreateDistributionConfiguration in the API reference: container settings are for container images only. */
function hasNoContainerSettings({ settings, at }: RegionView): Problem[] {
  if (settings.container === undefined) return [];
  return [
    { path: at("container"), message: "is only for container images, and this golden image is an AMI" },
  ];
}

function hasContainerSettings({ settings, path }: RegionView): Problem[] {
  if (settings.container !== undefined) return [];
  return [
    {
      path: `${path}.container`,
      message: "is required: name a repository that receives the image, or make one with {}",
    },
  ];
}

function hasNoAmiSettings({ settings, at }: RegionView): Problem[] {
  if (settings.container !== undefined) return []; // Then the distribution's own rules say it.
  return amiSettings
    .filter((setting) => settings[setting] !== undefined)
    .map((setting) => ({
      path: at(setting),
      message: "is only for AMIs, and this golden image is a container: use 'container'",
    }));
}

/** EC2 user guide, "Use EC2 Fast Launch for your Windows instances". */
function fastLaunchIsForWindows({ settings, at }: RegionView, { platform }: DistributedImage): Problem[] {
  if (settings.fastLaunch === undefined || platform === undefined || platform === "Windows") return [];
  return [{ path: at("fastLaunch"), message: `is only for Windows, and this golden image is ${platform}` }];
}

const storageOf = ({ storagePath = "storage" }: DistributedImage): string => storagePath;

/** VM Import/Export user guide, limitations of exports. */
function exportIsUnencrypted({ settings, at, region }: RegionView, image: DistributedImage): Problem[] {
  if (settings.export === undefined) return [];
  if (image.encrypted === true) {
    return [
      {
        path: at("export"),
        message:
          `needs unencrypted volumes, since encrypted ones can't leave AWS: ` +
          `set ${storageOf(image)}.encrypted to false, or leave the export out`,
      },
    ];
  }
  // Where the image is built, the distribution's key encrypts nothing.
  if (settings.kmsKeyArn === undefined || (image.region ?? region) === region) return [];
  return [
    {
      path: at("export"),
      message: `needs unencrypted volumes, but ${at("kmsKeyArn")} encrypts them: leave one of them out`,
    },
  ];
}

/** The same page: not Windows or SQL Server as AWS licenses them, nor anything from AWS Marketplace. */
function exportMayLeave({ settings, at }: RegionView, { mayNotLeave }: DistributedImage): Problem[] {
  if (settings.export === undefined || mayNotLeave === undefined) return [];
  return [
    {
      path: at("export"),
      message: `is not possible: ${mayNotLeave}. Start from an image of your own, for example by ImageImport`,
    },
  ];
}

/**
 * EC2 user guide, "Share an AMI" and "Copy an AMI": another account must be able to use the key. Where it is built an
 * AMI has the key of the recipe's volumes, elsewhere the distribution's.
 */
function othersCanDecrypt(view: RegionView, image: DistributedImage): Problem[] {
  const { settings, at, region, path } = view;
  if (image.encrypted !== true) return [];
  const reaching = reachesOthers(settings);
  const own = knownString(image.kmsKeyArn);
  if (image.kmsKeyArn === undefined || (own !== undefined && isManagedByAws(own))) {
    return reaching.map((setting) => ({
      path: at(setting),
      message:
        "needs an image that other accounts can decrypt, but AWS's own key encrypts this one: " +
        `set ${storageOf(image)}.kmsKeyArn to a key of your own`,
    }));
  }
  // The key of the volumes is of the region of the build, and so tells it where nothing else does.
  const build = image.region ?? regionOfKey(own ?? "");
  if (build === undefined || region === build || settings.kmsKeyArn !== undefined) return [];
  return reaching.map((setting) => ({
    path: at(setting),
    message:
      `needs a key of your own in ${region}, or AWS's own key encrypts the copies there: ` +
      `set ${path}.kmsKeyArn`,
  }));
}

/** EC2 user guide, "Make your AMI publicly available". */
function imageIsUnencrypted({ settings, at }: RegionView, image: DistributedImage): Problem[] {
  if (!isPublic(settings) || image.encrypted !== true) return [];
  return [
    {
      path: `${at("share")}.public`,
      message: `needs AMIs that are not encrypted: set ${storageOf(image)}.encrypted to false, or share with accounts`,
    },
  ];
}
