"""The invented council: the same every time, complete, and true to what it says of itself."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

from coopcouncil.data.fictional import COUNCIL, MadeFile, make_council
from coopcouncil.data.fictional.payments import working_days
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.org_ids import parse_org_id
from coopcouncil.vocabulary.ownership_models import OwnershipModel

SUPPLIER_HEADINGS = ("Supplier Name", "Vendor", "BeneficiaryName", "Name")
# No bulk register tells a community interest company's shares from its guarantee; the last is a catch-all.
UNSEEN_FORMS = {LegalForm.CIC_BY_SHARES, LegalForm.CIC_BY_GUARANTEE, LegalForm.OTHER_COMPANY}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[MadeFile, ...]]:
    folder = tmp_path_factory.mktemp("council")
    return folder, make_council(folder)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_list(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def printed_suppliers(folder: Path) -> Iterator[str]:
    """Every supplier cell of every payments file, read without the product's own readers."""
    for path in sorted((folder / "payments").iterdir()):
        for rows in sheets(path):
            header = next((row for row in rows if set(row) & set(SUPPLIER_HEADINGS)), None)
            column = next(n for n, cell in enumerate(header) if cell in SUPPLIER_HEADINGS) if header else 4
            for row in rows[rows.index(header) + 1 if header else 0 :]:
                if len(row) > column and row[column] and row[column] != "Grand Total":
                    yield row[column]


def sheets(path: Path) -> Iterator[list[list[str]]]:
    if path.suffix == ".xlsx":
        book = python_calamine.CalamineWorkbook.from_path(path)
        yield from ([[str(c) for c in row] for row in book.get_sheet_by_name(n).to_python()] for n in book.sheet_names)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from (list(csv.reader(io.StringIO(archive.read(n).decode()))) for n in archive.namelist())
    else:
        content = path.read_bytes()
        encoding = "cp1252" if path.name.startswith("FenmarshPayments") else "utf-8-sig"
        yield list(csv.reader(io.StringIO(content.decode(encoding))))


def test_making_twice_gives_the_same_bytes(council: tuple[Path, tuple[MadeFile, ...]], tmp_path: Path) -> None:
    make_council(tmp_path)
    assert digests(tmp_path) == digests(council[0])


def test_another_seed_gives_another_council(council: tuple[Path, tuple[MadeFile, ...]], tmp_path: Path) -> None:
    make_council(tmp_path, seed=7)
    same = {name for name, digest in digests(tmp_path).items() if digests(council[0]).get(name) == digest}
    assert {name for name in same if not name.startswith("places/")} == {"about.txt", "registers/local-authorities.csv"}


def test_size_is_that_of_a_county(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    expected = read_list(council[0] / "expected.csv")
    payments = sum(int(row["payments"]) for row in expected)
    suppliers = {row["registered_name"] for row in read_list(council[0] / "truth.csv") if row["registered_name"]}
    assert 40_000 < payments < 52_000
    assert 850 < len(suppliers) < 1000


def test_payments_fall_on_the_working_days_of_the_whole_month(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    rows = read_list(council[0] / "payments" / "fenmarsh-spend-2025-10.csv")
    paid_on = {date.fromisoformat(row["PaymentDate"]) for row in rows}
    assert {day.weekday() for day in paid_on} == {0, 1, 2, 3, 4}
    assert {day.day for day in paid_on} >= {29, 30, 31}


def test_working_days_of_a_leap_february() -> None:
    days = working_days(date(2024, 2, 1))
    assert (len(days), days[0], days[-1]) == (21, date(2024, 2, 1), date(2024, 2, 29))


def test_truth_knows_every_printed_supplier(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    truth = {row["name"] for row in read_list(council[0] / "truth.csv")}
    printed = set(printed_suppliers(council[0]))
    assert printed - truth == set()
    assert len(printed) > 1500


def test_truth_holds_every_ownership_model_and_legal_form(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    truth = read_list(council[0] / "truth.csv")
    assert {row["ownership_model"] for row in truth} == set(OwnershipModel)
    assert {row["legal_form"] for row in truth} == set(LegalForm) - UNSEEN_FORMS
    assert {row["place"] for row in truth if row["place"]} == {"inside", "bordering", "region", "elsewhere"}


def test_registers_hold_every_true_organisation(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    folder = council[0] / "registers"
    ids = {"GB-MPR-" + row["Full Registation Number"] for row in csv_of(folder / "SocietyList.csv", "cp1252")}
    ids |= {"GB-COH-" + row[" CompanyNumber"] for row in read_list(folder / "BasicCompanyData.csv")}
    ids |= {"GB-SC-" + row["Charity Number"] for row in read_list(folder / "CharityExport-Scotland.csv")}
    irish = csv_of(folder / "CharityExport-Northern-Ireland.csv", "cp1252")
    ids |= {"GB-NIC-" + row["Reg charity number"] for row in irish}
    english = json.loads((folder / "publicextract.charity.json").read_text(encoding="utf-8-sig"))
    ids |= {f"GB-CHC-{row['registered_charity_number']}" for row in english}
    ids |= {"GB-EDU-" + row["URN"] for row in csv_of(folder / "edubasealldata.csv", "cp1252")}
    ids |= {row["org_id"] for row in read_list(folder / "local-authorities.csv")}
    true = {row["org_id"] for row in read_list(council[0] / "truth.csv") if row["org_id"]}
    assert true - ids == set()
    assert len(ids - true) > 2000, "decoys and unpaid organisations stand on the registers too"


def test_org_ids_have_the_shape_of_their_register(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    ids = {row["org_id"] for row in read_list(council[0] / "truth.csv") if row["org_id"]}
    assert {each for each in ids if parse_org_id(each) != each} == set()


def csv_of(path: Path, encoding: str) -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_expected_total_is_the_sum_of_the_printed_amounts(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    expected = {row["file"]: row for row in read_list(council[0] / "expected.csv")}
    name = "fenmarsh-spend-2025-08.csv"
    amounts = [row["Amount"] for row in read_list(council[0] / "payments" / name) if row["Amount"] != "#REF!"]
    assert sum(map(Decimal, amounts)) == Decimal(expected[name]["total_gbp"])
    assert len(amounts) == int(expected[name]["payments"])


def test_workbook_has_a_sheet_for_each_month_and_exact_amounts(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    path = next((council[0] / "payments").glob("*.xlsx"))
    expected = next(row for row in read_list(council[0] / "expected.csv") if row["file"] == path.name)
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Oct 2023", "Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024", "Mar 2024"]
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    amounts = [Decimal(repr(row[6])) for row in rows if isinstance(row[6], float)]
    assert sum(amounts) == Decimal(expected["total_gbp"])


def test_corrected_file_repeats_two_months(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    def numbers(name: str) -> set[str]:
        rows = next(sheets(council[0] / "payments" / name))
        return {row[5] for row in rows if len(row) > 5 and row[5].isdigit()}

    again = numbers("spend_over_500_dec_24_jan_25_corrected.csv")
    assert again == numbers("spend_over_500_dec_24.csv") | numbers("spend_over_500_jan_25.csv")


def test_co_operative_share_rises(council: tuple[Path, tuple[MadeFile, ...]]) -> None:
    truth = {row["name"]: row["ownership_model"] for row in read_list(council[0] / "truth.csv")}

    def share(name: str, supplier: int, amount: int, encoding: str) -> Decimal:
        text = (council[0] / "payments" / name).read_bytes().decode(encoding)
        rows = [row for row in csv.reader(io.StringIO(text)) if row[0] == COUNCIL]
        pounds = [(truth[row[supplier]], Decimal(row[amount].replace("£", "").replace(",", ""))) for row in rows]
        return sum(value for model, value in pounds if "cooperative" in model) / sum(value for _, value in pounds)

    first = share("FenmarshPayments2023-04.csv", 4, 3, "cp1252")
    last = share("fenmarsh-spend-2026-03.csv", 4, 7, "utf-8-sig")
    assert Decimal("0.01") < first < last < Decimal("0.12")


def test_survey_names_suppliers_as_printed_and_never_spends_more_than_was_earned(
    council: tuple[Path, tuple[MadeFile, ...]],
) -> None:
    answers = read_list(council[0] / "survey" / "lm3-survey.csv")
    assert {answer["supplier"] for answer in answers} <= set(printed_suppliers(council[0]))
    assert len({answer["supplier"] for answer in answers}) == 60
    assert all(Decimal(a["spent_locally_gbp"]) <= Decimal(a["income_from_council_gbp"]) for a in answers)
