import type { PolicyResource } from "@pulumi/policy";
import { matchesAny, patternList } from "../globs";
import { stackPolicy } from "../policy";
import { launchConfiguration, launchTemplate } from "../types";
import { at, notKnown, settle, text } from "../values";
import { templateReferences } from "./references";

export const groupsUseApprovedTemplate = stackPolicy<{ launchTemplates: string[] }>({
  name: "groups-use-approved-template",
  description:
    "Auto Scaling groups (also of mixed instances), fleets, node groups and Batch use launch templates whose image is checked.",
  severity: "medium",
  sets: ["strict", "cis-aws"],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html",
  fix: "Use a launch template of this stack, where `machines-use-golden-image` sees its image, or an approved one.",
  configSchema: {
    properties: {
      launchTemplates: patternList(
        "IDs or names of launch templates and configurations elsewhere, with `*`.",
      ),
    },
  },
  check: ({ resources }, config, report) => {
    const own = new Set(resources.flatMap(namesOf));
    for (const resource of resources) {
      for (const { where, id, name } of templateReferences(resource)) {
        if (id === notKnown || name === notKnown) continue;
        const called = [text(id), text(name)].filter((one) => one !== undefined);
        if (called.some((one) => own.has(one) || matchesAny(one, config.launchTemplates))) continue;
        report(`has ${called.join(", ")} as '${where}', whose image nobody checks`, resource.urn);
      }
    }
  },
});

/** The name and the ID of a launch template of the stack. The ID is only in its ARN. */
function namesOf({ type, props }: PolicyResource): string[] {
  if (type !== launchTemplate && type !== launchConfiguration) return [];
  const template = settle(props);
  const id = text(at(template, "arn"))?.match(/launch-template\/(lt-[0-9a-f]+)$/)?.[1];
  return [id, text(at(template, "name"))].filter((one) => one !== undefined);
}
