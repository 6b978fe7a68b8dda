"""Processes that write to the record through the real operations, side by side or killed at any moment.

    python -m tests.support.record_writers killed SEED KILLS
    python -m tests.support.record_writers together PROCESSES THREADS WRITES

Each prints one line of JSON: what was done, and every change without its entry or entry without its change.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the setup
from django.db import connections, transaction  # noqa: E402

from coopcouncil.evidence.record import REDACTED_ONE, REDACTED_PERSON, Walk  # noqa: E402
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role  # noqa: E402
from coopcouncil.web.people.models import Grant, Person  # noqa: E402
from coopcouncil.web.people.operations import end_role, give_role  # noqa: E402
from coopcouncil.web.people.refusals import RefusedError  # noqa: E402
from coopcouncil.web.permissions import NotAllowedError  # noqa: E402
from coopcouncil.web.publishing.models import Publication  # noqa: E402
from coopcouncil.web.publishing.operations import publish_spending  # noqa: E402
from coopcouncil.web.record.models import Content, Entry  # noqa: E402
from coopcouncil.web.record.operations import enter, redact, redact_person  # noqa: E402
from coopcouncil.web.record.traces import FORMER_NAME  # noqa: E402
from coopcouncil.web.record.walking import faults_of_record  # noqa: E402

WRITES = 200
JOINED = "let in"


def _leaver(_chance: random.Random) -> None:
    """A person is made with an entry, and redacted with another."""
    with transaction.atomic():
        person = Person.objects.create_user(f"{time.monotonic_ns()}@example.org", name="L. Leaver", is_active=False)
        enter(by=None, what=JOINED, about=person)
    redact_person(person=person, by=_somebody(Role.MONITORING_OFFICER), why="Made up.")


def _publish(chance: random.Random) -> None:
    publish_spending(snapshot=SimpleNamespace(snapshot_id=f"made-up-{chance.random()}"), by=_somebody(Role.OFFICER))  # type: ignore[arg-type]


def _give(chance: random.Random) -> None:
    role = chance.choice(sorted(COUNCIL_ROLES))
    give_role(person=_somebody(Role.COUNCILLOR), role=role, body=None, by=_somebody(Role.ADMINISTRATOR))


def _end(chance: random.Random) -> None:
    grants = list(Grant.objects.filter(person=_somebody(Role.COUNCILLOR), ended_at=None).exclude(role=Role.COUNCILLOR))
    if grants:
        end_role(grant=chance.choice(grants), by=_somebody(Role.ADMINISTRATOR))


def _redact(chance: random.Random) -> None:
    last = Entry.objects.count()
    entry = Entry.objects.select_related("content").get(number=chance.randint(1, last)) if last else None
    if entry:
        redact(entry=entry, by=_somebody(Role.MONITORING_OFFICER), why="Made up.")


KINDS: tuple[Callable[[random.Random], None], ...] = (_publish, _publish, _give, _end, _redact, _leaver)


def write_many(seed: int, count: int) -> None:
    """Random operations; one that is refused, as somebody's was who came second, is left."""
    chance = random.Random(seed)
    for _ in range(count):
        with suppress(RefusedError, NotAllowedError):
            chance.choice(KINDS)(chance)
    connections.close_all()


def half_changes() -> list[str]:
    """Every change without its entry, and every entry without its change."""
    entries = Counter(Entry.objects.values_list("what", "about"))
    made: Counter[tuple[str, str]] = Counter()
    made.update(("published the spending figures", f"publication:{each.snapshot_id}") for each in _all(Publication))
    given = Grant.objects.exclude(given_by=None).select_related("person")
    made.update(("gave a role to", f"person:{each.person.public_id}") for each in given)
    ended = given.exclude(ended_at=None)
    made.update(("ended a role of", f"person:{each.person.public_id}") for each in ended)
    made.update((JOINED, f"person:{each.public_id}") for each in Person.objects.filter(is_active=False))
    former = Person.objects.filter(name=FORMER_NAME)
    made.update((REDACTED_PERSON, f"person:{each.public_id}") for each in former)
    one = Content.objects.filter(redacted_by__what=REDACTED_ONE)
    made.update((REDACTED_ONE, f"entry:{each.entry_id}") for each in one)
    return [
        f"{each} {made[each]} made, {entries[each]} entered" for each in made | entries if made[each] != entries[each]
    ]


def _all(table: Any) -> Any:
    return table.objects.all()


def _somebody(role: Role) -> Person:
    return Person.objects.get(email=f"{role}@example.org")


def _prepare() -> None:
    call_command("migrate", verbosity=0)
    for role in (Role.OFFICER, Role.ADMINISTRATOR, Role.MONITORING_OFFICER, Role.COUNCILLOR):
        person = Person.objects.create_user(f"{role}@example.org", name=f"Some {role}")
        Grant.objects.create(person=person, role=role)
    connections.close_all()  # each process opens its own


def _fork(act: Callable[[], None]) -> int:
    """The number of a new process that does this and nothing else."""
    number = os.fork()
    if number == 0:
        try:
            act()
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    return number


def killed(seed: int, kills: int) -> dict[str, Any]:
    """Writers, one after the other, each killed at a random moment unless it was done before."""
    chance, ended_by_us = random.Random(seed), 0
    for _ in range(kills):
        writer = _fork(lambda: write_many(chance.randrange(10**6), WRITES))
        time.sleep(chance.uniform(0.05, 0.8))
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        ended_by_us += os.WIFSIGNALED(status)
        chance.random()
    return {"killed": ended_by_us}


def together(processes: int, threads: int, writes: int) -> dict[str, Any]:
    """Writers side by side, in several threads of several processes."""

    def act(process: int) -> None:
        running = [threading.Thread(target=write_many, args=(process * 100 + each, writes)) for each in range(threads)]
        for each in running:
            each.start()
        for each in running:
            each.join()

    writers = [_fork(lambda process=process: act(process)) for process in range(processes)]  # type: ignore[misc]
    failed = sum(os.waitpid(writer, 0)[1] != 0 for writer in writers)
    return {"failed": failed}


def main(how: str, *numbers: str) -> None:
    """Do it, and print what came of it."""
    _prepare()
    done = {"killed": killed, "together": together}[how](*map(int, numbers))
    walk = Walk()
    faults = list(faults_of_record(walk))
    print(json.dumps({**done, "entries": walk.count, "faults": faults, "half": half_changes()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
