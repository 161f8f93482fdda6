// The sandbox's own endpoints, below /_sandbox/: what AWS does not have, and what tests and the stand-in plugin need.
//
//   GET    state                  everything that is there
//   GET    arrivals[?image=ARN]   what builds have brought about, by account and region
//   GET    requests               the journal of requests
//   POST   faults                 {operation?, count, share?, status: 400 | 403 | 429 | 500 | "drop" | "lose"}: what happens to the next
//                                 requests. Those to other services are meant by `ec2:DescribeImages` and so on.
//                                 Those for other resources than Image Builder's are meant by `POST`, `POST TYPE` and so on
//   POST   findings               {pipeline | image: name or ARN, findings}: what scans find
//   POST   lifecycle              {time?}: runs every lifecycle policy that is enabled, as if it were that time
//   POST   reset                  forgets everything
//   PUT    resources/TYPE/ID      {account, region, properties}: a resource that is not Image Builder's, new or changed
//   POST   resources/TYPE/ID      the same for a new one, refused as AWS refuses a name that is taken
//   GET    resources[/TYPE/ID]    [?type=] or [?account=&region=]
//   DELETE resources/TYPE/ID      [?account=&region=], refused as AWS refuses it while the resource is in use
//   DELETE contents/NAME          [?account=&region=]: the container images in a repository, or the disk images in a bucket
//   GET    tagged                 ?account=&region=&key=[&value=...]: the ARNs of all that has a tag, with its tags

import { checkShape } from "../../provider/src/checks/service-model/check";
import { operations } from "../../provider/src/checks/service-model/model";
import { checkRecorded } from "../events/bus";
import { createNeighbour, deleteNeighbour, writeNeighbour } from "../neighbours";
import { arrivals } from "./arrivals";
import { raiseFault } from "./answer";
import { describeViolation } from "../../provider/src/checks/service-model/violation";
import { AwsError } from "./errors";
import { runLifecyclePolicies } from "./lifecycle-executions";
import type { Where } from "./records";
import type { PlantedFindings } from "./scan-findings";
import { snapshot } from "./snapshot";
import { taggedResources } from "./tagged";
import type { Tagged } from "./tagged";
import type { Fault, World } from "./world";

export interface ControlRequest {
  readonly method: string;
  /** The parts of the path after /_sandbox/, unescaped. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

export function control(
  { method, path, query, body }: ControlRequest,
  world: World,
  reset: () => void,
): object | "drop" {
  const [endpoint, type = ""] = path;
  const fault =
    endpoint === "resources" && method !== "GET" ? raiseFault(world.faults, `${method} ${type}`) : undefined;
  if (fault === "drop") return fault;
  const answered = carryOut({ method, path, query, body }, world, reset);
  return fault === "lose" ? "drop" : answered;
}

function carryOut({ method, path, query, body }: ControlRequest, world: World, reset: () => void): object {
  const [endpoint, type = "", id = ""] = path;
  switch (`${method} ${endpoint}`) {
    case "GET state":
      return snapshot(world);
    case "GET arrivals":
      return arrivals(world, query.get("image") ?? undefined);
    case "GET requests":
      return { requests: world.journal };
    case "POST reset":
      reset();
      return {};
    case "POST faults":
      world.faults.push(parseFault(body));
      return {};
    case "POST lifecycle":
      return { lifecycleExecutions: runLifecyclePolicies(world, parseTime(body)) };
    case "POST findings":
      world.findings.push(parseFindings(body));
      return {};
    case "PUT resources":
      writeNeighbour(world, { type, id, ...parseResource(type, body) });
      return {};
    case "POST resources":
      createNeighbour(world, { type, id, ...parseResource(type, body) });
      return {};
    case "DELETE resources":
      return { deleted: deleteNeighbour(world, type, id, placeIn(query)) };
    case "DELETE contents":
      return { deleted: deleteContents(world, type, placeIn(query)) };
    case "GET tagged":
      return { tagged: tagged(world, query) };
    case "GET resources":
      return type === ""
        ? { resources: world.records.list(query.get("type") ?? undefined) }
        : one(world, type, id, query);
    default:
      throw new AwsError("NotFound", "The sandbox has no such endpoint.", 404);
  }
}

function one(world: World, type: string, id: string, query: URLSearchParams): object {
  const resource = world.records.get(type, id, placeIn(query));
  if (resource === undefined) {
    throw new AwsError("NotFound", "The resource is not recorded.", 404);
  }
  const { account, region, properties } = resource;
  return { account, region, properties };
}

/** What `aws ecr batch-delete-image` and `aws s3 rm` do. */
function deleteContents(world: World, name: string, { account, region }: Where): number {
  const remove = <T>(list: T[], isThere: (item: T) => boolean): number => {
    const gone = list.filter(isThere);
    for (const item of gone) list.splice(list.indexOf(item), 1);
    return gone.length;
  };
  return [...world.allStores()]
    .filter(({ place }) => (account ?? place.account) === place.account)
    .filter(({ place }) => (region ?? place.region) === place.region)
    .map(
      ({ containers, exports }) =>
        remove(containers, ({ repositoryName }) => repositoryName === name) +
        remove(exports, ({ uri }) => uri.startsWith(`s3://${name}/`)),
    )
    .reduce((sum, count) => sum + count, 0);
}

function tagged(world: World, query: URLSearchParams): Tagged[] {
  const { account, region } = placeIn(query);
  const key = query.get("key") ?? undefined;
  if (account === undefined || region === undefined || key === undefined) {
    throw refuse("A tag is looked for by account, region and key.");
  }
  return taggedResources(world, { account, region }, key, query.getAll("value"));
}

/** One name can be in several regions and accounts. Without either, the first that is found is meant. */
const placeIn = (query: URLSearchParams): Where => ({
  account: query.get("account") ?? undefined,
  region: query.get("region") ?? undefined,
});

const refuse = (message: string): AwsError => new AwsError("BadRequest", message, 400);

function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    throw refuse("The body is not JSON.");
  }
}

function parseFault(body: string): Fault {
  const { operation, count, share, status } = parse(body);
  const isRecord = typeof operation === "string" && /^(?:POST|PUT|DELETE)(?: aws:|$)/.test(operation);
  const isKnown =
    typeof operation === "string" && (operation in operations() || /^[a-z0-9]+:[A-Z]\w+$/.test(operation));
  if (operation !== undefined && !isRecord && !isKnown) {
    throw refuse(
      "operation is none of Image Builder's or another service's, nor a method and a type of other resources.",
    );
  }
  const known = statuses.find((each) => each === status);
  if (!Number.isInteger(count) || known === undefined) {
    throw refuse("A fault has a count and a status: 400, 403, 429, 500, 'drop' or 'lose'.");
  }
  if (share !== undefined && !(typeof share === "number" && share > 0 && share <= 1)) {
    throw refuse("A share is more than 0, and 1 at most.");
  }
  return { operation, count: count as number, share, status: known };
}

const statuses: readonly Fault["status"][] = [400, 403, 429, 500, "drop", "lose"];

function parseTime(body: string): Date {
  const { time } = body === "" ? {} : parse(body);
  const at = time === undefined ? new Date() : new Date(String(time));
  if (Number.isNaN(at.getTime())) {
    throw refuse("time is not a time.");
  }
  return at;
}

function parseFindings(body: string): PlantedFindings {
  const { pipeline, image, findings } = parse(body) as unknown as PlantedFindings;
  if ((typeof pipeline !== "string" && typeof image !== "string") || !Array.isArray(findings)) {
    throw refuse("Findings are planted for a pipeline or an image, by name or ARN.");
  }
  const [violation] = checkShape("ImageScanFindingsList", findings, ["findings"]);
  if (violation !== undefined) {
    throw refuse(`${violation.path.join(".")} ${describeViolation(violation)}`);
  }
  return { pipeline, image, findings: findings as PlantedFindings["findings"] };
}

function parseResource(type: string, body: string) {
  const { account, region, properties } = parse(body);
  if (typeof account !== "string" || typeof region !== "string" || typeof properties !== "object") {
    throw refuse("A resource has account, region and properties.");
  }
  checkRecorded(type, { ...properties });
  return { account, region, properties: { ...properties } };
}
