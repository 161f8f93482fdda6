"""Runs a program under Pulumi's mocks: a name that a resource doesn't take is an error."""

import runpy
import sys

import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return [f"{args.name}-id", args.inputs]

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Mocks())
runpy.run_path(sys.argv[1])
