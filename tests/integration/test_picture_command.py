"""The picture command: a page, its figures and the payments beneath them; the same every time; whole or not at all."""

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.tiny import make_tiny

from coopcouncil.cli.commands import main

BREAKDOWNS = ("ownership_model", "legal_form", "place", "service_area", "financial_year", "month")


def draw(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["spending", "picture", *map(str, arguments)])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(tmp_path_factory.mktemp("data"))
    make_tiny(root)
    return root


@pytest.fixture(scope="module")
def drawn(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    survey = Path(tmp_path_factory.mktemp("survey")) / "survey.csv"
    survey.write_text(
        "supplier,income_from_council_gbp,spent_locally_gbp\n"
        "Riverside Cleaners Co-operative,1000,400\nBrackwell Growers Ltd,10,5\n"
    )
    out = Path(tmp_path_factory.mktemp("out")) / "a picture – März"
    result = draw("--data", store, "--out", out, "--survey", survey)
    assert result.exit_code == 0, result.output
    return out


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Page(HTMLParser):
    """What the tests ask of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tables: list[set[str]] = []
        self.unscoped = 0
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append(set())
        if tag in {"caption", "thead", "tbody"}:
            self.tables[-1].add(tag)
        self.unscoped += tag == "th" and given.get("scope") not in {"row", "col"}
        self.addresses += [value for name in ("href", "src", "action") if (value := given.get(name))]
        self.ids += [value for name in ("id",) if (value := given.get(name))]
        assert tag not in {"script", "link", "iframe", "object"}

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def page(drawn: Path) -> Page:
    return Page((drawn / "index.html").read_text(encoding="utf-8"))


def test_page_answers_first_in_a_sentence_with_its_coverage(page: Page) -> None:
    answer = page.words.index("Ambleford City Council paid £6.9m to 38 suppliers")
    assert answer < page.words.index("We could match 63% of the money") < page.words.index("Ownership model")


def test_page_headings_stand_in_order(page: Page) -> None:
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_page_tables_have_captions_and_scopes(page: Page) -> None:
    assert len(page.tables) >= 12
    assert all(parts == {"caption", "thead", "tbody"} for parts in page.tables)
    assert page.unscoped == 0


def test_page_is_self_contained_and_every_link_leads_somewhere(page: Page, drawn: Path) -> None:
    text = (drawn / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'<)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "@import" not in text
    assert "url(" not in text
    for address in page.addresses:
        if address.startswith("#"):
            assert address[1:] in page.ids
        else:
            assert (drawn / address).is_file(), address


def test_charts_have_text_alternatives(drawn: Path) -> None:
    text = (drawn / "index.html").read_text(encoding="utf-8")
    charts = re.findall(r"<svg[^>]*>", text)
    assert len(charts) == 7
    assert all('role="img"' in chart for chart in charts)
    assert len(re.findall(r"<title>[^<]+</title><desc>[^<]{40,}</desc>", text)) == len(charts)


@pytest.mark.parametrize("name", ["headline", *BREAKDOWNS, "largest_suppliers", "cooperatives_paid"])
def test_figures_agree_between_csv_json_and_the_payments_beneath(drawn: Path, name: str) -> None:
    table = json.loads((drawn / "picture.json").read_text(encoding="utf-8"))["tables"][name]
    rows = rows_of(drawn / f"{name}.csv")
    assert [row["total_gbp"] for row in rows] == [row["total_gbp"] for row in table]
    assert rows
    for row in rows:
        beneath = rows_of(drawn / row["payments_file"])
        assert len(beneath) == int(row["payments"])
        assert sum((Decimal(each["amount_gbp"]) for each in beneath), Decimal(0)) == Decimal(row["total_gbp"])
        assert row["coverage_means"]
        assert row["snapshot_id"]


def test_csv_cells_cannot_run_as_formulas(drawn: Path) -> None:
    texts = [cell for path in drawn.rglob("*.csv") for row in rows_of(path) for cell in row.values()]
    assert "'=Equals Signs Ltd" in texts
    assert not [text for text in texts if re.match(r"[=+@]|-(?!\d)", text)]


def test_two_values_never_share_a_file(drawn: Path) -> None:
    files = [row["payments_file"] for name in BREAKDOWNS for row in rows_of(drawn / f"{name}.csv")]
    assert len(files) == len(set(files))


def test_manifest_is_the_snapshots(drawn: Path, store: Path) -> None:
    [snapshot] = (store / "snapshots").iterdir()
    assert (drawn / "manifest.json").read_bytes() == (snapshot / "manifest.json").read_bytes()


def test_multiplier_uses_the_survey_and_says_who_is_left_out(drawn: Path, page: Page) -> None:
    rows = {(row["name"], row["convention"]): row for row in rows_of(drawn / "local_multiplier.csv")}
    for name in ("LM2", "LM3"):
        assert Decimal(rows[name, "NEF"]["low"]) - Decimal(rows[name, "Sticky Money"]["low"]) == 1
    assert rows["LM3", "NEF"]["answers"] == "1"
    assert rows["LM3", "NEF"]["outcome"] == "CHECK"
    assert "The answer of Brackwell Growers Ltd (line 3) is left out" in page.words


def test_same_snapshot_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert draw("--data", store, "--out", tmp_path / name, "--year", "2024-25").exit_code == 0
    files = [sorted(path.relative_to(tmp_path / name) for path in files_in(tmp_path / name)) for name in ("one", "two")]
    assert files[0] == files[1]
    assert all((tmp_path / "one" / each).read_bytes() == (tmp_path / "two" / each).read_bytes() for each in files[0])


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_without_payments_the_page_says_how_to_get_them(store: Path, tmp_path: Path) -> None:
    result = draw("--data", store, "--out", tmp_path / "out", "--without-payments")
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert not (tmp_path / "out" / "payments").exists()
    assert "--without-payments" in text
    assert 'href="payments/' not in text


def test_earlier_picture_is_replaced_and_nothing_is_left_beside_it(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert draw("--data", store, "--out", out).exit_code == 0
    (out / "payments" / "stale.csv").write_text("old")
    assert draw("--data", store, "--out", out, "--without-payments").exit_code == 0
    assert not (out / "payments").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failure_leaves_the_earlier_picture_and_no_half_made_one(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert draw("--data", store, "--out", out, "--without-payments").exit_code == 0
    before = (out / "index.html").read_bytes()

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coopcouncil.papers.picture_folder.write_payments", full_disk)
    result = draw("--data", store, "--out", out)
    assert result.exit_code == 2
    assert "The disk is full" in result.output
    assert (out / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_picture_taken_away_by_a_killed_run_is_put_back(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert draw("--data", store, "--out", out, "--without-payments").exit_code == 0
    out.rename(tmp_path / ".out-0123abcd-earlier")
    assert draw("--data", store, "--out", out, "--without-payments").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folder_of_other_files_is_refused_untouched(store: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    result = draw("--data", store, "--out", tmp_path)
    assert result.exit_code == 2
    assert "holds other files" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_no_snapshot_yet_names_the_command_to_run(tmp_path: Path) -> None:
    result = draw("--data", tmp_path / "data", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "coopcouncil spending load" in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--council", "Nowhere"], "There are payments of: Ambleford City Council"),
        (["--year", "2025"], "Write it as 2025-26"),
        (["--year", "1999-00"], "There are payments in: 2023-24, 2024-25, 2025-26, undated"),
    ],
)
def test_nothing_to_draw_says_what_there_is(store: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    result = draw("--data", store, "--out", tmp_path / "out", *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert not (tmp_path / "out").exists()


def test_bad_survey_is_named_with_line_and_column(store: Path, tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("supplier,income_from_council_gbp,spent_locally_gbp\nRiverside Cleaners Co-operative,10,eleven\n")
    result = draw("--data", store, "--out", tmp_path / "out", "--survey", survey)
    assert result.exit_code == 2
    assert "survey.csv, line 2, column spent_locally_gbp: 'eleven'" in result.output
