// Files that a user names: looked at before they are read, and refused with a clear message.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkWritten } from "../../../provider/src/engine/checks";
import { readUsersFile } from "../../../provider/src/documents/file";
import { goldenImageRules } from "../../../provider/src/golden-image/rules";
import { Asset, Lifted } from "../../../provider/src/protocol/values";
import type { Values } from "../../../provider/src/protocol/values";
import { locationOf } from "../location";

const token = "goldenimage:index:GoldenImage";
const image: Values = { source: { os: "debian-12" }, region: "eu-west-1" };
const told = (values: Values): string[] =>
  checkWritten(token, { ...image, ...values }, (inputs) =>
    goldenImageRules(inputs, "web", locationOf(inputs)),
  ).map(({ path, message }) => `${path}: ${message}`);

/** Everywhere a file can be named. */
const places: [path: string, inputs: (file: string) => Values, most: string][] = [
  ["customize[0].documentFile", (file) => ({ customize: [{ documentFile: file }] }), "65,536"],
  ["harden.steps[0].documentFile", (file) => ({ harden: { steps: [{ documentFile: file }] } }), "65,536"],
  ["tests.steps[0].documentFile", (file) => ({ tests: { steps: [{ documentFile: file }] } }), "65,536"],
  ["workflows[0].documentFile", (file) => ({ workflows: [{ type: "TEST", documentFile: file }] }), "16,000"],
  ["customize[0].document", (file) => ({ customize: [{ document: new Asset("path", file, {}) }] }), "65,536"],
  [
    "workflows[0].document",
    (file) => ({ workflows: [{ type: "TEST", document: new Asset("path", file, {}) }] }),
    "16,000",
  ],
];

describe("A user's file", () => {
  let folder = "";
  let server: Server;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "files-"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    symlinkSync(join(folder, "pipe"), join(folder, "link-to-pipe"));
    symlinkSync(join(folder, "loop"), join(folder, "loop"));
    writeFileSync(join(folder, "huge.yaml"), "x".repeat(70_000));
    writeFileSync(join(folder, "utf-16.yaml"), Buffer.from("name: x", "utf16le").subarray(1));
    writeFileSync(join(folder, "binary.yaml"), Buffer.from([0xff, 0xfe, 0x00]));
    server = createServer().listen(join(folder, "socket"));
    await new Promise((resolve) => server.once("listening", resolve));
  });

  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  for (const [path, inputs, most] of places) {
    const refusals: [what: string, file: () => string, message: string][] = [
      ["a named pipe", () => join(folder, "pipe"), "must be a file, not a named pipe"],
      ["a link to a named pipe", () => join(folder, "link-to-pipe"), "must be a file, not a named pipe"],
      ["a device", () => "/dev/zero", "must be a file, not a device"],
      ["a terminal", () => "/dev/tty", "must be a file, not a device"],
      ["a folder", () => folder, "must be a file, not a folder"],
      ["a socket", () => join(folder, "socket"), "must be a file, not a socket"],
      ["a huge file", () => join(folder, "huge.yaml"), `is over ${most} bytes`],
      ["a file without end that tells no size", () => "/proc/kallsyms", `is over ${most} bytes`],
      ["what isn't there", () => join(folder, "none.yaml"), "there is no such file"],
      ["a file as a folder", () => join(folder, "huge.yaml/x"), "there is no such file"],
      ["a loop of links", () => join(folder, "loop"), "can't be read (ELOOP)"],
      ["a name that is too long", () => join(folder, "x".repeat(5000)), "can't be read (ENAMETOOLONG)"],
      ["text that isn't UTF-8", () => join(folder, "binary.yaml"), "must be text in UTF-8"],
      ["a web address", () => "https://example.com/x.yaml", "must be the path of a file, not an address"],
      ["a file's address", () => "file:///etc/hosts", "must be the path of a file, not an address"],
      ["an S3 URI", () => "s3://bucket/x.yaml", "must be the path of a file, not an address"],
    ];
    for (const [what, file, message] of refusals) {
      it(`${path} refuses ${what}`, () => {
        const own = told(inputs(file())).filter((line) => line.startsWith(path));
        expect(own).to.have.length(1);
        expect(own[0]).to.include(`${path}: ${message}`);
        expect(own[0]).not.to.include(folder);
      }).timeout(60_000);
    }

    it(`${path} accepts a name that isn't known yet`, () => {
      const unknown = new Lifted(undefined, false, false);
      expect(
        told(inputs(unknown as unknown as string)).filter((line) => line.startsWith(path)),
      ).to.deep.equal([]);
    });
  }

  for (const uri of ["https://example.com/x.yaml", "file:///etc/hosts"]) {
    it(`an asset at ${uri} is refused`, () => {
      expect(told({ customize: [{ document: new Asset("uri", uri, {}) }] })).to.deep.equal([
        "customize[0].document: must be text or a file of the program's, not an asset from elsewhere",
      ]);
    });
  }

  it("is read unchanged, up to the limit", () => {
    const file = join(folder, "just.yaml");
    writeFileSync(file, "é".repeat(100));
    expect(readUsersFile(file, 200)).to.deep.equal({ text: "é".repeat(100) });
    expect(readUsersFile(file, 199).problem).to.include("is over 199 bytes");
  });

  it("limits a text asset, too", () => {
    const text = `# ${"é".repeat(8000)}`;
    const lines = told({ customize: [{ document: new Asset("text", text, {}) }] });
    expect(lines.join("\n")).to.include(
      "customize[0].document: is 16002 bytes long, and what is over 16,000 must go through S3",
    );
  });
});
