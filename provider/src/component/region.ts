import * as pulumi from "@pulumi/pulumi";

/** The region that a component works in: the given one, or that of its `aws` provider. */
export function regionOf(
  options: pulumi.InvokeOptions,
  given: pulumi.Input<string> | undefined,
): pulumi.Output<string> {
  if (given !== undefined) return pulumi.output(given);
  // Loaded only where the region is not given.
  const { getRegionOutput } = require("@pulumi/aws/getRegion") as typeof import("@pulumi/aws/getRegion");
  return getRegionOutput({}, options).region;
}
