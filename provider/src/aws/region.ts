import type * as pulumi from "@pulumi/pulumi";

/** The region of the `aws` provider: nothing in a preview of what the provider depends on. */
export function regionOf(options: pulumi.InvokeOptions): pulumi.Output<string | undefined> {
  const { getRegionOutput } = require("@pulumi/aws/getRegion") as typeof import("@pulumi/aws/getRegion");
  return getRegionOutput({}, options).region;
}
