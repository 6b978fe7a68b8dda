"""Every operation, scope and problem of the API, as Markdown: what follows from the code in `docs/reference/api.md`."""

from coopcouncil.web.api.descriptions import Described, described_operations
from coopcouncil.web.api.openapi import problems_of
from coopcouncil.web.api.problems import KINDS
from coopcouncil.web.api.scopes import SCOPES


def operations_of_the_api() -> str:
    """The tables, in the order of the OpenAPI document."""
    parts = ["## Operations\n"]
    for subject, operations in described_operations("").items():
        rows = [_row(each) for each in operations]
        parts.append("\n".join([f"### {subject}\n", *_headings("operation", "what it does", "takes"), *rows, ""]))
    scopes = [f"| `{scope}` | {words} |" for scope, words in SCOPES.items()]
    parts.append("\n".join(["## Scopes\n", *_headings("scope", "what it opens"), *scopes, ""]))
    parts.append(
        "## Problems\n\nWhat cannot be answered is `application/problem+json` (RFC 9457); `type` ends with the word "
        "below. Each operation\ncan answer with those that its description in openapi.json names.\n"
    )
    kinds = [f"| {kind.status.value} | `{name}` | {kind.title}. {kind.meaning} |" for name, kind in KINDS.items()]
    parts.append("\n".join([*_headings("status", "type", "meaning"), *kinds, ""]))
    return "\n".join(parts)


def _headings(*words: str) -> list[str]:
    return [f"| {' | '.join(words)} |", f"|{'---|' * len(words)}"]


def _row(each: Described) -> str:
    operation = each.operation
    who = "nothing" if operation.is_public else f"a token of somebody who may {operation.may}"
    scope = f"; of a token, `{operation.scope}`" if operation.scope else ""
    minds = "; minds `If-Match`" if "changed" in problems_of(operation) else ""
    return f"| `{operation.method} {each.address}` | {each.summary} | {who}{scope}{minds} |"
