"""Reports elsewhere: figures and charts beneath actions, headings of the council's own, search, duties, feeds, API."""

import json
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import meetings
from tests.support.people import person
from tests.support.promises import promised, shown_by
from tests.support.reports import clerk, draft, fresh, officer, published, wrote
from tests.support.site import client, make_tiny, site_over, visitor
from tests.support.tokens import caller, said

from coopcouncil.data.snapshots import Store
from coopcouncil.papers.committee_report.headings import HeadingsError
from coopcouncil.papers.committee_report.kept import as_json, from_json
from coopcouncil.papers.committee_report.structure import Chart, Figure, Gap
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import connect_evidence, publish_evidence, withdraw_evidence
from coopcouncil.web.promises.models import Action
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.record.models import Entry
from coopcouncil.web.reports.demo import make_demo_reports
from coopcouncil.web.reports.drafting import drafted, paper_of
from coopcouncil.web.reports.figures import compute_published
from coopcouncil.web.reports.headings import council_headings, headings_in_use
from coopcouncil.web.reports.models import Report
from coopcouncil.web.reports.operations import withdraw_report
from coopcouncil.web.subjects import SUBJECTS, duties_of, find, news

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
OWN = """
name = "Ours"
[[heading]]
key = "what"
words = "What is asked"
required = true
[[heading]]
key = "where"
words = "Where it stands"
holds = "main issues"
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(autouse=True)
def site(store: Store) -> Iterator[None]:
    with site_over(store.root):
        yield


def figure_under(action: Action, store: Store, name: str = "share-to-cooperatives") -> Evidence:
    """A figure kept as the form keeps it, under the action, and published."""
    now = store.current()
    assert now is not None
    given = {"figure": name, "snapshot": now.snapshot_id, "title": "", "body": ""}
    assert client().post("/evidence/add/figure/", given).status_code == 302
    made = Evidence.objects.latest("id")
    connect_evidence(evidence=made, about=action.about, by=officer())
    return publish_evidence(evidence=made, version=made.version, by=officer())


def spending_published(store: Store) -> None:
    now = store.current()
    assert now is not None
    publish_spending(snapshot=now, by=officer())


def blocks(report: Report, kind: type) -> list[Any]:
    return [block for section in drafted(report).paper.sections for block in section.blocks if isinstance(block, kind)]


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


# ---- figures
def test_figure_beneath_an_action_stands_with_coverage_snapshot_and_query(store: Store) -> None:
    action = promised("Buy from co-operatives.")
    evidence = figure_under(action, store)

    (figure,) = blocks(draft(action), Figure)

    assert figure.sentence.startswith("Share paid to co-operatives and mutuals: ")
    assert figure.coverage == evidence.holds["coverage"]
    assert figure.snapshot == evidence.holds["snapshot"]
    assert figure.query == "share-to-cooperatives"


def test_chart_has_the_table_of_the_same_figures_once_they_are_published(store: Store) -> None:
    action = promised("Buy from co-operatives.")
    figure_under(action, store)
    figure_under(action, store, "paid-to-cooperatives")
    report = draft(action)
    assert any("are not published" in gap.words for gap in blocks(report, Gap))
    assert not blocks(report, Chart)

    spending_published(store)

    (chart,) = blocks(report, Chart)  # both figures are of the same money: one chart tells them apart
    assert chart.svg.startswith("<svg")
    assert any(row[0].startswith("Co-operative") for row in chart.table.rows)
    assert "Coverage: " in chart.table.caption


def test_computing_again_says_the_same_and_keeps_the_check(store: Store) -> None:
    action = promised()
    evidence = figure_under(action, store)
    report = draft(action)

    answer = client().post(f"/reports/{report.public_id}/compute/", follow=True)

    assert "1 figure computed again: the same." in answer.content.decode()
    assert evidence.checks.count() == 1


def test_computing_again_says_what_is_different(store: Store) -> None:
    action = promised()
    evidence = figure_under(action, store)
    Evidence.objects.filter(pk=evidence.pk).update(holds={**evidence.holds, "value": "0.5"})
    report = draft(action)

    answer = client().post(f"/reports/{report.public_id}/compute/", follow=True)

    assert "different" in answer.content.decode()


def test_published_figure_is_computed_again_though_its_evidence_was_withdrawn(store: Store) -> None:
    action = promised()
    withdrawn = [figure_under(action, store, name) for name in ("paid", "share-to-cooperatives", "suppliers")]
    report = published(draft(action))
    for each in withdrawn:
        withdraw_evidence(evidence=each, why="Not needed.", by=officer())
    before = Entry.objects.count()

    answer = client().post(f"/reports/{report.public_id}/compute/", follow=True)

    assert "3 figures computed again: the same." in answer.content.decode()
    assert Entry.objects.count() == before


def test_published_figure_whose_snapshot_is_gone_or_that_was_altered_is_told(store: Store, tmp_path: Path) -> None:
    action = promised()
    figure_under(action, store, "suppliers")
    report = published(draft(action))
    (same,) = compute_published(paper_of(report))
    assert same.outcome == "same"
    number = same.value.removesuffix(" suppliers")
    altered = json.loads(json.dumps(report.structure).replace(f'"value": "{number}"', '"value": "7"'))

    assert compute_published(from_json(altered))[0].outcome == "different"
    with override_settings(COOPCOUNCIL_DATA=tmp_path):
        assert compute_published(paper_of(report))[0].outcome == "gone"


def test_pages_ask_the_database_as_often_for_many_actions_and_reports_as_for_few(store: Store) -> None:
    site = client(Role.DEMOCRATIC_SERVICES)
    first = promised("First.", title="A")
    shown_by(first, "record", published=True)
    few = draft(first, title="Few")
    actions = [promised(f"Action {number}.", title=f"M{number}") for number in range(6)]
    for each in actions:
        shown_by(each, "record", published=True)

    asked_few = queries_of(site, f"/reports/{few.public_id}/")
    listed_few = queries_of(site, "/reports/")
    many = draft(*actions, title="Many")
    for number in range(4):
        draft(first, title=f"Another {number}")

    assert queries_of(site, f"/reports/{many.public_id}/") <= asked_few <= MOST_QUERIES
    assert queries_of(site, "/reports/") <= listed_few <= MOST_QUERIES


def queries_of(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        read(browser, address)
    return len(asked)


def test_structure_is_read_back_as_it_was_kept(store: Store) -> None:
    spending_published(store)
    action = promised()
    figure_under(action, store)
    report = draft(action, meeting=meetings.meeting())
    wrote(report, "One.\nTwo.")
    made = drafted(report).paper

    assert from_json(as_json(made)) == made


def test_published_chart_and_its_snapshot_stay_without_the_store(store: Store, tmp_path: Path) -> None:
    spending_published(store)
    action = promised()
    evidence = figure_under(action, store)
    report = published(draft(action))

    with override_settings(COOPCOUNCIL_DATA=tmp_path):
        shown = read(visitor(), f"/reports/{report.public_id}/")

    assert "<svg" in shown
    assert evidence.holds["snapshot"] in shown


# ---- headings
def test_council_headings_come_from_its_own_file_and_are_used(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")

    with override_settings(COOPCOUNCIL_REPORT_HEADINGS=str(file)):
        report = draft(promised())
        wrote(report, "Kept though its heading went.", "legal")
        made = drafted(report)
        shown = read(client(), f"/reports/{report.public_id}/")

    assert [each.heading for each in made.paper.sections] == ["What is asked", "Where it stands"]
    assert [each.key for each in made.unwritten] == ["what"]
    assert "Kept though its heading went." in shown


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("name = ", "is not TOML"),
        ('name = "x"', "there is no heading"),
        (OWN.replace('key = "what"', 'key = "a/b"'), "Choose a short word"),
        (OWN.replace('"main issues"', '"everything"'), "Use one of"),
    ],
)
def test_headings_that_cannot_be_used_are_told_and_keep_a_report_from_being_published(
    tmp_path: Path, text: str, said_of_it: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    report = draft(promised())

    with override_settings(COOPCOUNCIL_REPORT_HEADINGS=str(file)):
        with pytest.raises(HeadingsError, match=said_of_it):
            council_headings()
        assert said_of_it in headings_in_use()[1]
        assert said_of_it in read(client(), f"/reports/{report.public_id}/")
        answer = client(Role.DEMOCRATIC_SERVICES).post(
            f"/reports/{report.public_id}/publish/", {"version": "1", "seen": drafted(report).seen}
        )
    assert "It was not published" in answer.content.decode()
    assert fresh(report).state == "draft"


def test_headings_named_in_the_settings_and_not_there_are_told(tmp_path: Path) -> None:
    with override_settings(COOPCOUNCIL_REPORT_HEADINGS=str(tmp_path / "none.toml")):
        assert "is not there" in headings_in_use()[1]


# ---- elsewhere
def test_reports_are_found_by_whoever_may_see_them() -> None:
    shown, hidden = published(draft(promised(), title="Orchards")), draft(promised(title="Ponds"), title="Ponds")

    assert find(officer(), hidden.about) is not None
    assert find(AnonymousUser(), hidden.about) is None
    search = SUBJECTS["report"].search
    assert search is not None
    assert [hit.ref for hit in search(AnonymousUser(), "orchards", 5)] == [shown.subject_ref]
    assert find(officer(), "report:none") is None


def test_draft_for_a_meeting_waits_for_the_clerk_until_its_agenda_is_due() -> None:
    to = meetings.committee()
    soon = draft(promised(), to=to, meeting=meetings.meeting(to, days=3), title="Late one")
    draft(promised(title="Ponds"), to=to, meeting=meetings.meeting(to, days=40), title="Early one")

    found = {each.words: each for each in duties_of(clerk(), timezone.localdate()) if "report" in each.words}

    late = next(each for words, each in found.items() if "Late one" in words)
    assert late.late
    assert late.address == f"/reports/{soon.public_id}/"
    early = next(each for words, each in found.items() if "Early one" in words)
    assert not early.late
    assert early.due_on is not None
    assert early.due_on < timezone.localdate() + timedelta(days=35)
    assert not [each for each in duties_of(officer(), timezone.localdate()) if "Late one" in each.words]


def test_feed_tells_of_published_reports_until_they_are_withdrawn() -> None:
    report = published(draft(promised(), title="Orchards"))
    assert [each.title for each in news(5, "reports")] == ["Report: Orchards"]
    assert "Report: Orchards" in read(visitor(), "/feeds/reports.atom")

    withdraw_report(report=report, why="Wrong.", by=clerk())

    assert news(5, "reports") == []


def test_committee_page_lists_its_reports() -> None:
    to = meetings.committee()
    published(draft(promised(), to=to, title="Orchards"))
    draft(promised(title="Ponds"), to=to, title="Only a draft")

    assert "Only a draft" in read(client(), f"/committees/{to.slug}/")
    shown = read(visitor(), f"/committees/{to.slug}/")
    assert "Orchards" in shown
    assert "Only a draft" not in shown


def test_api_gives_published_reports_and_no_draft() -> None:
    report = published(draft(promised("Plant forty trees."), title="Orchards"))
    hidden = draft(promised(title="Ponds"), title="Ponds")

    (row,) = said(caller().get("/api/v1/reports/"), 200)["rows"]
    assert row["report_id"] == str(report.public_id)
    one = said(caller().get(f"/api/v1/reports/{report.public_id}/"), 200)
    assert {each["form"] for each in one["files"]} == {"docx", "pdf", "html"}
    main = next(each for each in one["sections"] if each["heading"] == "Main issues")
    assert main["blocks"][0]["words"] == "Plant forty trees."
    said(caller().get(f"/api/v1/reports/{hidden.public_id}/"), 401)
    said(caller(Role.OFFICER).get(f"/api/v1/reports/{hidden.public_id}/"), 403)


def test_demo_makes_one_published_report_and_one_draft_where_something_was_promised() -> None:
    assert make_demo_reports() == 0
    person(Role.DEMOCRATIC_SERVICES)
    action = promised()
    Action.objects.filter(pk=action.pk).update(body=meetings.committee())

    assert make_demo_reports() == 2

    assert sorted(Report.objects.values_list("state", flat=True)) == ["draft", "published"]
    assert make_demo_reports() == 0
