// The SDKs as packages to publish.

import { sdkPackages } from "../package/sdk-names.mjs";
import { goBuild } from "./go.mjs";
import { run } from "./run.mjs";
import { fingerprint, onPath } from "./search-path.mjs";

const windows = process.platform === "win32";

export const gomodzipStep = {
  name: "gomodzip",
  says: "building the packer of Go modules",
  needs: [],
  inputs: ["tools/pulumi/gomodzip", "tools/pulumi/go.mod", "tools/pulumi/go.sum"],
  outputs: [windows ? ".cache/bin/gomodzip.exe" : ".cache/bin/gomodzip"],
  run: () =>
    goBuild({
      module: "tools/pulumi",
      program: "./gomodzip",
      name: "gomodzip",
      why: "to pack the Go SDK",
    }),
};

const packStep = (language, needs) => ({
  name: `package-${language}`,
  says: `packing sdk/${language}`,
  needs,
  inputs: [`sdk/${language}`, "tools/package", "LICENSE"],
  outputs: sdkPackages[language].map((name) => `dist/${name}`),
  run: async () => void (await run(process.execPath, ["tools/package/sdks.mjs", language])),
});

const java = packStep("java", []);
const hasJava = onPath("javac") && onPath("mvn");

export const sdkPackageSteps = [
  packStep("nodejs", ["sdk-nodejs"]),
  packStep("python", ["python"]),
  packStep("go", ["sdk-go", "gomodzip"]),
  {
    ...java,
    // A JDK and Maven are asked of nobody who isn't after this very package.
    values: () => [fingerprint(onPath("javac")), fingerprint(onPath("mvn"))],
    outputs: hasJava ? java.outputs : [],
    run: async () => (hasJava ? java.run() : "left out, for want of a JDK and Maven on the PATH"),
  },
];
