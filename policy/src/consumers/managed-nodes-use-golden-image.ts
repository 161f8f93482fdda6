import { matchesAny, patternList } from "../globs";
import { resourcePolicy } from "../policy";
import { batchEnvironment, ecsCapacityProvider, eksCluster, eksNodeGroup } from "../types";
import { absent, at, isTrue, list, notKnown, text } from "../values";
import type { Value } from "../values";

interface Config {
  eksAmiTypes: string[];
  eksReleaseVersions: string[];
  allowedTypes: string[];
}

const checks: Record<string, (properties: Value, config: Config) => string | undefined> = {
  [eksNodeGroup]: (group, config) => {
    const type = at(group, "amiType");
    if (type === notKnown || type === "CUSTOM") return undefined;
    // No type but a launch template: then the template's image decides, which machines-use-golden-image sees.
    if (absent(type) && !absent(at(group, "launchTemplate"))) return undefined;
    const image = text(type) ?? "default";
    if (!matchesAny(image, config.eksAmiTypes)) return `runs EKS's own image (${image})`;
    return releaseProblem(at(group, "releaseVersion"), config.eksReleaseVersions);
  },
  [eksCluster]: (cluster) =>
    isTrue(at(cluster, "computeConfig", "enabled")) ? "runs EKS's own image (Auto Mode)" : undefined,
  [ecsCapacityProvider]: (provider) => {
    const managed = at(provider, "managedInstancesProvider");
    return absent(managed) || managed === notKnown
      ? undefined
      : "runs ECS's own image (managed instances); an Auto Scaling group runs yours";
  },
  [batchEnvironment]: (environment) => {
    const resources = at(environment, "computeResources");
    const onMachines = ["EC2", "SPOT"].includes(text(at(resources, "type"))?.toUpperCase() ?? "");
    const given = [
      at(resources, "imageId"),
      at(resources, "launchTemplate"),
      ...list(at(resources, "ec2Configurations")).map((one) => at(one, "imageIdOverride")),
    ];
    return onMachines && given.every(absent) ? "runs Batch's own image" : undefined;
  },
};

export const managedNodesUseGoldenImage = resourcePolicy<Config>({
  name: "managed-nodes-use-golden-image",
  description: "Nodes that AWS manages (EKS, ECS, Batch) run an approved golden image, not AWS's own.",
  severity: "medium",
  sets: ["strict"],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
  fix: "Give it a launch template, or `imageId` for Batch, with a golden image that is made from AWS's own.",
  configSchema: {
    properties: {
      eksAmiTypes: patternList("EKS AMI types that are fine as they are, with `*`: `BOTTLEROCKET_*`."),
      eksReleaseVersions: patternList("Releases of those that are fine, with `*`. Empty: any."),
      allowedTypes: patternList("Types of resources that may run AWS's own image, with `*`: `aws:eks/*`."),
    },
  },
  types: Object.keys(checks),
  check: (properties, { args, config }) => {
    if (matchesAny(args.type, config.allowedTypes)) return [];
    const problem = checks[args.type]?.(properties, config);
    return problem === undefined ? [] : [problem];
  },
});

function releaseProblem(release: Value, approved: string[]): string | undefined {
  if (approved.length === 0 || release === notKnown) return undefined;
  const version = text(release);
  if (version === undefined) return "runs whichever release of EKS's image is the newest";
  return matchesAny(version, approved)
    ? undefined
    : `runs release ${version} of EKS's image, which is not approved`;
}
