"""Each register is recognised by its headings and read as its layout has it."""

import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.support.registers import COMPANIES, COOPERATIVES, SOCIETIES, company, cooperative, society, staged, write

from coopcouncil.data.files.unreadable import UnreadableFileError


def test_mutuals_in_twelve_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        SOCIETIES,
        society("4321", "Fen Bakers Limited"),
        society("77R", "Old Mill Society", "Registered Society", registered="01/02/1970"),
        society("8R", "Quay Club", "Something New"),
        society("12C", "Fen Savers", "Credit Union", "Deregistered", "01-Jan-68"),
    )
    entries, refusals = staged(path, tmp_path / "s")

    assert [(e["entry_id"], e["legal_form"], e["status"]) for e in entries] == [
        ("GB-MPR-4321", "cooperative-society", "active"),
        ("GB-MPR-77R", "pre-2014-society", "active"),
        ("GB-MPR-8R", "pre-2014-society", "active"),
        ("GB-MPR-12C", "credit-union", "removed"),
    ]
    assert entries[0]["postcode"] == "CB1 2AB"
    assert entries[0]["sic"] == "47110"
    assert [e["registered_on"] for e in entries] == [
        date(2015, 3, 1), date(1970, 2, 1), date(2015, 3, 1), date(1968, 1, 1)
    ]  # fmt: skip
    assert refusals == []


def test_mutuals_in_ten_columns_in_cp1252_with_repeats_and_blank_names(tmp_path: Path) -> None:
    headings = ",".join([*SOCIETIES.split(",")[:9], "Society Status"]).replace("Registation", "Registration")
    path = tmp_path / "a.csv"
    lines = [
        headings,
        '1,R,1R,Caf\xe9 Society,Co-operative Society,"1 Lane, Anytown, CB1 2AB",01/02/1970,,,Registered',
        "1,R,1R,Another,Co-operative Society,,01/02/1970,,,Registered",
        "2,R,2R,,Co-operative Society,,01/02/1970,,,Registered",
        "3,R,,Third Society,Unheard Of Society,,01/02/1970,,,Registered",
        "x,,x,No Number Society,Co-operative Society,,,,,Registered",
    ]
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    entries, refusals = staged(path, tmp_path / "s")

    assert [e["name"] for e in entries] == ["Caf\xe9 Society", "Third Society"]
    assert entries[1]["entry_id"] == "GB-MPR-3R"
    assert [(r.line, r.reason) for r in refusals] == [
        (3, "GB-MPR-1R stands in line 2 too"),
        (4, "there is no name"),
        (6, "“x” is not a number of this register"),
    ]


def test_mutual_of_a_word_not_known_here_is_of_unknown_kind(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", SOCIETIES, society("9999", "Mystery", "Registered Society of a New Kind"))
    entries, _ = staged(path, tmp_path / "s")
    assert (entries[0]["legal_form"], entries[0]["printed_form"]) == ("unknown", "Registered Society of a New Kind")


def test_cooperatives_uk_numbers_belong_to_their_registrar(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        COOPERATIVES,
        cooperative("R000001", "525R", "One"),
        cooperative("R000002", "7001CBS", "Two", "Community of Interest"),
        cooperative("R000003", "CU000123", "Three", registrar="DETINI"),
        cooperative("R000004", "1234567", "Four", registrar="Companies House", form="Company"),
        cooperative("R000005", "", "Five", registrar="Unknown legal form", form="Unincorporated", status="Dead"),
        cooperative("R000006", "4100CS", "Six", registrar="Legal Form is not defined", form="", trading="Sixes"),
        encoding="utf-8-sig",
    )
    entries, refusals = staged(path, tmp_path / "s")

    assert [e["links"] for e in entries] == [
        ["GB-MPR-525R"], ["GB-MPR-7001"], ["GB-MPR-123CU"], ["GB-COH-01234567"], [], ["GB-MPR-4100"]
    ]  # fmt: skip
    assert entries[1]["legal_form"] == "community-benefit-society"
    assert entries[4]["status"] == "removed"
    assert entries[5]["other_names"] == [{"name": "Sixes", "kind": "trading"}]
    assert entries[0]["registered_on"] == date(1963, 1, 8)
    assert refusals == []


def test_cooperatives_uk_directory_and_its_worker_list(tmp_path: Path) -> None:
    headings = (
        "Identifier,Name,Description,Organisational Structure,Postcode,Companies House Number,SIC Code,"
        "Ownership Classification,Legal Form"
    )
    row = ["R000009", "Bikes", "two\nlines", "x", "CB1 2AB", "123456", "95290", "Workers", "Company"]
    directory, _ = staged(write(tmp_path / "a.csv", headings, row), tmp_path / "s")
    more = ",WC Legal Form,Registered Number,Registrar,Organisation Name,Registered Status"
    workers, _ = staged(
        write(tmp_path / "b.csv", headings + more, [*row, "", "123456", "Companies House", "Bikes Co-op Ltd", "Live"]),
        tmp_path / "t",
    )

    assert (directory[0]["source_id"], directory[0]["links"]) == ("cooperatives-uk-directory", ["GB-COH-00123456"])
    assert (workers[0]["source_id"], workers[0]["name"]) == ("worker-cooperatives", "Bikes Co-op Ltd")
    assert workers[0]["other_names"] == [{"name": "Bikes", "kind": "trading"}]


def test_companies_with_previous_names_in_parts_of_a_zip(tmp_path: Path) -> None:
    first = write(
        tmp_path / "p1.csv", COMPANIES, company("ACME LTD", "00000001", "Private Limited Company", "cb12ab", "OLD")
    )
    second = write(tmp_path / "p2.csv", COMPANIES, company("BETA C.I.C.", "SC000002", "Community Interest Company"))
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(first, "BasicCompanyData-part1_2.csv")
        archive.write(second, "BasicCompanyData-part2_2.csv")
    entries, refusals = staged(path, tmp_path / "s")

    assert [(e["entry_id"], e["legal_form"], e["postcode"], e["sic"], e["line"]) for e in entries] == [
        ("GB-COH-00000001", "private-limited-company", "CB1 2AB", "56302", 2),
        ("GB-COH-SC000002", "cic", None, "56302", 2),
    ]
    assert entries[0]["other_names"] == [{"name": "OLD", "kind": "previous"}]
    assert refusals == []


def test_companies_refuse_rows_and_say_where(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        COMPANIES,
        company("GOOD LTD", "1"),
        company("", "00000002"),
        company("NO NUMBER LTD", ""),
        company("ODD LTD", "12-AB-34"),
        "too,few",
        company("AGAIN LTD", "00000001"),
        company("LAST LTD", "00000003"),
    )
    entries, refusals = staged(path, tmp_path / "s")

    assert [e["name"] for e in entries] == ["GOOD LTD", "LAST LTD"]
    assert len(refusals) == 5
    assert {"there is no name", "there is no number", "“12-AB-34” is not a number of this register"} <= {
        refusal.reason for refusal in refusals
    }


def test_companies_cut_in_the_middle_lose_no_row_in_silence(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", COMPANIES, company("GOOD LTD", "00000001"))
    with path.open("a") as file:
        file.write('"CUT LIM')
    entries, refusals = staged(path, tmp_path / "s")

    assert [e["name"] for e in entries] == ["GOOD LTD"]
    assert len(refusals) == 1


def test_a_society_on_the_company_register_is_only_a_pointer(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", COMPANIES, company("FEN BAKERS LIMITED", "RS004321", "Registered Society"))
    entries, _ = staged(path, tmp_path / "s")
    assert (entries[0]["status"], entries[0]["classification"]) == ("unknown", "Registered Society")


CHARITY = {
    "organisation_number": 1,
    "registered_charity_number": 1234567,
    "linked_charity_number": 0,
    "charity_name": "FEN AID",
    "charity_type": "Charitable company",
    "charity_registration_status": "Registered",
    "date_of_registration": "2010-05-06T00:00:00",
    "date_of_removal": None,
    "charity_contact_postcode": "CB1 2AB",
    "charity_contact_phone": "not to be read",
    "charity_company_registration_number": "123456",
    "charity_is_cio": False,
}


def test_charities_of_england_and_wales_as_json(tmp_path: Path) -> None:
    linked = {**CHARITY, "linked_charity_number": 1, "charity_name": "FEN AID LIBRARY", "charity_type": None}
    cio = {**CHARITY, "registered_charity_number": 1234568, "charity_type": "CIO", "charity_is_cio": True}
    path = tmp_path / "c.json"
    path.write_text(json.dumps([linked, CHARITY, cio]), encoding="utf-8-sig")
    entries, refusals = staged(path, tmp_path / "s")

    assert {e["entry_id"]: e["legal_form"] for e in entries} == {
        "GB-CHC-1234568": "cio",
        "GB-CHC-1234567": "charitable-company",
    }
    main = next(e for e in entries if e["entry_id"] == "GB-CHC-1234567")
    assert main["other_names"] == [{"name": "FEN AID LIBRARY", "kind": "working"}]
    assert main["links"] == ["GB-COH-00123456"]
    assert main["registered_on"] == date(2010, 5, 6)
    assert refusals == []


def test_charities_json_cut_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text(json.dumps([CHARITY, {**CHARITY, "registered_charity_number": 1234568}])[:-40])
    entries, refusals = staged(path, tmp_path / "s")

    assert [e["entry_id"] for e in entries] == ["GB-CHC-1234567"]
    assert [(r.line, r.reason) for r in refusals] == [(2, "the file stops in the middle of a record here")]


def test_charities_of_england_and_wales_as_tab_separated_text(tmp_path: Path) -> None:
    text = "\t".join(CHARITY) + "\r\n"
    values = ["" if v is None else str(v) for v in {**CHARITY, "charity_name": 'THE "FEN" AID'}.values()]
    text += "\t".join(values[:4]) + "\r\n\t" + "\t".join(values[4:]) + "\r\n"
    path = tmp_path / "publicextract.charity.txt"
    path.write_bytes(text.encode())
    entries, refusals = staged(path, tmp_path / "s")

    assert [(e["name"], e["legal_form"]) for e in entries] == [('THE "FEN" AID', "charitable-company")]
    assert refusals == []


def test_charity_other_names_are_names_of_their_charity(tmp_path: Path) -> None:
    headings = "registered_charity_number\tlinked_charity_number\tcharity_name_id\tcharity_name_type\tcharity_name"
    path = tmp_path / "n.txt"
    path.write_text(f"{headings}\n1234567\t0\t1\tPrevious name\tOLD AID\n1234567\t0\t2\tWorking name\tAID\n")
    entries, _ = staged(path, tmp_path / "s")
    assert [(e["entry_id"], e["name"], e["other_names"]) for e in entries] == [
        ("GB-CHC-1234567", "OLD AID", [{"name": "AID", "kind": "working"}])
    ]


def test_charities_of_scotland(tmp_path: Path) -> None:
    headings = "Charity Number,Charity Name,Registered Date,Known As,Charity Status,Postcode,Constitutional Form"
    path = write(
        tmp_path / "o.csv",
        headings,
        ["SC000123", "Glen Aid (subject to insolvency proceedings)", "01/01/1970", "Glennie", "Active", "XX0 0XX",
         "SCIO (Scottish Charitable Incorporated Organisation)"],
        ["SC000124", "Glen Trust", "05/04/1999", "-", "Removed", "EH1 1AA", "Trust (founding document is a deed)"],
    )  # fmt: skip
    entries, _ = staged(path, tmp_path / "s")

    first, second = entries
    assert (first["name"], first["legal_form"], first["registered_on"]) == ("Glen Aid", "cio", None)
    assert (first["postcode"], first["other_names"]) == (None, [{"name": "Glennie", "kind": "working"}])
    assert (second["status"], second["legal_form"], second["other_names"]) == ("removed", "unincorporated-charity", [])


def test_charities_of_northern_ireland_with_the_trailing_comma(tmp_path: Path) -> None:
    headings = (
        "Reg charity number,Charity name,Date registered,Status,Public address,Company number,Other name,"
        "Type of governing document,"
    )
    path = write(
        tmp_path / "n.csv",
        headings,
        ["100001", "Lough Aid", "13/12/2013", "Received: on time", "1 Quay, Belfast, BT14 7PJ", "12345", "LA", "", ""],
        ["100002", "Lough Club", "13/12/2013", "Overdue: 64 days", "", "0", "", "Constitution"],
        ["100003", "Lough Gone", "13/12/2013", "Removed", "", "0", "", "Will", ""],
        encoding="cp1252",
    )
    entries, refusals = staged(path, tmp_path / "s")

    assert [(e["status"], e["legal_form"], e["links"]) for e in entries] == [
        ("active", "charitable-company", ["GB-COH-NI012345"]),
        ("active", "unincorporated-charity", []),
        ("removed", "unincorporated-charity", []),
    ]
    assert entries[0]["postcode"] == "BT14 7PJ"
    assert refusals == []


@pytest.mark.parametrize("style", ["csv", "xlsx"])
def test_social_housing_in_either_heading_style(tmp_path: Path, style: str) -> None:
    row = ["Fen Homes", "LH1234", "20/07/1984", "Non-profit", "Registered society"]
    path = tmp_path / f"list.{style}"
    if style == "csv":
        write(path, "organisation_name,registration_number,registration_date,designation,corporate_form", row)
    else:
        book = openpyxl.Workbook()
        book.active.append(["Look-up", "not this sheet"])
        sheet = book.create_sheet("Providers")
        sheet.append(["Organisation name", "Registration number", "Registration date", "Designation", "Corporate form"])
        sheet.append(row)
        book.save(path)
    entries, refusals = staged(path, tmp_path / "s")

    assert [(e["entry_id"], e["classification"], e["legal_form"]) for e in entries] == [
        ("GB-SHPE-LH1234", "Non-profit", "pre-2014-society")
    ]
    assert refusals == []


def test_accreditations_take_their_scheme_from_the_column_the_option_or_the_file_name(tmp_path: Path) -> None:
    path = write(
        tmp_path / "living-wage-2026.csv",
        "name,number,postcode,from,until,scheme",
        ["Fen Bakers Ltd", "123456", "cb12ab", "2025-01-31", "30/01/2026", ""],
        ["Fen Bank", "", "", "", "", "Fair Tax Mark"],
    )
    by_file, _ = staged(path, tmp_path / "s")
    by_option, _ = staged(path, tmp_path / "t", scheme="Good Work")

    assert [a["scheme"] for a in by_file] == ["Living Wage", "Fair Tax Mark"]
    assert [a["scheme"] for a in by_option] == ["Good Work", "Fair Tax Mark"]
    assert (by_file[0]["valid_from"], by_file[0]["valid_until"]) == (date(2025, 1, 31), date(2026, 1, 30))
    assert by_file[0]["postcode"] == "CB1 2AB"


def test_schools_and_academy_trusts(tmp_path: Path) -> None:
    schools = write(
        tmp_path / "s.csv",
        "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentTypeGroup (name),EstablishmentStatus (name),"
        "Postcode,OpenDate,CloseDate,UKPRN,HeadLastName",
        [
            "100001",
            "Fen Academy",
            "Academy converter",
            "Academies",
            "Open",
            "CB1 2AB",
            "01-09-2012",
            "",
            "10000346",
            "X",
        ],
    )
    groups = write(
        tmp_path / "g.csv",
        "Group UID,Group ID,Group Name,Companies House Number,Group Type,Group Status,Closed Date,Group Postcode",
        ["1", "TR1", "Fen Trust", "7654321", "Multi-academy trust", "Open", "", "CB1 2AB"],
        ["2", "", "Fen Federation", "", "Federation", "Open", "", ""],
    )
    school, _ = staged(schools, tmp_path / "a")
    trust, refusals = staged(groups, tmp_path / "b")

    assert (school[0]["entry_id"], school[0]["legal_form"], school[0]["links"]) == (
        "GB-EDU-100001", "school", ["GB-UKPRN-10000346"]
    )  # fmt: skip
    assert (trust[0]["entry_id"], trust[0]["legal_form"]) == ("GB-COH-07654321", "school")
    assert [r.reason for r in refusals] == ["there is no number"]


def test_society_number_letters_are_checked_and_not_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path / "p.csv",
        "Suffix/Prefix,Definition,Society Type",
        ["R", "x", "y"],
        ["4000", "x", "y"],
        ["QQ", "x", "y"],
    )
    entries, refusals = staged(path, tmp_path / "s")
    assert entries == []
    assert [r.reason for r in refusals] == ["society numbers with “QQ” are not known here"]


def test_a_title_above_the_headings_is_no_hindrance(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Report of societies", "", SOCIETIES, society("4321", "Fen Bakers"))
    entries, _ = staged(path, tmp_path / "s")
    assert [(e["name"], e["line"]) for e in entries] == [("Fen Bakers", 4)]


def test_a_stray_quote_swallows_only_its_own_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        SOCIETIES,
        society("1R", "One"),
        '2,R,2R,"Two,Co-op,,,,,,,Registered',
        society("3R", "Three"),
    )
    entries, refusals = staged(path, tmp_path / "s")
    assert [e["name"] for e in entries] == ["One", "Three"]
    assert [r.line for r in refusals] == [3]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><html>Not found</html>", "web page"),
        (b"a,b\n1,2\n", "no register known here. Its headings are “a”"),
        (
            SOCIETIES.replace("Society Name", "Nom").encode() + b"\n",
            "the heading “society name” is missing",
        ),
        (b"CUK Organisation ID,Registered Name,Turnover\n", "economic figures"),
        (b"name,number," * 200_000, "one line of 2,400,000 bytes"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as refusal:
        staged(path, tmp_path / "s")
    assert str(path) in str(refusal.value)
    assert said in str(refusal.value)
