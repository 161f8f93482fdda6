// The Python environment: the pinned packages, and our own SDK on top.

import { rmSync } from "node:fs";
import { repoRoot, venvDir, venvPython } from "../paths.mjs";
import { SetupError } from "./errors.mjs";
import { run } from "./run.mjs";
import { onPath } from "./search-path.mjs";

export const pythonStep = {
  name: "python",
  says: "installing tools/python/requirements.txt into .cache/venv",
  needs: [],
  inputs: ["tools/python/requirements.txt"],
  // An environment holds its own path in its scripts.
  values: () => [repoRoot],
  outputs: [venvPython.slice(repoRoot.length + 1)],
  async run() {
    const python = ["python3", "python"].find(onPath);
    const why = "It is needed for the Python SDK, its tests, and AWS's service model.";
    if (!python)
      throw new SetupError(`Python 3.9 or later isn't installed (https://www.python.org/downloads). ${why}`);
    rmSync(venvDir, { recursive: true, force: true });
    try {
      await run(python, ["-m", "venv", venvDir]);
    } catch (error) {
      throw new SetupError(
        `${python} makes no environment (on Debian, install python3-venv). ${why}\n${error.message}`,
      );
    }
    await pip("--requirement", "tools/python/requirements.txt");
  },
};

export const sdkPythonStep = {
  name: "sdk-python",
  says: "installing sdk/python into .cache/venv, editable",
  needs: ["python"],
  source: "sdk/python/pyproject.toml",
  // Editable: Python reads the sources where they are.
  inputs: ["sdk/python/pyproject.toml"],
  outputs: [],
  async run() {
    // Everything it needs is in the environment: nothing is looked up.
    await pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", "sdk/python");
    await run(venvPython, ["-m", "pip", "check"]);
  },
};

async function pip(...args) {
  await run(venvPython, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...args]);
}
