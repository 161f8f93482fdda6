// The volumes of an AMI.

import * as pulumi from "@pulumi/pulumi";
import { plain } from "./args";
import type { Context, GoldenImageArgs } from "./args";
import { rootDevice } from "./catalogue";

type Storage = NonNullable<GoldenImageArgs["storage"]>;
type Volume = NonNullable<Storage["volumes"]>[number];

export function blockDevices({ args, decisions }: Context): Record<string, unknown>[] {
  const storage: Storage = args.storage ?? {};
  const root = {
    deviceName: storage.deviceName ?? rootDevice(plain(args.source.os), decisions.platform),
    ebs: { ...planEbs(storage, storage), deleteOnTermination: "true" },
  };
  return [root, ...(storage.volumes ?? []).map((volume) => planVolume(volume, storage))];
}

function planVolume(volume: Volume, storage: Storage): Record<string, unknown> {
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
): Record<string, unknown> {
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
