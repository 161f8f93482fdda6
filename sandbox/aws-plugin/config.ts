// The provider's configuration: which region, where the emulator listens, which tags everything gets.

import type { Values } from "../../provider/src/protocol/values";

const defaultAccount = "123456789012";

export class Config {
  constructor(private readonly values: Readonly<Record<string, string>>) {}

  /** As the emulator sees it: an access key of twelve digits is the account. */
  get account(): string {
    const { accessKey = "" } = this.values;
    return /^\d{12}$/.test(accessKey) ? accessKey : defaultAccount;
  }

  get region(): string {
    const { region } = this.values;
    if (region === undefined || region === "") {
      throw new Error(
        "the stand-in for the aws plugin needs a region: pulumi config set aws:region <region>",
      );
    }
    return region;
  }

  get endpoint(): string {
    const endpoints = parse(this.values.endpoints) as readonly Record<string, unknown>[] | undefined;
    const endpoint = endpoints
      ?.map(({ imagebuilder }) => imagebuilder)
      .find((url) => typeof url === "string");
    if (typeof endpoint !== "string") {
      // Without this, a forgotten endpoint would have the SDK talk to AWS itself.
      throw new Error(
        "the stand-in for the aws plugin needs aws:endpoints with the emulator's imagebuilder URL",
      );
    }
    return endpoint.replace(/\/$/, "");
  }

  /** The region of one resource: its own, or else the provider's. */
  regionOf(values: Values): string {
    return typeof values.region === "string" && values.region !== "" ? values.region : this.region;
  }

  /** A resource's tags with the provider's default tags below them. */
  allTags(tags: unknown): Values {
    return { ...this.commonTags, ...(tags as Values | undefined) };
  }

  /** The other way round: a resource's tags without those that are the provider's default tags only. */
  ownTags(all: Values, own: unknown): Values {
    const isOwn = (key: string): boolean =>
      all[key] !== this.commonTags[key] || (own as Values | undefined)?.[key] !== undefined;
    return Object.fromEntries(Object.entries(all).filter(([key]) => isOwn(key)));
  }

  private get commonTags(): Values {
    const { tags = {} } = (parse(this.values.defaultTags) ?? {}) as { tags?: Values };
    return tags;
  }
}

const parse = (json: string | undefined): unknown =>
  json === undefined || json === "" ? undefined : JSON.parse(json);

export interface Partition {
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly reverseDnsPrefix: string;
}

export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) {
    return { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" };
  }
  const partition = region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return { partition, dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
}
