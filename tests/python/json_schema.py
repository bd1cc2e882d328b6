"""Answers what a JSON Schema refuses: the schema and a list of documents in, for each the reason or null out."""

import json
import sys

from jsonschema import Draft202012Validator

request = json.load(sys.stdin)
Draft202012Validator.check_schema(request["schema"])
validator = Draft202012Validator(request["schema"])
reasons = [next((error.message for error in validator.iter_errors(document)), None) for document in request["documents"]]
json.dump(reasons, sys.stdout)
