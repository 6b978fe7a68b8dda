"""A small service's data for backups, in a process of its own: `python -m tests.support.backups DATA seed|write [N]`.

`seed` makes people, a record, a judgement and a document; `write` goes on publishing until it is stopped.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = "documents/ab/made-up.txt"


def run(*words: str, typed: str = "", **given: str) -> "subprocess.CompletedProcess[str]":
    """A module run with these variables and none other of ours."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        env=plain_environment(**given),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def plain_environment(**given: str) -> dict[str, str]:
    """This process's variables without any that sets the service up, and those given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COOPCOUNCIL_", "DATABASE_URL"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **given}


def _seed(data: Path) -> None:
    from coopcouncil.data.matching.judgements import SAME, Judgement, Judgements
    from coopcouncil.vocabulary.roles import Role
    from coopcouncil.web.people.models import Body, BodyKind, Grant, Person
    from tests.support.tiny import make_tiny

    with make_tiny(data).draft() as draft:  # a second snapshot, which shares its parts with the first
        draft.carry_all_but()
    (data / DOCUMENT).parent.mkdir(parents=True)
    (data / DOCUMENT).write_text("Minutes of a made-up committee: £5.")
    Judgements(data).add(Judgement("A. Clerk", datetime.now(UTC), "Made-up", "somebody", "GB-COH-1", SAME))
    body = Body.objects.create(name="Žofie’s “directorate”", slug="directorate", kind=BodyKind.DIRECTORATE)
    for number in range(3):
        who = Person.objects.create_user(f"person{number}@example.org", "a long enough password", name="Ann Example")
        Grant.objects.create(person=who, role=Role.OFFICER, body=body if number else None)
    _publish(data, times=20)


def _publish(data: Path, *, times: int) -> None:
    from coopcouncil.data.snapshots import Store
    from coopcouncil.web.people.models import Person
    from coopcouncil.web.publishing.operations import publish_spending

    snapshot, by = Store(data).current(), Person.objects.get(email="person0@example.org")
    assert snapshot is not None
    for number in range(times):
        publish_spending(snapshot=snapshot, by=by, why=f"for the {number}th time")
        print(number, flush=True)


def main(data: Path, what: str) -> None:
    """Do `what` over the data folder."""
    from coopcouncil.cli.database import open_database

    open_database(data)
    if what == "seed":
        _seed(data)
    else:
        _publish(data, times=100_000)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
