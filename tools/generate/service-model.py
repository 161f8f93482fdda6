"""Writes AWS's own description of Image Builder, and of its regions, as small JSON files.

botocore carries the service model that AWS publishes. This keeps what the checks and the emulator use (shapes with
their constraints, operations with their routes) and drops the prose. The same botocore gives the same bytes.

Usage: python service-model.py <outdir>
"""

import json
import sys
from pathlib import Path

import botocore
from botocore.loaders import Loader

CONSTRAINTS = ("type", "required", "pattern", "min", "max", "enum", "exception")


def operation(model):
    http = model["http"]
    return {
        "method": http["method"],
        "requestUri": http["requestUri"],
        "responseCode": http.get("responseCode", 200),
        "input": model["input"]["shape"],
        "output": model["output"]["shape"],
        "errors": sorted(error["shape"] for error in model.get("errors", [])),
    }


def member(model):
    return {key: value for key, value in model.items() if key in ("shape", "location", "locationName", "idempotencyToken")}


def shape(model):
    kept = {key: model[key] for key in CONSTRAINTS if key in model}
    if "error" in model:
        kept["httpStatusCode"] = model["error"]["httpStatusCode"]
    if "members" in model:
        kept["members"] = {name: member(value) for name, value in model["members"].items()}
    for part in ("member", "key", "value"):
        if part in model:
            kept[part] = model[part]["shape"]
    return kept


def partition(model, endpoints):
    # partitions.json also lists pseudo-regions such as "aws-global"; the endpoint data has the real ones.
    return {
        "id": model["id"],
        "regionRegex": model["regionRegex"],
        "dnsSuffix": model["outputs"]["dnsSuffix"],
        "regions": sorted(endpoints[model["id"]]),
    }


def write(path, value):
    path.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def main(outdir):
    loader = Loader()
    service = loader.load_service_model("imagebuilder", "service-2")
    endpoints = {each["partition"]: each["regions"] for each in loader.load_data("endpoints")["partitions"]}
    partitions = loader.load_data("partitions")["partitions"]
    outdir.mkdir(parents=True, exist_ok=True)
    write(
        outdir / "imagebuilder.json",
        {
            "botocore": botocore.__version__,
            "operations": {name: operation(model) for name, model in service["operations"].items()},
            "shapes": {name: shape(model) for name, model in service["shapes"].items()},
        },
    )
    write(
        outdir / "regions.json",
        {
            "botocore": botocore.__version__,
            "partitions": sorted((partition(model, endpoints) for model in partitions), key=lambda each: each["id"]),
        },
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
