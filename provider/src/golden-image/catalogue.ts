// Operating systems by name, and where AWS or their makers publish their newest image.
//
// Managed images: https://docs.aws.amazon.com/imagebuilder/latest/userguide/what-is-image-builder.html, names as in
// the CDK's `AmazonManagedImage`. Debian's parameters: https://wiki.debian.org/Cloud/AmazonEC2Image/.

export type Architecture = "x86_64" | "arm64";

interface Entry {
  /** Image Builder's managed image, without the architecture. */
  managed?: string;
  /** The public SSM parameter, without the architecture. */
  parameter?: string;
  rootDevice: string;
}

const entries: Record<string, Entry> = {
  "amazon-linux-2023": { managed: "amazon-linux-2023", rootDevice: "/dev/xvda" },
  "ubuntu-24.04": { managed: "ubuntu-server-24-lts", rootDevice: "/dev/sda1" },
  "debian-12": { parameter: "/aws/service/debian/release/12/latest", rootDevice: "/dev/xvda" },
  "debian-13": { parameter: "/aws/service/debian/release/13/latest", rootDevice: "/dev/xvda" },
  "rhel-10": { managed: "red-hat-enterprise-linux-10", rootDevice: "/dev/sda1" },
  "sles-15": { managed: "suse-linux-enterprise-server-15", rootDevice: "/dev/sda1" },
};

export function rootDevice(os: string | undefined): string {
  return (os === undefined ? undefined : entries[os]?.rootDevice) ?? "/dev/xvda";
}

/** The parent image of a recipe for an operating system of the catalogue. */
export function parentImage(
  os: string,
  architecture: Architecture,
  partition: string,
  region: string,
): string {
  const entry = entries[os];
  if (entry?.managed) {
    const suffix = architecture === "arm64" ? "arm64" : "x86";
    return `arn:${partition}:imagebuilder:${region}:aws:image/${entry.managed}-${suffix}/x.x.x`;
  }
  if (entry?.parameter) return `ssm:${entry.parameter}/${architecture === "arm64" ? "arm64" : "amd64"}`;
  throw new Error(`'${os}' is not in the catalogue`);
}
