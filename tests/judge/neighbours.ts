// The real AWS provider as the sandbox's `aws` plugin, with moto for what is not Image Builder's.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { awsJudgeDir, judgePython, repoRoot } from "../../tools/paths.mjs";
import type { Recorded } from "../../sandbox/image-builder/records";
import type { AwsPlugin } from "../../sandbox/sandbox";

export interface Neighbours {
  readonly aws: AwsPlugin;
  /** Everything that they hold, as the emulator of Image Builder keeps it. */
  records(): Promise<readonly Recorded[]>;
  /** Puts a file into a bucket that no stack has made. */
  storeFile(bucket: string, key: string): Promise<void>;
  close(): Promise<void>;
}

/** The services, as the provider's configuration calls their endpoints. */
const services = [
  "cloudwatchlogs",
  "ec2",
  "ecr",
  "eventbridge",
  "iam",
  "kms",
  "resourcegroupstaggingapi",
  "s3",
  "s3control",
  "sns",
  "ssm",
  "sts",
];

export async function startNeighbours(): Promise<Neighbours> {
  const server = spawn(judgePython, [join(repoRoot, "tests/judge/neighbours.py")], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(server, "close").then(() => {
    throw new Error(`moto ended:\n${said}`);
  });
  ended.catch(() => undefined);
  const [address] = (await Promise.race([once(server.stdout, "data"), ended])) as [Buffer];
  const url = address.toString().trim();
  return {
    aws: {
      folder: awsJudgeDir,
      endpoints: Object.fromEntries(services.map((service) => [service, url])),
      config: {
        "aws:accessKey": "sandbox",
        "aws:secretKey": "sandbox",
        "aws:s3UsePathStyle": "true",
        // S3 Control puts the account before the host's name, and no name server knows that one.
        "aws:httpProxy": url,
      },
    },
    async records() {
      const response = await fetch(`${url}/_sandbox/records`);
      if (!response.ok) {
        const message = `moto answers ${response.status} to what it holds:\n${said}`;
        // The emulator can only answer that it failed, and the provider then asks again for minutes.
        console.error(message);
        throw new Error(message);
      }
      return (await response.json()) as Recorded[];
    },
    async storeFile(bucket, key) {
      const place = "<LocationConstraint>eu-west-1</LocationConstraint>";
      await put(url, bucket, `<CreateBucketConfiguration>${place}</CreateBucketConfiguration>`);
      await put(url, `${bucket}/${key}`, "");
    },
    async close() {
      server.stdin.end();
      await ended.catch(() => undefined);
    },
  };
}

async function put(url: string, path: string, body: string): Promise<void> {
  const authorization = "AWS4-HMAC-SHA256 Credential=sandbox/20250101/eu-west-1/s3/aws4_request";
  const response = await fetch(`${url}/${path}`, { method: "PUT", headers: { authorization }, body });
  if (!response.ok)
    throw new Error(`moto answers ${response.status} to PUT ${path}: ${await response.text()}`);
}
