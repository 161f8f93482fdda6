"""Lints IAM policies with parliament: a JSON list of documents on stdin, a JSON list of lists of findings on stdout."""

import importlib.resources
import json
import sys
import types

# parliament asks setuptools' pkg_resources for its own files, which newer releases of setuptools no longer have.
pkg_resources = types.ModuleType("pkg_resources")
pkg_resources.resource_filename = lambda package, name: str(importlib.resources.files(package) / name)
sys.modules.setdefault("pkg_resources", pkg_resources)

from parliament import analyze_policy_string  # noqa: E402

print(
    json.dumps(
        [
            [f"{finding.issue}: {finding.detail}" for finding in analyze_policy_string(json.dumps(policy)).findings]
            for policy in json.load(sys.stdin)
        ]
    )
)
