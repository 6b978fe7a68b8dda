"""Documents with bytes changed anywhere: each is taken or refused with words, and checking never fails otherwise."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.documents import INNOCENT, check

from coopcouncil.data.documents import Checked, RefusedDocumentError

MARKS = [
    b"PK\3\4",
    b"PK\1\2",
    b"PK\5\6",
    b"PK\6\7",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"obj",
    b"<<",
    b">>",
    b"stream\n",
    b"\xff\xda",
]


def changed(data: bytes, chance: random.Random) -> bytes:
    """The document with one to four bytes, marks or slices altered, cut, doubled or moved."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice([1, 2, 4, 30, 500]))
        ways = (
            b"",
            bytes([chance.randrange(256)]),
            chance.choice(MARKS),
            data[at:end] * 2,
            chance.randbytes(end - at),
            data[end : end + 200],
        )
        data = data[:at] + chance.choice(ways) + data[end:]
    return data


@settings(deadline=None)
@given(name=st.sampled_from(list(INNOCENT)), seed=st.integers(0, 2**32))
def test_changed_document_is_taken_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    word = outcome(tmp_path_factory.mktemp("changed"), changed(INNOCENT[name], random.Random(seed)), name)
    assert isinstance(word, Checked) or word.startswith(Path(name).stem)


def outcome(folder: Path, data: bytes, name: str) -> Checked | str:
    try:
        return check(folder, data, name)
    except RefusedDocumentError as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", INNOCENT)
def test_document_cut_off_anywhere_is_taken_or_refused_in_words(tmp_path: Path, name: str) -> None:
    data = INNOCENT[name]
    for end in range(0, len(data), max(1, len(data) // 60)):
        word = outcome(tmp_path, data[:end], name)
        assert isinstance(word, Checked) or word.endswith(".")
