"""The pages over the small snapshot: every route, the figures on it, and what happens with bad requests."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from tests.support.routes import every_route
from tests.support.site import COUNCIL, all_seeing, client, every_page, make_tiny, site_over, things_to_look_at

from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.papers.local_multipliers import local_multipliers
from coopcouncil.papers.words import answer, coverage_words, exact_gbp, period_words

NOT_LOOKED_AT = {
    *("payments-csv", "suppliers-csv", "picture-csv", "judge"),
    *("calendar", "calendar-renew", "feed", "demo-mails", "demo-mail"),
    "token-revoke",
    *("upload-check", "upload-load", "upload-discard", "job", "job-again"),
    *("people-csv", "person", "role-give", "role-end", "access-end", "access-back", "delegate-end"),
    *("one-invitation", "invitation-send", "invitation-revoke", "invitation", "accept-invitation"),
    *("body", "body-rename", "body-end", "demo-people", "demo-step-in"),
    *("evidence-csv", "evidence-file", "evidence-check", "evidence-disconnect"),
    *("record-csv", "redact-person"),
    *("meetings-calendar", "council-calendar", "committee-calendar", "meeting-again", "meeting-held"),
    *("promises-csv", "promises-json", "promises-confirm-all", "resolution-confirm", "action-unblock", "action-proof"),
    *("agenda-publish", "item-move", "alias-remove", "office-end", "popolo"),
    *("motion-together-word", "motion-together-text", "amendment-file"),
    *("motion-keep", "motion-text-file", "motion-compare-file"),
    *("report-file", "report-compute"),
    *("health-live", "health-ready", "metrics"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        things_to_look_at()
        yield client()


@pytest.fixture(scope="module")
def supplier_id(snapshot: Snapshot) -> str:
    return _one(snapshot, "SELECT supplier_id FROM suppliers WHERE outcome = 'match' ORDER BY total_gbp DESC LIMIT 1")


def _one(snapshot: Snapshot, query: str) -> str:
    row = snapshot.connect().execute(query).fetchone()
    assert row is not None
    return str(row[0])


def _page(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


def _heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert found, "a page has one h1"
    return found[1].strip()


def test_pages_table_names_every_route() -> None:
    # the API and the pages of signing in have lists and tests of their own
    ours = [each for each in every_route() if each.is_ours and "signing_in" not in each.view.__module__]
    pages = {each.name for each in ours if not hasattr(each.view, "rights")}
    assert pages == set(every_page("x")) | NOT_LOOKED_AT


@pytest.mark.parametrize("name", sorted(every_page("x")))
def test_page_has_its_heading_as_title(site: Client, supplier_id: str, name: str) -> None:
    page = _page(all_seeing(), every_page(supplier_id)[name])
    assert page.count("<h1") == 1
    assert f"<title>{_heading(page)} - {COUNCIL}</title>" in page


@pytest.mark.parametrize("name", sorted(every_page("x")))
def test_page_holds_no_script_or_style_of_its_own(site: Client, supplier_id: str, name: str) -> None:
    response = all_seeing().get(every_page(supplier_id)[name])
    page = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", page)
    assert re.findall(r"<script[^>]*>", page) == re.findall(r'<script type="module" src="/static/[^"]+">', page)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


def test_home_gives_the_answer_of_the_snapshot(site: Client, snapshot: Snapshot) -> None:
    headline = draw_picture(snapshot, Filters()).headline
    assert answer(headline, COUNCIL, period_words(headline, None)) in _page(site, "/")


def test_home_counts_the_suppliers_that_wait_for_review(site: Client, snapshot: Snapshot) -> None:
    waiting = _one(snapshot, "SELECT count(*) FROM suppliers WHERE outcome = 'review'")
    assert f"Review {waiting} suppliers worth £" in _page(site, "/")


def _all_pages(site: Client, address: str) -> str:
    """Every page of a paged list, one after the other."""
    pages = [_page(site, address)]
    while following := re.search(r'href="(\?[^"]*page=\d+)" rel="next"', pages[-1]):
        pages.append(_page(site, address + following[1]))
    return "".join(pages)


def test_every_part_of_the_picture_has_pages_and_a_file_with_every_figure(site: Client, snapshot: Snapshot) -> None:
    picture = draw_picture(snapshot, Filters())
    suppliers = {"largest_suppliers": picture.largest_suppliers, "cooperatives_paid": picture.cooperatives_paid}
    parts = {**{each.name: each.rows for each in picture.breakdowns.values()}, **suppliers}
    for name, rows in parts.items():
        pages = _all_pages(site, f"/picture/{name}/")
        text = b"".join(site.get(f"/picture/{name}.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        assert [row["total_gbp"] for row in csv.DictReader(io.StringIO(text))] == [str(row.total_gbp) for row in rows]
        for row in rows:
            assert exact_gbp(row.total_gbp) in pages, name


def test_picture_shows_few_lines_of_a_long_table_and_leads_to_all(site: Client, snapshot: Snapshot) -> None:
    months = draw_picture(snapshot, Filters()).breakdowns["month"].rows
    page = _page(site, "/picture/")
    assert f'href="/picture/month/?">See all {len(months)}</a>' in page
    assert exact_gbp(months[0].total_gbp) not in page
    assert exact_gbp(months[-1].total_gbp) in page


def test_picture_gives_the_local_multiplier_with_its_range_and_coverage(site: Client, snapshot: Snapshot) -> None:
    picture = draw_picture(snapshot, Filters())
    [lm2, _] = local_multipliers(picture, ()).multipliers
    page = _page(site, "/picture/")
    section = page[page.index('id="multiplier"') :]
    assert lm2.nef is not None
    for bound in (lm2.nef.low, lm2.nef.middle, lm2.nef.high):
        assert f"{bound:.2f}" in section
    assert f"Coverage: {coverage_words(picture.headline.place_coverage)}." in section
    assert "--survey SURVEY.csv" in section
    assert "CHECK" not in page


def test_organisation_under_two_printings_is_one_row_and_leads_to_the_sum_of_both(site: Client) -> None:
    page = _page(site, "/suppliers/?text=ambleford+food")
    assert "1 supplier, paid" in page
    assert 'href="/organisations/GB-MPR-90001R/">Ambleford Food Co-operative Limited</a>' in page
    for printing in ("Ambleford Food Co-op Ltd", "AMBLEFORD FOOD CO-OPERATIVE LIMITED"):
        assert f">{printing}</a>" in page
    figure = re.search(r'href="(/payments/\?org_id=[^"]+)">(£[\d,]+\.\d\d)</a>', page)
    assert figure
    payments = _page(site, figure[1])
    assert f"{figure[2]} in all" in payments
    assert "<strong>Organisation:</strong> Ambleford Food Co-operative Limited" in payments
    assert f'href="/payments/?org_id=GB-MPR-90001R">{figure[2]}</a>' in _page(site, "/organisations/GB-MPR-90001R/")


def test_suppliers_file_has_one_row_for_an_organisation(site: Client, snapshot: Snapshot) -> None:
    text = b"".join(site.get("/suppliers.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    whole = draw_picture(snapshot, Filters()).headline.whole
    assert len(rows) == whole.suppliers
    assert sum(Decimal(row["total_gbp"]) for row in rows) == whole.total_gbp
    [food] = [row for row in rows if row["org_id"] == "GB-MPR-90001R"]
    assert set(food["printed_as"].split("; ")) == {"Ambleford Food Co-op Ltd", "AMBLEFORD FOOD CO-OPERATIVE LIMITED"}


@pytest.mark.parametrize(
    "address",
    ["/picture/?financial_year=2024-25", "/picture/cooperatives_paid/", "/picture/largest_suppliers/?place=inside"],
)
def test_figure_of_the_picture_leads_to_payments_with_that_very_total(site: Client, address: str) -> None:
    page = _page(site, address)
    links = re.findall(r'<a class="govuk-link" href="(/payments/\?[^"]+)">(-?£[\d,]+\.\d\d)</a>', page)
    assert len(links) > 5
    for beneath, figure in links[:60]:
        assert f"{figure} in all" in _page(site, beneath), beneath


def test_payments_download_adds_up_to_the_figure(site: Client, snapshot: Snapshot) -> None:
    response = site.get("/payments.csv?place=inside")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    figure = draw_picture(snapshot, Filters(place="inside")).headline.whole
    assert len(rows) == figure.payments
    assert sum(Decimal(row["amount_gbp"]) for row in rows) == figure.total_gbp


def test_download_defuses_a_name_that_is_a_formula(site: Client) -> None:
    text = b"".join(site.get("/suppliers.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert ",'=Equals Signs Ltd," in text


def test_suppliers_are_found_by_part_of_their_name_whatever_its_capitals(site: Client) -> None:
    page = _page(site, "/suppliers/?text=FENSIDE")
    assert "Fenside Taxis" in page
    assert "1 supplier, paid" in page


def test_suppliers_search_without_a_find_says_what_to_do(site: Client) -> None:
    assert "Try a shorter part of the name" in _page(site, "/suppliers/?text=zzzz")


def test_suppliers_leave_alone_a_filter_that_makes_no_sense(site: Client, snapshot: Snapshot) -> None:
    everybody = draw_picture(snapshot, Filters()).headline.whole.suppliers
    assert f"{everybody} suppliers, paid" in _page(site, "/suppliers/?outcome=perhaps&sort=sideways&page=-3")


def test_supplier_says_why_it_was_matched_and_what_it_was_paid(
    site: Client, snapshot: Snapshot, supplier_id: str
) -> None:
    page = _page(site, f"/suppliers/{supplier_id}/")
    columns = "reason, ownership_reason, place_reason"
    row = snapshot.connect().execute(f"SELECT {columns} FROM suppliers WHERE supplier_id = ?", [supplier_id]).fetchone()
    assert row is not None
    for why in row:
        assert why in page


def test_organisation_is_found_by_its_other_number(site: Client) -> None:
    assert "Ambleford Food Co-operative Limited" in _page(site, "/organisations/GB-COH-IP90001R/")


def test_review_shows_the_largest_first_and_skips_to_the_next(site: Client, snapshot: Snapshot) -> None:
    query = "SELECT name FROM suppliers WHERE outcome = 'review' ORDER BY total_gbp DESC LIMIT 1 OFFSET "
    page = _page(site, "/review/")
    assert _heading(page) == f"Who is {_one(snapshot, query + '0')}?"
    skip = re.search(r'href="(/review/\?after=[0-9a-f]{12})"', page)
    assert skip
    assert _heading(_page(site, skip[1])) == f"Who is {_one(snapshot, query + '1')}?"


def test_knowing_names_every_source_with_its_digest(site: Client, snapshot: Snapshot) -> None:
    page = _page(site, "/how-we-know/")
    for source in snapshot.manifest.sources:
        assert source.sha256 in page
        assert source.licence in page
    assert snapshot.snapshot_id in page


def test_knowing_says_a_note_of_many_files_once_and_others_beneath_their_file(tmp_path: Path) -> None:
    store = make_tiny(tmp_path)
    first = store.current()
    assert first is not None
    common, own = "Made-up note of every file.", "Made-up note of one file."
    notes = f"""'["{common}", "{own}", "{own}"]'"""
    with store.draft() as draft, first.connect() as connection:
        draft.carry_all_but("payment_files")
        query = f"""
            SELECT * REPLACE (CASE WHEN file_name LIKE '%2024%' THEN {notes} ELSE '["{common}"]' END AS warnings,
                file_name || ' ' || copy AS file_name)
            FROM payment_files, range(10) copies(copy)
        """
        draft.write("payment_files", query.replace("LIKE '%2024%'", "LIKE '%2024%' AND copy = 0"), connection)
    with site_over(tmp_path):
        page = _page(client(), "/how-we-know/")
        second = _page(client(), "/how-we-know/?page=2")
    assert page.count(common) == second.count(common) == 1
    assert f'{common} <span class="house-quiet">(50 files and sheets)' in page
    assert (page + second + _page_of(tmp_path, 3)).count(own) == 1
    assert 'href="?page=2#files"' in page


def _page_of(root: Path, number: int) -> str:
    with site_over(root):
        return _page(client(), f"/how-we-know/?page={number}")


def test_refused_rows_are_listed_with_their_reasons(site: Client, snapshot: Snapshot) -> None:
    page = _page(site, "/how-we-know/refused/")
    for (reason,) in snapshot.connect().execute("SELECT DISTINCT reason FROM refusals").fetchall():
        assert reason in page


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/picture/?place=mars", 400, "'mars' is not a known place"),
        ("/picture/?financial_year=2025-27", 400, "Write it as 2025-26"),
        ("/payments/?month=13", 400, "Write it as 2025-04"),
        ("/payments.csv?place=mars", 400, "'mars' is not a known place"),
        ("/suppliers/000000000000/", 404, "No supplier has this number"),
        ("/organisations/GB-COH-00000000/", 404, "No organisation has this number"),
        ("/upload/00000000-0000-0000-0000-000000000000/", 404, "not here any more"),
        ("/upload/../../etc/passwd/", 404, "check that it is complete"),
        ("/picture/nothing/", 404, "check that it is complete"),
        ("/nowhere/", 404, "check that it is complete"),
    ],
)
def test_bad_address_is_answered_with_what_to_do(site: Client, address: str, status: int, said: str) -> None:
    assert said in _page(site, address, status)


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999", "9" * 40, "²"])
def test_page_number_out_of_range_shows_a_page(site: Client, number: str) -> None:
    assert "in all" in _page(site, f"/payments/?page={number}")


def test_markup_in_a_search_is_shown_as_text(site: Client) -> None:
    response = site.get("/suppliers/?text=<script>alert(1)</script>")
    assert b"<script>alert" not in response.content


def test_judgement_without_its_token_is_refused_with_a_page_that_helps(store: Store, supplier_id: str) -> None:
    with site_over(store.root):
        response = client(checks_csrf=True).post(f"/suppliers/{supplier_id}/judge/", {"answer": "same"})
    assert response.status_code == 403
    assert b"Nothing was changed" in response.content


def test_judgement_without_an_answer_says_so(site: Client, supplier_id: str) -> None:
    response = site.post(f"/suppliers/{supplier_id}/judge/", {"org_id": "GB-MPR-90001R"})
    assert b"There is a problem" in response.content
    assert b"Choose whether it is the same organisation" in response.content


def test_judgement_cannot_be_made_by_following_a_link(site: Client, supplier_id: str) -> None:
    assert site.get(f"/suppliers/{supplier_id}/judge/").status_code == 405


def test_another_machines_name_is_refused(store: Store) -> None:
    with site_over(store.root):
        assert Client(headers={"host": "council.example"}).get("/").status_code == 400


@pytest.mark.parametrize("address", ["/", "/picture/", "/payments/", "/suppliers/", "/review/", "/how-we-know/"])
def test_pages_before_the_first_load_say_what_to_do_next(tmp_path: Path, address: str) -> None:
    with site_over(tmp_path):
        page = _page(client(), address)
    assert "No payments have been loaded yet" in page
    assert "coopcouncil spending load" in page
    assert 'href="/upload/"' in page


def test_pages_over_a_broken_store_say_so_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("20260101T000000-abcdef\n")
    with site_over(tmp_path):
        page = _page(client(), "/", 503)
    assert "There is no snapshot 20260101T000000-abcdef" in page


def test_page_that_fails_is_answered_from_a_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made up")

    with site_over(store.root):
        monkeypatch.setattr("coopcouncil.web.spending.views.picture_of", fail)
        visitor = client()
        visitor.raise_request_exception = False
        response = visitor.get("/picture/")
    assert response.status_code == 500
    assert b"as they were" in response.content
    assert b"made up" not in response.content


def test_demo_says_on_every_page_that_all_is_invented(store: Store) -> None:
    with site_over(store.root, COOPCOUNCIL_DEMO=True):
        assert "every figure are invented" in _page(client(), "/help/about/")
