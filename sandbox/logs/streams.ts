// The logs of builds, as CloudWatch Logs has them.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/monitor-cwlogs.html

import { buildOf, normalised } from "../image-builder/arns";
import type { Store, StoredImage } from "../image-builder/world";

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** By group, then by stream. */
export type LogGroups = Map<string, Map<string, LogEvent[]>>;

/** The group that is named after the image unless the build names another, and the stream of the build. */
export const logOf = ({ arn, name, version, loggingConfiguration }: StoredImage) => ({
  group: loggingConfiguration?.logGroupName ?? `/aws/imagebuilder/${normalised(name)}`,
  stream: `${version}/${buildOf(arn)}`,
});

export function writeLog({ logs }: Store, image: StoredImage, ...lines: readonly string[]): void {
  const { group, stream } = logOf(image);
  const streams = logs.get(group) ?? new Map<string, LogEvent[]>();
  logs.set(group, streams);
  const events = streams.get(stream) ?? [];
  streams.set(stream, events);
  events.push(...lines.map((message) => ({ timestamp: Date.now(), message })));
}
