"""Pages a second of the real service (gunicorn, two processes), on SQLite and on PostgreSQL, with 8 and 64 clients.

Each page is asked for by nobody and by a signed-in auditor, over connections kept open, for a few seconds; suppliers
and the pages of their list in turn, so that most of what is asked was not asked before.
Beside each figure stands its ratio to a static file of the same server in the same run, which is about all that the
machine gives: absolute figures say more of the machine than of the pages. `--seconds=10` asks longer; `--large` too.

`python -m bench.bench_pages seed DATA` makes the data and prints a session's key, how many suppliers there are, and the
ids of some.
"""

import http.client
import itertools
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CLIENTS = (8, 64)
PAYMENTS = 60_000
ROWS = 10_000  # of evidence, and of the record
IN_TURN = 400  # suppliers, and pages of their list: more answers than a process keeps
STATIC = "/static/pages.css"
SESSION = "sessionid"


@dataclass
class Outcome:
    """What some clients got in a while."""

    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    took: float = 0.0

    @property
    def a_second(self) -> float:
        """Answers with status 200 a second."""
        return len(self.seconds) / self.took

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 answers came."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] if self.seconds else float("nan")


def main(arguments: list[str]) -> None:
    """Measure on both databases and print one line for each page, reader and number of clients."""
    if arguments[:1] == ["seed"]:
        seed(Path(arguments[1]))
        return
    from tests.support.postgres import running_server  # noqa: PLC0415 - the tests' own server

    given = [float(each.split("=")[1]) for each in arguments if each.startswith("--seconds=")]
    seconds = given[0] if given else 10.0 if "--large" in arguments else 3.0
    print("database | page | who | clients | pages/s | 95th percentile, ms | of the static file's rate | failed")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Path(folder) / "sqlite", {}, seconds)
        with running_server() as address:
            measure("PostgreSQL", Path(folder) / "postgresql", {"DATABASE_URL": address}, seconds)


def measure(name: str, data: Path, database: dict[str, str], seconds: float) -> None:
    """Serve made-up data on this database, and print what was measured."""
    # one key for the process that signs the officer in and for those that answer
    own = {"COOPCOUNCIL_DATA": str(data), "COOPCOUNCIL_SECRET_KEY": secrets.token_urlsafe(48)}
    given = {**_without_settings(), **database, **own}
    command = [sys.executable, "-m", "bench.bench_pages", "seed", str(data)]
    made = subprocess.run(command, env=given, check=True, capture_output=True, text=True).stdout.split()
    session, suppliers, *some = made
    pages = {
        "home": ["/"],
        f"list of {suppliers} suppliers": ["/suppliers/"],
        "the same, page by page": [f"/suppliers/?page={number}" for number in range(1, IN_TURN + 1)],
        "one supplier": [f"/suppliers/{some[0]}/"],
        "suppliers in turn": [f"/suppliers/{each}/" for each in some],
        "search": ["/search/?q=supplier"],
        f"evidence, {ROWS} items": ["/evidence/"],
        f"record, {ROWS} entries": ["/record/"],
    }
    with serving(data, given) as port:
        assert ask_once(port, "/account/", session) == http.HTTPStatus.OK, "the auditor is signed in"
        for clients in CLIENTS:
            limit = ask_for(port, [STATIC], "", clients, seconds)
            _print(name, "static file", "anybody", clients=clients, found=limit, limit=limit)
            for page, addresses in pages.items():
                for who, key in (("nobody", ""), ("auditor", session)):
                    if ask_once(port, addresses[0], key) != http.HTTPStatus.OK:
                        continue  # the record is not for everybody
                    ask_for(port, addresses[:1], key, 8, 0.1)  # both processes have then drawn what they keep
                    found = ask_for(port, addresses, key, clients, seconds)
                    _print(name, page, who, clients=clients, found=found, limit=limit)


def _print(database: str, page: str, who: str, *, clients: int, found: Outcome, limit: Outcome) -> None:
    print(
        f"{database} | {page} | {who} | {clients} | {found.a_second:.0f} | {found.p95 * 1000:.0f} | "
        f"{found.a_second / limit.a_second:.2f} | {found.failures}",
        flush=True,
    )


def ask_for(port: int, addresses: Sequence[str], session: str, clients: int, seconds: float) -> Outcome:
    """Let this many clients ask for the addresses in turn, over and over, each over a connection of its own."""
    outcome, lock, turn = Outcome(), threading.Lock(), itertools.cycle(addresses)
    until = time.monotonic() + seconds

    def client() -> None:
        took, failures = [], 0
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (began := time.monotonic()) < until:
            try:
                ok = _ask(connection, next(turn), session) == http.HTTPStatus.OK
            except (OSError, http.client.HTTPException):
                ok = False
                connection.close()
            if ok:
                took.append(time.monotonic() - began)
            failures += not ok
        connection.close()
        with lock:
            outcome.seconds += took
            outcome.failures += failures

    threads = [threading.Thread(target=client) for _ in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.took = time.monotonic() - began
    return outcome


def ask_once(port: int, address: str, session: str) -> int:
    """The status of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return _ask(connection, address, session)
    finally:
        connection.close()


def _ask(connection: http.client.HTTPConnection, address: str, session: str) -> int:
    cookie = {"Cookie": f"{SESSION}={session}"} if session else {}
    connection.request("GET", address, headers={"Host": "127.0.0.1", "Accept-Encoding": "gzip", **cookie})
    answer = connection.getresponse()
    answer.read()
    return answer.status


@contextmanager
def serving(data: Path, given: dict[str, str]) -> Iterator[int]:
    """The port of the service over this data, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "coopcouncil.cli", "serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                ask_once(port, "/health/live", "")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _without_settings() -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("COOPCOUNCIL_", "DATABASE_URL"))}
    return {**plain, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def seed(data: Path) -> None:
    """Make payments to more than 10,000 suppliers, publish them, fill the lists, and sign an auditor in."""
    from bench.bench_picture import generate  # noqa: PLC0415 - a process of its own makes the data
    from bench.bench_record import fill  # noqa: PLC0415
    from coopcouncil.cli.database import open_database  # noqa: PLC0415

    snapshot = generate(data, PAYMENTS).current()
    open_database(data)
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.test import Client  # noqa: PLC0415

    from coopcouncil.vocabulary.roles import Role  # noqa: PLC0415
    from coopcouncil.web.people.models import Grant, Person  # noqa: PLC0415
    from coopcouncil.web.publishing.operations import publish_spending  # noqa: PLC0415

    auditor = Person.objects.create_user("auditor@example.org", "a long enough password", name="Ann Example")
    Grant.objects.bulk_create(Grant(person=auditor, role=role) for role in (Role.OFFICER, Role.AUDITOR))
    assert snapshot is not None
    publish_spending(snapshot=snapshot, by=auditor)
    client = Client()
    client.force_login(auditor)
    connection = snapshot.connect()
    ((suppliers, ids),) = connection.execute(
        "SELECT count(*), min(supplier_id, ?) FROM suppliers", [IN_TURN]
    ).fetchall()
    fill_evidence(auditor, ids)
    fill(ROWS)
    print(client.cookies[settings.SESSION_COOKIE_NAME].value, suppliers, *ids)


def fill_evidence(by: Any, supplier_ids: list[str]) -> None:
    """Make so many items, half of them published, each beneath one of the suppliers."""
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from coopcouncil.web.evidence.models import Evidence, Support  # noqa: PLC0415

    now = timezone.now()
    items = Evidence.objects.bulk_create(
        Evidence(
            title=f"Made-up evidence {number}", kind="record", holds={"record_title": "Made-up Supplier"},
            state="published" if number % 2 else "draft", published_at=now if number % 2 else None, added_by=by,
        )
        for number in range(ROWS)
    )  # fmt: skip
    Support.objects.bulk_create(
        Support(evidence=item, about=f"supplier:{supplier_ids[number % len(supplier_ids)]}")
        for number, item in enumerate(items)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
