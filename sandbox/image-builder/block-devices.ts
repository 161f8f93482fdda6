import type { InstanceBlockDeviceMapping } from "@aws-sdk/client-imagebuilder";
import { invalidCombination } from "./errors";

export function checkBlockDevices(
  mappings: readonly InstanceBlockDeviceMapping[] | undefined,
  path: string,
): void {
  for (const [index, mapping] of (mappings ?? []).entries()) {
    checkBlockDevice(mapping, `${path}[${index}].ebs`);
  }
}

function checkBlockDevice({ ebs }: InstanceBlockDeviceMapping, path: string): void {
  const { volumeType, iops, throughput, encrypted, kmsKeyId } = ebs ?? {};
  if ((volumeType === "io1" || volumeType === "io2") && iops === undefined) {
    throw invalidCombination(`${path}.iops`, `It must be given for volume type ${volumeType}.`);
  }
  if (throughput !== undefined && volumeType !== "gp3") {
    throw invalidCombination(`${path}.throughput`, "It can be given for volume type gp3 only.");
  }
  if (kmsKeyId !== undefined && encrypted !== true) {
    throw invalidCombination(`${path}.kmsKeyId`, "It can be given for encrypted volumes only.");
  }
}
