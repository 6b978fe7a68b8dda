"""No invented organisation bears a real one's name, as far as the shared registers can tell."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcouncil.data.fictional import make_council
from coopcouncil.data.fictional.words import fold

REAL = Path(__file__).parents[3] / "shared" / "data" / "registers"


def real_names() -> Iterator[str]:
    with (REAL / "register_union.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from (row["name"] for row in csv.DictReader(file))
    for path in sorted((REAL / "names_by_type").glob("*.txt.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            yield from (line.strip() for line in file)


def invented_names(folder: Path) -> Iterator[str]:
    for name, heading, encoding in (
        ("truth.csv", "registered_name", "utf-8"),
        ("registers/BasicCompanyData.csv", "CompanyName", "utf-8"),
        ("registers/BasicCompanyData.csv", " PreviousName_1.CompanyName", "utf-8"),
        ("registers/SocietyList.csv", "Society Name", "cp1252"),
        ("registers/cooperatives-uk-organisations.csv", "Trading Name", "utf-8"),
        ("places/local_authorities.csv", "official-name", "utf-8"),
    ):
        with (folder / name).open(encoding=encoding, newline="") as file:
            yield from (row[heading] for row in csv.DictReader(file))
    charities = json.loads((folder / "registers/publicextract.charity.json").read_text(encoding="utf-8-sig"))
    yield from (row["charity_name"] for row in charities)


@pytest.mark.parametrize("seed", [2026, 1])
def test_no_invented_name_is_on_a_real_register(tmp_path: Path, seed: int) -> None:
    if not REAL.is_dir():
        pytest.skip("the shared folder of real registers is not here")
    make_council(tmp_path, seed=seed)
    invented = {fold(name) for name in invented_names(tmp_path)} - {""}
    clashes = {name for name in map(fold, real_names()) if name in invented}
    assert len(invented) > 3000
    assert len(clashes) == 0, f"{len(clashes)} invented names are taken"
