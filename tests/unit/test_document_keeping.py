"""Kept documents: under their own hash, whole or not at all, whatever happens to the writer."""

import hashlib
import io
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcouncil.data.documents.keeping import Documents, KeepingError

DATA = b"The co-operative council\n" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("as_stream", [True, False])
def test_document_is_kept_under_its_hash(tmp_path: Path, as_stream: bool) -> None:
    documents = Documents(tmp_path / "kept")
    (tmp_path / "given").write_bytes(DATA)
    assert documents.keep(io.BytesIO(DATA) if as_stream else tmp_path / "given") == SHA256
    assert files(tmp_path / "kept") == [tmp_path / "kept" / SHA256[:2] / SHA256[2:]]
    assert documents.path(SHA256).read_bytes() == DATA
    with documents.open(SHA256) as file:
        assert file.read() == DATA
    assert SHA256 in documents
    assert list(documents) == [SHA256]
    assert list(documents.verify()) == []


def test_only_the_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        documents = Documents(tmp_path / "kept")
        documents.keep(io.BytesIO(DATA))
    finally:
        os.umask(before)
    assert stat.S_IMODE(documents.path(SHA256).stat().st_mode) == 0o600
    assert {stat.S_IMODE(path.stat().st_mode) for path in documents.root.rglob("*") if path.is_dir()} == {0o700}


def test_keeping_the_same_again_changes_nothing(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    assert documents.keep(io.BytesIO(DATA)) == documents.keep(io.BytesIO(DATA))
    assert len(files(tmp_path)) == 1


def test_keeping_the_same_again_mends_what_was_damaged(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    documents.keep(io.BytesIO(DATA))
    documents.path(SHA256).write_bytes(b"damaged")
    documents.keep(io.BytesIO(DATA))
    assert list(documents.verify()) == []


@settings(max_examples=20, deadline=None)  # each waits for the disk
@given(contents=st.lists(st.binary(max_size=50), max_size=5))
def test_everything_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    documents = Documents(tmp_path_factory.mktemp("kept"))
    kept = {documents.keep(io.BytesIO(data)): data for data in contents}
    assert set(documents) == set(kept)
    assert {sha256: documents.path(sha256).read_bytes() for sha256 in documents} == kept


def test_file_that_changed_after_it_was_checked_is_not_kept(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    with pytest.raises(KeepingError, match="changed after it was checked"):
        documents.keep(io.BytesIO(DATA), sha256="0" * 64)
    assert files(tmp_path) == []
    assert documents.keep(io.BytesIO(DATA), sha256=SHA256) == SHA256


class Breaking(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError("the disk went away")
        return super().read(size)


def test_nothing_is_left_when_reading_breaks_off(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="went away"):
        Documents(tmp_path).keep(Breaking(DATA))
    assert files(tmp_path) == []


WRITER = """
import io, sys, time
from pathlib import Path
from coopcouncil.data.documents.keeping import Documents

class Slow(io.BytesIO):
    def read(self, size=-1):
        if self.tell():
            print("half", flush=True)
            time.sleep(60)
        return super().read(5)

Documents(Path(sys.argv[1])).keep(Slow(b"x" * 100))
"""


def test_what_a_killed_writer_left_is_swept_and_a_living_ones_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        documents = Documents(tmp_path)
        assert len(files(tmp_path)) == 1
        assert documents.sweep() == 0
        assert list(documents) == []
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert documents.keep(io.BytesIO(DATA)) == SHA256
    assert files(tmp_path) == [documents.path(SHA256)]


def test_many_writers_at_once_keep_everything(tmp_path: Path) -> None:
    contents = [b"document %d" % (number % 7) for number in range(60)]
    threads = [threading.Thread(target=Documents(tmp_path).keep, args=(io.BytesIO(data),)) for data in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Documents(tmp_path)) == {hashlib.sha256(data).hexdigest() for data in contents}
    assert len(files(tmp_path)) == 7
    assert list(Documents(tmp_path).verify()) == []


def test_verifying_finds_changed_and_foreign_files(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    documents.keep(io.BytesIO(DATA))
    documents.keep(io.BytesIO(b"other"))
    documents.path(SHA256).write_bytes(DATA + b"!")
    foreign = tmp_path / SHA256[:2] / "notes.txt"
    foreign.write_text("who put this here?")
    link = tmp_path / SHA256[:2] / ("0" * 62)
    link.symlink_to(foreign)
    reasons = {fault.path: fault.reason for fault in documents.verify()}
    assert set(reasons) == {documents.path(SHA256), foreign, link}
    assert "Restore it from the backup" in reasons[documents.path(SHA256)]
    assert "Find out who put it there" in reasons[foreign]


def test_removed_document_is_gone_for_good(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    documents.keep(io.BytesIO(DATA))
    documents.remove(SHA256)
    assert SHA256 not in documents
    assert files(tmp_path) == []
    with pytest.raises(KeepingError, match="not kept here"):
        documents.remove(SHA256)
    with pytest.raises(KeepingError, match="Look in the backup"):
        documents.open(SHA256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_what_is_no_hash_leads_nowhere(tmp_path: Path, name: str) -> None:
    documents = Documents(tmp_path)
    assert name not in documents
    for way in (documents.path, documents.open, documents.remove):
        with pytest.raises(KeepingError, match="no SHA-256"):
            way(name)


def test_empty_store_holds_nothing(tmp_path: Path) -> None:
    documents = Documents(tmp_path / "none")
    assert (list(documents), list(documents.verify()), documents.sweep()) == ([], [], 0)
    assert SHA256 not in documents


def test_sweeping_while_writing_never_takes_a_file_from_its_writer(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    stop = time.monotonic() + 0.5
    sweeper = threading.Thread(target=lambda: [documents.sweep() for _ in iter(lambda: time.monotonic() < stop, False)])
    sweeper.start()
    count = 0
    while time.monotonic() < stop:
        count += 1
        assert documents.keep(io.BytesIO(b"%d" % count)) in documents
    sweeper.join()
    assert len(list(documents)) == count
