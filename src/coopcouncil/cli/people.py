"""`coopcouncil people ...`: who has access. The first administrator comes in by way of `invite`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopcouncil.cli.commands import data_folder_option
from coopcouncil.cli.database import open_database
from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.vocabulary.roles import Role

if TYPE_CHECKING:
    from coopcouncil.web.people.models import Body


@click.group()
def people() -> None:
    """Invite people, list them, and end their access."""


@people.command()
@click.argument("email")
@click.option("--name", default="", help="Their name, for the greeting.")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="The role they are to hold."
)
@click.option("--body", metavar="NAME", help="The directorate, committee, group or supplier that the role is held for.")
@data_folder_option
def invite(email: str, name: str, role: str, body: str | None, data: Path) -> None:
    """Make a link by which EMAIL comes in, and print it: no e-mail is sent. It works once, for 14 days.

    Without --body the role is held for the whole council.
    """
    with _refusing(data):
        from coopcouncil.web.people.invitations import operations  # noqa: PLC0415 - see `open_database`

        link = operations.invite(email=_email(email), name=name, role=Role(role), body=_body(body), by=None, send=False)
    click.echo(link)


@people.command(name="list")
@data_folder_option
def list_people(data: Path) -> None:
    """List everybody who has or had access, with their roles, separated by tabs."""
    with _refusing(data):
        from coopcouncil.web.people.models import Person  # noqa: PLC0415 - see `open_database`
        from coopcouncil.web.people.queries import roles_of  # noqa: PLC0415

        found = [(person, roles_of(person)) for person in Person.objects.all()]
    if not found:
        say_error("Nobody has access yet. Begin with: coopcouncil people invite EMAIL --role administrator")
    for person, roles in found:
        held = "; ".join(map(str, roles)) or ("no role" if person.is_active else "access ended")
        click.echo(f"{person.email}\t{person.name}\t{held}")


@people.command()
@click.argument("email")
@click.option("--why", default="", help="Kept in the record.")
@data_folder_option
def end(email: str, why: str, data: Path) -> None:
    """End the access of EMAIL: every session, role, delegation and token of theirs. What they did stays on record."""
    with _refusing(data):
        from coopcouncil.web.people import operations  # noqa: PLC0415 - see `open_database`
        from coopcouncil.web.people.queries import person_by_email  # noqa: PLC0415

        found = person_by_email(email)
        if found is None:
            raise click.UsageError(f"Nobody has the address {email}. See who there is: coopcouncil people list")
        operations.end_access(person=found, by=None, why=why)
    click.echo(f"{found.name} no longer has access.")


@contextmanager
def _refusing(data: Path) -> Iterator[None]:
    """The database, and a refusal of what is asked of it as one sentence and exit status 2."""
    with ending_clearly():
        open_database(data)
        from coopcouncil.web.people.refusals import RefusedError  # noqa: PLC0415 - see `open_database`
        from coopcouncil.web.permissions import NotAllowedError  # noqa: PLC0415

        try:
            yield
        except (RefusedError, NotAllowedError) as error:
            say_error(str(error))
            raise SystemExit(EXIT_STATUS) from None


def _email(given: str) -> str:
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - see `open_database`
    from django.core.validators import validate_email  # noqa: PLC0415

    try:
        validate_email(given)
    except ValidationError:
        raise click.UsageError(f"{given} is no e-mail address. Write it as name@example.org.") from None
    return given


def _body(name: str | None) -> "Body | None":
    from coopcouncil.web.people.bodies.queries import open_bodies  # noqa: PLC0415 - see `open_database`

    if name is None:
        return None
    found = open_bodies().filter(name__iexact=name).first()
    if found is None:
        known = ", ".join(open_bodies().values_list("name", flat=True)) or "none yet; add them on the pages"
        raise click.UsageError(f"There is no body called {name}. Known: {known}.")
    return found
