// The volumes of an AMI.

import type { imagebuilder as aws } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Context, GoldenImageArgs } from "./args";
import { rootDevice } from "./catalogue";

type Storage = NonNullable<GoldenImageArgs["storage"]>;
type Volume = NonNullable<Storage["volumes"]>[number];

type BlockDevice = aws.ImageRecipeBlockDeviceMapping;

export function blockDevices({ args, decisions }: Context): BlockDevice[] {
  const storage: Storage = args.storage ?? {};
  const root = {
    deviceName: storage.deviceName ?? rootDevice(args.source.os, decisions),
    ebs: { ...planEbs(storage, storage), deleteOnTermination: "true" },
  };
  return [root, ...(storage.volumes ?? []).map((volume) => planVolume(volume, storage))];
}

/** Where the volumes below a path come from. */
export function volumeOrigins(path: string, { args }: Context): Record<string, string> {
  const from = (own: string, index: number): [string, string][] => [
    [`${path}[${index}]`, own],
    [`${path}[${index}].ebs`, own],
    [`${path}[${index}].ebs.volumeType`, `${own}.type`],
    [`${path}[${index}].ebs.volumeSize`, `${own}.size`],
    [`${path}[${index}].ebs.kmsKeyId`, "storage.kmsKeyArn"],
  ];
  const further = (args.storage?.volumes ?? []).flatMap((_, index) =>
    from(`storage.volumes[${index}]`, index + 1),
  );
  return Object.fromEntries([[path, "storage.volumes"], ...from("storage", 0), ...further]);
}

function planVolume(volume: Volume, storage: Storage): BlockDevice {
  return {
    deviceName: volume.deviceName,
    ebs: {
      ...planEbs(volume, storage),
      snapshotId: volume.snapshotId,
      deleteOnTermination: text(volume.deleteOnTermination ?? true),
    },
  };
}

function planEbs(
  volume: Pick<Volume, "type" | "size" | "iops" | "throughput">,
  { encrypted, kmsKeyArn }: Storage,
): aws.ImageRecipeBlockDeviceMappingEbs {
  return {
    volumeType: volume.type ?? "gp3",
    volumeSize: volume.size,
    iops: volume.iops,
    throughput: volume.throughput,
    encrypted: text(encrypted ?? true),
    kmsKeyId: kmsKeyArn,
  };
}

/** The types of @pulumi/aws want truth values of volumes as text. */
const text = (value: pulumi.Input<boolean>): pulumi.Output<string> => pulumi.output(value).apply(String);
