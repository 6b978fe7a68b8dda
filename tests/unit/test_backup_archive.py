"""A backup's archive is read as a stranger's: cut off, altered and hostile ones are refused in words."""

import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from coopcouncil.web.running.backups.archive import MANIFEST, ArchiveError, Kept, Manifest, Writer, is_safe, verify

CONTENT = b"some words\n" * 400


def _manifest() -> Manifest:
    return Manifest(software_version="0.1.0", made_at="2026-03-17T10:00:00+00:00", database="sqlite", migrations={})


def _make(path: Path, mode: str = "w") -> Manifest:
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        writer = Writer(tar, _manifest())
        for name in ("files/a.txt", "files/b/c.txt"):
            writer.add(name, io.BytesIO(CONTENT), len(CONTENT))
        writer.finish()
    return writer.manifest


def _members(path: Path) -> list[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(path) as tar:
        return [(each, file.read() if (file := tar.extractfile(each)) else b"") for each in tar.getmembers()]


def _rewrite(path: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    with tarfile.open(path, "w") as tar:
        for member, content in members:
            if member.isreg():
                member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


def _named(name: str, **more: object) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    for key, value in more.items():
        setattr(member, key, value)
    return member


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_archive_that_is_whole_gives_its_manifest(tmp_path: Path, mode: str) -> None:
    made = _make(tmp_path / "a.tar", mode)
    found = verify(tmp_path / "a.tar")
    assert asdict(found) == asdict(made)
    assert [each.size for each in found.files] == [len(CONTENT)] * 2


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_archive_cut_off_anywhere_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.tar"
    _make(path, mode)
    whole = path.read_bytes()
    # the last bytes of a tar are only padding: what is named is there without them
    end = len(whole) if mode == "w:gz" else whole.rindex(b"}") + 1
    for kept in range(0, end, max(1, end // 60)):
        path.write_bytes(whole[:kept])
        with pytest.raises(ArchiveError, match=r"cut off|no backup"):
            verify(path)


def test_archive_with_any_content_altered_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    _make(path)
    for place in range(2):
        members = _members(path)
        members[place] = (members[place][0], b"X" + CONTENT[1:])
        altered = tmp_path / "altered.tar"
        _rewrite(altered, members)
        with pytest.raises(ArchiveError, match="is not what its manifest says"):
            verify(altered)


Change = Callable[[list[tuple[tarfile.TarInfo, bytes]]], list[tuple[tarfile.TarInfo, bytes]]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda members: members[1:], "lacks files/a.txt"),
        (lambda members: [(_named("files/more.txt"), b"x"), *members], "holds files/more.txt, which its manifest"),
        (lambda members: [members[0], *members], "holds files/a.txt twice"),
        (lambda members: [*members, (_named("files/late.txt"), b"x")], "goes on after its manifest"),
        (lambda members: members[:-1], "has no manifest"),
        (lambda members: [*members[:-1], (_named(MANIFEST), b"{}")], "manifest that cannot be read"),
        (lambda members: [*members[:-1], (_named(MANIFEST), b"\xff")], "manifest that cannot be read"),
        (lambda members: [(_named("../outside"), b"x"), *members], "a name that leads elsewhere"),
        (lambda members: [(_named("/etc/passwd"), b"x"), *members], "a name that leads elsewhere"),
        (lambda members: [(_named("files/../../x"), b"x"), *members], "a name that leads elsewhere"),
        (lambda members: [(_named("files\\x"), b"x"), *members], "a name that leads elsewhere"),
        (lambda members: [(_named("l", type=tarfile.SYMTYPE, linkname="/etc"), b""), *members], "a link"),
        (lambda members: [(_named("l", type=tarfile.LNKTYPE, linkname="files/a.txt"), b""), *members], "a link"),
        (lambda members: [(_named("d", type=tarfile.CHRTYPE), b""), *members], "a link"),
    ],
)
def test_archive_that_no_backup_would_be_is_refused(tmp_path: Path, change: Change, words: str) -> None:
    path = tmp_path / "a.tar"
    _make(path)
    _rewrite(path, change(_members(path)))
    with pytest.raises(ArchiveError) as refused:
        verify(path)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "kept",
    [
        Kept("../outside", 1, "", same_as="files/a.txt"),
        Kept("files/x", 1, "", same_as="files/nowhere"),
        Kept("files/a.txt", 1, "", same_as="files/b/c.txt"),
    ],
)
def test_manifest_that_leads_elsewhere_is_refused(tmp_path: Path, kept: Kept) -> None:
    path = tmp_path / "a.tar"
    manifest = _make(path)
    manifest.files.append(kept)
    text = json.dumps(asdict(manifest)).encode()
    _rewrite(path, [*_members(path)[:-1], (_named(MANIFEST), text)])
    with pytest.raises(ArchiveError, match="manifest"):
        verify(path)


def test_archive_of_a_newer_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    manifest = _make(path)
    manifest.format, manifest.software_version = 2, "9.0.0"
    _rewrite(path, [*_members(path)[:-1], (_named(MANIFEST), json.dumps(asdict(manifest)).encode())])
    with pytest.raises(ArchiveError, match=r"newer version \(9\.0\.0\)"):
        verify(path)


def test_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_text("a letter")
    with pytest.raises(ArchiveError, match="no backup"):
        verify(tmp_path / "a.tar")


def test_file_under_two_names_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(CONTENT)
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        writer = Writer(tar, _manifest())
        writer.add_file("files/one", tmp_path / "one")
        writer.add_file("files/two", tmp_path / "two")
        writer.finish()
    assert [each.same_as for each in verify(tmp_path / "a.tar").files] == ["", "files/one"]
    assert [member.name for member, _ in _members(tmp_path / "a.tar")] == ["files/one", MANIFEST]


@pytest.mark.parametrize("name", ["", "/a", "..", "a/../b", "a//b", "./a", "a/", "a\\b", "a\0b"])
def test_name_that_could_lead_elsewhere_is_unsafe(name: str) -> None:
    assert not is_safe(name)


@pytest.mark.parametrize("name", ["a", "a/b.txt", "files/Payments over £500 (2).csv", "a..b"])
def test_plain_name_is_safe(name: str) -> None:
    assert is_safe(name)
