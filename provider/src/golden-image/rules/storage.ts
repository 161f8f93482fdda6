// Volumes.

import { hasForm, kmsKeyOrAliasArn, snapshotId } from "../../checks/identifiers";
import { known, knownList, knownObject, knownString, undecided } from "../../checks/known";
import { duplicates } from "../../checks/lists";
import type { Problem } from "../../checks/problems";
import { regionsAgree } from "../../checks/regions";
import type { Rule } from "../../checks/rule";
import { sources } from "../../checks/sources";
import type { Values } from "../../protocol/values";
import { rootDevice } from "../catalogue";
import type { ImageContext } from "./context";

export function volumes({ storage }: Values): { path: string; volume: Values }[] {
  const root = knownObject(storage);
  return [
    { path: "storage", volume: root },
    ...knownList(root.volumes).map((volume, index) => ({
      path: `storage.volumes[${index}]`,
      volume: knownObject(volume),
    })),
  ];
}

const iopsPerGib: Readonly<Record<string, number>> = { gp3: 500, io1: 50, io2: 1000 };

/** EBS: io2 goes further than the provider does. */
const mostIops: Readonly<Record<string, number>> = { gp3: 80_000, io1: 64_000, io2: 100_000 };

/** What is more than that, the contract refuses. */
const mostOfAll = 100_000;

/** Of a container recipe, in the provider's internal/service/imagebuilder/container_recipe.go. */
const mostIopsOfContainers = 64_000;

const each =
  (
    check: (path: string, volume: Values, type: string | undefined) => Problem[],
  ): Rule<ImageContext>["check"] =>
  (inputs) =>
    volumes(inputs).flatMap(({ path, volume }) =>
      check(path, volume, undecided(volume.type) ? undefined : (knownString(volume.type) ?? "gp3")),
    );

export const storageRules: readonly Rule<ImageContext>[] = [
  {
    name: "provisioned-volumes-have-iops",
    description: "io1 and io2 need IOPS.",
    source: sources.ebs,
    check: each((path, volume, type) =>
      (type === "io1" || type === "io2") && volume.iops === undefined
        ? [{ path: `${path}.iops`, message: `is required for ${type}` }]
        : [],
    ),
  },
  {
    name: "gp2-has-no-iops",
    description: "gp2 takes no IOPS.",
    source: sources.ebs,
    check: each((path, volume, type) =>
      type === "gp2" && volume.iops !== undefined
        ? [{ path: `${path}.iops`, message: "is not for gp2: choose gp3, or leave it out" }]
        : [],
    ),
  },
  {
    name: "throughput-is-for-gp3",
    description: "Throughput is only for gp3.",
    source: sources.ebs,
    check: each((path, volume, type) =>
      type !== undefined && type !== "gp3" && volume.throughput !== undefined
        ? [{ path: `${path}.throughput`, message: "is only for gp3: leave it out" }]
        : [],
    ),
  },
  {
    name: "gp3-iops-begin-at-3000",
    description: "gp3 has 3,000 IOPS or more.",
    source: sources.ebs,
    check: each((path, volume, type) => {
      const iops = known(volume.iops);
      return type === "gp3" && typeof iops === "number" && iops >= 100 && iops < 3000
        ? [{ path: `${path}.iops`, message: "must be at least 3000 for gp3, which is the default" }]
        : [];
    }),
  },
  {
    name: "iops-fit-the-type",
    description:
      "gp3 has at most 80,000 IOPS, io1 64,000, io2 100,000; the instance that builds a container image has volumes of at most 64,000.",
    source: sources.ebs,
    check: (inputs, { container }) =>
      volumes(inputs).flatMap(({ path, volume }) => {
        const iops = known(volume.iops);
        const type = undecided(volume.type) ? undefined : (knownString(volume.type) ?? "gp3");
        const ofType = mostIops[type ?? ""] ?? Infinity;
        const most = container ? Math.min(ofType, mostIopsOfContainers) : ofType;
        return typeof iops !== "number" || iops <= most || iops > mostOfAll
          ? []
          : [
              {
                path: `${path}.iops`,
                message: `must be at most ${most} for ${container ? "containers" : type}`,
              },
            ];
      }),
  },
  {
    name: "iops-fit-the-size",
    description: "A GiB of gp3 has at most 500 IOPS, of io1 50, of io2 1,000.",
    source: sources.ebs,
    check: each((path, volume, type) => {
      const [iops, size] = [known(volume.iops), known(volume.size)];
      const ratio = iopsPerGib[type ?? ""];
      if (typeof iops !== "number" || typeof size !== "number" || ratio === undefined) return [];
      // 3,000 IOPS come with every gp3 volume, however small.
      return iops <= Math.max(size * ratio, type === "gp3" ? 3000 : 0)
        ? []
        : [{ path: `${path}.iops`, message: `is too much for the size: ${type} has at most ${ratio} a GiB` }];
    }),
  },
  {
    name: "throughput-fits-the-iops",
    description: "gp3 has at most 0.25 MiB/s of throughput for each IOPS.",
    source: sources.ebs,
    check: each((path, volume, type) => {
      const throughput = known(volume.throughput);
      const iops = volume.iops === undefined ? 3000 : known(volume.iops);
      return type === "gp3" &&
        typeof throughput === "number" &&
        typeof iops === "number" &&
        throughput <= 2000 &&
        throughput > iops / 4
        ? [
            {
              path: `${path}.throughput`,
              message: `is too much for the IOPS: gp3 has at most 0.25 MiB/s for each, so 'iops' must be at least ${throughput * 4}`,
            },
          ]
        : [];
    }),
  },
  {
    name: "snapshot-is-an-id",
    description: "A snapshot is given by its ID.",
    source: sources.recipes,
    check: each((path, volume) => hasForm(`${path}.snapshotId`, volume.snapshotId, snapshotId)),
  },
  {
    name: "key-needs-encryption",
    description:
      "A KMS key needs an encrypted volume, is given by its full ARN, and is of the golden image's region.",
    source: sources.volumeEncryption,
    check: ({ storage }, { region }) => {
      const { encrypted, kmsKeyArn } = knownObject(storage);
      const path = "storage.kmsKeyArn";
      return [
        ...(known(encrypted) === false && kmsKeyArn !== undefined
          ? [{ path, message: "needs an encrypted volume: leave 'encrypted' out" }]
          : []),
        ...hasForm(path, kmsKeyArn, kmsKeyOrAliasArn),
        ...regionsAgree(path, kmsKeyArn, region),
      ];
    },
  },
  {
    name: "devices-differ",
    description: "Each device is mapped once.",
    source: sources.recipes,
    check: (inputs, context) => {
      const os = knownString(knownObject(inputs.source).os);
      const devices = volumes(inputs).map(({ path, volume }) => ({
        path: `${path}.deviceName`,
        key: knownString(volume.deviceName) ?? (path === "storage" ? rootDevice(os, context) : undefined),
        ...(path === "storage" && { label: "the device of the root volume" }),
      }));
      return duplicates(devices, { remedy: "choose another" });
    },
  },
];
