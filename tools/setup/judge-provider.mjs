// A copy of the AWS provider's sources without the services that nobody here uses. There are some 250, and to compile
// them all takes half an hour. What the services that stay do is not changed, nor what they share: two generated lists of
// the provider get shorter, and what newer releases take is taken (see `newer`).

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SetupError } from "./errors.mjs";

/** The provider's packages of the services whose types and functions tools/judge/types.go maps. */
const mapped = [
  "cloudwatch",
  "ec2",
  "ecr",
  "events",
  "iam",
  "imagebuilder",
  "kms",
  "logs",
  "meta",
  "resourcegroupstaggingapi",
  "s3",
  "sns",
  "ssm",
  "sts",
];

const provider = "github.com/hashicorp/terraform-provider-aws";
const sdk = "github.com/aws/aws-sdk-go-v2/service";

/** What the newest importable release refuses, and the provider behind today's @pulumi/aws takes. */
const newer = [
  {
    // A life cycle may be for all versions of a recipe: x.x.x.
    path: "internal/service/imagebuilder/lifecycle_policy.go",
    from: "`^[0-9]+\\.[0-9]+\\.[0-9]+$`",
    to: "`^(?:[0-9]+|x)\\.(?:[0-9]+|x)\\.(?:[0-9]+|x)$`",
  },
];

/** Copies the provider from one folder to another. */
export function copyProvider(from, to) {
  const { services, clients } = closure(from);
  const changed = new Map([
    ["internal/provider/sdkv2/service_packages_gen.go", onlyPackages(services)],
    ["internal/conns/awsclient_gen.go", onlyClients(clients)],
    ...newer.map(({ path, from: old, to: now }) => [path, (text) => replaced(path, text, old, now)]),
  ]);
  // File by file: the module cache is read-only, and a copy of its folders would be, too.
  const copy = (path) => {
    if (!isNeeded(path, services)) return;
    if (statSync(join(from, path)).isDirectory()) {
      mkdirSync(join(to, path), { recursive: true });
      for (const name of readdirSync(join(from, path))) copy(`${path}/${name}`);
    } else {
      const content = readFileSync(join(from, path));
      const change = changed.get(path);
      writeFileSync(join(to, path), change === undefined ? content : change(content.toString()));
    }
  };
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  ["go.mod", "go.sum", "LICENSE", "internal", "names", "version", "xpprovider"].forEach(copy);
}

function replaced(path, text, old, now) {
  if (!text.includes(old)) throw new SetupError(`${path} of the AWS provider has no ${old}`);
  return text.replace(old, () => now);
}

const unneeded = new Set(["testdata", "generate", "acctest"]);

function isNeeded(path, services) {
  const [first, second, service] = path.split("/");
  if (path.endsWith("_test.go") || unneeded.has(basename(path))) return false;
  // What is no folder is for all services.
  const ofService = first === "internal" && second === "service" && service !== undefined;
  return !ofService || service.includes(".") || services.has(service);
}

const onlyPackages = (services) => (text) =>
  keepLines(text, (line) => {
    const name =
      line.match(new RegExp(`"${provider}/internal/service/(\\w+)"`)) ??
      line.match(/^\t\t(\w+)\.ServicePackage\(ctx\),$/);
    return name === null || services.has(name[1]);
  });

/** A client is a method of its own, with the import of its package. */
const onlyClients = (needed) => (text) => {
  const aliases = new Map();
  for (const [, alias, path] of text.matchAll(new RegExp(`^\\t(?:(\\w+) )?"(${sdk}/\\w+)"$`, "gm"))) {
    aliases.set(alias ?? path.split("/").at(-1), path);
  }
  const isNeeded = (alias) => !aliases.has(alias) || needed.has(aliases.get(alias));
  const imports = keepLines(text, (line) => {
    const path = line.match(new RegExp(`"(${sdk}/\\w+)"`));
    return path === null || needed.has(path[1]);
  });
  return imports.replace(
    /^func \(c \*AWSClient\) \w+\(ctx context\.Context[^)]*\) \*(\w+)\.Client \{\n.*?^\}\n\n?/gms,
    (method, alias) => (isNeeded(alias) ? method : ""),
  );
};

const keepLines = (text, keep) => text.split("\n").filter(keep).join("\n");

/** The services with those that they build on, and the SDK's packages that all of them import. */
function closure(root) {
  const clients = new Set();
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const path of importsOf(join(root, name))) {
      if (path.startsWith(`${sdk}/`)) clients.add(path.split("/").slice(0, 5).join("/"));
      if (path.startsWith(`${provider}/`)) visit(path.slice(provider.length + 1));
    }
  };
  for (const service of mapped) visit(`internal/service/${service}`);
  const all = [...seen].map((name) => name.match(/^internal\/service\/(\w+)/)?.[1]);
  return { clients, services: new Set(all.filter((name) => name !== undefined)) };
}

/** The list of clients does not count: it imports them all. */
function importsOf(folder) {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith(".go") && !name.endsWith("_test.go") && name !== "awsclient_gen.go",
  );
  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/^(?:import )?\s*(?:[\w.]+ )?"([\w./-]+)"$/gm)].map(([, path]) => path);
  });
}
