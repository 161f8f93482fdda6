import { matchesAny, patternList } from "../globs";
import { stackPolicy } from "../policy";
import { text } from "../values";
import { inventoryProperty, isApprovedParameter, knownImages, parameterOf } from "./known-images";
import type { ImageFacts } from "./known-images";
import { imageReferences } from "./references";

interface Config {
  ssmParameters: string[];
  amiIds: string[];
  owners: string[];
  names: string[];
  images: Record<string, ImageFacts>;
}

export const machinesUseGoldenImage = stackPolicy<Config>({
  name: "machines-use-golden-image",
  description:
    "Instances, launch templates and configurations, spot requests and fleets, and Batch start from an approved golden image.",
  severity: "high",
  sets: ["baseline", "strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html",
  fix: "Use `resolve:ssm:` with the parameter that an ImageDistribution publishes, or an approved AMI.",
  configSchema: {
    properties: {
      ssmParameters: patternList("SSM parameters that hold golden images, with `*`.", ["/imagebuilder/*"]),
      amiIds: patternList("AMI IDs, with `*`."),
      owners: patternList("Accounts whose AMIs are approved, where `images` or the stack tells the owner."),
      names: patternList(
        "Names of approved AMIs, with `*`. Anybody can give a name: with `owners`, both must be right.",
      ),
      images: inventoryProperty,
    },
  },
  check: ({ resources }, config, report) => {
    const known = knownImages(resources, config.images);
    for (const resource of resources) {
      for (const { where, image } of imageReferences(resource)) {
        const reference = text(image);
        if (reference === undefined || isApproved(reference, known.get(reference) ?? {}, config)) continue;
        report(`has ${reference} as '${where}', which is not an approved golden image`, resource.urn);
      }
    }
  },
});

function isApproved(reference: string, facts: ImageFacts, config: Config): boolean {
  const parameter = parameterOf(reference);
  if (parameter !== undefined) return isApprovedParameter([parameter], config.ssmParameters);
  return (
    facts.built === true ||
    matchesAny(reference, config.amiIds) ||
    isApprovedParameter(facts.parameters ?? [], config.ssmParameters) ||
    isApprovedByFacts(facts, config)
  );
}

/** By owner, by name, or by both where both are configured. */
function isApprovedByFacts({ owner, name }: ImageFacts, { owners, names }: Config): boolean {
  if (owners.length === 0 && names.length === 0) return false;
  const fits = (value: string | undefined, approved: string[]): boolean =>
    approved.length === 0 || (value !== undefined && matchesAny(value, approved));
  return fits(owner, owners) && fits(name, names);
}
