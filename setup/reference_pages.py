"""Write the reference pages that follow from the code: `python -m setup.reference_pages`.

A test compares the pages with what this writes, so they cannot fall behind.
"""

import os
from pathlib import Path

import click
import django

from coopcouncil.cli import main
from coopcouncil.data.snapshots.tables import TABLES
from coopcouncil.rules.motions.states import MAY_MOVE, ActionState, AmendmentState, MotionState
from coopcouncil.rules.motions.states import diagram as motion_diagram
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.environment import VARIABLES
from coopcouncil.web.evidence.figures import FIGURES
from coopcouncil.web.evidence.states import diagram
from coopcouncil.web.rights import ANY_STATE, RIGHTS, Right, Rule

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


def settings_page() -> str:
    """Every environment variable, as Markdown."""
    rows = [f"| `{each.name}` | {each.meaning} | {each.default and _code(each.default)} |" for each in VARIABLES]
    parts = [
        "# Settings\n",
        WRITTEN_BY,
        "The service is set up by environment variables and nothing else. It refuses to start with a setting that "
        "would be unsafe\nwhere others reach it, and names every one.\n",
        "\n".join(["| variable | meaning | without it |", "|---|---|---|", *rows, ""]),
    ]
    return "\n".join(parts)


def _code(default: str) -> str:
    """A default as a value, or, where it is a sentence, as words."""
    return default if " " in default else f"`{default}`"


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


def rights_page() -> str:
    """Every right: who holds it, in which state of the thing, and what the public may, as Markdown."""
    parts = [
        "# Who may do what\n",
        WRITTEN_BY,
        "Each page, operation and call of the API asks this table. A role is held for the whole council or for one\n"
        "body: for one body it reaches what belongs to that body, and, inside the council, a right that only looks\n"
        "reaches what belongs to the whole council too. A delegate holds the roles of the person they stand in for,\n"
        "except administrator, auditor and the roles outside the council.\n",
        "| may | who | in which state | looks only | everybody |",
        "|---|---|---|---|---|",
    ]
    rows = [_right_row(right, state, roles) for right, rule in RIGHTS.items() for state, roles in _states(rule)]
    return "\n".join([*parts, *rows, ""])


def _states(rule: Rule) -> list[tuple[str, frozenset[Role]]]:
    return list(rule.roles.items()) or [(ANY_STATE, frozenset())]


def _right_row(right: Right, state: str, roles: frozenset[Role]) -> str:
    rule = RIGHTS[right]
    held = ", ".join(role.label for role in Role if role in roles)
    nobody = "everybody" if rule.public else "whoever is signed in" if rule.signed_in else "nobody"
    public = rule.public or state in rule.public_in or (state == ANY_STATE and bool(rule.public_in))
    only = f" once {' or '.join(sorted(rule.public_in))}" if public and not rule.public else ""
    cells = (right, held or nobody, state or "any", "yes" if rule.reads else "", f"yes{only}" if public else "")
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def api_page() -> str:
    """The page of the API: its words as they are, then every operation, scope and problem, as Markdown."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    django.setup()
    from setup.api_operations import operations_of_the_api  # noqa: PLC0415 - needs Django set up

    words, mark, _ = (REFERENCE / "api.md").read_text(encoding="utf-8").partition("-->\n")
    return f"{words}{mark}\n{operations_of_the_api()}"


def evidence_page() -> str:
    """The states of evidence, and the figures that can be kept, as Markdown."""
    figures = [f"| `{each.name}` | {each.words} |" for each in FIGURES.values()]
    parts = [
        "# Evidence\n",
        WRITTEN_BY,
        f"## States\n\n```mermaid\n{diagram()}\n```\n",
        "## Figures\n\nEach is kept with its filters, its snapshot and its coverage.\n",
        "\n".join(["| name | figure |", "|---|---|", *figures, ""]),
    ]
    return "\n".join(parts)


def motion_states_page() -> str:
    """The states of motions, amendments and actions, and who may bring each about, as Markdown."""
    parts = [
        "# States of motions, amendments and actions\n",
        WRITTEN_BY,
        "A move is allowed where an arrow leads, to those who may bring about the state it leads to.\n",
    ]
    for title, states in (("Motions", MotionState), ("Amendments", AmendmentState), ("Actions", ActionState)):
        rows = [
            f"| {state.label} | {', '.join(role.label for role in Role if role in MAY_MOVE[states][state])} |"
            for state in states
        ]
        parts += [
            f"## {title}\n\n```mermaid\n{motion_diagram(states)}\n```\n",
            "\n".join(["| state | brought about by |", "|---|---|", *rows, ""]),
        ]
    return "\n".join(parts)


PAGES = {
    "api.md": api_page,
    "snapshot-tables.md": tables_page,
    "commands.md": commands_page,
    "motion-states.md": motion_states_page,
    "evidence.md": evidence_page,
    "rights.md": rights_page,
    "settings.md": settings_page,
}


if __name__ == "__main__":
    for file_name, page in PAGES.items():
        (REFERENCE / file_name).write_text(page(), encoding="utf-8")
