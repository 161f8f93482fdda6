// The Python environment: the pinned packages, and our own SDK on top.

import { rmSync } from "node:fs";
import { judgePython, judgeVenvDir, pythonIn, repoRoot, venvDir, venvPython } from "../paths.mjs";
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
  run: () =>
    makeEnvironment(
      venvDir,
      "tools/python/requirements.txt",
      "It is needed for the Python SDK, its tests, and AWS's service model.",
    ),
};

export const judgePythonStep = {
  name: "judge-python",
  says: "installing tools/judge/requirements.txt into .cache/judge-venv",
  needs: [],
  inputs: ["tools/judge/requirements.txt"],
  values: () => [repoRoot],
  outputs: [judgePython.slice(repoRoot.length + 1)],
  run: () =>
    makeEnvironment(judgeVenvDir, "tools/judge/requirements.txt", "It is needed for moto, behind the judge."),
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
    await pip(venvPython, "--no-deps", "--no-build-isolation", "--no-index", "--editable", "sdk/python");
    await run(venvPython, ["-m", "pip", "check"]);
  },
};

/** Makes an environment anew, with all that a file lists. */
async function makeEnvironment(folder, requirements, why) {
  const python = ["python3", "python"].find(onPath);
  if (!python)
    throw new SetupError(`Python 3.9 or later isn't installed (https://www.python.org/downloads). ${why}`);
  rmSync(folder, { recursive: true, force: true });
  try {
    await run(python, ["-m", "venv", folder]);
  } catch (error) {
    throw new SetupError(
      `${python} makes no environment (on Debian, install python3-venv). ${why}\n${error.message}`,
    );
  }
  await pip(pythonIn(folder), "--requirement", requirements);
}

async function pip(python, ...args) {
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...args]);
}
