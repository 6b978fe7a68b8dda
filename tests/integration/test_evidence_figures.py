"""Figures as evidence: kept with their snapshot, and computed again from it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from shutil import rmtree

import pytest
from django.test import Client
from tests.support.people import person
from tests.support.site import client, make_tiny, site_over, visitor

from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.papers.words import coverage_words, exact_gbp, percent
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.figures import FIGURES, FigureError, Unit, register_figure, value_words
from coopcouncil.web.evidence.kinds.figure import kept_figure
from coopcouncil.web.evidence.models import Check, Evidence
from coopcouncil.web.evidence.operations import NotReadyError, check_evidence, publish_evidence
from coopcouncil.web.record.models import Entry

ADD = "/evidence/add/figure/"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path)


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def current(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


def later(store: Store, *, but: str = "true") -> Snapshot:
    """A snapshot beside the first one, with those of its payments that fulfil a condition."""
    before = current(store)
    with store.draft() as draft, before.connect() as connection:
        draft.carry_all_but("payments")
        draft.write("payments", f"SELECT * FROM payments WHERE {but}", connection)
    return current(store)


def keep(site: Client, store: Store, figure: str, query: str = "", **more: str) -> Evidence:
    """The figure, kept as the form does."""
    given = {"figure": figure, "snapshot": current(store).snapshot_id, "title": "", "body": "", **more}
    response = site.post(f"{ADD}?{query}", given)
    assert response.status_code == 302, unescape(response.content.decode())
    return Evidence.objects.latest("id")


def page_of(site: Client, address: str) -> str:
    return unescape(site.get(address).content.decode())


def check(site: Client, evidence: Evidence) -> Check:
    assert site.post(f"/evidence/{evidence.public_id}/check/").status_code == 302
    return evidence.checks.latest("id")


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_figure_is_computed_from_a_snapshot_with_its_coverage(store: Store, name: str) -> None:
    found = FIGURES[name].compute(current(store), {"financial_year": "2024-25"})
    assert found.value.is_finite()
    assert "of £" in found.coverage


def test_figures_are_those_of_the_picture(store: Store) -> None:
    picture = draw_picture(current(store), Filters(place="inside")).headline
    values = {name: each.compute(current(store), {"place": "inside"}) for name, each in FIGURES.items()}
    assert values["paid"].value == picture.whole.total_gbp
    assert values["paid-to-cooperatives"].value == picture.cooperative_and_mutual.total_gbp
    assert values["paid-to-cooperative-economy"].value == picture.cooperative_economy.total_gbp
    assert values["paid-withheld"].value == picture.withheld.total_gbp
    assert values["share-to-cooperatives"].value == picture.share(picture.cooperative_and_mutual)
    assert values["share-inside"].value == Decimal(1)
    assert values["suppliers"].value == picture.whole.suppliers
    assert values["paid-to-cooperatives"].coverage == coverage_words(picture.ownership_coverage)


def test_figure_without_a_value_says_why(store: Store) -> None:
    with pytest.raises(FigureError, match="No money is counted under these filters"):
        FIGURES["share-inside"].compute(current(store), {"text": "nobody at all"})


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("1234.5", Unit.GBP, "£1,234.50"),
        ("0.031874", Unit.SHARE, "3.2%"),
        ("1090", Unit.SUPPLIERS, "1,090 suppliers"),
        ("2.1345", Unit.MULTIPLE, "2.13 for each pound"),
        ("12", "homes", "12 homes"),
    ],
)
def test_value_is_written_with_its_unit(value: str, unit: str, words: str) -> None:
    assert value_words(Decimal(value), unit) == words


def test_second_figure_of_one_name_is_refused() -> None:
    first = FIGURES["paid"]
    register_figure(first)
    with pytest.raises(ValueError, match="two figures are called paid"):
        register_figure(FIGURES["suppliers"].__class__("paid", "Another", first.compute))


def test_picture_leads_officers_to_keeping_a_figure_under_its_filters(site: Client, store: Store) -> None:
    assert 'href="/evidence/add/figure/?place=inside"' in page_of(site, "/picture/?place=inside")
    form = page_of(site, f"{ADD}?place=inside")
    headline = draw_picture(current(store), Filters(place="inside")).headline
    assert "Inside the council's area" in form
    assert f"Paid to co-operatives and mutuals: {exact_gbp(headline.cooperative_and_mutual.total_gbp)}" in form
    assert "/evidence/add/figure/" not in page_of(client(Role.AUDITOR), "/picture/")


def test_figure_is_kept_with_query_snapshot_value_and_coverage(site: Client, store: Store) -> None:
    evidence = keep(site, store, "share-to-cooperatives", "financial_year=2024-25&place=inside")
    headline = draw_picture(current(store), Filters(financial_year="2024-25", place="inside")).headline
    kept = kept_figure(evidence)
    assert kept.filters == {"financial_year": "2024-25", "place": "inside"}
    assert kept.snapshot_id == current(store).snapshot_id
    assert kept.value == headline.share(headline.cooperative_and_mutual)
    assert kept.coverage == coverage_words(headline.ownership_coverage)
    assert evidence.title == "Share paid to co-operatives and mutuals (2024-25, Inside the council's area)"
    page = page_of(site, f"/evidence/{evidence.public_id}/")
    for words in (percent(kept.value), str(kept.value), kept.coverage, kept.snapshot_id, "Financial year: 2024-25"):
        assert words in page
    assert '{"figure":"share-to-cooperatives","filters":{' in page.replace('"filters":{', '"filters":{')


def test_figure_leads_to_the_payments_that_add_up_to_it(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid-to-cooperatives", "place=inside")
    page = page_of(site, f"/evidence/{evidence.public_id}/")
    address = page.split("See the payments")[0].rsplit('href="', 1)[1].split('"')[0]
    assert f"{kept_figure(evidence).value_in_words} in all" in page_of(site, address)


def test_figure_of_a_snapshot_that_was_replaced_meanwhile_is_looked_at_again(site: Client, store: Store) -> None:
    seen = current(store).snapshot_id
    later(store, but="line > 5")
    response = site.post(ADD, {"figure": "paid", "snapshot": seen, "title": "My title", "body": ""})
    page = unescape(response.content.decode())
    assert "New figures were loaded while this page was open" in page
    assert 'value="My title"' in page
    assert not Evidence.objects.exists()


def test_figure_has_to_be_chosen(site: Client) -> None:
    response = site.post(ADD, {"title": "My title"})
    assert "Choose the figure that you want to keep" in response.content.decode()


def test_filter_that_makes_no_sense_is_said(site: Client) -> None:
    assert "'mars' is not a known place" in page_of(site, f"{ADD}?place=mars")


def test_figure_computed_again_is_the_same_and_says_what_a_later_snapshot_gives(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid")
    kept = kept_figure(evidence)
    first = check(site, evidence)
    assert (first.outcome, first.found["now_is_the_same"]) == ("same", True)
    after = later(store, but="line > 20")
    second = check(site, evidence)
    total = draw_picture(after, Filters()).headline.whole.total_gbp
    assert second.outcome == "same"
    assert second.found == {
        "now_snapshot": after.snapshot_id,
        "now": exact_gbp(total),
        "value": str(kept.value),
        "in_words": exact_gbp(kept.value),
    }
    page = page_of(site, f"/evidence/{evidence.public_id}/")
    assert f"Computed again from its snapshot: {exact_gbp(kept.value)}, the same." in page
    assert f"gave {exact_gbp(total)}" in page
    about = Entry.objects.filter(about=evidence.about)
    assert list(about.values_list("what", flat=True)) == ["added", "checked again", "checked again"]


def test_what_is_not_published_is_not_told_to_the_public_by_a_check(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid")
    after = later(store, but="line > 20")
    publish_evidence(evidence=evidence, version=evidence.version, by=person(Role.OFFICER))
    check(site, evidence)
    page = page_of(visitor(), f"/evidence/{evidence.public_id}/")
    assert "the same" in page
    assert after.snapshot_id not in page
    assert exact_gbp(draw_picture(after, Filters()).headline.whole.total_gbp) not in page
    assert "Officer" not in page


def test_figure_that_was_altered_is_found_different(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid")
    Evidence.objects.filter(pk=evidence.pk).update(holds={**evidence.holds, "value": "1.00"})
    found = check(site, evidence)
    assert found.outcome == "different"
    assert "which is not the £1.00 kept" in found.said


def test_figure_whose_snapshot_is_gone_says_so_and_cannot_be_published(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid")
    later(store)
    rmtree(store.get(kept_figure(evidence).snapshot_id).folder)
    found = check(site, evidence)
    assert found.outcome == "gone"
    assert "is gone, so the figure cannot be computed again" in found.said
    assert found.found["now"].startswith("£")
    page = page_of(site, f"/evidence/{evidence.public_id}/publish/")
    assert "It cannot be published yet" in page
    with pytest.raises(NotReadyError, match="is gone"):
        publish_evidence(evidence=evidence, version=evidence.version, by=person(Role.OFFICER))


def test_figure_under_a_name_that_nobody_knows_any_more_is_not_checked(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid")
    query = {"figure": "moonshine", "filters": {}}
    Evidence.objects.filter(pk=evidence.pk).update(holds=json.loads(json.dumps({**evidence.holds, "query": query})))
    evidence.refresh_from_db()
    found = check_evidence(evidence=evidence, by=person(Role.OFFICER))
    assert (found.outcome, found.said) == ("not-checked", "Nothing here knows how to compute this figure any more.")


def test_draft_of_a_figure_keeps_its_figure_when_its_words_change(site: Client, store: Store) -> None:
    evidence = keep(site, store, "paid")
    given = {"title": "Another title", "shows": "All that was paid.", "body": "", "version": "1"}
    assert site.post(f"/evidence/{evidence.public_id}/change/", given).status_code == 302
    changed = Evidence.objects.get(pk=evidence.pk)
    assert (changed.title, changed.holds) == ("Another title", evidence.holds)


def test_group_keeps_a_figure_only_of_what_is_published(site: Client) -> None:
    assert "No figures have been published yet" in page_of(client(Role.COMMUNITY_GROUP), ADD)
