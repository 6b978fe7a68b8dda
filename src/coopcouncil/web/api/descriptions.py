"""The operations as the documentation describes them: from the OpenAPI document, with an example of a call each."""

import json
import shlex
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from coopcouncil.web.api.answers import ADDRESS
from coopcouncil.web.api.declaring import ApiOperation, api_operations
from coopcouncil.web.api.openapi import document
from coopcouncil.web.api.version_one import API

# what stands in for a part of an address in an example
PARTS = {
    "name": "ownership_model",
    "supplier_id": "0a1b2c3d4e5f",
    "org_id": "GB-COH-01234567",
    "item_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "meeting_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "motion_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "amendment_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "action_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "report_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "number": "1",
}
QUERIES = {"payments": {"place": "inside", "financial_year": "2025-26"}, "suppliers": {"text": "food"}}


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address: its name, and in words what it can be."""

    name: str
    words: str


@dataclass(frozen=True)
class Described:
    """One operation, ready to show."""

    operation: ApiOperation
    address: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Parameter, ...]
    example: str


def described_operations(root: str) -> dict[str, list[Described]]:
    """Every operation under its subject, in the order of the document. `root` is the site's address."""
    groups: dict[str, list[Described]] = {}
    known = {(each.path, each.method): each for each in api_operations()}
    written = document(API)
    for path, methods in written["paths"].items():
        for method, said in methods.items():
            operation = known[path.removeprefix(ADDRESS.rstrip("/")), method.upper()]
            groups.setdefault(said["tags"][0], []).append(_described(operation, path, said, written, root))
    return groups


def _described(operation: ApiOperation, path: str, said: dict[str, Any], written: Any, root: str) -> Described:
    body = _body(said, written)
    return Described(
        operation=operation,
        address=path,
        summary=said["summary"],
        description=said["description"].replace("\n", " "),
        parameters=tuple(Parameter(each["name"], _words(each["schema"])) for each in said["parameters"]),
        fields=tuple(Parameter(name, _words(each)) for name, each in body.get("properties", {}).items()),
        example=_example(operation, path, body, root),
    )


def _body(said: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """The schema of the body, or nothing."""
    if "requestBody" not in said:
        return {}
    content = next(iter(said["requestBody"]["content"].values()))
    schema: dict[str, Any] = content["schema"]
    if "$ref" in schema:
        schema = written["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _words(schema: dict[str, Any]) -> str:
    """What a value can be."""
    parts = [schema.get("description", "")]
    if "enum" in schema:
        parts.append(f"One of {', '.join(schema['enum'])}.")
    if "minimum" in schema and "maximum" in schema:
        parts.append(f"{schema['minimum']} to {schema['maximum']}.")
    if "maxLength" in schema:
        parts.append(f"At most {schema['maxLength']} characters.")
    if schema.get("default") not in (None, ""):
        parts.append(f"Without it, {schema['default']}.")
    return " ".join(part for part in parts if part)


def _example(operation: ApiOperation, path: str, body: dict[str, Any], root: str) -> str:
    """A call by curl that can be copied: without a token where none is needed."""
    for name, value in PARTS.items():
        path = path.replace(f"{{{name}}}", value)
    query = urlencode(QUERIES.get(operation.name, {}))
    address = root.rstrip("/") + path + (f"?{query}" if query else "")
    lines = [f"curl {shlex.quote(address)}"]
    if not operation.is_public:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if body:
        lines.append(f"--json {shlex.quote(json.dumps(body.get('examples', [{}])[0]))}")
    return " \\\n  ".join(lines)
