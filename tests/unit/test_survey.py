"""A survey file: read exactly, refused with file, line and column, joined to what was paid."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.tiny import make_tiny

from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.survey import SurveyError, pay_answers, read_survey

HEAD = "supplier,income_from_council_gbp,spent_locally_gbp\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "survey.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_survey_reads_amounts_as_people_write_them(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff" + HEAD + '"Riverside Cleaners Co-operative","£1,200.50",300\n\n A ,10,0\n')
    first, second = read_survey(path)
    assert (first.income_from_council_gbp, first.spent_locally_gbp) == (Decimal("1200.50"), Decimal(300))
    assert (second.line, second.supplier) == (4, "A")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"survey.csv, line 1: no column supplier, income_from_council_gbp, spent_locally_gbp"),
        ("supplier,spent_locally_gbp\nA,1\n", "no column income_from_council_gbp"),
        (HEAD + "A,10,1\nB,ten,1\n", "line 3, column income_from_council_gbp: 'ten'"),
        (HEAD + "A,10,-1\n", "line 2, column spent_locally_gbp: '-1'"),
        (HEAD + "A,10\n", "line 2, column spent_locally_gbp: ''"),
        (HEAD + "A,10,11\n", "line 2, column spent_locally_gbp: 11 is more"),
        (HEAD + "A,0,0\n", "line 2, column income_from_council_gbp: 0"),
        (HEAD + ",10,1\n", "line 2, column supplier: empty"),
        (HEAD + "A,10,1\na,10,1\n", "line 3, column supplier: already on line 2"),
    ],
)
def test_survey_refused_says_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SurveyError, match=message):
        read_survey(write(tmp_path, text))


def test_survey_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(b"\xff\xfe" + HEAD.encode("utf-16-le"))
    with pytest.raises(SurveyError, match="UTF-8"):
        read_survey(path)


def test_answers_are_joined_to_payments_by_name_or_id(tmp_path: Path) -> None:
    snapshot = make_tiny(tmp_path / "store").current()
    assert snapshot is not None
    lines = read_survey(write(tmp_path, HEAD + "riverside cleaners  co-operative,10,1\n"))
    with snapshot.connect() as connection:
        [paid] = pay_answers(connection, Filters(financial_year="2024-25"), lines, "survey.csv")
        assert paid.place == "inside"
        assert paid.paid_gbp > 0
        twice = read_survey(write(tmp_path, HEAD + f"Riverside Cleaners Co-operative,10,1\n{paid.payee},10,1\n"))
        with pytest.raises(SurveyError, match="line 3, column supplier: the same supplier as line 2"):
            pay_answers(connection, Filters(), twice, "survey.csv")
        assert paid.payee == "GB-MPR-90002R"
        unknown = read_survey(write(tmp_path, HEAD + "Nobody Ltd,10,1\n"))
        with pytest.raises(SurveyError, match="line 2, column supplier: 'Nobody Ltd' is not paid"):
            pay_answers(connection, Filters(), unknown, "survey.csv")


def test_answers_under_two_printings_of_an_organisation_are_one_suppliers(tmp_path: Path) -> None:
    snapshot = make_tiny(tmp_path / "store").current()
    assert snapshot is not None
    names = ["Ambleford Food Co-op Ltd", "AMBLEFORD FOOD CO-OPERATIVE LIMITED", "Ambleford Food Co-operative Limited"]
    with snapshot.connect() as connection:
        paid = [
            pay_answers(connection, Filters(), read_survey(write(tmp_path, f"{HEAD}{name},10,1\n")), "survey.csv")[0]
            for name in names
        ]
        row = connection.execute("SELECT sum(total_gbp) FROM suppliers WHERE org_id = 'GB-MPR-90001R'").fetchone()
    assert row is not None
    assert {(each.payee, each.paid_gbp) for each in paid} == {("GB-MPR-90001R", row[0])}
