// Operating systems by name, and where AWS or their makers publish their newest image.
//
// Managed images: names as in the CDK's `AmazonManagedImage`
// (https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-imagebuilder-alpha.AmazonManagedImage.html). Debian's
// parameters: https://wiki.debian.org/Cloud/AmazonEC2Image/. Owners of AMIs: Red Hat
// (https://access.redhat.com/solutions/15356), Rocky Linux (https://rockylinux.org/download) and AlmaLinux
// (https://wiki.almalinux.org/cloud/AWS.html).

import type { Architecture, Platform } from "../checks/schema/generated/types";

export interface OperatingSystem {
  platform: Platform;
  architectures: readonly Architecture[];
  rootDevice: string;
  /** Where its newest image is: exactly one of these. */
  managed?: string;
  parameter?: string;
  ami?: { owner: string; name: string };
  /** The managed container image, which exists for x86_64 only. */
  container?: string;
}

const both: readonly Architecture[] = ["x86_64", "arm64"];

const linux = (
  rootDevice: string,
  from: Pick<OperatingSystem, "managed" | "parameter" | "ami" | "container">,
): OperatingSystem => ({ platform: "Linux", architectures: both, rootDevice, ...from });

const windows = (year: number, edition: "full" | "core"): OperatingSystem => ({
  platform: "Windows",
  architectures: ["x86_64"],
  rootDevice: "/dev/sda1",
  managed: `windows-server-${year}-english-${edition}-base`,
  ...(edition === "core" &&
    year < 2022 && { container: `windows-server-${year}-x86-core-ltsc${year}-amd64` }),
});

const macos = (managed: string): OperatingSystem => ({
  platform: "macOS",
  architectures: both,
  rootDevice: "/dev/sda1",
  managed,
});

export const catalogue: Readonly<Record<string, OperatingSystem>> = {
  "amazon-linux-2": linux("/dev/xvda", { managed: "amazon-linux-2", container: "amazon-linux-x86-2" }),
  "amazon-linux-2023": linux("/dev/xvda", {
    managed: "amazon-linux-2023",
    container: "amazon-linux-2023-x86-2023",
  }),
  "ubuntu-22.04": linux("/dev/sda1", { managed: "ubuntu-server-22-lts", container: "ubuntu-22-x86-22-04" }),
  "ubuntu-24.04": linux("/dev/sda1", { managed: "ubuntu-server-24-lts", container: "ubuntu-24-x86-24-04" }),
  "debian-12": linux("/dev/xvda", { parameter: "/aws/service/debian/release/12/latest" }),
  "debian-13": linux("/dev/xvda", { parameter: "/aws/service/debian/release/13/latest" }),
  "rhel-9": linux("/dev/sda1", { ami: { owner: "309956199498", name: "RHEL-9.*_HVM-*-Hourly2-GP3" } }),
  "rhel-10": linux("/dev/sda1", { managed: "red-hat-enterprise-linux-10" }),
  "sles-15": linux("/dev/sda1", { managed: "suse-linux-enterprise-server-15" }),
  "rocky-9": linux("/dev/sda1", { ami: { owner: "792107900819", name: "Rocky-9-EC2-Base-9.*" } }),
  "almalinux-9": linux("/dev/sda1", { ami: { owner: "764336703387", name: "AlmaLinux OS 9.*" } }),
  ...Object.fromEntries(
    [2016, 2019, 2022, 2025].flatMap((year) => [
      [`windows-server-${year}`, windows(year, "full")],
      [`windows-server-${year}-core`, windows(year, "core")],
    ]),
  ),
  "macos-14": macos("macos-sonoma"),
  "macos-15": macos("macos-sequoia"),
};

const defaultRootDevice: Record<Platform, string> = {
  Linux: "/dev/xvda",
  Windows: "/dev/sda1",
  macOS: "/dev/sda1",
};

/**
 * Of the instance that builds. A container image is built on the ECS-optimized AMI, whatever it has in it:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-ami-storage-config.html
 */
export function rootDevice(
  os: string | undefined,
  { platform, container }: { platform: Platform; container: boolean },
): string {
  const own = container || os === undefined ? undefined : catalogue[os]?.rootDevice;
  return own ?? defaultRootDevice[platform];
}

export const managedImageName = (name: string, architecture: Architecture): string =>
  `${name}-${architecture === "arm64" ? "arm64" : "x86"}`;
