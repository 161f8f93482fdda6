// What Amazon offers in every region: managed components and images.
//
// The names are those of the CDK's aws-imagebuilder-alpha constructs (amazon-managed-component.ts and
// amazon-managed-image.ts), with the CloudWatch agent and the boot test, which the user guide names. The real catalogue
// is larger, and its versions are newer: ask for x.x.x.

import type { Component, Image, ImageType, Platform } from "@aws-sdk/client-imagebuilder";
import { arnOf } from "./arns";
import type { Stored } from "./world";

interface Managed {
  readonly platform: Platform;
  readonly names: readonly string[];
}

const components: readonly Managed[] = [
  {
    platform: "Linux",
    names: [
      "amazon-cloudwatch-agent-linux",
      "aws-cli-version-2-linux",
      "hello-world-linux",
      "python-3-linux",
      "reboot-linux",
      "simple-boot-test-linux",
      "stig-build-linux",
      "update-linux",
    ],
  },
  {
    platform: "Windows",
    names: [
      "amazon-cloudwatch-agent-windows",
      "aws-cli-version-2-windows",
      "hello-world-windows",
      "python-3-windows",
      "reboot-windows",
      "simple-boot-test-windows",
      "stig-build-windows",
      "update-windows",
    ],
  },
];

const images: readonly Managed[] = [
  {
    platform: "Linux",
    names: [
      "amazon-linux-2-arm64",
      "amazon-linux-2-x86",
      "amazon-linux-2023-arm64",
      "amazon-linux-2023-x86",
      "red-hat-enterprise-linux-10-arm64",
      "red-hat-enterprise-linux-10-x86",
      "suse-linux-enterprise-server-15-arm64",
      "suse-linux-enterprise-server-15-x86",
      "ubuntu-server-22-lts-arm64",
      "ubuntu-server-22-lts-x86",
      "ubuntu-server-24-lts-arm64",
      "ubuntu-server-24-lts-x86",
    ],
  },
  {
    platform: "Windows",
    names: [
      "windows-server-2016-english-core-base-x86",
      "windows-server-2016-english-full-base-x86",
      "windows-server-2019-english-core-base-x86",
      "windows-server-2019-english-full-base-x86",
      "windows-server-2022-english-core-base-x86",
      "windows-server-2022-english-full-base-x86",
      "windows-server-2025-english-core-base-x86",
      "windows-server-2025-english-full-base-x86",
    ],
  },
  {
    platform: "macOS",
    names: ["macos-sequoia-arm64", "macos-sequoia-x86", "macos-sonoma-arm64", "macos-sonoma-x86"],
  },
];

/** Parents of container images: for x86 only. */
const containers: readonly Managed[] = [
  {
    platform: "Linux",
    names: ["amazon-linux-2023-x86-2023", "amazon-linux-x86-2", "ubuntu-22-x86-22-04", "ubuntu-24-x86-24-04"],
  },
  {
    platform: "Windows",
    names: ["windows-server-2016-x86-core-ltsc2016-amd64", "windows-server-2019-x86-core-ltsc2019-amd64"],
  },
];

const dateCreated = "2025-05-08T00:00:00.000Z";

export const managedComponents = (region: string): Stored<Component>[] =>
  components.flatMap(({ platform, names }) =>
    names.map((name) => ({
      arn: arnOf({ account: "aws", region }, "component", name, "1.0.2", 1),
      name,
      version: "1.0.2",
      platform,
      type: name.startsWith("simple-boot-test") ? ("TEST" as const) : ("BUILD" as const),
      owner: "Amazon",
      dateCreated,
      ...(name.startsWith("stig-build") && {
        parameters: [{ name: "Level", type: "String", defaultValue: ["High"] }],
      }),
    })),
  );

/** What Amazon's documents say of themselves, without their steps, which are not known here. */
export const managedDocument = ({ name, parameters = [] }: Component): string =>
  JSON.stringify({
    name,
    schemaVersion: 1,
    ...(parameters.length > 0 && {
      parameters: parameters.map((parameter) => ({
        [parameter.name ?? ""]: { type: "string", default: parameter.defaultValue?.[0] },
      })),
    }),
    phases: [],
  });

export const managedImages = (region: string): (Stored<Image> & { version: string })[] => [
  ...imagesOf("AMI", images, region),
  ...imagesOf("DOCKER", containers, region),
];

const imagesOf = (type: ImageType, managed: readonly Managed[], region: string) =>
  managed.flatMap(({ platform, names }) =>
    names.map((name) => ({
      arn: arnOf({ account: "aws", region }, "image", name, "2025.5.8", 1),
      name,
      version: "2025.5.8",
      platform,
      type,
      imageSource: "AMAZON_MANAGED" as const,
      state: { status: "AVAILABLE" as const },
      dateCreated,
    })),
  );
