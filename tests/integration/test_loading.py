"""Loading payments: what is counted, what is said, and what survives when a load goes wrong."""

import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from click.testing import CliRunner

from coopcouncil.cli import main
from coopcouncil.data.matching.judgements import Judgement, Judgements
from coopcouncil.data.matching.payees import match_payees
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending import suppliers
from coopcouncil.data.spending.loading import Loaded, load_payments
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.grounds import list_payment_files, list_refusals
from coopcouncil.data.spending.picture.payments import payments_under
from coopcouncil.data.spending.suppliers import settle_again

HEADER = "Date Paid,Supplier Name,Amount,Transaction Number,Directorate,Expense Type\n"
COUNCIL = "Ambleford City Council"


def csv_file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def load(store: Store, *files: Path) -> Loaded:
    return load_payments(store, files, council=COUNCIL, judgements=Judgements(store.root))


def one(store: Store, query: str) -> tuple[object, ...]:
    snapshot = store.current()
    assert snapshot is not None
    row = snapshot.connect().execute(query).fetchone()
    assert row is not None
    return row


APRIL = (
    "03/04/2025,Birch Care Ltd,1000.00,T1,Adults,Care",
    "03/04/2025,Birch Care Ltd,1000.00,T1,Adults,Care",
    "10/04/2025,Cedar Transport,250.50,T2,Children,Taxis",
    "11/04/2025,Cedar Transport,-50.50,T3,Children,Taxis",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def test_equal_rows_of_one_file_are_separate_payments(tmp_path: Path, store: Store) -> None:
    loaded = load(store, csv_file(tmp_path, "april.csv", *APRIL))
    assert loaded.duplicates == {}
    assert one(store, "SELECT count(*), sum(amount_gbp) FROM payments WHERE duplicate_of IS NULL") == (
        4,
        Decimal("2200.00"),
    )


def test_payment_in_two_files_is_counted_once_and_traced(tmp_path: Path, store: Store) -> None:
    april = csv_file(tmp_path, "april.csv", *APRIL)
    quarter = csv_file(tmp_path, "quarter.csv", *APRIL, "02/05/2025,Dell Print,75.00,T4,Adults,Printing")
    loaded = load(store, april, quarter)
    assert sum(loaded.duplicates.values()) == 4
    assert one(store, "SELECT sum(amount_gbp) FROM payments WHERE duplicate_of IS NULL") == (Decimal("2275.00"),)
    assert one(store, "SELECT duplicate_of FROM payments WHERE reference = 'T2' AND duplicate_of IS NOT NULL") == (
        "april.csv line 4",
    )
    assert one(store, "SELECT total_gbp FROM suppliers WHERE supplier_key = 'birch care ltd'") == (Decimal("2000.00"),)


def test_third_equal_row_of_a_later_file_is_a_new_payment(tmp_path: Path, store: Store) -> None:
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    load(store, csv_file(tmp_path, "corrected.csv", APRIL[0], APRIL[0], APRIL[0]))
    assert one(store, "SELECT sum(amount_gbp) FROM payments WHERE duplicate_of IS NULL") == (Decimal("3200.00"),)


def test_undated_rows_without_a_reference_are_never_taken_for_recounts(tmp_path: Path, store: Store) -> None:
    row = ",Birch Care Ltd,1000.00,,Adults,Care"
    dated = "03/04/2025,Elm Ltd,5.00,T9,Adults,Care"
    load(store, csv_file(tmp_path, "one.csv", row, dated), csv_file(tmp_path, "two.csv", row))
    assert one(store, "SELECT count(*) FROM payments WHERE duplicate_of IS NULL") == (3,)


def test_same_payment_of_two_councils_counts_for_both(tmp_path: Path, store: Store) -> None:
    april = csv_file(tmp_path, "april.csv", *APRIL)
    load(store, april)
    load_payments(store, [april], council="Brackwell District Council", judgements=Judgements(store.root))
    assert one(store, "SELECT sum(amount_gbp) FROM payments WHERE duplicate_of IS NULL") == (Decimal("4400.00"),)


def test_file_loaded_before_is_left_out_and_said(tmp_path: Path, store: Store) -> None:
    april = csv_file(tmp_path, "april.csv", *APRIL)
    first = load(store, april)
    again = load(store, april)
    assert again.skipped == (str(april),)
    assert again.snapshot_id is None
    current = store.current()
    assert current is not None
    assert current.snapshot_id == first.snapshot_id


def zip_file(folder: Path, name: str, members: dict[str, tuple[str, ...]]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, rows in members.items():
            archive.writestr(member, HEADER + "".join(f"{row}\n" for row in rows))
    return path


def workbook(folder: Path, name: str, sheets: dict[str, tuple[str, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in (HEADER.strip(), *rows):
            sheet.append(row.split(","))
    book.save(folder / name)
    return folder / name


MAY = ("03/05/2025,Birch Care Ltd,300.00,T9,Adults,Care", "04/05/2025,Total only,not an amount,T10,Adults,Care")


@pytest.mark.parametrize(
    ("make", "name"), [(zip_file, "quarter one.zip"), (workbook, "quarter one.xlsx")], ids=["zip", "workbook"]
)
def test_payment_of_a_file_in_parts_is_told_by_file_part_and_line(
    tmp_path: Path, store: Store, make: Callable[[Path, str, dict[str, tuple[str, ...]]], Path], name: str
) -> None:
    load(store, make(tmp_path, name, {"april.csv": APRIL, "may.csv": MAY}))
    snapshot = store.current()
    assert snapshot is not None
    with snapshot.connect() as connection:
        listed = payments_under(connection, Filters(month="2025-05")).rows
        refused = list_refusals(connection)
        files = list_payment_files(connection)
    assert [(each.file_name, each.sheet, each.line) for each in listed] == [(name, "may.csv", 2)]
    assert [(each.file_name, each.sheet, each.line) for each in refused] == [(name, "may.csv", 3)]
    assert {each.file_id for each in files} == {each.file_id for each in listed}


def test_zip_of_payments_loaded_before_is_counted_once_and_known_again(tmp_path: Path, store: Store) -> None:
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    zipped = zip_file(tmp_path, "quarter one.zip", {"april.csv": APRIL, "may.csv": MAY[:1]})
    load(store, zipped)
    assert one(store, "SELECT count(*), sum(amount_gbp) FROM payments WHERE duplicate_of IS NULL") == (
        5,
        Decimal("2500.00"),
    )
    assert one(store, "SELECT sum(duplicates) FROM payment_files WHERE file_name LIKE '%.zip'") == (4,)
    assert load(store, zipped).skipped == (str(zipped),)


def test_bad_file_among_good_ones_stops_none(tmp_path: Path, store: Store) -> None:
    bad = tmp_path / "report.csv"
    bad.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    april = csv_file(tmp_path, "april.csv", *APRIL)
    command = ["spending", "load", str(bad), str(april), "--council", COUNCIL, "--data", str(store.root)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "PDF" in result.stderr
    assert "4 payments" in result.stdout
    assert one(store, "SELECT count(*) FROM payments") == (4,)


def test_load_of_bad_files_alone_changes_nothing(tmp_path: Path, store: Store) -> None:
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    before = (store.root / "CURRENT").read_text()
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    command = ["spending", "load", str(empty), "--council", COUNCIL, "--data", str(store.root)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "empty" in result.stderr
    assert (store.root / "CURRENT").read_text() == before


def test_bad_files_alike_are_each_told_and_none_called_loaded(tmp_path: Path, store: Store) -> None:
    empty = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in empty:
        path.write_bytes(b"")
    missing = [tmp_path / "three.csv", tmp_path / "four.csv"]
    loaded = load(store, *empty, *missing, csv_file(tmp_path, "april.csv", *APRIL))
    assert loaded.skipped == ()
    assert [error.split(":")[0] for error in loaded.errors] == [str(path) for path in (*empty, *missing)]
    assert one(store, "SELECT count(*) FROM payments") == (4,)


def big_file(folder: Path, rows: int) -> Path:
    return csv_file(folder, "big.csv", *(f"03/04/2025,Supplier {n} Ltd,{n}.25,T{n},Adults,Care" for n in range(rows)))


def start_load(path: Path, store: Store) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "coopcouncil.cli", "spending", "load", str(path)]
    return subprocess.Popen(
        [*command, "--council", COUNCIL, "--data", str(store.root)], stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_stopped_load_leaves_earlier_data_and_no_files(tmp_path: Path, store: Store, stop: signal.Signals) -> None:
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    before = sorted(str(path) for path in store.root.rglob("*"))
    process = start_load(big_file(tmp_path, 60_000), store)
    assert process.stderr is not None
    process.stderr.readline()  # the first step has begun
    time.sleep(0.2)
    process.send_signal(stop)
    message = process.communicate(timeout=20)[1]
    until = time.monotonic() + 10
    while sorted(str(path) for path in store.root.rglob("*")) != before and time.monotonic() < until:
        time.sleep(0.05)
    assert sorted(str(path) for path in store.root.rglob("*")) == before
    if stop == signal.SIGINT:
        assert process.returncode == 2
        assert "unchanged" in message
        assert "Traceback" not in message


def test_full_disk_is_said_and_leaves_earlier_data(tmp_path: Path, store: Store) -> None:
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    before = sorted(str(path) for path in store.root.rglob("*"))
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
        "from coopcouncil.cli import main; main(sys.argv[1:])"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    arguments = ["spending", "load", str(big_file(tmp_path, 60_000)), "--council", COUNCIL, "--data", str(store.root)]
    done = subprocess.run([sys.executable, "-c", limited, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "unchanged" in done.stderr
    assert sorted(str(path) for path in store.root.rglob("*")) == before


COOPERATIVES = (
    "CUK Organisation ID,Registered Number,Registrar,Registered Name,Trading Name,Legal Form,Registered Street,"
    "Registered City,Registered State/Province,Registered Postcode,UK Nation,FCA Reporting Classification,"
    "Ownership Classification,Registered Status,Incorporation Date,Dissolved Date\n"
    "R900001,91001,FCA,Birch Care Co-operative Limited,Birch Care,Society,1 High Street,Ambleford,,QA1 1AA,England,,"
    "Workers,Live,1/2/2019,\n"
)


def load_cooperatives(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "cooperatives.csv"
    path.write_text(COOPERATIVES, encoding="utf-8")
    result = CliRunner().invoke(main, ["registers", "load", str(path), "--data", str(store.root)])
    assert result.exit_code == 0, result.output


def judge(store: Store, verdict: str) -> None:
    judged_at = datetime(2026, 3, 17, 10, 0, tzinfo=UTC)
    judgement = Judgement("A. Clerk", judged_at, COUNCIL, "cedar transport", "GB-MPR-91001", verdict)
    Judgements(store.root).add(judgement)
    settle_again(store, Judgements(store.root).read()[0])


def test_registers_loaded_after_payments_settle_the_suppliers(tmp_path: Path, store: Store) -> None:
    load(store, csv_file(tmp_path, "april.csv", *APRIL, "12/04/2025,Birch Care Co-operative Ltd,10.00,T8,Adults,Care"))
    assert one(store, "SELECT DISTINCT ownership_model FROM suppliers") == ("unknown",)
    load_cooperatives(tmp_path, store)
    query = "SELECT outcome, ownership_model FROM suppliers WHERE supplier_key = 'birch care co operative ltd'"
    assert one(store, query) == ("match", "worker-cooperative")


def test_judgement_is_taken_in_and_survives_the_next_loads(tmp_path: Path, store: Store) -> None:
    load_cooperatives(tmp_path, store)
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    cedar = "SELECT outcome, org_id, judgement FROM suppliers WHERE supplier_key = 'cedar transport'"
    judge(store, "same")
    assert one(store, cedar) == ("match", "GB-MPR-91001", "same")
    load(store, csv_file(tmp_path, "may.csv", "02/05/2025,Cedar Transport,75.00,T4,Children,Taxis"))
    assert one(store, cedar) == ("match", "GB-MPR-91001", "same")
    load_cooperatives(tmp_path, store)
    assert one(store, cedar) == ("match", "GB-MPR-91001", "same")
    judge(store, "not-same")
    assert one(store, cedar)[0] == "none"


def test_match_that_stands_is_not_looked_for_again(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_cooperatives(tmp_path, store)
    load(store, csv_file(tmp_path, "april.csv", *APRIL))
    asked: list[str] = []

    def match_and_tell(connection: object, payees: pa.Table, *rest: object, **options: object) -> pa.Table:
        asked.extend(payees.column("name").to_pylist())
        return match_payees(connection, payees, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(suppliers, "match_payees", match_and_tell)
    load(store, csv_file(tmp_path, "may.csv", "02/05/2025,Cedar Transport,75.00,T4,A,B", "02/05/2025,Elm,1,T5,A,B"))
    assert asked == ["Elm"]
    assert one(store, "SELECT total_gbp FROM suppliers WHERE supplier_key = 'cedar transport'") == (Decimal("275.00"),)
