// Where the log of a build is, and how it ends.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/monitor-cwlogs.html

import type { Image } from "@aws-sdk/client-imagebuilder";
import type { OutputLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { Aws } from "../aws/clients";
import { logsSdk } from "../aws/clients";
import { errorMessage, explain, isDenied, isMissing } from "../aws/errors";
import { regionOfImage } from "./outputs";
import type { Step } from "./steps";

const shownLines = 10;
const longestLine = 300;
/** Terminals break longer ones, and what is broken can't be clicked. */
const longestLink = 149;

export interface LogPlace {
  group: string;
  stream: string;
}

/** A group named after the image unless the build names another, and a stream of the build's own. */
export function logOf({ arn = "", loggingConfiguration }: Image): LogPlace {
  const [, name = "", ...version] = arn.split("/");
  return {
    group: loggingConfiguration?.logGroupName ?? `/aws/imagebuilder/${name}`,
    stream: version.join("/"),
  };
}

/** Links in CloudWatch's short form, as AWS's own services hand them out. The longest that isn't too long. */
export function logLink({ group, stream }: LogPlace, region: string): string {
  const console = `https://${consoleOf(region)}/cloudwatch/home?region=${region}`;
  const links = [
    `${console}#logEventViewer:group=${group};stream=${stream}`,
    `${console}#logStream:group=${group}`,
    `${console}#logs:`,
  ];
  return links.find((link) => link.length <= longestLink) ?? "";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function consoleOf(region: string): string {
  if (region.startsWith("cn-")) return "console.amazonaws.cn";
  return region.startsWith("us-gov-") ? "console.amazonaws-us-gov.com" : "console.aws.amazon.com";
}

export async function logLines(
  image: Image,
  step: Partial<Step>,
  aws: Aws,
  region: unknown,
): Promise<string[]> {
  const place = logOf(image);
  const link = logLink(place, regionOfImage(image));
  const head = `log group ${place.group}, stream ${place.stream}: ${link}`;
  try {
    const lines = (await lastEvents(place, step, aws, region)).map(
      ({ message = "" }) => `  ${message.trimEnd().slice(0, longestLine)}`,
    );
    return [head, ...(lines.length > 0 ? lines : ["  (the log has no lines of it)"])];
  } catch (error) {
    return [head, `  (${whyNot(error)})`];
  }
}

function whyNot(error: unknown): string {
  if (isMissing(error)) return "there is no such log";
  return isDenied(error)
    ? "the permission logs:GetLogEvents is missing to read its last lines"
    : `its last lines can't be read: ${errorMessage(explain(error, "logs:GetLogEvents"))}`;
}

async function lastEvents(
  { group, stream }: LogPlace,
  { startTime, endTime }: Partial<Step>,
  aws: Aws,
  region: unknown,
): Promise<OutputLogEvent[]> {
  const { GetLogEventsCommand } = logsSdk();
  let found: OutputLogEvent[] = [];
  let nextToken: string | undefined;
  // CloudWatch answers with empty pages, too.
  for (let page = 0; page < 3 && found.length < shownLines; page++) {
    const { events = [], nextBackwardToken } = await aws.logs(region).send(
      new GetLogEventsCommand({
        logGroupName: group,
        logStreamName: stream,
        startTime: timeOf(startTime, -clockDifference),
        endTime: timeOf(endTime, clockDifference),
        limit: shownLines,
        startFromHead: false,
        nextToken,
      }),
    );
    found = [...events, ...found].slice(-shownLines);
    if (nextBackwardToken === nextToken) break;
    nextToken = nextBackwardToken;
  }
  return found;
}

/** The instance and Image Builder need not agree on the time. */
const clockDifference = 5_000;

function timeOf(iso: string | undefined, shift: number): number | undefined {
  const time = Date.parse(iso ?? "");
  return Number.isNaN(time) ? undefined : time + shift;
}
