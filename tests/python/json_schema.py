"""Validates documents by a JSON Schema. Reads the schema and the documents; writes for each the reason of refusal, or null."""

import json
import sys

from jsonschema import Draft202012Validator

request = json.load(sys.stdin)
Draft202012Validator.check_schema(request["schema"])
validator = Draft202012Validator(request["schema"])
reasons = [next((error.message for error in validator.iter_errors(document)), None) for document in request["documents"]]
json.dump(reasons, sys.stdout)
