// The default event bus of each account and region: an event goes to the targets of the rules that match it.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html

import type { Recorded } from "../image-builder/records";
import type { Settings } from "../image-builder/settings";
import type { World } from "../image-builder/world";
import type { ServiceEvent } from "./event";
import { matches, parsePattern } from "./pattern";
import { sendTo } from "./targets";

const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";

/** As the stand-in for the aws plugin writes rules down: one that EventBridge would not take is refused. */
export function checkRecorded(type: string, { eventPattern }: Readonly<Record<string, unknown>>): void {
  if (type === ruleType && eventPattern !== undefined) {
    parsePattern(String(eventPattern));
  }
}

export function deliver(event: ServiceEvent, world: World, settings: Settings): void {
  const here = (type: string): Recorded[] =>
    world.records
      .list(type)
      .filter(
        ({ account, region, properties }) =>
          account === event.account &&
          region === event.region &&
          (properties.eventBusName ?? "default") === "default",
      );
  const targets = here(targetType);
  const store = world.store(event);
  for (const { properties: rule } of here(ruleType)) {
    const isOn = rule.isEnabled !== false && rule.state !== "DISABLED";
    if (isOn && rule.eventPattern !== undefined && matches(parsePattern(String(rule.eventPattern)), event)) {
      for (const { properties: target } of targets.filter(
        ({ properties }) => properties.rule === rule.name,
      )) {
        const targetArn = String(target.arn);
        const failure = sendTo(
          { arn: targetArn, roleArn: target.roleArn as string | undefined },
          String(rule.arn),
          { world, store, settings },
        );
        store.deliveries.push({ rule: String(rule.name), targetArn, event, failure });
      }
    }
  }
}
