"""Previews and deploys a program as an inline program, and prints the stack's export."""

import json
import os
import runpy
import sys

from pulumi import automation

stack = automation.create_stack(
    stack_name="python", project_name="languages", program=lambda: runpy.run_path(sys.argv[1]) and None
)
stack.set_all_config({key: automation.ConfigValue(value) for key, value in json.loads(os.environ["CONFIG"]).items()})
stack.preview()
stack.up()
print(json.dumps(stack.export_stack().deployment))
