// What has become of AMIs: EC2 knows, whatever Image Builder says.

import type { Image as Ec2Image } from "@aws-sdk/client-ec2";
import type { Aws } from "../aws/clients";
import { ec2Sdk } from "../aws/clients";
import { errorName, explain } from "../aws/errors";

/** An AMI that is deregistered isn't described any more. */
export type AmiState = "available" | "deprecated" | "disabled" | "deregistered";

export async function describeAmi(
  id: string,
  region: string | undefined,
  aws: Aws,
): Promise<Ec2Image | undefined> {
  const { DescribeImagesCommand } = ec2Sdk();
  try {
    const command = new DescribeImagesCommand({
      ImageIds: [id],
      IncludeDisabled: true,
      IncludeDeprecated: true,
    });
    const { Images } = await aws.ec2(region).send(command);
    return Images?.[0];
  } catch (error) {
    if (/^InvalidAMIID\.(?:NotFound|Unavailable)$/.test(errorName(error))) return undefined;
    throw explain(error, "ec2:DescribeImages");
  }
}

export async function stateOf(
  id: string,
  region: string | undefined,
  aws: Aws,
  now = Date.now(),
): Promise<AmiState> {
  const ami = await describeAmi(id, region, aws);
  if (ami === undefined || ami.State === "deregistered") return "deregistered";
  if (ami.State === "disabled") return "disabled";
  return Date.parse(ami.DeprecationTime ?? "") <= now ? "deprecated" : "available";
}

/** By region, as an ImageBuild puts out its AMIs. */
export async function statesOf(
  amiIds: Readonly<Record<string, string>>,
  aws: Aws,
): Promise<Record<string, AmiState>> {
  const all = Object.entries(amiIds).map(
    async ([region, id]) => [region, await stateOf(id, region, aws)] as const,
  );
  return Object.fromEntries(await Promise.all(all));
}
