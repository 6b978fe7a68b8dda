"""The store keeps earlier data whole whatever happens to a load."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from coopcouncil.data.snapshots import Store, StoreBusyError, StoreError
from coopcouncil.data.snapshots.tables import TABLES
from coopcouncil.evidence.sources import Source

AREA = (
    "SELECT 'E1' AS area_code, 'A' AS name, 'A Council' AS official_name, 'unitary' AS kind, NULL AS county_code, "
    "'East' AS region, ['Ay'] AS aliases, 's' AS source_id"
)


def add_area(store: Store) -> None:
    with store.draft() as draft:
        draft.carry_all_but()
        draft.write("areas", AREA, draft.connect())


def drafts(root: Path) -> list[Path]:
    return list((root / "snapshots").glob(".draft-*"))


def test_store_before_the_first_load(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").current() is None


def test_snapshot_reads_absent_tables_as_empty(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_area(store)
    snapshot = store.current()
    assert snapshot is not None
    connection = snapshot.connect()
    for table in TABLES:
        rows = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        assert rows == ((1,) if table == "areas" else (0,))
    assert snapshot.manifest.tables == {"areas": 1}


def test_draft_carries_parts_and_sources_forward(tmp_path: Path) -> None:
    store = Store(tmp_path)
    source = Source("s", "places", "Areas", "areas.csv", "0" * 64, "OGL", date(2026, 11, 22), 1, 0)
    with store.draft() as draft:
        draft.sources.append(source)
        draft.write("areas", AREA, draft.connect())
    add_area(store)
    snapshot = store.current()
    assert snapshot is not None
    assert snapshot.manifest.tables == {"areas": 2}
    assert snapshot.manifest.sources == (source,)
    assert len(store.snapshot_ids()) == 2


def test_failed_draft_leaves_the_current_snapshot_and_no_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_area(store)
    before = (tmp_path / "CURRENT").read_text()

    def fail() -> None:
        with store.draft() as draft:
            draft.write("areas", AREA, draft.connect())
            raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        fail()
    assert (tmp_path / "CURRENT").read_text() == before
    assert drafts(tmp_path) == []


def test_abandoned_draft_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    add_area(store)
    before = (tmp_path / "CURRENT").read_text()
    with store.draft() as draft:
        draft.write("areas", AREA, draft.connect())
        draft.abandon()
    assert (tmp_path / "CURRENT").read_text() == before
    assert drafts(tmp_path) == []


def test_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.draft(), pytest.raises(StoreBusyError, match="Another load is writing"), Store(tmp_path).draft():
        pass


def test_unknown_snapshot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no snapshot"):
        Store(tmp_path).get("../etc")


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_killed_writer_leaves_nothing_behind(tmp_path: Path, stop: signal.Signals) -> None:
    store = Store(tmp_path)
    add_area(store)
    before = (tmp_path / "CURRENT").read_text()
    code = (
        "import sys, time; from pathlib import Path; from coopcouncil.data.snapshots import Store\n"
        "with Store(Path(sys.argv[1])).draft() as draft:\n    print('writing', flush=True); time.sleep(60)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    assert len(drafts(tmp_path)) == 1
    os.kill(writer.pid, stop)
    writer.wait(10)
    until = time.monotonic() + 10
    while drafts(tmp_path) and time.monotonic() < until:
        time.sleep(0.02)
    assert drafts(tmp_path) == []
    assert (tmp_path / "CURRENT").read_text() == before
    add_area(store)
    assert len(store.snapshot_ids()) == 2
