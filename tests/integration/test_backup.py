"""Backups and restores as a drill: each database into each, while people write, and what goes wrong on the way."""

import io
import itertools
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.support.backups import DOCUMENT, plain_environment, run
from tests.support.postgres import running_server

from coopcouncil.web.running.backups.archive import MANIFEST, Manifest, verify

COMMAND = "coopcouncil.cli"
_numbers = itertools.count()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture
def new_database(server: str) -> Callable[[str], dict[str, str]]:
    """The setting of a new database of this kind."""

    def make(kind: str) -> dict[str, str]:
        if kind == "sqlite":
            return {}
        name = f"drill{next(_numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return {"DATABASE_URL": server.replace("/postgres?", f"/{name}?")}

    return make


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder on SQLite."""
    data = tmp_path_factory.mktemp("seeded") / "data"
    done = run("tests.support.backups", str(data), "seed")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module")
def archive(seeded: Path) -> Path:
    """Its backup."""
    target = seeded.parent / "backup.tar"
    _ok("backup", str(target), data=seeded)
    return target


def _ok(*words: str, data: Path, typed: str = "", **given: str) -> str:
    done = run(COMMAND, *words, "--data", str(data), typed=typed, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _refused(*words: str, data: Path, typed: str = "", **given: str) -> str:
    done = run(COMMAND, *words, "--data", str(data), typed=typed, **given)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def _without_record(manifest: Manifest) -> dict[str, str]:
    """Every file's fingerprint; the record's tables grow by the restore's own entry."""
    return {each.path: each.sha256 for each in manifest.files if "database/record_" not in each.path}


def test_drill_brings_everything_back_from_each_database_into_each(
    archive: Path, tmp_path: Path, new_database: Callable[[str], dict[str, str]]
) -> None:
    """One chain: SQLite into PostgreSQL, that into another PostgreSQL, that into SQLite, and SQLite into SQLite."""
    kinds = ("postgresql", "postgresql", "sqlite", "sqlite")
    copy, before = archive, verify(archive)
    for number, kind in enumerate(kinds):
        database, data = new_database(kind), tmp_path / str(number)
        said = _ok("restore", str(copy), data=data, **database)
        assert f"The record is whole up to entry {20 + number}" in said
        assert (data / DOCUMENT).read_text() == "Minutes of a made-up committee: £5."
        copy = tmp_path / f"{number}.tar{'.gz' if number % 2 else ''}"
        _ok("backup", str(copy), data=data, **database)
        assert copy.stat().st_mode & 0o777 == 0o600
        after = verify(copy)
        assert after.database == kind
        assert _without_record(after) == _without_record(before)
        assert after.record[0] == before.record[0] + number + 1  # each restore's own entry


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_restored_service_goes_on(
    archive: Path, tmp_path: Path, new_database: Callable[[str], dict[str, str]], kind: str
) -> None:
    """The next number is free, and the record's guards are up."""
    database = new_database(kind)
    _ok("restore", str(archive), data=tmp_path / "b", **database)
    _writing(tmp_path / "b", **database).terminate()
    assert _guards_hold(tmp_path / "b", **database)


def _writing(data: Path, **given: str) -> "subprocess.Popen[str]":
    """A process that publishes over and over; it has begun."""
    words = [sys.executable, "-m", "tests.support.backups", str(data), "write"]
    found = subprocess.Popen(words, env=plain_environment(**given), stdout=subprocess.PIPE, text=True)
    assert found.stdout is not None
    assert found.stdout.readline() == "0\n"
    return found


def _guards_hold(data: Path, **given: str) -> bool:
    words = "UPDATE record_entry SET what = 'nothing'"
    code = (
        "import sys, pathlib; from coopcouncil.cli.database import open_database; "
        "open_database(pathlib.Path(sys.argv[1])); from django.db import connection; "
        f"connection.cursor().execute({words!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(data)],
        env=plain_environment(**given),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode != 0 and "the record is append-only" in done.stderr


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_backup_while_people_write_is_of_one_moment(
    archive: Path, tmp_path: Path, new_database: Callable[[str], dict[str, str]], kind: str
) -> None:
    database, data = new_database(kind), tmp_path / "a"
    _ok("restore", str(archive), data=data, **database)
    writer = _writing(data, **database)
    try:
        for number in range(2):
            _ok("backup", str(tmp_path / f"{number}.tar"), data=data, **database)
        assert writer.poll() is None
    finally:
        writer.terminate()
        writer.wait()
    first, second = (verify(tmp_path / f"{number}.tar") for number in range(2))
    assert 20 < first.record[0] < second.record[0]
    for made in (first, second):  # each publication made one entry in one transaction, and the restore one
        assert made.tables["publishing_publication"] + 1 == made.tables["record_entry"] == made.record[0]
    said = _ok("restore", str(tmp_path / "1.tar"), data=tmp_path / "b")
    assert f"The record is whole up to entry {second.record[0]}" in said


def test_verify_only_reads_the_backup_and_changes_nothing(archive: Path, tmp_path: Path) -> None:
    assert "is sound" in _ok("restore", str(archive), "--verify-only", data=tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_backup_leaves_out_what_is_not_kept(seeded: Path, archive: Path) -> None:
    names = {each.path for each in verify(archive).files}
    assert {"files/CURRENT", "files/judgements.jsonl", f"files/{DOCUMENT}"} <= names
    assert not [name for name in names if "sqlite3" in name or "files/uploads" in name or name.endswith(".lock")]
    assert "database/django_session.jsonl" not in names
    assert not list(seeded.parent.glob(".backup*"))


def test_backup_can_leave_out_snapshots_that_nothing_names(seeded: Path, tmp_path: Path) -> None:
    ids = sorted(path.name for path in (seeded / "snapshots").iterdir())
    assert len(ids) == 2
    _ok("backup", str(tmp_path / "all.tar"), data=seeded)
    _ok("backup", str(tmp_path / "used.tar"), "--used-snapshots-only", data=seeded)
    kept = {each.path.split("/")[2] for each in verify(tmp_path / "used.tar").files if "snapshots/" in each.path}
    assert kept == {ids[-1]}
    every = {each.path.split("/")[2] for each in verify(tmp_path / "all.tar").files if "snapshots/" in each.path}
    assert every == set(ids)
    shared = [each for each in verify(tmp_path / "all.tar").files if each.same_as]
    assert shared, "parts carried from one snapshot to the next are kept once"
    _ok("restore", str(tmp_path / "all.tar"), data=tmp_path / "b")
    for each in shared:
        path, same = (tmp_path / "b" / name.removeprefix("files/") for name in (each.path, each.same_as))
        assert path.samefile(same)


def test_restore_refuses_a_place_that_is_not_empty(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").write_text("mine")
    assert "There are files already" in _refused("restore", str(archive), data=tmp_path / "b")
    wrong = _refused("restore", str(archive), "--replace", data=tmp_path / "b", typed="yes\n")
    assert "That is not the folder's name. Nothing was changed." in wrong
    assert [each.name for each in (tmp_path / "b").iterdir()] == ["mine.txt"]


def test_restore_sets_aside_what_it_replaces(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").write_text("mine")
    _ok("restore", str(archive), "--replace", data=tmp_path / "b", typed="b\n")
    [aside] = (tmp_path / "b").glob("before-restore-*")
    assert (aside / "mine.txt").read_text() == "mine"
    assert (tmp_path / "b" / DOCUMENT).is_file()


def test_restore_refuses_a_database_in_use_and_keeps_it_when_it_fails(
    archive: Path, tmp_path: Path, new_database: Callable[[str], dict[str, str]]
) -> None:
    database = new_database("postgresql")
    _ok("restore", str(archive), data=tmp_path / "b", **database)
    assert "people or a record in the database" in _refused("restore", str(archive), data=tmp_path / "c", **database)
    forged = _forged(archive, tmp_path)
    _refused("restore", str(forged), "--replace", data=tmp_path / "c", typed="c\n", **database)
    _ok("backup", str(tmp_path / "again.tar"), data=tmp_path / "b", **database)
    assert verify(tmp_path / "again.tar").record[0] == 21


def _rewritten(archive: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The archive with some contents changed, and a manifest that agrees with them: what a forger would make."""
    import hashlib

    contents: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            assert file is not None
            contents[member.name] = change(member.name, file.read())
    manifest = json.loads(contents.pop(MANIFEST))
    for each in manifest["files"]:
        if not each["same_as"]:
            content = contents[each["path"]]
            each["size"], each["sha256"] = len(content), hashlib.sha256(content).hexdigest()
    contents[MANIFEST] = json.dumps(manifest).encode()
    with tarfile.open(target, "w") as tar:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target


def _forged(archive: Path, folder: Path) -> Path:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"for the 3th time", b"for a good reason") if "record_content" in name else content

    return _rewritten(archive, folder / "forged.tar", change)


def test_restore_refuses_a_record_that_was_forged(archive: Path, tmp_path: Path) -> None:
    said = _refused("restore", str(_forged(archive, tmp_path)), data=tmp_path / "b")
    assert "The record is not whole: The content of entry 4 was altered." in said
    assert list((tmp_path / "b").iterdir()) == []


def test_restore_refuses_a_backup_of_a_newer_version(archive: Path, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        manifest = json.loads(content)
        manifest["migrations"]["people"].append("9999_of_another_year")
        return json.dumps(manifest).encode()

    said = _refused("restore", str(_rewritten(archive, tmp_path / "new.tar", change)), data=tmp_path / "b")
    assert "newer version than this one, which does not know people.9999_of_another_year" in said
    assert list((tmp_path / "b").iterdir()) == []


def test_restore_refuses_rows_that_do_not_hang_together(archive: Path, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if "people_grant" not in name:
            return content
        columns, row, *more = map(json.loads, content.splitlines())
        row[columns.index("body_id")] = 99
        return "\n".join(map(json.dumps, (columns, row, *more))).encode()

    said = _refused("restore", str(_rewritten(archive, tmp_path / "bad.tar", change)), data=tmp_path / "b")
    assert "The database does not take what the backup holds" in said


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_backup_of_an_older_database_is_brought_up_to_this_version(
    tmp_path: Path, new_database: Callable[[str], dict[str, str]], kind: str
) -> None:
    old, new = new_database(kind), new_database(kind)
    (tmp_path / "a").mkdir()
    django = {"COOPCOUNCIL_DATA": str(tmp_path / "a"), "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings", **old}
    for app, name in (("people", "0001"), ("record", "0001")):
        assert run("django", "migrate", app, name, **django).returncode == 0
    _ok("backup", str(tmp_path / "a.tar"), data=tmp_path / "a", **old)
    assert verify(tmp_path / "a.tar").migrations["record"] == ["0001_initial"]
    _ok("restore", str(tmp_path / "a.tar"), data=tmp_path / "b", **new)
    assert (
        run("django", "migrate", "--check", **{**django, "COOPCOUNCIL_DATA": str(tmp_path / "b"), **new}).returncode
        == 0
    )
    assert _guards_hold(tmp_path / "b", **new)


def test_restore_that_finds_too_little_room_says_how_much_it_needs(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopcouncil.web.running.backups import target

    monkeypatch.setattr(target.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 5_000_000}))
    with pytest.raises(target.TargetError, match="has 5 MB free and the backup needs 6"):
        target.check_room(tmp_path, verify(archive))


def test_backup_onto_a_full_disk_says_so_and_leaves_nothing(seeded: Path, tmp_path: Path) -> None:
    """No disk is filled for a test: the fourth file meets what a full one answers."""
    code = (
        "import errno, sys, runpy; from coopcouncil.web.running.backups import archive; add = archive.Writer.add\n"
        "def full(self, path, file, size):\n"
        "    if self.manifest.files[3:]: raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "    return add(self, path, file, size)\n"
        "archive.Writer.add = full; sys.argv = ['coopcouncil', *sys.argv[1:]]\n"
        "runpy.run_module('coopcouncil.cli', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "backup", str(tmp_path / "a.tar"), "--data", str(seeded)],
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "The disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", [0.1, 0.8])
def test_restore_of_a_backup_cut_off_changes_nothing(archive: Path, tmp_path: Path, cut: float) -> None:
    whole = archive.read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[: int(len(whole) * cut)])
    assert "cut off" in _refused("restore", str(tmp_path / "cut.tar"), data=tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_backup_of_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "There is no data folder" in _refused("backup", str(tmp_path / "a.tar"), data=tmp_path / "gone")
    assert not (tmp_path / "gone").exists()
