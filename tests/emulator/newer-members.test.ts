// Members that the JavaScript SDK doesn't know, against botocore, which knows them all.

import * as sdk from "@aws-sdk/client-imagebuilder";
import { version as sdkVersion } from "@aws-sdk/client-imagebuilder/package.json";
import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { lastSdkWithout, newerMembers, withNewerMembers } from "../../provider/src/aws/newer-members";
import { operations, shapeOf, shapes } from "../../provider/src/checks/service-model/model";
import { clientOf } from "./fixtures";
import { runPython } from "./python";
import { valueOf } from "./shape-values";

const inTable = newerMembers.map(({ of, member }) => `${of}.${member}`);

describe("Members that the JavaScript SDK doesn't know", () => {
  it("are those of the table, and no others", () => {
    expect(sdkVersion).to.equal(lastSdkWithout);
    // The SDK's own schemas: a number for the kind, 3 of structures, then space, name, traits and members.
    const known = new Map(
      Object.values<unknown>({ ...sdk }).flatMap((schema): [string, readonly string[]][] =>
        Array.isArray(schema) && [3, -3].includes(schema[0]) ? [[schema[2], schema[4]]] : [],
      ),
    );
    const missing = Object.entries(shapes()).flatMap(([name, { members = {} }]) => {
      const knownMembers = known.get(name);
      return knownMembers === undefined
        ? []
        : Object.keys(members)
            .filter((member) => !knownMembers.includes(member))
            .map((member) => `${name}.${member}`);
    });
    expect(missing).to.have.members(inTable);
    expect(known.size).to.be.above(150);
  });

  it("are sent as botocore sends them, and handed on as it hands them on", async () => {
    const touched = Object.entries(operations()).filter(
      ([, { input, output }]) => hasNewer(input) || hasNewer(output),
    );
    // A few values of each, always the same.
    const calls = touched.flatMap(([name, { input, output }], seed) =>
      fc.sample(fc.tuple(valueOf(input), valueOf(output)), { numRuns: 4, seed }).map(([params, answer]) => ({
        name,
        params: { clientToken: "token", ...object(params) },
        answer: withTimes(answer, (time) => Math.floor(Math.abs(time % 4e12) / 1000)),
      })),
    );
    expect(touched.map(([name]) => name)).to.include.members([
      "CreateImageRecipe",
      "GetImage",
      "GetImagePipeline",
      "ListImageBuildVersions",
      "UpdateImagePipeline",
    ]);
    // Only where the model has it.
    for (const { name, params } of calls) {
      if (!Object.hasOwn(shapeOf(operations()[name]?.input ?? "").members ?? {}, "clientToken"))
        delete (params as { clientToken?: string }).clientToken;
    }

    const expected = await byBotocore(calls.map(({ name, params, answer }) => [name, params, answer]));
    const seen: (Wire & { length: number })[] = [];
    for (const { name, params, answer } of calls) seen.push(await bySdk(name, params, answer));
    expect(seen.map(({ body }) => body)).to.deep.equal(expected.map(({ body }) => sorted(body)));
    expect(seen.map(({ length, body }) => length - Buffer.byteLength(body))).to.deep.equal(
      calls.map(() => 0),
    );
    expect(seen.map(({ answer }) => answer)).to.deep.equal(expected.map(({ answer }) => answer));

    const all = JSON.stringify([seen.map(({ body }) => body), seen.map(({ answer }) => answer)]);
    for (const { member } of newerMembers) expect(all).to.include(member);
  });

  it("leave an error to the SDK", async () => {
    const client = answering(400, '{"message":"no such thing"}', {
      "x-amzn-errortype": "InvalidRequestException",
    });
    const error = await client.send(new sdk.ListImagesCommand({})).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(sdk.InvalidRequestException);
    expect(String(error)).to.include("no such thing");
  });
});

const object = (value: unknown): object => value as object;

/** Whether a member of the table is somewhere in a shape. */
function hasNewer(name: string, within: readonly string[] = []): boolean {
  if (within.includes(name)) return false;
  const { members = {}, member, value } = shapeOf(name);
  return (
    Object.keys(members).some((each) => inTable.includes(`${name}.${each}`)) ||
    [...Object.values(members).map(({ shape }) => shape), member, value].some(
      (shape) => shape !== undefined && hasNewer(shape, [...within, name]),
    )
  );
}

interface Wire {
  body: string;
  answer: unknown;
}

async function byBotocore(calls: readonly unknown[]): Promise<Wire[]> {
  const folder = mkdtempSync(join(tmpdir(), "wire-"));
  try {
    writeFileSync(join(folder, "calls.json"), JSON.stringify(calls));
    return (await runPython("botocore_wire.py", join(folder, "calls.json"))) as Wire[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let sent: { body: string; headers: Record<string, string> };

const textOf = (body: string | Uint8Array = ""): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);

/** A client whose requests go nowhere, and are all answered alike. */
function answering(
  statusCode: number,
  body: string,
  headers: Record<string, string> = {},
): sdk.ImagebuilderClient {
  const client = clientOf("http://127.0.0.1:1");
  client.config.requestHandler = {
    ...client.config.requestHandler,
    handle: async (request: { body?: string | Uint8Array; headers: Record<string, string> }) => {
      sent = { body: textOf(request.body), headers: request.headers };
      return { response: { statusCode, headers, body: Readable.from([Buffer.from(body)]) } };
    },
  } as unknown as typeof client.config.requestHandler;
  return withNewerMembers(client);
}

async function bySdk(name: string, params: object, answer: unknown): Promise<Wire & { length: number }> {
  const commands = sdk as unknown as Record<string, new (input: object) => sdk.GetImageCommand>;
  const Command = commands[`${name}Command`];
  if (Command === undefined) throw new Error(`The SDK has no ${name}.`);
  const { $metadata: _, ...output } = await answering(200, JSON.stringify(answer)).send(new Command(params));
  const { body, headers } = sent;
  return {
    body: sorted(body),
    length: Number(headers["content-length"] ?? 0),
    answer: withTimes(output, (time) => time),
  };
}

/** The same value as JSON has it, with a number for each point in time. */
const withTimes = (value: unknown, toNumber: (time: number) => number): unknown => {
  if (value instanceof Date) return toNumber(value.getTime());
  if (Array.isArray(value)) return value.map((item) => withTimes(item, toNumber));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [[key, withTimes(item, toNumber)]],
    ),
  );
};

/** The same JSON, with the members of each object in one order: serializers differ in that. */
const sorted = (body: string): string =>
  body === ""
    ? ""
    : JSON.stringify(JSON.parse(body), (_, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      );
