"""Runs the program in a folder for the engine, as Pulumi's own pulumi-language-python-exec does."""

import asyncio
import json
import os
import runpy
import sys

from pulumi import runtime

runtime.configure(
    runtime.Settings(
        organization=os.environ["PULUMI_ORGANIZATION"],
        project=os.environ["PULUMI_PROJECT"],
        stack=os.environ["PULUMI_STACK"],
        monitor=os.environ["PULUMI_MONITOR"],
        engine=os.environ["PULUMI_ENGINE"],
        parallel=int(os.environ["PULUMI_PARALLEL"]),
        dry_run=os.environ["PULUMI_DRY_RUN"] == "true",
    )
)
runtime.set_all_config(
    json.loads(os.environ["PULUMI_CONFIG"]), json.loads(os.environ["PULUMI_CONFIG_SECRET_KEYS"])
)
folder = sys.argv[1]
sys.path.insert(0, folder)
asyncio.new_event_loop().run_until_complete(
    runtime.run_in_stack(lambda: runpy.run_path(folder, run_name="__main__") and None)
)
