"""Serializes requests and parses answers as botocore does, and prints the result.

Usage: python botocore_wire.py <file>

The file has a JSON list of [operation, input, answer]: the parameters of a request, and the body of an answer.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

model = ServiceModel(Loader().load_service_model("imagebuilder", "service-2"), "imagebuilder")
serializer = create_serializer("rest-json")
parser = create_parser("rest-json")


def plain(value):
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    raise TypeError(value)


def wire(name, params, answer):
    operation = model.operation_model(name)
    request = serializer.serialize_to_request(params, operation)
    response = {"status_code": 200, "headers": {}, "body": json.dumps(answer).encode()}
    parsed = parser.parse(response, operation.output_shape)
    parsed.pop("ResponseMetadata")
    return {
        "method": request["method"],
        "path": request["url_path"],
        "body": (request["body"] or b"").decode(),
        "answer": parsed,
    }


json.dump([wire(*each) for each in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))], sys.stdout, default=plain)
