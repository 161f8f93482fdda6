import { expect } from "chai";
import { stackFindings, unknownValue } from "../spec-helper";
import type { Subject } from "../spec-helper";
import * as types from "../types";
import { groupsUseApprovedTemplate } from "./groups-use-approved-template";

const group = (props: Record<string, unknown>): Subject => ({
  type: types.autoScalingGroup,
  name: "web",
  props,
});
const template: Subject = {
  type: types.launchTemplate,
  name: "own",
  props: { arn: "arn:aws:ec2:eu-west-1:111111111111:launch-template/lt-0123", name: "own-template" },
};

const messages = (subjects: Subject[], config = {}): string[] =>
  stackFindings(groupsUseApprovedTemplate, subjects, config).map(({ message }) => message);

describe("groups-use-approved-template", () => {
  it("passes a template of the stack, by its ID or name", () => {
    const byId = group({ launchTemplate: { id: "lt-0123" } });
    const byName = group({ launchTemplate: { name: "own-template" } });
    expect(messages([template, byId, byName])).to.deep.equal([]);
    const configuration = { type: types.launchConfiguration, props: { name: "old-way" } };
    expect(messages([configuration, group({ launchConfiguration: "old-way" })])).to.deep.equal([]);
  });

  it("reports another template, with the resource and the fix", () => {
    expect(
      stackFindings(groupsUseApprovedTemplate, [template, group({ launchTemplate: { id: "lt-9" } })]),
    ).to.deep.equal([
      {
        name: "web",
        message: `Group 'web' has lt-9 as 'launchTemplate', whose image nobody checks. ${groupsUseApprovedTemplate.remediationSteps}`,
      },
    ]);
  });

  const specification = { launchTemplateSpecification: { launchTemplateId: "lt-9" } };
  const mixed = (launchTemplate: unknown) => group({ mixedInstancesPolicy: { launchTemplate } });
  const consumers: [string, Subject][] = [
    ["launchConfiguration", group({ launchConfiguration: "lt-9" })],
    ["mixedInstancesPolicy.launchTemplate.launchTemplateSpecification", mixed(specification)],
    [
      "mixedInstancesPolicy.launchTemplate.overrides[0].launchTemplateSpecification",
      mixed({ overrides: [specification] }),
    ],
    [
      "launchTemplateConfigs[0].launchTemplateSpecification",
      { type: types.fleet, props: { launchTemplateConfigs: [specification] } },
    ],
    [
      "launchTemplateConfigs[0].launchTemplateSpecification",
      {
        type: types.spotFleet,
        props: { launchTemplateConfigs: [{ launchTemplateSpecification: { id: "lt-9" } }] },
      },
    ],
    ["launchTemplate", { type: types.eksNodeGroup, props: { launchTemplate: { name: "lt-9" } } }],
    ["launchTemplate", { type: types.instance, props: { launchTemplate: { id: "lt-9" } } }],
    [
      "computeResources.launchTemplate",
      {
        type: types.batchEnvironment,
        props: { computeResources: { launchTemplate: { launchTemplateName: "lt-9" } } },
      },
    ],
  ];
  for (const [where, subject] of consumers) {
    it(`looks at ${where} of ${subject.type}`, () => {
      const [message, ...others] = messages([subject]);
      expect(message).to.include(`has lt-9 as '${where}'`);
      expect(others).to.deep.equal([]);
    });
  }

  it("lets pass what isn't known in preview, and what has no template", () => {
    const unknown = [
      group({ launchTemplate: unknownValue }),
      group({ launchTemplate: { id: unknownValue } }),
      group({ launchTemplate: { name: unknownValue } }),
      group({ mixedInstancesPolicy: unknownValue }),
      group({}),
    ];
    expect(messages(unknown)).to.deep.equal([]);
  });

  it("takes templates of other stacks from its configuration", () => {
    const subjects = [group({ launchTemplate: { name: "golden-web" } })];
    expect(messages(subjects, { launchTemplates: ["golden-*"] })).to.deep.equal([]);
    expect(messages(subjects, { launchTemplates: ["silver-*"] })).to.have.length(1);
  });
});
