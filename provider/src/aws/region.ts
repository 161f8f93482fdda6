import type * as pulumi from "@pulumi/pulumi";

/** The region of the `aws` provider. */
export function regionOf(options: pulumi.InvokeOptions): pulumi.Output<string> {
  const { getRegionOutput } = require("@pulumi/aws/getRegion") as typeof import("@pulumi/aws/getRegion");
  return getRegionOutput({}, options).region;
}
