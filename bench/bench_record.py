"""What the record costs: writes with it against the same writes without, and how long a whole check takes.

    python -m bench record [--large]        or        python -m bench.bench_record --entries 100000

On SQLite and on PostgreSQL, each in a process of its own so that the peak memory is that of the check. A write is one
publication of figures in a transaction of its own, which the disk has when it returns; with the record it makes its
entry too. Both ways take turns of 50 in one run. The pages' lists are measured on the same filled record.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

ENTRIES = 100_000
LARGE = 1_000_000
TURNS, WRITES_A_TURN = 10, 50
BATCH = 5000
MEGABYTE_IN_KB = 1024


def main(arguments: list[str]) -> None:
    """Print one table for each database."""
    from tests.support.postgres import running_server  # noqa: PLC0415 - it starts nothing until it is asked

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--large", action="store_true", help=f"check a record of {LARGE:,} entries")
    chosen = parser.parse_args(arguments)
    entries = LARGE if chosen.large else chosen.entries
    for kind, server in (("SQLite", nullcontext("")), ("PostgreSQL", running_server())):
        with tempfile.TemporaryDirectory() as folder, server as address:
            given = {"COOPCOUNCIL_DATA": folder, "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings"}
            environment = {**os.environ, **given, "DATABASE_URL": address}
            command = [sys.executable, "-m", "bench.bench_record", "measure", str(entries)]
            print(f"\n{kind}", flush=True)
            subprocess.run(command, env=environment, check=True)


def measure(entries: int) -> None:
    """Print the figures of the database that the environment names."""
    import django  # noqa: PLC0415 - set up only in the process that measures
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    without, with_record = compare_writes()
    print("| writes a second without | with the record | ratio |")
    print("|---|---|---|")
    print(f"| {without:,.0f} | {with_record:,.0f} | {with_record / without:.2f} |")
    fill(entries)
    print_check(entries)
    print_lists()


def compare_writes() -> tuple[float, float]:
    """Writes a second without the record and with it, in turns."""
    from types import SimpleNamespace  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415

    from coopcouncil.web.publishing.models import Publication  # noqa: PLC0415
    from coopcouncil.web.publishing.operations import publish_spending  # noqa: PLC0415
    from coopcouncil.web.publishing.queries import published_snapshot_id  # noqa: PLC0415

    @transaction.atomic
    def without() -> None:
        published_snapshot_id()
        Publication.objects.create(snapshot_id="made-up")

    def with_record() -> None:
        publish_spending(snapshot=SimpleNamespace(snapshot_id="made-up"), by=None, why="Made up.")  # type: ignore[arg-type]

    taken = {without: 0.0, with_record: 0.0}
    for _ in range(TURNS):
        for write in taken:
            taken[write] += seconds(lambda write=write: [write() for _ in range(WRITES_A_TURN)])  # type: ignore[misc]
    writes = TURNS * WRITES_A_TURN
    return writes / taken[without], writes / taken[with_record]


def fill(entries: int) -> None:
    """Lengthen the record to so many entries, in bulk: the triggers are off meanwhile."""
    from django.db import connection, transaction  # noqa: PLC0415

    from coopcouncil.evidence.record import canonical, seal, sha256_text  # noqa: PLC0415
    from coopcouncil.web.record.guards import drop_guards, raise_guards  # noqa: PLC0415
    from coopcouncil.web.record.models import Content, Entry, Head  # noqa: PLC0415
    from coopcouncil.web.record.walking import head  # noqa: PLC0415

    drop_guards(connection)
    number, previous = head()
    at = datetime(2026, 3, 17, tzinfo=UTC)
    while number < entries:
        made, contents = [], []
        for number in range(number + 1, min(number + BATCH, entries) + 1):  # noqa: B020 - goes on from the head
            said = {"who": f"Person {number % 300}", "salt": "0" * 32, "role": "officer", "why": f"Because of {number}"}
            text = canonical({**said, "before": {"title": "a"}, "after": {"title": "b", "rows": number}})
            what = f"changed in way {number % 20}"
            entry = Entry(
                number=number, at=at + timedelta(seconds=number), by=f"person-{number % 300}", what=what,
                about=f"{'rare' if number % 9973 == 7 else 'thing'}:{number % 5000}",
                content_sha256=sha256_text(text), previous_sha256=previous,
            )  # fmt: skip
            entry.sha256 = previous = seal(entry.link())
            made.append(entry)
            contents.append(Content(entry=entry, text=text))
        with transaction.atomic():
            Entry.objects.bulk_create(made)
            Content.objects.bulk_create(contents)
            Head.objects.update(number=number, sha256=previous)
    raise_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def print_check(entries: int) -> None:
    """How long the whole record takes to check, and how much memory."""
    from coopcouncil.evidence.record import Walk  # noqa: PLC0415
    from coopcouncil.web.record.walking import faults_of_record  # noqa: PLC0415

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    walk = Walk()
    taken = seconds(lambda: list(faults_of_record(walk)))
    assert walk.count == entries
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MEGABYTE_IN_KB
    print("\n| entries | check, s | s per 100,000 | more memory than filling took, MB |")
    print("|---|---|---|---|")
    print(f"| {entries:,} | {taken:.1f} | {taken / entries * 100_000:.2f} | {more:,.0f} |")


def print_lists() -> None:
    """How long the pages' lists take: the best of three."""
    from coopcouncil.web.record.queries import Asked, kinds, list_entries, verbs  # noqa: PLC0415

    lists: dict[str, Callable[[], object]] = {
        "newest": lambda: list_entries(Asked()),
        "oldest": lambda: list_entries(Asked(), before=40),
        "one thing": lambda: list_entries(Asked(about="thing:77")),
        "rare kind": lambda: list_entries(Asked(kind="rare")),
        "one way": lambda: list_entries(Asked(what="changed in way 3")),
        "one day": lambda: list_entries(Asked(since=datetime(2026, 3, 17, tzinfo=UTC).date(),
                                              until=datetime(2026, 3, 17, tzinfo=UTC).date())),
        "words, many": lambda: list_entries(Asked(text="because of")),
        "words, none": lambda: list_entries(Asked(text="nowhere")),
        "words of the frame": lambda: list_entries(Asked(text="salt")),
        "choices": lambda: (kinds(), verbs()),
    }  # fmt: skip
    print("\n| list | ms |")
    print("|---|---|")
    for name, ask in lists.items():
        print(f"| {name} | {min(seconds(ask) for _ in range(3)) * 1000:,.1f} |", flush=True)


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]))
    else:
        main(sys.argv[1:])
