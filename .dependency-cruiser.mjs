// Which room may import which (ARCHITECTURE.md). `npm run lint` holds to it, types included: whoever moves a file up a
// floor breaks nothing below.

/** The floors of provider/src, lowest first: a room imports from the floors below its own, and from itself. */
const floors = [
  ["protocol"],
  ["checks", "aws"],
  ["documents"],
  ["plan"],
  ["parts", "command"],
  ["engine"],
  ["internal"],
];

/** Above them is a room for each resource that users write. Those don't know each other, but for these. */
const resources = "(?:golden-image|distribution-target|image-[^/]+)";
const neighbours = {
  "golden-image": ["image-distribution"],
  "distribution-target": ["image-distribution"],
  "image-import": ["image-build"],
};

const source = "^provider/src/";
const named = (rooms) => `(?:${rooms.join("|")})`;

const arrows = floors.map((rooms, floor) => ({
  name: `${rooms.join("-and-")}-import-only-from-below`,
  comment: "ARCHITECTURE.md has the floors. Move what is shared down, or hand it in as an argument.",
  severity: "error",
  from: { path: `${source}(${named(rooms)})/` },
  to: {
    path: source,
    pathNot: `${source}${named(["$1", ...floors.slice(0, floor).flat()])}/`,
  },
}));

export default {
  forbidden: [
    ...arrows,
    {
      name: "resources-import-only-from-below",
      comment: "ARCHITECTURE.md has the floors, and which resources know each other.",
      severity: "error",
      from: { path: `${source}(${resources})/` },
      to: {
        path: source,
        pathNot: [
          `${source}${named(["$1", ...floors.flat()])}/`,
          ...Object.values(neighbours)
            .flat()
            .map((name) => `${source}${name}/`),
        ],
      },
    },
    ...[...new Set(Object.values(neighbours).flat())].map((neighbour) => ({
      name: `${neighbour}-is-imported-by-its-neighbours`,
      comment: "ARCHITECTURE.md has which resources know each other.",
      severity: "error",
      from: {
        path: `${source}${resources}/`,
        pathNot: `${source}${named([
          neighbour,
          ...Object.keys(neighbours).filter((name) => neighbours[name].includes(neighbour)),
        ])}/`,
      },
      to: { path: `${source}${neighbour}/` },
    })),
    {
      name: "every-room-has-a-floor",
      comment: "A new room of provider/src gets its floor in .dependency-cruiser.mjs and ARCHITECTURE.md.",
      severity: "error",
      from: {},
      to: {
        path: `${source}[^/]+/`,
        pathNot: `${source}${named([...floors.flat(), resources])}/`,
      },
    },
    {
      name: "nothing-imports-main",
      severity: "error",
      from: {},
      to: { path: `${source}main\\.ts$` },
    },
    {
      name: "the-plugin-is-on-its-own",
      comment: "What is shipped needs nothing of what surrounds it.",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(?:sandbox|tests|tools|policy|examples|sdk)/" },
    },
    {
      name: "the-policy-pack-is-on-its-own",
      comment: "It is a package of its own.",
      severity: "error",
      from: { path: "^policy/" },
      to: { path: "^(?:provider|sandbox|tests|tools|examples|sdk)/" },
    },
    {
      name: "only-tests-import-tests",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
    {
      name: "no-circles",
      comment: "Move what both need into a file that imports neither.",
      severity: "error",
      from: { pathNot: "^sandbox/" },
      to: { circular: true },
    },
    {
      name: "no-circles-at-run-time",
      comment: "In the sandbox a type may refer back to what it is a part of.",
      severity: "error",
      from: { path: "^sandbox/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    // `import type` and `typeof import("./x")` are arrows too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: "(?:^|/)node_modules/" },
    exclude: { path: "(?:^|/)node_modules/|(?:^|/)bin/" },
    enhancedResolveOptions: { extensions: [".ts", ".mts", ".mjs", ".js", ".json"] },
  },
};
