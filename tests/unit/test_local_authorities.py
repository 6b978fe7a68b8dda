"""The list of local authorities, read as a register."""

from pathlib import Path

from tests.support.registers import staged, write


def test_local_authorities_are_public_bodies_under_their_nations_lists(tmp_path: Path) -> None:
    headings = "local-authority-code,official-name,nation,local-authority-type-name,start-date,end-date"
    path = write(
        tmp_path / "councils.csv",
        headings,
        "ZFM,Fenmarsh County Council,England,County council,1974-04-01,",
        "ZGL,Glenmarsh Council,Scotland,Unitary,,",
        "ZOL,Oldmarsh District Council,England,District council,1974-04-01,2019-03-31",
        "ZZZ,Nowhere Council,Atlantis,Unitary,,",
    )
    rows, refusals = staged(path, tmp_path / "scratch")
    assert [(row["entry_id"], row["legal_form"], row["status"]) for row in rows] == [
        ("GB-LAE-ZFM", "local-authority", "active"),
        ("GB-LAS-ZGL", "local-authority", "active"),
        ("GB-LAE-ZOL", "local-authority", "removed"),
    ]
    assert [str(each) for each in refusals] == [
        "line 5, column “nation”: “Atlantis” is no nation of the United Kingdom"
    ]
