"""Write the reference pages that follow from the code: `python -m setup.reference_pages`.

A test compares the pages with what this writes, so they cannot fall behind.
"""

from pathlib import Path

import click

from coopcouncil.cli import main
from coopcouncil.data.snapshots.tables import TABLES
from coopcouncil.web.evidence.figures import FIGURES
from coopcouncil.web.evidence.states import diagram
from coopcouncil.web.rights import RIGHTS

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
WRITTEN_BY = "*Written by `python -m setup.reference_pages`; change the code, not this page.*\n"


def tables_page() -> str:
    """Every table of a snapshot, column by column, as Markdown."""
    parts = [
        "# Tables of a snapshot\n",
        WRITTEN_BY,
        "A snapshot is a folder of these tables as Parquet, with `manifest.json`. Any tool that reads Parquet can be\n"
        "used on it. A table that is absent is empty.\n",
    ]
    for name, columns in TABLES.items():
        rows = [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in columns]
        parts.append("\n".join([f"## {name}\n", "| column | type | meaning |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def commands_page() -> str:
    """The help of every command, as Markdown."""
    parts = [
        "# Commands\n",
        WRITTEN_BY,
        "Exit status: 0 when all went well, 2 when something could not be read or done.\n",
    ]
    for words, command in _commands(main, ("coopcouncil",)):
        context = click.Context(command, info_name=" ".join(words), terminal_width=100, max_content_width=100)
        parts.append(f"## {' '.join(words)}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def _commands(group: click.Group, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found += _commands(command, (*words, name))
        elif command is not None:
            found.append(((*words, name), command))
    return found


def evidence_page() -> str:
    """The states of evidence, who may do what in each, and the figures that can be kept, as Markdown."""
    figures = [f"| `{each.name}` | {each.words} |" for each in FIGURES.values()]
    parts = [
        "# Evidence\n",
        WRITTEN_BY,
        f"## States\n\n```mermaid\n{diagram()}\n```\n",
        "\n".join(["## Who may do what\n", "| right | in state | roles |", "|---|---|---|", *_rights_rows(), ""]),
        "## Figures\n\nEach is kept with its filters, its snapshot and its coverage.\n",
        "\n".join(["| name | figure |", "|---|---|", *figures, ""]),
    ]
    return "\n".join(parts)


def _rights_rows() -> list[str]:
    rows = []
    for right, rule in RIGHTS.items():
        if not right.name.endswith("_EVIDENCE"):
            continue
        everybody = ", ".join(sorted(rule.public_in))
        for state, roles in rule.roles.items():
            named = ", ".join(sorted(role.label for role in roles)) or "nobody"
            also = f"; everybody when {everybody}" if everybody else ""
            rows.append(f"| {right} | {state or 'any'} | {named}{also} |")
    return rows


PAGES = {"snapshot-tables.md": tables_page, "commands.md": commands_page, "evidence.md": evidence_page}


if __name__ == "__main__":
    for file_name, page in PAGES.items():
        (REFERENCE / file_name).write_text(page(), encoding="utf-8")
