// Files in S3, and what their names tell of their formats.

import { s3Object } from "../checks/identifiers";

export interface S3Location {
  bucket: string;
  key: string;
}

export function parseS3Uri(uri: string): S3Location {
  const [, bucket = "", key = ""] = s3Object.exec(uri) ?? [];
  return { bucket, key };
}

const endings: Readonly<Record<string, readonly string[]>> = {
  ova: ["ova"],
  vhd: ["vhd"],
  vhdx: ["vhdx"],
  vmdk: ["vmdk"],
  raw: ["raw", "img"],
};

const packed = ["gz", "xz", "bz2", "zip", "zst", "7z"];
const foreign = ["qcow", "qcow2", "vdi", "hdd"];

const endingOf = (uri: string): string => /\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? "";

/** Why AWS can't import a file of this name at all, if it can't. */
export function fileProblem(uri: string): string | undefined {
  const ending = endingOf(uri);
  if (ending === "ovf")
    return "is an OVF: pack it and its disks into an .ova, the only form in which AWS imports it";
  if (ending === "iso") return "is an ISO file, not a disk: give it as 'windowsIso'";
  if (packed.includes(ending)) return "is packed: unpack it first";
  if (foreign.includes(ending))
    return "is of a format that AWS doesn't import: convert it, for example to raw";
  return undefined;
}

/** Whether the file's name ends like a file of another format. A name without a telling end fits every format. */
export function formatProblem(uri: string, format: string): string | undefined {
  const ending = endingOf(uri);
  const own = endings[format];
  const telling = Object.values(endings).flat().includes(ending);
  if (own === undefined || !telling || own.includes(ending)) return undefined;
  return `doesn't fit the name in s3Uri, which should end in ${own.map((end) => `.${end}`).join(" or ")}`;
}
