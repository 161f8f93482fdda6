// Volumes.

import { known, knownList, knownObject, knownString, undecided } from "../../component/known";
import { sources } from "../../component/rule";
import type { Rule } from "../../component/rule";
import { keyIsWhole, regionsAgree } from "../../component/rules";
import type { Problem } from "../../contract/check";
import type { Values } from "../../protocol/values";
import { rootDevice } from "../catalogue";
import type { Subject } from "./subject";

function volumes({ storage }: Values): { path: string; volume: Values }[] {
  const root = knownObject(storage);
  return [
    { path: "storage", volume: root },
    ...knownList(root.volumes).map((volume, index) => ({
      path: `storage.volumes[${index}]`,
      volume: knownObject(volume),
    })),
  ];
}

const each =
  (check: (path: string, volume: Values, type: string | undefined) => Problem[]): Rule<Subject>["check"] =>
  (inputs) =>
    volumes(inputs).flatMap(({ path, volume }) =>
      check(path, volume, undecided(volume.type) ? undefined : (knownString(volume.type) ?? "gp3")),
    );

export const storageRules: readonly Rule<Subject>[] = [
  {
    name: "provisioned-volumes-have-iops",
    says: "io1 and io2 need IOPS.",
    source: sources.ebs,
    check: each((path, volume, type) =>
      (type === "io1" || type === "io2") && volume.iops === undefined
        ? [{ path: `${path}.iops`, message: `is required for ${type}` }]
        : [],
    ),
  },
  {
    name: "gp2-has-no-iops",
    says: "gp2 takes no IOPS.",
    source: sources.ebs,
    check: each((path, volume, type) =>
      type === "gp2" && volume.iops !== undefined
        ? [{ path: `${path}.iops`, message: "is not for gp2; take gp3" }]
        : [],
    ),
  },
  {
    name: "throughput-is-for-gp3",
    says: "Throughput is for gp3 only.",
    source: sources.ebs,
    check: each((path, volume, type) =>
      type !== undefined && type !== "gp3" && volume.throughput !== undefined
        ? [{ path: `${path}.throughput`, message: "is for gp3 only" }]
        : [],
    ),
  },
  {
    name: "key-needs-encryption",
    says: "A KMS key needs an encrypted volume, is given by its full ARN, and is of the golden image's region.",
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    check: ({ storage }, { region }) => {
      const { encrypted, kmsKeyArn } = knownObject(storage);
      const path = "storage.kmsKeyArn";
      return [
        ...(known(encrypted) === false && kmsKeyArn !== undefined
          ? [{ path, message: "needs an encrypted volume" }]
          : []),
        ...keyIsWhole(path, kmsKeyArn),
        ...regionsAgree(path, kmsKeyArn, region),
      ];
    },
  },
  {
    name: "devices-differ",
    says: "Each device is mapped once.",
    source: sources.recipes,
    check: (inputs, { platform }) => {
      const os = knownString(knownObject(inputs.source).os);
      const taken = new Map<string, string>();
      return volumes(inputs).flatMap(({ path, volume }) => {
        const device =
          knownString(volume.deviceName) ?? (path === "storage" ? rootDevice(os, platform) : undefined);
        if (device === undefined) return [];
        const other = taken.get(device);
        taken.set(device, path === "storage" ? "the root volume" : path);
        return other === undefined
          ? []
          : [{ path: `${path}.deviceName`, message: `is the device of ${other} already` }];
      });
    },
  },
];
